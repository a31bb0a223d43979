"""One choice: exactly one option is right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from studyreport.quiz.finding import Finding
from studyreport.quiz.types.choice import Choice, ChoiceType


class One(Choice):
    """One right option among others."""

    type: Literal["one"]


class OneType(ChoiceType[One]):
    """Radio buttons, a single key."""

    name = "one"
    model = One
    button = "radio"

    def check_keys(self, item: One) -> Iterator[Finding]:
        """Yield each key after the first, or that there is none."""
        yield from super().check_keys(item)
        yield from check_single(item)


def check_single(item: Choice) -> Iterator[Finding]:
    """Yield each key after the first."""
    for place in item.keys[1:]:
        remedy = "Delete one `right: true`, or write `type: several`."
        yield Finding(("options", place, "right"), "this is a second key.", remedy)


ONE = OneType()
