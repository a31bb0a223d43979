"""A number, right within a tolerance; foreseen wrong numbers get a diagnosis of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import isfinite
from typing import Annotated, Any, ClassVar, Literal, TypeGuard
from xml.etree.ElementTree import Element

from pydantic import Field
from pydantic.json_schema import WithJsonSchema

from studyreport.execution import Failure, Json, Outcome
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import Code, Item, Markdown, Number, Part, Text
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.checks import check_proof, check_python, failure_in_proof
from studyreport.quiz.types.shown import shown_number, typographic

_EPSILON = Decimal("1e-9")  # of a value: the error that floating point may have gathered


Width = Annotated[Number, Field(ge=0), WithJsonSchema({"type": "number", "minimum": 0})]


class Tolerance(Part):
    """How far from the answer is still right; exactly one of the two."""

    absolute: Width | None = None
    relative: Width | None = None

    def around(self, value: Decimal) -> tuple[Decimal, Decimal]:
        """Return the least and the greatest number that pass for `value`."""
        width = self.absolute if self.absolute is not None else abs(value) * (self.relative or 0)
        return value - width, value + width


class WrongNumber(Part):
    """A number that a misconception leads to."""

    value: Number
    feedback: Markdown = Field(description="What is said to the reader who answers it.")
    code: Code | None = Field(default=None, description="Python expression that gives the value.")
    unproved: Text | None = Field(default=None, description="Why the value has no code.")


class NumberItem(Item):
    """A number to be typed."""

    unseen: ClassVar[dict[str, Any]] = {
        **Item.unseen,
        "wrong": {"__all__": {"code": True, "unproved": True}},
    }

    type: Literal["number"]
    answer: Number = Field(description="The key, with the digits that are to be shown.")
    tolerance: Tolerance
    unit: Text | None = None
    wrong: list[WrongNumber] = Field(default_factory=list)

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest number that are right."""
        return self.tolerance.around(self.answer)


