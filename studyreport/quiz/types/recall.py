"""A free answer, compared by the reader with a model answer, point by point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from studyreport.quiz.types.shown import same_text, typographic


class Point(Coded):
    """What a good answer says. Its code tells whether that is true."""

    text: Markdown = Field(description="What to look for, one paragraph of Markdown.")


class RecallItem(Item):
    """A question that is answered in the reader's own words."""

    unseen: ClassVar[dict[str, Any]] = {**Item.unseen, "rubric": UNSEEN_CODE}

    type: Literal["recall"]
    model: Markdown = Field(description="A good answer.")
    rubric: list[Point] = Field(min_length=1, max_length=8, description="What it has to say.")


class RecallType(ItemType[RecallItem]):
    """The code of each point of the rubric, evaluated after the proof, must give true.

    What cannot be computed has `proof: none` and a reason, or `unproved` at a point.
    """

    name = "recall"
    model = RecallItem

    def check(self, item: RecallItem) -> Iterator[Finding]:
        """Yield points alike, and codes that are missing or in vain."""
        yield from check_proof(item)
        for place, point in enumerate(item.rubric):
            at = ("rubric", place)
            yield from check_code(at, point, "point", proved=item.is_proved)
            if any(same_text(point.text, before.text) for before in item.rubric[:place]):
                yield Finding((*at, "text"), "an earlier point says the same.", "Delete one.")

    def programs(self, item: RecallItem) -> list[Program]:
        """Return the proof with the code of every point."""
        return [Program(item.proof, tuple(p.code for p in item.rubric if p.code is not None))]

    def judge(self, item: RecallItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield points that are not true."""
        [outcome] = outcomes
        if outcome.error:
            yield failure_in_proof(outcome.error)
            return
        coded = [place for place, point in enumerate(item.rubric) if point.code is not None]
        for place, value in zip(coded, outcome.values, strict=True):
            at = ("rubric", place, "code")
            if isinstance(value, Failure):
                yield Finding(at, f"this code stops with {value}.", "Mend it.")
            elif value is not True:
                says = "false" if value is False else typographic(value)
                message = f"the proof gives {says}, not true."
                yield Finding(at, message, "Correct the point or the code.")

    def key(self, item: RecallItem) -> Json:
        """Return the points, in no order."""
        return [*sorted(" ".join(point.text.split()) for point in item.rubric)]

    def entry(self, item: RecallItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the field to write into."""
        area = element("textarea", {"name": item.id, "rows": "4", "autocomplete": "off"})
        label = element("label", {}, "Your answer ", area)
        return element("p", {"class": "sr-entry sr-free"}, label)

    def answer(self, item: RecallItem, fields: Fields) -> Element:
        """Return the model answer, and the rubric to tick."""
        made = element("div", {"class": "sr-answer sr-model"})
        made.append(fields.blocks(element("div"), item.model))
        rubric = element("ul", {"class": "sr-rubric"})
        for place, point in enumerate(item.rubric):
            text = element("span", {"class": "sr-text"})
            fields.line(text, point.text, ("rubric", place, "text"))
            box = {"type": "checkbox", "name": item.id, "value": str(place)}
            rubric.append(element("li", {}, element("label", {}, element("input", box), " ", text)))
        made.append(rubric)
        button = element("button", {"type": "submit", "class": "sr-button sr-grade"}, "Grade mine")
        made.append(element("p", {"class": "sr-grading", "hidden": ""}, button))
        return made

    def feedback(self, item: RecallItem, fields: Fields) -> list[Element]:  # noqa: ARG002
        """Return nothing: the reader compares the answers."""
        return []


RECALL = RecallType()
