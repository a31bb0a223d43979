"""A network to be drawn: the reader sets how many units each layer has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal
from xml.etree.ElementTree import Element

from pydantic import Field
from pydantic.json_schema import WithJsonSchema

from studyreport.execution import Json, Outcome
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import add, element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import NUMBER_OR_VALUE, UNSEEN_CODE, Coded, Item, Markdown
from studyreport.quiz.types.array import judge_array_key, judge_wrong_array
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.checks import check_code, check_proof, failure_in_proof
from studyreport.quiz.types.grid import Grid

MOST_UNITS, MOST_LAYERS = 9, 6  # what can be told apart on a phone
_FIRST = 2  # layers that readers find before they add more

_SCHEMA = {**NUMBER_OR_VALUE, "type": ["integer", "string"], "minimum": 1, "maximum": MOST_UNITS}
Units = Annotated[int, Field(strict=True, ge=1, le=MOST_UNITS), WithJsonSchema(_SCHEMA)]
Layers = Annotated[
    list[Units],
    Field(min_length=2, max_length=MOST_LAYERS, description="Units by layer, input first."),
]


class WrongNetwork(Coded):
    """A network that a misconception leads to."""

    value: Layers
    feedback: Markdown = Field(description="What is said to the reader who drew it.")


class NetworkItem(Item):
    """A fully connected network, to be drawn."""

    unseen: ClassVar[dict[str, Any]] = {**Item.unseen, "wrong": UNSEEN_CODE}

    type: Literal["network"]
    answer: Layers
    wrong: list[WrongNetwork] = Field(default_factory=list)


class NetworkType(ItemType[NetworkItem]):
    """The proof leaves the numbers of units, as [2, 3, 3, 1], in the variable `key`.

    The code of a wrong network must give its numbers of units.
    """

    name = "network"
    model = NetworkItem

    def check(self, item: NetworkItem) -> Iterator[Finding]:
        """Yield networks that are the same, and codes that are missing or in vain."""
        yield from check_proof(item)
        seen = [item.answer]
        for place, wrong in enumerate(item.wrong):
            at = ("wrong", place)
            yield from check_code(at, wrong, "wrong network", proved=item.is_proved)
            if wrong.value in seen:
                message = "this is the answer, or a network before it."
                yield Finding((*at, "value"), message, "Change or delete it.")
            seen.append(wrong.value)

    def programs(self, item: NetworkItem) -> list[Program]:
        """Return the proof, its `key`, and the code of every wrong network."""
        codes = [wrong.code for wrong in item.wrong if wrong.code is not None]
        return [Program(item.proof, ("key", *codes))]

    def judge(self, item: NetworkItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield a key that is not the answer, and wrong networks that are not what codes give."""
        [outcome] = outcomes
        if outcome.error:
            yield failure_in_proof(outcome.error)
            return
        key, *values = outcome.values
        answer = Grid((len(item.answer),), tuple(Decimal(units) for units in item.answer))
        yield from judge_array_key(key, item.answer, lambda found: found == answer)
        coded = [place for place, wrong in enumerate(item.wrong) if wrong.code is not None]
        for place, value in zip(coded, values, strict=True):
            yield from judge_wrong_array(place, value, item.wrong[place].value)

    def key(self, item: NetworkItem) -> Json:
        """Return the numbers of units."""
        return [*item.answer]

    def entry(self, item: NetworkItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return a field for each of the first layers; scripts add more, and draw."""
        made = element("div", {"class": "sr-network", "data-answer": _joined(item.answer)})
        made.append(element("p", {}, "Nodes in each layer, input first:"))
        layers = (_layer(item.id, number) for number in range(1, _FIRST + 1))
        made.append(element("ol", {"class": "sr-layers"}, *layers))
        more = element("p", {"class": "sr-growing", "hidden": ""})
        for change, text in (("add", "Add a layer"), ("remove", "Remove the last layer")):
            attributes = {"type": "button", "class": "sr-button", "data-change": change}
            more.append(element("button", attributes, text))
        made.append(more)
        made.append(element("div", {"class": "sr-drawing"}))
        return made

    def answer(self, item: NetworkItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the numbers of units, and the drawing."""
        text = element("p", {}, hyphenated(item.answer))
        return element("div", {"class": "sr-answer"}, text, drawing(item.answer))

    def feedback(self, item: NetworkItem, fields: Fields) -> list[Element]:
        """Return what is said to each foreseen wrong network."""
        return [_feedback(wrong, fields) for wrong in item.wrong]


def drawing(layers: list[int]) -> Element:
    """Return the network as SVG; the page's script draws the same."""
    width, height = 90 * len(layers) - 50, 30 * max(layers) + 10
    attributes = {"class": "sr-net", "role": "img", "aria-label": f"Network {hyphenated(layers)}"}
    attributes |= {"viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height)}
    units = [
        [(20 + 90 * place, height // 2 + 15 * (2 * number + 1 - count)) for number in range(count)]
        for place, count in enumerate(layers)
    ]
    lines = (
        f"M{x} {y}L{to_x} {to_y}"
        for layer, after in pairwise(units)
        for x, y in layer
        for to_x, to_y in after
    )
    made = element("svg", attributes, element("path", {"d": "".join(lines)}))
    for x, y in (unit for layer in units for unit in layer):
        made.append(element("circle", {"cx": str(x), "cy": str(y), "r": "8"}))
    return made


def _layer(name: str, number: int) -> Element:
    attributes = {"type": "number", "name": name, "min": "1", "max": str(MOST_UNITS)}
    attributes |= {"autocomplete": "off"}
    label = element("label", {}, element("span", {}, f"Layer {number}"))
    add(label, " ")
    label.append(element("input", attributes))
    return element("li", {"class": "sr-layer"}, label)


def _joined(layers: list[int]) -> str:
    return " ".join(map(str, layers))


def hyphenated(layers: list[int]) -> str:
    """Return the network as it is called: 2-3-3-1."""
    return "-".join(map(str, layers))


def _feedback(wrong: WrongNetwork, fields: Fields) -> Element:
    letter = element("span", {"class": "sr-letter"}, hyphenated(wrong.value))
    attributes = {"class": "sr-feedback", "data-units": _joined(wrong.value)}
    return fields.blocks(element("div", attributes, letter, " "), wrong.feedback)


NETWORK = NetworkType()
