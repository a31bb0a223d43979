"""A short text: one of the accepted forms, whatever its capitals, spaces and typography."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal
from xml.etree.ElementTree import Element

from pydantic import Field, StringConstraints

from studyreport.execution import Json, Outcome
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import add, element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import Item, Markdown, Part
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.checks import check_proof
from studyreport.quiz.types.forms import Placed, check_asserts, check_forms, judge_form

Words = Annotated[str, StringConstraints(strict=True, pattern=r"^[^\n]*\w[^\n]*$", max_length=80)]
# One spelling for signs that keyboards and typesetters write differently; the page's script has
# the same.
_SIGNS = str.maketrans("’‘“”‐‑–—−", "''\"\"-----")


class WrongText(Part):
    """What a misconception would write."""

    form: Words = Field(description="A short text.")
    feedback: Markdown = Field(description="What is said to the reader who wrote it.")


class TextItem(Item):
    """A word or a few."""

    type: Literal["text"]
    accept: list[Words] = Field(min_length=1, description="All that is right.")
    wrong: list[WrongText] = Field(default_factory=list, description="What fails the asserts.")

    @property
    def forms(self) -> list[Placed]:
        """Every form with the field that it stands in, accepted ones first."""
        accepted: list[Placed] = [
            (("accept", place), form) for place, form in enumerate(self.accept)
        ]
        return accepted + [
            (("wrong", place, "form"), wrong.form) for place, wrong in enumerate(self.wrong)
        ]


class TextType(ItemType[TextItem]):
    """The proof's asserts run with each form in the variable `form`.

    Every accepted form must pass them all, and every wrong one must fail.
    """

    name = "text"
    proof_stands_alone = False
    model = TextItem

    def check(self, item: TextItem) -> Iterator[Finding]:
        """Yield forms that are the same, and a proof without assert."""
        yield from check_proof(item)
        remedy = "Delete one; capitals, spaces and typography don't count."
        yield from check_forms(item.forms, normal, "'{}' is the same text as '{}'.", remedy)
        if item.is_proved:
            yield from check_asserts(item.proof)

    def programs(self, item: TextItem) -> list[Program]:
        """Return the asserts, once for each form."""
        return [Program(_source(item, form)) for _, form in item.forms]

    def judge(self, item: TextItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield accepted forms that fail and wrong forms that pass."""
        for placed, outcome in zip(item.forms, outcomes, strict=True):
            yield from judge_form(placed, _source(item, placed[1]), outcome.error)

    def key(self, item: TextItem) -> Json:
        """Return the accepted forms, in no order."""
        return [*sorted(normal(form) for form in item.accept)]

    def entry(self, item: TextItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the field to type the text into."""
        attributes = {
            "type": "text",
            "name": item.id,
            "autocomplete": "off",
            "autocapitalize": "off",
            "spellcheck": "false",
            "maxlength": "200",
        }
        label = element("label", {}, "Your answer ", element("input", attributes))
        return element("p", {"class": "sr-entry sr-words"}, label)

    def answer(self, item: TextItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the accepted forms."""
        line = element("p")
        for place, form in enumerate(item.accept):
            if place:
                add(line, " or ")
            add(line, element("span", {"class": "sr-form", "data-accept": ""}, form))
        return element("div", {"class": "sr-answer"}, line)

    def feedback(self, item: TextItem, fields: Fields) -> list[Element]:
        """Return what is said to each foreseen wrong text."""
        return [_feedback(wrong, fields) for wrong in item.wrong]


def normal(text: str) -> str:
    """Return what a reader's capitals, spaces and typography don't change.

    >>> normal("  L’Hôpital ’s   RULE.")
    "l'hôpital 's rule"
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).lower()
    return re.sub(r"[\s.!?]+$", "", " ".join(plain.split()))


def _source(item: TextItem, form: str) -> str:
    return f"form = {form!r}\n{item.proof}"


def _feedback(wrong: WrongText, fields: Fields) -> Element:
    letter = element("span", {"class": "sr-letter"}, wrong.form)
    attributes = {"class": "sr-feedback", "data-form": wrong.form}
    return fields.blocks(element("div", attributes, letter, " "), wrong.feedback)


TEXT = TextType()
