"""The texts of an item in which placeholders stand, and how each takes a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from studyreport.quiz.finding import Field
from studyreport.quiz.vary.placeholders import START, filled, typographic
from studyreport.quiz.yaml.nodes import Value
from studyreport.quiz.yaml.scalars import AmbiguousError, resolve

# Written by the author for the generator, not for readers.
_LEFT = {"id", "type", "section", "tags", "proof", "reason", "unproved", "figure", "vary"}
_NUMBERS = {"answer", "value", "absolute", "relative", "order"}
_PYTHON = {"code", "accept", "form"}

Fill: TypeAlias = Callable[[Field, str], Value]


def texts(value: Value, at: Field = ()) -> Iterator[tuple[Field, str]]:
    """Yield every text with a placeholder, and where it stands."""
    if isinstance(value, str) and START in value and not _is_left(at):
        yield at, value
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from texts(part, (*at, place))
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts(part, (*at, name))


def with_values(value: Value, values: dict[str, str], at: Field = ()) -> Value:
    """Return the same item with every placeholder's value in its place."""
    if isinstance(value, str) and START in value and not _is_left(at):
        return _taken(at, value, values)
    if isinstance(value, list):
        return [with_values(part, values, (*at, place)) for place, part in enumerate(value)]
    if isinstance(value, dict):
        return {name: with_values(part, values, (*at, name)) for name, part in value.items()}
    return value


def _taken(at: Field, text: str, values: dict[str, str]) -> Value:
    name = _name(at)
    if name not in _NUMBERS:
        return filled(text, values, str if name in _PYTHON else typographic)
    made = filled(text, values, str)
    try:
        return resolve(made)
    except AmbiguousError:
        return made


def _is_left(at: Field) -> bool:
    """Tell whether what stands here is no text for readers; an item's own `code` is one."""
    return bool(_LEFT.intersection(at)) or (_name(at) == "code" and len(at) > 1)


def _name(at: Field) -> str:
    return next((step for step in reversed(at) if isinstance(step, str)), "")
