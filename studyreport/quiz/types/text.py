"""A short text: one of the accepted forms, whatever its capitals, spaces and typography."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Literal
from xml.etree.ElementTree import Element

from pydantic import Field, StringConstraints

from studyreport.quiz.html.elements import element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import Markdown
from studyreport.quiz.types.forms import FormsItem, FormsType, WrongForm

Words = Annotated[str, StringConstraints(strict=True, pattern=r"^[^\n]*\w[^\n]*$", max_length=80)]
# One spelling for signs that keyboards and typesetters write differently; the page's script has
# the same.
_SIGNS = str.maketrans("’‘“”‐‑–—−", "''\"\"-----")


class WrongText(WrongForm):
    """What a misconception would write."""

    form: Words = Field(description="A short text.")
    feedback: Markdown = Field(description="What is said to the reader who wrote it.")


class TextItem(FormsItem):
    """A word or a few."""

    type: Literal["text"]
    accept: list[Words] = Field(min_length=1, description="All that is right.")
    wrong: list[WrongText] = Field(default_factory=list, description="What fails the asserts.")


class TextType(FormsType[TextItem]):
    """The proof's asserts run with each form in the variable `form`."""

    name = "text"
    model = TextItem
    same = "'{}' is the same text as '{}'."
    remedy = "Delete one; capitals, spaces and typography don't count."

    def bare(self, form: str) -> str:
        """Return what a reader's capitals, spaces and typography don't change."""
        return normal(form)

    def source(self, item: TextItem, form: str) -> str:
        """Return the asserts, the form before them."""
        return f"form = {form!r}\n{item.proof}"

    def show(self, form: str, attributes: dict[str, str]) -> Element:
        """Return a form as it is."""
        return element("span", attributes, form)

    def letter(self, form: str) -> Element:
        """Return what stands before the feedback to a form."""
        return element("span", {"class": "sr-letter"}, form)

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


def normal(text: str) -> str:
    """Return what a reader's capitals, spaces and typography don't change.

    >>> normal("  L’Hôpital ’s   RULE.")
    "l'hôpital 's rule"
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).lower()
    return re.sub(r"[\s.!?]+$", "", " ".join(plain.split()))


TEXT = TextType()
