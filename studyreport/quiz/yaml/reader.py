"""From YAML's events to nodes, without recursion; whatever is ambiguous is refused and named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import events

from studyreport.problems import Problem
from studyreport.quiz.yaml.nodes import Mapping, Node, Place, Scalar, Sequence
from studyreport.quiz.yaml.scalars import AmbiguousError, resolve
from studyreport.quiz.yaml.text import UnreadableError, decode, is_shown

DEEPEST = 20  # lists and mappings within each other; a question needs 6

# The parser in C is ten times faster; PyYAML leaves it out where it could not be compiled.
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(data: bytes, path: str, loader: type[Any] = LOADER) -> tuple[Node | None, list[Problem]]:
    """Return the root node of a YAML file, if there is one, and all that is wrong with it.

    Args:
        data: the file's bytes.
        path: its name in messages.
        loader: PyYAML's loader whose events are read.
    """
    try:
        text = decode(data, path)
    except UnreadableError as error:
        return None, error.problems
    builder = _Builder(path)
    try:
        for event in _events(text, loader, path):
            builder.take(event)
    except _RefusedError as refused:
        builder.problems.append(refused.problem)
    if not builder.problems and builder.root is None:
        builder.refuse(Place(1, 1), "the file is empty.", "Write its fields, or delete it.")
    return builder.root, builder.problems


class _RefusedError(Exception):
    """Reading cannot go on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _events(text: str, loader: type[Any], path: str) -> Iterator[events.Event]:
    """Yield the events of the text; turn every way in which PyYAML fails into one."""
    parser = loader(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "this cannot be read"
        raise _RefusedError(_broken(path, mark, what)) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML lets numbers too large for an escape or a directive through as these.
        raise _RefusedError(_broken(path, _mark(parser), str(error).splitlines()[0])) from error
    finally:
        parser.dispose()


def _mark(parser: Any) -> Any:
    return parser.get_mark() if hasattr(parser, "get_mark") else None


def _broken(path: str, mark: Any, what: str) -> Problem:
    place = _place(mark) if mark else Place(1, 1)
    remedy = (
        "Indent the fields of one mapping alike, and put a text with : # ' \" { [ & * ! | > % @ in "
        "it into quotes or a | block."
    )
    return Problem(path, place.line, place.column, f"this is not YAML: {what}.", remedy)


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


@dataclass
class _Open:
    """A list or mapping whose end has not come yet; `name` is the key that waits for a value."""

    place: Place
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    names: dict[str, Place] = field(default_factory=dict)
    name: str | None = None

    def node(self) -> Node:
        if self.is_mapping:
            return Mapping(self.place, self.entries, self.names)
        return Sequence(self.place, tuple(self.items))


class _Builder:
    """Takes events one by one; holds what is open, what is done, and what is wrong."""

    def __init__(self, path: str) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._path = path
        self._open: list[_Open] = []
        self._documents = 0

    def refuse(self, place: Place, message: str, remedy: str = "") -> None:
        self.problems.append(Problem(self._path, place.line, place.column, message, remedy))

    def take(self, event: events.Event) -> None:
        match event:
            case events.DocumentStartEvent():
                self._start_document(event)
            case events.AliasEvent():
                self._take_alias(event)
            case events.ScalarEvent():
                self._refuse_properties(event)
                self._take_scalar(event)
            case events.SequenceStartEvent() | events.MappingStartEvent():
                self._refuse_properties(event)
                self._start(event)
            case events.SequenceEndEvent() | events.MappingEndEvent():
                self._add(self._open.pop().node())

    def _start_document(self, event: events.DocumentStartEvent) -> None:
        place = _place(event.start_mark)
        self._documents += 1
        if self._documents > 1:
            raise self._fatal(place, "a second document begins here.", "Use one file for each.")
        if event.version or event.tags:
            self.refuse(place, "directives (%) are not used here.", "Delete the line.")

    def _take_alias(self, event: events.AliasEvent) -> None:
        place = _place(event.start_mark)
        self.refuse(place, f"'*{event.anchor}' is an alias.", "Write the value out.")
        self._add(Scalar(place, ""))

    def _refuse_properties(self, event: Any) -> None:
        place = _place(event.start_mark)
        if event.anchor is not None:
            self.refuse(place, f"'&{event.anchor}' is an anchor.", "Delete it.")
        if event.tag is not None:
            self.refuse(
                place, f"'{event.tag}' is a tag.", "Delete it; types follow from the field."
            )

    def _start(self, event: Any) -> None:
        place = _place(event.start_mark)
        if len(self._open) == DEEPEST:
            raise self._fatal(place, f"this is nested more than {DEEPEST} deep.", "")
        if self._awaits_name():
            raise self._fatal(place, "a list or mapping cannot be a name.", "Write a plain name.")
        self._open.append(_Open(place, isinstance(event, events.MappingStartEvent)))

    def _take_scalar(self, event: events.ScalarEvent) -> None:
        place = _place(event.start_mark)
        value: Any = event.value
        if not is_shown(value):
            self.refuse(place, "an escape here makes an invisible character.", "Delete it.")
            value = ""
        if self._awaits_name():
            self._take_name(value, place)
            return
        if event.style in (None, ""):
            value = self._resolved(value, place)
        self._add(Scalar(place, value, event.style == "|"))

    def _resolved(self, text: str, place: Place) -> Any:
        try:
            return resolve(text)
        except AmbiguousError as trap:
            self.refuse(place, trap.message, trap.remedy)
            return text

    def _awaits_name(self) -> bool:
        return bool(self._open) and self._open[-1].is_mapping and self._open[-1].name is None

    def _take_name(self, name: str, place: Place) -> None:
        mapping = self._open[-1]
        mapping.name = name
        if name == "<<":
            self.refuse(place, "'<<' merges mappings.", "Write the fields out.")
        elif name in mapping.names:
            line = mapping.names[name].line
            self.refuse(place, f"'{name}' stands here again, after line {line}.", "Keep one.")
        else:
            mapping.names[name] = place

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.name is None:  # an alias as a name; it has been refused
            parent.name = ""
        else:
            parent.entries.setdefault(parent.name, node)
            parent.name = None

    def _fatal(self, place: Place, message: str, remedy: str) -> _RefusedError:
        return _RefusedError(Problem(self._path, place.line, place.column, message, remedy))
