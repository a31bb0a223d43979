"""An array or a shape, typed as one line: 7×7, (2, 36), [[1, 2], [3, 4]]."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal
from xml.etree.ElementTree import Element

from pydantic import Field

from studyreport.execution import Failure, Json, Outcome
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import UNSEEN_CODE, Coded, Item, Markdown
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.checks import check_code, check_proof, failure_in_proof
from studyreport.quiz.types.grid import Cells, Grid, computed, faults, grid, listed
from studyreport.quiz.types.quantity import Tolerance, check_tolerance, digits, near, within
from studyreport.quiz.types.shown import typographic

_EXACT = Tolerance(absolute=Decimal(0))


class WrongArray(Coded):
    """An array that a misconception leads to."""

    value: Cells
    feedback: Markdown = Field(description="What is said to the reader who answers it.")


class ArrayItem(Item):
    """An array or a shape to be typed."""

    unseen: ClassVar[dict[str, Any]] = {**Item.unseen, "wrong": UNSEEN_CODE}

    type: Literal["array"]
    answer: Cells
    written: Literal["size", "shape", "array"] = Field(
        default="array",
        description="How it is shown: 7×7 (size), (7, 7) (shape) or [7, 7] (array).",
    )
    tolerance: Tolerance | None = Field(default=None, description="For each number of it.")
    wrong: list[WrongArray] = Field(default_factory=list)

    @property
    def allowed(self) -> Tolerance:
        """The tolerance for each number, none where the item has none."""
        return self.tolerance or _EXACT

    def shown(self, cells: list[Any]) -> str:
        """Return an array as the item writes it: 7×7, (7, 7) or [7, 7]."""
        if self.written == "array" or not all(isinstance(cell, int | Decimal) for cell in cells):
            return listed(cells)
        parts = [typographic(cell) for cell in cells]
        if self.written == "size":
            return "×".join(parts)
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


class ArrayType(ItemType[ArrayItem]):
    """The proof leaves the key, an array or nested lists of numbers, in the variable `key`.

    Its shape and each of its numbers, to the digits that are shown, must be those of the answer;
    the code of a wrong array must give that array, and it must not pass for the answer.
    """

    name = "array"
    model = ArrayItem

    def check(self, item: ArrayItem) -> Iterator[Finding]:
        """Yield what is no array, tolerances without sense, wrong arrays within them."""
        yield from check_proof(item)
        found = list(_check_cells(item))
        yield from found
        if not found:
            yield from check_tolerance(("tolerance",), item.allowed, [*grid(item.answer).cells])
            yield from _check_written(item)
            yield from _check_apart(item)
        for place, wrong in enumerate(item.wrong):
            at = ("wrong", place)
            yield from check_code(at, wrong, "wrong array", proved=item.is_proved)

    def programs(self, item: ArrayItem) -> list[Program]:
        """Return the proof, its `key`, and the code of every wrong array."""
        codes = [wrong.code for wrong in item.wrong if wrong.code is not None]
        return [Program(item.proof, ("key", *codes))]

    def judge(self, item: ArrayItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield a key that is not the answer, and wrong arrays that are not what codes give."""
        [outcome] = outcomes
        if outcome.error:
            yield failure_in_proof(outcome.error)
            return
        key, *values = outcome.values
        yield from judge_array_key(key, item.answer, lambda found: _passes(item, found))
        coded = [place for place, wrong in enumerate(item.wrong) if wrong.code is not None]
        for place, value in zip(coded, values, strict=True):
            yield from judge_wrong_array(place, value, item.wrong[place].value)

    def key(self, item: ArrayItem) -> Json:
        """Return the shape and the accepted interval of each number."""
        answer = grid(item.answer)
        around = [item.allowed.around(cell) for cell in answer.cells]
        bounds: list[Json] = [digits(end.normalize()) for ends in around for end in ends]
        return [[*answer.shape], bounds]

    def entry(self, item: ArrayItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the field to type the array into."""
        attributes = {"type": "text", "name": item.id, "autocomplete": "off", "spellcheck": "false"}
        label = element("label", {}, "Your answer ", element("input", attributes))
        data = {"data-written": item.written, **_bounds(item, item.answer)}
        if item.tolerance:
            data["data-tolerance"] = str(item.tolerance)
        return element("p", {"class": "sr-entry", **data}, label)

    def answer(self, item: ArrayItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the key and its tolerance."""
        text = item.shown(item.answer)
        if item.tolerance:
            text += f" (accepted: each number {item.tolerance})"
        return element("div", {"class": "sr-answer"}, element("p", {}, text))

    def feedback(self, item: ArrayItem, fields: Fields) -> list[Element]:
        """Return what is said to each foreseen wrong array."""
        return [_feedback(item, wrong, fields) for wrong in item.wrong]


def judge_array_key(
    key: Json | Failure, answer: list[Any], passes: Callable[[Grid], bool]
) -> Iterator[Finding]:
    """Yield why what the proof left in `key` is not the answer."""
    if isinstance(key, Failure) and key.kind == "NameError":
        yield Finding(("proof",), "the proof leaves no variable `key`.", "End it with `key = …`.")
    elif isinstance(key, Failure):
        yield Finding(("proof",), f"its `key` cannot be read: {key}.", "Make it an array.")
    elif (found := computed(key)) is None:
        message = f"its `key` is {typographic(key)}, not an array of numbers."
        yield Finding(("proof",), message, "Make it an array.")
    elif not passes(found):
        message = f"the proof gives {typographic(key)}, the item says {listed(answer)}."
        yield Finding(("answer",), message, "Correct the answer or the proof.")


def judge_wrong_array(place: int, value: Json | Failure, says: list[Any]) -> Iterator[Finding]:
    """Yield why what the code of a wrong array gave is not what the item says."""
    at = ("wrong", place)
    if isinstance(value, Failure):
        yield Finding((*at, "code"), f"this code stops with {value}.", "Mend it.")
    elif (found := computed(value)) is None:
        message = f"this code gives {typographic(value)}, not an array of numbers."
        yield Finding((*at, "code"), message, "Make it an array.")
    elif not grid(says).shows(found):
        message = f"this code gives {typographic(value)}, the item says {listed(says)}."
        yield Finding((*at, "value"), message, "Correct the value or the code.")


def _passes(item: ArrayItem, found: Grid) -> bool:
    answer = grid(item.answer)
    pairs = zip(answer.cells, found.cells, strict=False)
    return answer.shows(found) and all(within(b, item.allowed.around(a)) for a, b in pairs)


def _check_cells(item: ArrayItem) -> Iterator[Finding]:
    yield from faults(("answer",), item.answer)
    for place, wrong in enumerate(item.wrong):
        yield from faults(("wrong", place, "value"), wrong.value)


def _check_written(item: ArrayItem) -> Iterator[Finding]:
    answer = grid(item.answer)
    whole = all(cell == int(cell) and cell >= 0 for cell in answer.cells)
    if item.written != "array" and (len(answer.shape) > 1 or not whole):
        message = f"a {item.written} is a single list of whole numbers."
        yield Finding(("written",), message, "Delete this line.")


def _check_apart(item: ArrayItem) -> Iterator[Finding]:
    """Yield a wrong array that passes for the answer, or for a wrong array before it."""
    for place, wrong in enumerate(item.wrong):
        field = ("wrong", place, "value")
        if _near(item, wrong.value, item.answer):
            message = f"{listed(wrong.value)} passes for the answer."
            yield Finding(field, message, "Narrow the tolerance or delete this array.")
        for before in item.wrong[:place]:
            if _near(item, wrong.value, before.value):
                message = f"{listed(wrong.value)} cannot be told from {listed(before.value)}."
                yield Finding(field, message, "Delete one of the two.")


def _near(item: ArrayItem, one: list[Any], other: list[Any]) -> bool:
    first, second = grid(one), grid(other)
    pairs = zip(first.cells, second.cells, strict=False)
    return first.shape == second.shape and all(near(item.allowed, a, b) for a, b in pairs)


def _bounds(item: ArrayItem, cells: list[Any]) -> dict[str, str]:
    """Return the attributes from which scripts grade: shape, lowest and highest numbers."""
    found = grid(cells)
    around = [item.allowed.around(cell) for cell in found.cells]
    ends = [" ".join(digits(interval[end]) for interval in around) for end in (0, 1)]
    shape = " ".join(map(str, found.shape))
    return {"data-shape": shape, "data-low": ends[0], "data-high": ends[1]}


def _feedback(item: ArrayItem, wrong: WrongArray, fields: Fields) -> Element:
    letter = element("span", {"class": "sr-letter"}, item.shown(wrong.value))
    attributes = {"class": "sr-feedback", **_bounds(item, wrong.value)}
    return fields.blocks(element("div", attributes, letter, " "), wrong.feedback)


ARRAY = ArrayType()
