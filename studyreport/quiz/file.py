"""Reading one file of the bank; what it holds is kept until it, or code, changes."""

from __future__ import annotations

import base64
import pickle
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import Field

from studyreport.inputs import Records, text_digest
from studyreport.problems import Problem, nearest
from studyreport.project import Project
from studyreport.quiz.digest import ProgramDigests
from studyreport.quiz.entry import Entry, Test, digest, visible
from studyreport.quiz.finding import Finding
from studyreport.quiz.model import Item, Part, Text
from studyreport.quiz.sections import section_fault
from studyreport.quiz.types import TYPES, ItemType
from studyreport.quiz.validation import shown, validated
from studyreport.quiz.vary import Variant, expand, once
from studyreport.quiz.written import Written
from studyreport.quiz.yaml import Mapping, Node, Scalar

Ids: TypeAlias = dict[str, tuple[Written, int]]  # where each id of the bank stands first


class Header(Part):
    """A quiz file, but for what its items are."""

    title: Text
    items: list[Any] = Field(min_length=1)


@dataclass(frozen=True)
class _Drawn:
    """An item that is sound in itself: its place, its type's name, every variant of it."""

    place: int
    type: str
    variants: tuple[tuple[Item, Variant], ...]


@dataclass(frozen=True)
class _Content:
    """What a file holds, without a look at the rest of the report."""

    title: str
    items: tuple[_Drawn, ...]