class NumberType(ItemType[NumberItem]):
    """The proof leaves the key in the variable `key`."""

    name = "number"
    model = NumberItem

    def check(self, item: NumberItem) -> Iterator[Finding]:
        """Yield tolerances without sense, wrong numbers within them, codes missing or in vain."""
        yield from check_proof(item)
        yield from _check_tolerance(item)
        for place, wrong in enumerate(item.wrong):
            yield from _check_outside(item, place)
            yield from _check_code(place, wrong, proved=item.is_proved)

    def programs(self, item: NumberItem) -> list[Program]:
        """Return the proof, its `key`, and the code of every wrong number."""
        codes = [wrong.code for wrong in item.wrong if wrong.code is not None]
        return [Program(item.proof, ("key", *codes))]

    def judge(self, item: NumberItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield a key that is not the answer, and wrong numbers that are not what codes give."""
        [outcome] = outcomes
        if outcome.error:
            yield failure_in_proof(outcome.error)
            return
        key, *values = outcome.values
        yield from _judge_key(item, key)
        coded = [place for place, wrong in enumerate(item.wrong) if wrong.code is not None]
        for place, value in zip(coded, values, strict=True):
            yield from _judge_wrong(item, place, value)

    def key(self, item: NumberItem) -> Json:
        """Return the accepted interval and the unit."""
        low, high = item.interval
        return [_digits(low.normalize()), _digits(high.normalize()), item.unit]

    def entry(self, item: NumberItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the field to type the number into."""
        attributes = {"type": "text", "name": item.id, "autocomplete": "off", "spellcheck": "false"}
        label = element("label", {}, "Your answer ", element("input", attributes))
        low, high = item.interval
        data = {"answer": item.answer, "low": low, "high": high}
        made = element("p", {"class": "sr-entry", **_data(data)}, label)
        if item.unit is not None:
            made.append(element("span", {"class": "sr-unit"}, item.unit))
        return made

    def answer(self, item: NumberItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the key, its unit and the accepted interval."""
        low, high = item.interval
        unit = f" {item.unit}" if item.unit is not None else ""
        text = f"{typographic(item.answer)}{unit}"
        if low < high:
            text += f" (accepted: from {typographic(low)} to {typographic(high)})"
        return element("div", {"class": "sr-answer"}, element("p", {}, text))

    def feedback(self, item: NumberItem, fields: Fields) -> list[Element]:
        """Return what is said to each foreseen wrong number."""
        return [_feedback(item, wrong, fields) for wrong in item.wrong]


def _feedback(item: NumberItem, wrong: WrongNumber, fields: Fields) -> Element:
    low, high = item.tolerance.around(wrong.value)
    data = _data({"value": wrong.value, "low": low, "high": high})
    letter = element("span", {"class": "sr-letter"}, typographic(wrong.value))
    made = element("div", {"class": "sr-feedback", **data}, letter, " ")
    return fields.blocks(made, wrong.feedback)


def _data(values: dict[str, Decimal]) -> dict[str, str]:
    return {f"data-{name}": _digits(value) for name, value in values.items()}


def _digits(value: Decimal) -> str:
    return format(value, "f") if abs(value.adjusted()) <= 15 else str(value)


def _check_tolerance(item: NumberItem) -> Iterator[Finding]:
    given = [t for t in (item.tolerance.absolute, item.tolerance.relative) if t is not None]
    if len(given) != 1:
        message = f"the tolerance has {len(given)} of `absolute` and `relative`."
        yield Finding(("tolerance",), message, "Write exactly one of them.")
    elif item.answer == 0 and item.tolerance.absolute is None:
        message = "a relative tolerance around 0 accepts nothing else."
        yield Finding(("tolerance", "relative"), message, "Write `absolute: …`.")


def _check_outside(item: NumberItem, place: int) -> Iterator[Finding]:
    """Yield a wrong number that would pass for the key, or for a wrong number before it."""
    field = ("wrong", place, "value")
    value = item.wrong[place].value
    if _near(item, value, item.answer):
        message = f"{typographic(value)} falls within the tolerance of {_expected(item)}."
        yield Finding(field, message, "Narrow the tolerance or delete this number.")
    for before in item.wrong[:place]:
        if _near(item, value, before.value):
            message = f"{typographic(value)} cannot be told from {typographic(before.value)}."
            yield Finding(field, message, "Delete one of the two.")


def _near(item: NumberItem, one: Decimal, other: Decimal) -> bool:
    return _within(one, item.tolerance.around(other)) or _within(other, item.tolerance.around(one))


def _within(value: Decimal, interval: tuple[Decimal, Decimal]) -> bool:
    slack = abs(value) * _EPSILON
    return interval[0] - slack <= value <= interval[1] + slack


def _check_code(place: int, wrong: WrongNumber, *, proved: bool) -> Iterator[Finding]:
    field = ("wrong", place, "code")
    if wrong.code is not None and not proved:
        yield Finding(field, "without a proof this code never runs.", "Write `proof: |` first.")
    elif wrong.code is not None:
        yield from check_python(field, wrong.code, "eval")
        if wrong.unproved is not None:
            yield Finding(("wrong", place, "unproved"), "this number has code.", "Delete one.")
    elif proved and wrong.unproved is None:
        remedy = "Write `code: …`, or `unproved: …` with the reason."
        yield Finding(("wrong", place), "this wrong number has no code.", remedy)


def _judge_key(item: NumberItem, key: Json | Failure) -> Iterator[Finding]:
    if isinstance(key, Failure) and key.kind == "NameError":
        yield Finding(("proof",), "the proof leaves no variable `key`.", "End it with `key = …`.")
    elif isinstance(key, Failure):
        yield Finding(("proof",), f"its `key` cannot be read: {key}.", "Make it a number.")
    elif not _is_number(key):
        yield Finding(("proof",), f"its `key` is {key!r}, not a number.", "Make it a number.")
    elif not (shown_number(item.answer).shows(key) and _within(Decimal(key), item.interval)):
        message = f"the proof gives {typographic(key)}, the item says {_expected(item)}."
        yield Finding(("answer",), message, "Correct the answer or the proof.")


def _judge_wrong(item: NumberItem, place: int, value: Json | Failure) -> Iterator[Finding]:
    field = ("wrong", place, "code")
    says = item.wrong[place].value
    if isinstance(value, Failure):
        yield Finding(field, f"this code stops with {value}.", "Mend it.")
    elif not _is_number(value):
        yield Finding(field, f"this code gives {value!r}, not a number.", "Make it a number.")
    elif not shown_number(says).shows(value):
        message = f"this code gives {typographic(value)}, the item says {typographic(says)}."
        yield Finding(("wrong", place, "value"), message, "Correct the value or the code.")
    elif _within(Decimal(value), item.interval):
        message = f"{typographic(value)} falls within the tolerance of {_expected(item)}."
        yield Finding(("wrong", place, "value"), message, "Narrow the tolerance.")


def _is_number(value: Json) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _expected(item: NumberItem) -> str:
    tolerance = item.tolerance
    width = tolerance.absolute
    if width is not None:
        return f"{typographic(item.answer)} ± {typographic(width)}"
    return f"{typographic(item.answer)} ± {typographic((tolerance.relative or 0) * 100)} %"


NUMBER = NumberType()
