"""A number, right within a tolerance; foreseen wrong numbers get a diagnosis of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal
from xml.etree.ElementTree import Element

from studyreport.execution import Failure, Json, Outcome
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import UNSEEN_CODE, Item
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.checks import check_proof, failure_in_proof
from studyreport.quiz.types.quantity import (
    Quantity,
    Tolerance,
    WrongNumber,
    check_quantity,
    digits,
    holds,
    is_number,
    judge_quantity,
)
from studyreport.quiz.types.shown import typographic

__all__ = ["NUMBER", "NumberItem", "Tolerance", "WrongNumber", "number_data", "wrong_feedback"]


class NumberItem(Quantity, Item):
    """A number to be typed."""

    unseen: ClassVar[dict[str, Any]] = {**Item.unseen, "wrong": UNSEEN_CODE}

    type: Literal["number"]


class NumberType(ItemType[NumberItem]):
    """The proof leaves the key in the variable `key`."""

    name = "number"
    model = NumberItem

    def check(self, item: NumberItem) -> Iterator[Finding]:
        """Yield tolerances without sense, wrong numbers within them, codes missing or in vain."""
        yield from check_proof(item)
        yield from check_quantity((), item, proved=item.is_proved)

    def programs(self, item: NumberItem) -> list[Program]:
        """Return the proof, its `key`, and the code of every wrong number."""
        return [Program(item.proof, ("key", *item.codes))]

    def judge(self, item: NumberItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield a key that is not the answer, and wrong numbers that are not what codes give."""
        [outcome] = outcomes
        if outcome.error:
            yield failure_in_proof(outcome.error)
            return
        key, *values = outcome.values
        yield from _judge_key(item, key)
        yield from judge_quantity((), item, values)

    def key(self, item: NumberItem) -> Json:
        """Return the accepted interval and the unit."""
        low, high = item.interval
        return [digits(low.normalize()), digits(high.normalize()), item.unit]

    def entry(self, item: NumberItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the field to type the number into."""
        attributes = {"type": "text", "name": item.id, "autocomplete": "off", "spellcheck": "false"}
        label = element("label", {}, "Your answer ", element("input", attributes))
        made = element("p", {"class": "sr-entry", **number_data(item)}, label)
        if item.unit is not None:
            made.append(element("span", {"class": "sr-unit"}, item.unit))
        return made

    def answer(self, item: NumberItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the key, its unit and the accepted interval."""
        return element("div", {"class": "sr-answer"}, element("p", {}, item.shown))

    def feedback(self, item: NumberItem, fields: Fields) -> list[Element]:
        """Return what is said to each foreseen wrong number."""
        return [wrong_feedback(item, wrong, fields) for wrong in item.wrong]


def number_data(asked: Quantity) -> dict[str, str]:
    """Return the attributes from which scripts grade."""
    low, high = asked.interval
    return _data({"answer": asked.answer, "low": low, "high": high})


def wrong_feedback(asked: Quantity, wrong: WrongNumber, fields: Fields) -> Element:
    """Return what is said to the reader who answers this wrong number."""
    low, high = asked.tolerance.around(wrong.value)
    data = _data({"value": wrong.value, "low": low, "high": high})
    letter = element("span", {"class": "sr-letter"}, typographic(wrong.value))
    made = element("div", {"class": "sr-feedback", **data}, letter, " ")
    return fields.blocks(made, wrong.feedback)


def _data(values: dict[str, Decimal]) -> dict[str, str]:
    return {f"data-{name}": digits(value) for name, value in values.items()}


def _judge_key(item: NumberItem, key: Json | Failure) -> Iterator[Finding]:
    if isinstance(key, Failure) and key.kind == "NameError":
        yield Finding(("proof",), "the proof leaves no variable `key`.", "End it with `key = …`.")
    elif isinstance(key, Failure):
        yield Finding(("proof",), f"its `key` cannot be read: {key}.", "Make it a number.")
    elif not is_number(key):
        yield Finding(("proof",), f"its `key` is {key!r}, not a number.", "Make it a number.")
    elif not holds(item, key):
        message = f"the proof gives {typographic(key)}, the item says {item.expected}."
        yield Finding(("answer",), message, "Correct the answer or the proof.")


NUMBER = NumberType()
