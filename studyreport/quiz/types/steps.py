"""A derivation whose numbers the reader fills in, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal
from xml.etree.ElementTree import Element

from pydantic import Field

from studyreport.execution import Failure, Json, Outcome
from studyreport.quiz.finding import Field as FieldPath
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import add, element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import UNSEEN_CODE, Coded, Item, Markdown, Part
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.blank import BLANK
from studyreport.quiz.types.checks import check_code, check_proof, failure_in_proof
from studyreport.quiz.types.number import number_data, wrong_feedback
from studyreport.quiz.types.quantity import (
    Quantity,
    check_quantity,
    digits,
    holds,
    is_number,
    judge_quantity,
)
from studyreport.quiz.types.shown import typographic


class Blank(Coded, Quantity):
    """The number that is missing in a line; its code gives it."""


class Step(Part):
    """A line of the derivation, with a blank `___` or without."""

    text: Markdown = Field(description="One paragraph of Markdown; `___` is the blank.")
    blank: Blank | None = Field(default=None, description="What belongs into the blank.")


class StepsItem(Item):
    """A derivation with numbers to fill in."""

    unseen: ClassVar[dict[str, Any]] = {
        **Item.unseen,
        "steps": {"__all__": {"blank": {"code": True, "unproved": True, "wrong": UNSEEN_CODE}}},
    }

    type: Literal["steps"]
    steps: list[Step] = Field(min_length=1, max_length=12, description="Lines, in their order.")

    @property
    def blanks(self) -> list[tuple[int, Blank]]:
        """The blanks, each with the place of its line."""
        return [(place, step.blank) for place, step in enumerate(self.steps) if step.blank]


class StepsType(ItemType[StepsItem]):
    """The code of each blank, evaluated after the proof, must give the number that belongs there.

    The codes of its wrong numbers must give these; they run in the same namespace.
    """

    name = "steps"
    model = StepsItem

    def check(self, item: StepsItem) -> Iterator[Finding]:
        """Yield blanks that are missing or not asked for, tolerances without sense, and so on."""
        yield from check_proof(item)
        if not item.blanks:
            remedy = "Write `___` into a line, and `blank:` under it."
            yield Finding(("steps",), "no line has a blank.", remedy)
        for place, step in enumerate(item.steps):
            yield from _check_text(place, step)
        for place, blank in item.blanks:
            at = ("steps", place, "blank")
            yield from check_quantity(at, blank, proved=item.is_proved)
            yield from check_code(at, blank, "blank", proved=item.is_proved)

    def programs(self, item: StepsItem) -> list[Program]:
        """Return the proof with the code of every blank and wrong number."""
        codes = [code for _, blank in item.blanks for code in _codes(blank)]
        return [Program(item.proof, tuple(codes))]

    def judge(self, item: StepsItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield numbers that are not what their codes gave."""
        [outcome] = outcomes
        if outcome.error:
            yield failure_in_proof(outcome.error)
            return
        values = [*outcome.values]
        for place, blank in item.blanks:
            at = ("steps", place, "blank")
            if blank.code is not None:
                yield from _judge_blank(at, blank, values.pop(0))
            own, values = values[: len(blank.codes)], values[len(blank.codes) :]
            yield from judge_quantity(at, blank, own)

    def key(self, item: StepsItem) -> Json:
        """Return the accepted interval and the unit of each blank."""
        return [
            [*(digits(end.normalize()) for end in blank.interval), blank.unit]
            for _, blank in item.blanks
        ]

    def entry(self, item: StepsItem, fields: Fields) -> Element:
        """Return the derivation with a field in place of each blank."""
        made = element("ol", {"class": "sr-steps"})
        for place, step in enumerate(item.steps):
            line = element("li", {"class": "sr-step"})
            if step.blank:
                line.attrib.update({"data-line": str(place + 1), **number_data(step.blank)})
            for part in _parts(item, place):
                _add_part(line, part, place, fields)
            made.append(line)
        return made

    def answer(self, item: StepsItem, fields: Fields) -> Element:
        """Return the derivation with every number in its place."""
        made = element("ol", {"class": "sr-answer"})
        for place, step in enumerate(item.steps):
            shown = step.blank.shown if step.blank else ""
            line = element("li")
            for part in _parts(item, place):
                _add_part(line, shown if isinstance(part, Element) else part, place, fields)
            made.append(line)
        return made

    def feedback(self, item: StepsItem, fields: Fields) -> list[Element]:
        """Return what is said to each foreseen wrong number."""
        return [
            _feedback(place, blank, number, fields)
            for place, blank in item.blanks
            for number in range(len(blank.wrong))
        ]


def _codes(blank: Blank) -> list[str]:
    return [*([blank.code] if blank.code is not None else []), *blank.codes]


def _check_text(place: int, step: Step) -> Iterator[Finding]:
    at = ("steps", place, "text")
    blanks = [match.start() for match in BLANK.finditer(step.text)]
    wanted = 1 if step.blank else 0
    if len(blanks) != wanted:
        message = f"this line has {len(blanks)} blanks `___`, not {wanted}."
        remedy = "Write `blank:` under a line with one blank, and only there."
        yield Finding(at, message, remedy)
    elif blanks and step.text.count("$", 0, blanks[0]) % 2:
        yield Finding(at, "the blank stands within a formula.", "End the formula before it.")


def _judge_blank(at: FieldPath, blank: Blank, value: Json | Failure) -> Iterator[Finding]:
    if isinstance(value, Failure):
        yield Finding((*at, "code"), f"this code stops with {value}.", "Mend it.")
    elif not is_number(value):
        message = f"this code gives {typographic(value)}, not a number."
        yield Finding((*at, "code"), message, "Make it a number.")
    elif not holds(blank, value):
        message = f"this code gives {typographic(value)}, the item says {blank.expected}."
        yield Finding((*at, "answer"), message, "Correct the answer or the code.")


def _parts(item: StepsItem, place: int) -> Iterator[str | Element]:
    """Yield what a line is made of: Markdown, spaces, and the field with its unit."""
    step = item.steps[place]
    match = BLANK.search(step.text)
    if not match or not step.blank:
        yield step.text
        return
    before, after = step.text[: match.start()], step.text[match.end() :]
    yield before
    yield _field(item, place, step.blank)
    yield after


def _add_part(line: Element, part: str | Element, place: int, fields: Fields) -> None:
    if isinstance(part, Element) or not re.search(r"\S", part):
        add(line, part)
        return
    add(line, " " if part[0].isspace() else "")
    text = element("span", {"class": "sr-text"})
    line.append(fields.line(text, part.strip(), ("steps", place, "text")))
    add(line, " " if part[-1].isspace() else "")


def _field(item: StepsItem, place: int, blank: Blank) -> Element:
    attributes = {
        "type": "text",
        "name": item.id,
        "class": "sr-blank",
        "aria-label": f"Blank in line {place + 1}",
        "autocomplete": "off",
        "spellcheck": "false",
        "size": "8",
    }
    made = element("span", {"class": "sr-filling"}, element("input", attributes))
    if blank.unit is not None:
        add(made, " ")
        made.append(element("span", {"class": "sr-unit"}, blank.unit))
    return made


def _feedback(place: int, blank: Blank, number: int, fields: Fields) -> Element:
    made = wrong_feedback(blank, blank.wrong[number], fields)
    made.set("data-line", str(place + 1))
    return made


STEPS = StepsType()
