"""What an answer is made from, as HTML: options, lines, pairs and gaps."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from studyreport.quiz.export.responses import Choice, Gaps, Order, Pairs, Quantity
from studyreport.quiz.export.writing import Writer

_GAP = "____"


def material(writer: Writer) -> str:
    """Return everything that the question's answer is made from, nothing if it is typed."""
    response = writer.question.asked.response
    if isinstance(response, Choice):
        return listed('ol type="A"', [writer.line(option.text) for option in response.options])
    if isinstance(response, Order):
        return lettered(writer, response.lines, response.letters)
    if isinstance(response, Pairs):
        lefts = listed("ol", [writer.line(text) for text in response.lefts])
        return lefts + lettered(writer, response.rights, response.letters)
    if isinstance(response, Gaps):
        return gap_lines(writer, response, _blank)
    return ""


def listed(tag: str, items: Sequence[str]) -> str:
    """Return a list of items in HTML, nothing if there are none."""
    if not items:
        return ""
    inside = "".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}>{inside}</{tag.split()[0]}>"


def lettered(writer: Writer, texts: Sequence[str], letters: Sequence[str]) -> str:
    """Return the texts as a list in the order of their letters."""
    shown = sorted(zip(letters, texts, strict=True))
    return listed('ol type="A"', [writer.line(text) for _, text in shown])


def gap_lines(writer: Writer, gaps: Gaps, write: Callable[[int, Quantity], str]) -> str:
    """Return the lines as paragraphs, each gap, counted from 1, as `write` writes it."""
    made, number = "", 0
    for line in gaps.lines:
        made += "<p>"
        for part in line:
            if isinstance(part, Quantity):
                number += 1
                unit = f" {html.escape(part.unit)}" if part.unit is not None else ""
                made += write(number, part) + unit
            else:
                made += _spaced(writer, part)
        made += "</p>"
    return made


def _blank(number: int, gap: Quantity) -> str:  # noqa: ARG001 - on paper all gaps look alike
    return _GAP


def _spaced(writer: Writer, part: str) -> str:
    text = part.strip()
    if not text:
        return part
    return " " * part[0].isspace() + writer.line(text) + " " * part[-1].isspace()