class QuizFile:
    """Reads one file; gathers what is wrong with it.

    Args:
        project: the report.
        path: the file.
        ids: of the items read before, to which those of this file are added.
        programs: the digests of those that draw variants.
    """

    def __init__(self, project: Project, path: Path, ids: Ids, programs: ProgramDigests) -> None:
        self.problems: list[Problem] = []
        self.written = Written(path.read_bytes(), project.relative(path))
        self._project = project
        self._name = path.stem
        self._ids = ids
        self._programs = programs
        self._reads: set[Path] = set()  # by programs that draw variants
        self._since = time.time_ns()
        self._new: _Content | None = None
        self._records = Records(project.build / "cache" / "bank")
        self._state = text_digest(self.written.digest, programs.code)

    def read(self) -> Iterator[Test]:
        """Yield the test, unless there is nothing to be read."""
        kept = self._kept()
        content = kept or self._content()
        if content is None:
            return
        firsts = self._claim(_ids(kept) if kept else self._written_ids())
        entries = [entry for drawn in content.items for entry in self._entry(drawn)]
        own = tuple(entry for entry in entries if entry.place in firsts)
        self._new = None if kept or self.problems else content
        yield Test(self._name, content.title, self.written.path, own)

    @property
    def is_new(self) -> bool:
        """Whether what was read is sound, and not kept yet."""
        return self._new is not None

    def keep(self) -> None:
        """Keep what was read, if it is new."""
        if self._new is not None:
            value = base64.b64encode(pickle.dumps(self._new)).decode()
            self._records.save(self._name, self._state, self._reads, value=value, since=self._since)

    def _kept(self) -> _Content | None:
        """Return what the file held when it was read last, if it, code and packages are as then."""
        record = self._records.fresh(self._name, self._state)
        try:
            content = pickle.loads(base64.b64decode(record.value)) if record else None  # noqa: S301
        except Exception:  # whatever comes of bytes that were damaged
            return None
        return content if isinstance(content, _Content) else None

    def _content(self) -> _Content | None:
        root = self.written.root
        self.problems += self.written.problems
        if root is None:
            return None
        header = validated(Header, root.plain())
        if isinstance(header, list):
            self._tell(root, header)
        title = header.title if isinstance(header, Header) else ""
        return _Content(title, tuple(self._items()))

    def _items(self) -> Iterator[_Drawn]:
        """Yield the items in which nothing is wrong; tell what is wrong with the others."""
        for place, node in enumerate(self.written.items):
            kind = self._type(node)
            if kind is not None:
                variants, findings = self._variants(kind, node)
                self._tell(node, findings)
                if not findings:
                    yield _Drawn(place, kind.name, tuple(variants))

    def _variants(
        self, kind: ItemType[Any], node: Node
    ) -> tuple[list[tuple[Item, Variant]], list[Finding]]:
        """Return every variant of an item, the only one of most; and what is wrong with them."""
        value = node.plain()
        given = value if isinstance(value, dict) else {}
        alone = kind.proof_stands_alone
        expanded = expand(self._project, given, self._programs, self._reads, alone=alone)
        findings = [part for part in expanded if isinstance(part, Finding)]
        drawn = []
        for variant in (part for part in expanded if isinstance(part, Variant)):
            item = validated(kind.model, variant.value)
            found = item if isinstance(item, list) else kind.check(item)
            findings += [variant.told(finding) for finding in found]
            if not isinstance(item, list):
                drawn.append((item, variant))
        findings += _check_apart(drawn)
        if findings:
            findings += self._misled(kind, drawn)
        return drawn, once(findings) if len(expanded) > 1 else findings

    def _entry(self, drawn: _Drawn) -> Iterator[Entry]:
        """Yield the item, unless it leads to what the report does not have."""
        kind, variants = TYPES[drawn.type], drawn.variants
        if findings := self._misled(kind, variants):
            node = self.written.items[drawn.place]
            self._tell(node, once(findings) if len(variants) > 1 else findings)
            return
        path, item = self.written.path, variants[0][0]
        place, written = drawn.place, self.written
        yield Entry(item, kind, self._name, path, place, written, self._project, variants)

    def _misled(self, kind: ItemType[Any], drawn: Sequence[tuple[Item, Variant]]) -> list[Finding]:
        """Return what an item names and the report, as it is now, does not have."""
        findings = []
        for item, variant in drawn:
            found = [*kind.check_report(item, self._project)]
            if fault := section_fault(self._project, item.section):
                found.append(Finding(("section",), *fault))
            findings += [variant.told(finding) for finding in found]
        return findings

    def _type(self, node: Node) -> ItemType[Any] | None:
        value = node.plain()
        if not isinstance(value, dict):
            message = f"an item is {shown(value)}, not a mapping."
            self._tell(node, [Finding((), message, "Write `id:`, `type:`, `stem:` and so on.")])
            return None
        name = value.get("type")
        if isinstance(name, str) and name in TYPES:
            return TYPES[name]
        known = f"Write one of {', '.join(TYPES)}."
        message, remedy = "the field 'type' is missing.", known
        if name is not None:
            message = f"there is no type {shown(name)}."
            remedy = nearest(name, TYPES) if isinstance(name, str) else known
        self._tell(node, [Finding(("type",), message, remedy)])
        return None

    def _written_ids(self) -> Iterator[tuple[int, str]]:
        """Yield place and id of all items, also of those that are wrong."""
        for place, node in enumerate(self.written.items):
            scalar = _id(node)
            if scalar and isinstance(scalar.value, str):
                yield place, scalar.value

    def _claim(self, ids: Iterable[tuple[int, str]]) -> set[int]:
        """Note the ids; return the places of the items that no other item has the id of."""
        firsts = set()
        for place, name in ids:
            first = self._ids.setdefault(name, (self.written, place))
            if first == (self.written, place):
                firsts.add(place)
            else:
                self._tell_taken(place, name, first)
        return firsts

    def _tell_taken(self, place: int, name: str, first: tuple[Written, int]) -> None:
        written, first_place = first
        scalar = _id(written.items[first_place])
        here = f"{written.path}:{scalar.place.line if scalar else 0}"
        message = f"the id '{name}' is taken by {here}."
        self._tell(
            self.written.items[place], [Finding(("id",), message, "Write another one here.")]
        )

    def _tell(self, node: Node, findings: Sequence[Finding]) -> None:
        """Add the findings, but for places where YAML itself went wrong."""
        told = {(problem.line, problem.column) for problem in self.problems}
        for finding in findings:
            problem = self.written.problem(node, finding)
            if (problem.line, problem.column) not in told:
                self.problems.append(problem)


def _ids(content: _Content) -> Iterator[tuple[int, str]]:
    for drawn in content.items:
        yield drawn.place, drawn.variants[0][0].id


def _id(node: Node) -> Scalar | None:
    scalar = node.entries.get("id") if isinstance(node, Mapping) else None
    return scalar if isinstance(scalar, Scalar) else None


def _check_apart(drawn: Sequence[tuple[Item, Variant]]) -> Iterator[Finding]:
    """Yield a variant that shows the same as one before it."""
    seen: dict[str, str] = {}
    for item, variant in drawn:
        same = seen.setdefault(digest(visible(item)), variant.name)
        if same != variant.name:
            message = f"the variants {same} and {variant.name} show the same."
            yield Finding(("vary",), message, "Show what differs, or delete a value.")
