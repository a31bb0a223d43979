"""A number that is asked for: its tolerance, foreseen wrong numbers, and what codes must give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from typing import Annotated, TypeGuard

from pydantic import Field
from pydantic.json_schema import WithJsonSchema

from studyreport.execution import Failure, Json
from studyreport.quiz.finding import Field as FieldPath
from studyreport.quiz.finding import Finding
from studyreport.quiz.model import NUMBER_OR_VALUE, Coded, Markdown, Number, Part, Text
from studyreport.quiz.types.checks import check_code
from studyreport.quiz.types.shown import shown_number, typographic

_EPSILON = Decimal("1e-9")  # of a value: the error that floating point may have gathered

Interval = tuple[Decimal, Decimal]
Width = Annotated[Number, Field(ge=0), WithJsonSchema({**NUMBER_OR_VALUE, "minimum": 0})]


class Tolerance(Part):
    """How far from the answer is still right; exactly one of the two."""

    absolute: Width | None = None
    relative: Width | None = None

    def around(self, value: Decimal) -> Interval:
        """Return the least and the greatest number that pass for `value`."""
        width = self.absolute if self.absolute is not None else abs(value) * (self.relative or 0)
        return value - width, value + width

    def __str__(self) -> str:
        if self.absolute is not None:
            return f"± {typographic(self.absolute)}"
        return f"± {typographic((self.relative or 0) * 100)} %"


class WrongNumber(Coded):
    """A number that a misconception leads to."""

    value: Number
    feedback: Markdown = Field(description="What is said to the reader who answers it.")


class Quantity(Part):
    """A number to be typed."""

    answer: Number = Field(description="The key, with the digits that are to be shown.")
    tolerance: Tolerance
    unit: Text | None = None
    wrong: list[WrongNumber] = Field(default_factory=list)

    @property
    def interval(self) -> Interval:
        """The least and the greatest number that are right."""
        return self.tolerance.around(self.answer)

    @property
    def expected(self) -> str:
        """The key with its tolerance, for messages."""
        return f"{typographic(self.answer)} {self.tolerance}"

    @property
    def shown(self) -> str:
        """The key, its unit and the accepted interval, for readers."""
        low, high = self.interval
        unit = f" {self.unit}" if self.unit is not None else ""
        text = f"{typographic(self.answer)}{unit}"
        if low < high:
            text += f" (accepted: from {typographic(low)} to {typographic(high)})"
        return text

    @property
    def codes(self) -> list[str]:
        """The codes of the wrong numbers that have one."""
        return [wrong.code for wrong in self.wrong if wrong.code is not None]


def digits(value: Decimal) -> str:
    """Return a number as scripts read it."""
    return format(value, "f") if abs(value.adjusted()) <= 15 else str(value)


def check_quantity(at: FieldPath, asked: Quantity, *, proved: bool) -> Iterator[Finding]:
    """Yield tolerances without sense, wrong numbers within them, codes missing or in vain.

    Args:
        at: where the quantity stands in its item.
        asked: the quantity.
        proved: whether the item has a proof.
    """
    yield from check_tolerance((*at, "tolerance"), asked.tolerance, [asked.answer])
    for place, wrong in enumerate(asked.wrong):
        yield from _check_outside(at, asked, place)
        yield from check_code((*at, "wrong", place), wrong, "wrong number", proved=proved)


def check_tolerance(
    at: FieldPath, tolerance: Tolerance, answers: list[Decimal]
) -> Iterator[Finding]:
    """Yield what keeps a tolerance from saying which numbers pass for `answers`."""
    given = [t for t in (tolerance.absolute, tolerance.relative) if t is not None]
    if len(given) != 1:
        message = f"the tolerance has {len(given)} of `absolute` and `relative`."
        yield Finding(at, message, "Write exactly one of them.")
    elif 0 in answers and tolerance.absolute is None:
        message = "a relative tolerance around 0 accepts nothing else."
        yield Finding((*at, "relative"), message, "Write `absolute: …`.")


def judge_quantity(
    at: FieldPath, asked: Quantity, values: list[Json | Failure]
) -> Iterator[Finding]:
    """Yield wrong numbers that are not what their codes gave; `values` is parallel to `codes`."""
    coded = [place for place, wrong in enumerate(asked.wrong) if wrong.code is not None]
    for place, value in zip(coded, values, strict=True):
        yield from _judge_wrong(at, asked, place, value)


def holds(asked: Quantity, value: float) -> bool:
    """Tell whether a computed value is the key, to the digits that are shown and the tolerance."""
    return shown_number(asked.answer).shows(value) and within(Decimal(value), asked.interval)


def is_number(value: Json | Failure) -> TypeGuard[int | float]:
    """Tell whether what code gave is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def within(value: Decimal, interval: Interval) -> bool:
    """Tell whether a value lies in an interval, but for what floating point has lost."""
    slack = abs(value) * _EPSILON
    return interval[0] - slack <= value <= interval[1] + slack


def near(tolerance: Tolerance, one: Decimal, other: Decimal) -> bool:
    """Tell whether one of two numbers passes for the other."""
    return within(one, tolerance.around(other)) or within(other, tolerance.around(one))


def _check_outside(at: FieldPath, asked: Quantity, place: int) -> Iterator[Finding]:
    """Yield a wrong number that would pass for the key, or for a wrong number before it."""
    field = (*at, "wrong", place, "value")
    value = asked.wrong[place].value
    if near(asked.tolerance, value, asked.answer):
        message = f"{typographic(value)} falls within the tolerance of {asked.expected}."
        yield Finding(field, message, "Narrow the tolerance or delete this number.")
    for before in asked.wrong[:place]:
        if near(asked.tolerance, value, before.value):
            message = f"{typographic(value)} cannot be told from {typographic(before.value)}."
            yield Finding(field, message, "Delete one of the two.")


def _judge_wrong(
    at: FieldPath, asked: Quantity, place: int, value: Json | Failure
) -> Iterator[Finding]:
    field = (*at, "wrong", place, "code")
    says = asked.wrong[place].value
    if isinstance(value, Failure):
        yield Finding(field, f"this code stops with {value}.", "Mend it.")
    elif not is_number(value):
        yield Finding(field, f"this code gives {value!r}, not a number.", "Make it a number.")
    elif not shown_number(says).shows(value):
        message = f"this code gives {typographic(value)}, the item says {typographic(says)}."
        yield Finding((*at, "wrong", place, "value"), message, "Correct the value or the code.")
    elif within(Decimal(value), asked.interval):
        message = f"{typographic(value)} falls within the tolerance of {asked.expected}."
        yield Finding((*at, "wrong", place, "value"), message, "Narrow the tolerance.")
