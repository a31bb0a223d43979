"""The texts of an item of any type, with the fields that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from studyreport.quiz.finding import Field
from studyreport.quiz.model import Item

# What is said after the answer, and what no reader sees.
_AFTER = frozenset({"hints", "explanation", "feedback", "section", "tolerance", "type", "wrong"})
_NO_PROSE = frozenset({"section", "code", "form", "accept", "unit", "type"})


def asked(item: Item) -> list[str]:
    """Return all that a reader sees of the question and its key; options in no order."""
    return sorted(text for field, text in _texts(item) if _AFTER.isdisjoint(field))


def told(item: Item) -> Iterator[tuple[Field, str]]:
    """Yield every Markdown text of an item, feedback and explanation too."""
    for field, text in _texts(item):
        if _NO_PROSE.isdisjoint(field):
            yield field, text


def _texts(item: Item) -> Iterator[tuple[Field, str]]:
    seen = item.model_dump(exclude=item.unseen, exclude_defaults=True)
    yield from _inside((), seen)


def _inside(field: Field, value: object) -> Iterator[tuple[Field, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _inside((*field, name), part)
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            yield from _inside((*field, place), part)
    elif isinstance(value, str | Decimal | int) and not isinstance(value, bool):
        yield field, str(value)
