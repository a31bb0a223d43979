"""Lines to be put in order, by buttons that move them up and down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Annotated, Any, ClassVar, Literal
from xml.etree.ElementTree import Element

from pydantic import Field

from studyreport.execution import Failure, Json, Outcome
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import UNSEEN_CODE, Coded, Item, Markdown
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.checks import check_code, check_proof, failure_in_proof
from studyreport.quiz.types.quantity import is_number
from studyreport.quiz.types.shown import same_text, typographic
from studyreport.quiz.types.shuffle import shuffled

Place = Annotated[int, Field(strict=True, ge=1)]


class Line(Coded):
    """One of the lines. Its code gives the number by which it stands where it does."""

    text: Markdown = Field(description="What the line shows, one paragraph of Markdown.")


class WrongOrder(Coded):
    """An order that a misconception leads to; its code gives a number for each line."""

    order: list[Place] = Field(description="Lines by their numbers in `lines`: [2, 1, 3].")
    feedback: Markdown = Field(description="What is said to the reader who chose it.")


class OrderingItem(Item):
    """Lines in the order in which they belong; readers get them in another one."""

    unseen: ClassVar[dict[str, Any]] = {**Item.unseen, "lines": UNSEEN_CODE, "wrong": UNSEEN_CODE}

    type: Literal["ordering"]
    lines: list[Line] = Field(min_length=3, max_length=12, description="In the right order.")
    wrong: list[WrongOrder] = Field(default_factory=list)

    @property
    def letters(self) -> list[str]:
        """The letter of each line, by which readers call it: letters follow the shown order."""
        shown = shuffled(self.id, len(self.lines))
        return [ascii_uppercase[shown.index(place)] for place in range(len(shown))]


class OrderingType(ItemType[OrderingItem]):
    """The proof computes the order: the numbers that the lines' codes give must rise.

    The code of a wrong order gives a list with a number for each line, in the order of the file;
    sorting the lines by it must give that order.
    """

    name = "ordering"
    model = OrderingItem

    def check(self, item: OrderingItem) -> Iterator[Finding]:
        """Yield lines alike, orders that are none, and codes that are missing or in vain."""
        yield from check_proof(item)
        for place, line in enumerate(item.lines):
            at = ("lines", place)
            yield from check_code(at, line, "line", proved=item.is_proved)
            if any(same_text(line.text, other.text) for other in item.lines[:place]):
                yield Finding((*at, "text"), "an earlier line shows the same.", "Change one.")
        for place, wrong in enumerate(item.wrong):
            yield from check_code(("wrong", place), wrong, "order", proved=item.is_proved)
            yield from _check_order(item, place)

    def programs(self, item: OrderingItem) -> list[Program]:
        """Return the proof with the code of every line and every wrong order."""
        codes = [part.code for _, part in _coded(item)]
        return [Program(item.proof, tuple(code for code in codes if code is not None))]

    def judge(self, item: OrderingItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield numbers that do not rise, and wrong orders that do not follow from their codes."""
        [outcome] = outcomes
        if outcome.error:
            yield failure_in_proof(outcome.error)
            return
        highest: float | None = None
        for (at, part), value in zip(_coded(item), outcome.values, strict=True):
            if isinstance(value, Failure):
                yield Finding((*at, "code"), f"this code stops with {value}.", "Mend it.")
            elif isinstance(part, WrongOrder):
                yield from _judge_order(item, at, part, value)
            elif not is_number(value):
                message = f"this code gives {typographic(value)}, not a number."
                yield Finding((*at, "code"), message, "Make it a number.")
            else:
                yield from _judge_rise(at, value, highest)
                highest = value

    def key(self, item: OrderingItem) -> Json:
        """Return the texts in their order."""
        return [" ".join(line.text.split()) for line in item.lines]

    def entry(self, item: OrderingItem, fields: Fields) -> Element:
        """Return the lines in another order, with the buttons that move them."""
        order = " ".join(letter.lower() for letter in item.letters)
        made = element("ol", {"class": "sr-lines", "type": "A", "data-order": order})
        for place in shuffled(item.id, len(item.lines)):
            letter = item.letters[place]
            text = element("span", {"class": "sr-text"})
            fields.line(text, item.lines[place].text, ("lines", place, "text"))
            attributes = {"class": "sr-line", "data-option": letter.lower()}
            made.append(element("li", attributes, _letter(letter), " ", text, _moves(item, letter)))
        return made

    def answer(self, item: OrderingItem, fields: Fields) -> Element:
        """Return the lines in the right order."""
        made = element("div", {"class": "sr-answer"})
        for place, line in enumerate(item.lines):
            text = element("span", {"class": "sr-text"})
            fields.line(text, line.text, ("lines", place, "text"))
            made.append(element("p", {}, _letter(item.letters[place]), " ", text))
        return made

    def feedback(self, item: OrderingItem, fields: Fields) -> list[Element]:
        """Return what is said to each foreseen wrong order."""
        return [_feedback(item, wrong, fields) for wrong in item.wrong]


