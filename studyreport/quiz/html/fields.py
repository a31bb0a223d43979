"""Markdown fields of one item, rendered by the page's own pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element

from studyreport.problems import StudyReportError
from studyreport.quiz.finding import Field
from studyreport.quiz.html.elements import move_content

# Appends a Markdown text, rendered as blocks, to an element.
Markup: TypeAlias = Callable[[Element, str], None]
# Appends the drawing of the figure with this name and alternative text.
Draw: TypeAlias = Callable[[Element, str, str], None]
# The error for a field of the item: message, remedy.
Refuse: TypeAlias = Callable[[Field, str, str], StudyReportError]


@dataclass(frozen=True)
class Fields:
    """Renders the Markdown fields of the item `id`; knows where they stand, for errors."""

    id: str
    markup: Markup
    refuse: Refuse
    draw: Draw | None = None

    def blocks(self, parent: Element, text: str) -> Element:
        """Append the text, rendered as blocks, to `parent`; return `parent`."""
        self.markup(parent, text)
        return parent

    def line(self, parent: Element, text: str, field: Field) -> Element:
        """Append a text of one paragraph to `parent`, without the paragraph; return `parent`.

        Raises:
            StudyReportError: the text is more than one paragraph.
        """
        first, rest = self._paragraph(text, field)
        if len(rest):
            raise self.refuse(field, "this must be a single paragraph.", "Shorten it.")
        move_content(first, parent)
        return parent

    def drawing(self, parent: Element, name: str, alt: str, field: Field) -> Element:
        """Append the drawing of a figure of the report to `parent`; return `parent`.

        Raises:
            StudyReportError: figures cannot be shown here.
        """
        if self.draw is None:
            raise self.refuse(field, "figures cannot be shown here.", "Show the item on a page.")
        self.draw(parent, name, alt)
        return parent

    def head(self, parent: Element, text: str, field: Field) -> Element:
        """Append the first paragraph to `parent`; return an element with the blocks after it.

        Raises:
            StudyReportError: the text does not begin with a paragraph.
        """
        first, rest = self._paragraph(text, field)
        move_content(first, parent)
        return rest

    def _paragraph(self, text: str, field: Field) -> tuple[Element, Element]:
        box = self.blocks(Element("div"), text)
        if not len(box) or box[0].tag != "p":
            remedy = "Put a sentence before the list, code or formula."
            raise self.refuse(field, "this must begin with a paragraph.", remedy)
        first = box[0]
        box.remove(first)
        return first, box
