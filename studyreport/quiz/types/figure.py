"""One of several figures of the report, shown as drawings with alternative texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal
from xml.etree.ElementTree import Element

from pydantic import Field, StringConstraints

from studyreport.execution import Json
from studyreport.problems import StudyReportError, nearest
from studyreport.project import Project
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import add, element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import ID, Text
from studyreport.quiz.types.choice import Choice, ChoiceType, Option
from studyreport.quiz.types.one import check_single

_MARKUP = re.compile(r"[`$*\[\]<>]|\{\{")
_WORD = re.compile(r"[^\W\d_]{4,}")  # shorter ones are in every text


class FigureOption(Option):
    """One of the figures. Its code gives whether it is right, or what `text` says of it."""

    figure: Annotated[str, StringConstraints(pattern=ID)] = Field(
        description="The name of a figure of this report."
    )
    text: Text = Field(
        description="Alternative text, without Markdown: what the drawing shows, not what it means."
    )


class FigureItem(Choice):
    """One right figure among others."""

    type: Literal["figure"]
    # Pydantic fills it once, nobody appends to it: a list of this kind is a list of options.
    options: list[FigureOption] = Field(min_length=2, max_length=6)  # type: ignore[assignment]


class FigureType(ChoiceType[FigureItem]):
    """Each figure's code, evaluated after the proof, gives whether it is the right one.

    Where it gives anything else, that must be what the alternative text says.
    """

    name = "figure"
    model = FigureItem
    button = "radio"

    def check(self, item: FigureItem) -> Iterator[Finding]:
        """Yield what one choice yields, figures twice, and texts that are Markdown or tell."""
        yield from super().check(item)
        for place, option in enumerate(item.options):
            at = ("options", place)
            if option.figure in [before.figure for before in item.options[:place]]:
                message = f"the figure '{option.figure}' stands here already."
                yield Finding((*at, "figure"), message, "Choose another one.")
            if _MARKUP.search(option.text):
                message = "an alternative text is read out as it stands, without Markdown."
                yield Finding((*at, "text"), message, "Write it in words.")
        yield from _check_silence(item)

    def check_keys(self, item: FigureItem) -> Iterator[Finding]:
        """Yield each key after the first, or that there is none."""
        yield from super().check_keys(item)
        yield from check_single(item)

    def check_report(self, item: FigureItem, project: Project) -> Iterator[Finding]:
        """Yield figures that this report does not have."""
        from studyreport.figures import declarations  # loads Matplotlib: only if it has to be

        try:
            known = declarations(project)
        except StudyReportError as error:
            message = f"the figures cannot be read: {error.problems[0]}"
            yield Finding(("options",), message, "Mend them first.")
            return
        for place, option in enumerate(item.options):
            if option.figure not in known:
                message = f"there is no figure '{option.figure}'."
                yield Finding(("options", place, "figure"), message, nearest(option.figure, known))

    def key(self, item: FigureItem) -> Json:
        """Return the name of the right figure."""
        return [item.options[place].figure for place in item.keys]

    def show(self, item: FigureItem, place: int, fields: Fields) -> Element:
        """Return the drawing with its alternative text."""
        option = item.options[place]
        made = element("span", {"class": "sr-text sr-picture"})
        return fields.drawing(made, option.figure, option.text, ("options", place, "figure"))

    def call(self, item: FigureItem, place: int, fields: Fields) -> Element:  # noqa: ARG002
        """Return the alternative text."""
        made = element("span", {"class": "sr-text"})
        add(made, item.options[place].text)
        return made


def _check_silence(item: FigureItem) -> Iterator[Finding]:
    """Yield a word of the question that stands in the text of the key, and in no other text."""
    asked = _words(item.stem)
    for key in item.keys:
        others = [o.text for place, o in enumerate(item.options) if place != key]
        telling = asked & _words(item.options[key].text)
        for word in sorted(telling - _words(" ".join(others))):
            message = f"'{word}' of the question stands in this text alone: it gives the key away."
            remedy = "Say what the drawing shows, not what it means."
            yield Finding(("options", key, "text"), message, remedy)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


FIGURE = FigureType()