def _coded(item: OrderingItem) -> list[tuple[tuple[str, int], Line | WrongOrder]]:
    """Return every line and wrong order that has code, with where it stands."""
    lines = [(("lines", place), line) for place, line in enumerate(item.lines) if line.code]
    wrong = [(("wrong", place), wrong) for place, wrong in enumerate(item.wrong) if wrong.code]
    return [*lines, *wrong]


def _check_order(item: OrderingItem, place: int) -> Iterator[Finding]:
    order = item.wrong[place].order
    field = ("wrong", place, "order")
    right = [*range(1, len(item.lines) + 1)]
    if sorted(order) != right:
        message = f"this is no order of the {len(right)} lines."
        yield Finding(field, message, f"Write each number from 1 to {len(right)} once.")
    elif order == right:
        yield Finding(field, "this is the right order.", "Write another one.")
    elif order in [before.order for before in item.wrong[:place]]:
        yield Finding(field, "this order stands here again.", "Delete one of the two.")


def _judge_rise(at: tuple[str, int], value: float, highest: float | None) -> Iterator[Finding]:
    if highest is not None and not value > highest:
        message = (
            f"line {at[1] + 1} gives {typographic(value)}, which is not more than the "
            f"{typographic(highest)} before it."
        )
        yield Finding((*at, "code"), message, "Put the lines in order, or correct the code.")


def _judge_order(
    item: OrderingItem, at: tuple[str, int], wrong: WrongOrder, value: Json
) -> Iterator[Finding]:
    numbers = [part for part in value if is_number(part)] if isinstance(value, list) else []
    if len(numbers) != len(item.lines) or len(set(numbers)) != len(numbers):
        message = f"this code gives {typographic(value)}, not a number for each line."
        yield Finding((*at, "code"), message, "Give as many different numbers as there are lines.")
        return
    order = sorted(range(1, len(numbers) + 1), key=lambda place: numbers[place - 1])
    if order != wrong.order:
        message = f"this code gives the order {order}, the item says {wrong.order}."
        yield Finding((*at, "order"), message, "Correct the order or the code.")


def _letter(letter: str) -> Element:
    return element("span", {"class": "sr-letter"}, letter)


def _moves(item: OrderingItem, letter: str) -> Element:
    made = element("span", {"class": "sr-moves", "hidden": ""})
    for way, sign in (("up", "↑"), ("down", "↓")):
        attributes = {
            "type": "button",
            "name": item.id,
            "class": "sr-move",
            "data-move": way,
            "aria-label": f"Move {letter} {way}",
        }
        made.append(element("button", attributes, sign))
    return made


def _feedback(item: OrderingItem, wrong: WrongOrder, fields: Fields) -> Element:
    letters = [item.letters[number - 1] for number in wrong.order]
    order = " ".join(letters).lower()
    letter = element("span", {"class": "sr-letter"}, " ".join(letters))
    attributes = {"class": "sr-feedback", "data-order": order}
    return fields.blocks(element("div", attributes, letter, " "), wrong.feedback)


ORDERING = OrderingType()
