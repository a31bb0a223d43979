"""One HTML file to print, which asks for no other: the questions, and the answers at the end."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studyreport.markdown.math import MathExtension
from studyreport.project import Project
from studyreport.quiz.export.format import Files, Format, Part
from studyreport.quiz.export.lists import material
from studyreport.quiz.export.pictures import Picture, data_address
from studyreport.quiz.export.question import Question
from studyreport.quiz.export.responses import (
    Choice,
    Free,
    Gaps,
    Order,
    Pairs,
    Quantity,
    Typed,
)
from studyreport.quiz.export.writing import Writer
from studyreport.site.katex import copy_katex

_FONT = re.compile(r"url\(([^)]+)\)")
_STYLE = """\
@page { margin: 2cm }
body { font: 11pt/1.5 system-ui, sans-serif; color: #000; background: #fff; max-width: 44em;
  margin: 0 auto; padding: 1em }
.question, .solution { break-inside: avoid; margin: 1.5em 0 }
.number { font-weight: bold }
.question > .number, .solution > .number { float: left; width: 2em }
.text { margin-left: 2em }
.text > :first-child { margin-top: 0 }
ol.options { list-style: none; padding: 0 }
.box { display: inline-block; width: 0.8em; height: 0.8em; border: 1px solid; margin: 0 0.4em }
.round { border-radius: 50% }
.line { border-bottom: 1px solid; display: inline-block; width: 12em }
.ruled { border-bottom: 1px solid; height: 1.5em; margin: 0 }
.key { break-before: page }
pre { white-space: pre-wrap; border: 1px solid #999; padding: 0.5em }
img { max-width: 100%; height: auto }
table { border-collapse: collapse }
th, td { border: 1px solid; padding: 0.2em 0.5em }
.sr-display { overflow-x: auto }
"""
_RULED = 4 * '<p class="ruled"></p>'


@dataclass(frozen=True)
class Sheet:
    """A question and its solution as HTML, not numbered yet."""

    question: str
    solution: str


class _Worksheet(Format[Sheet]):
    """Formulas are rendered here, images and fonts stand in the file."""

    file = "worksheet.html"
    holds_variants = False  # paper has room for one

    def carry(self, project: Project, question: Question) -> Sheet:
        """Return the question; paper has a place for every type."""
        writer = Writer(project, question, MathExtension(), _address)
        asked = question.asked
        stem = writer.blocks(f"{question.stem}\n\n{asked.entry}")
        solution = writer.blocks(asked.key) + writer.blocks(question.explanation)
        again = f"<p><small>Read again: {html.escape(question.heading)}</small></p>"
        return Sheet(stem + _space(writer), solution + again)

    def pack(self, project: Project, parts: Sequence[Part[Sheet]]) -> Files:
        """Return the file."""
        sheets = [sheet for part in parts for sheet in part.questions]
        body = _questions(parts) + _solutions(sheets)
        style = _STYLE + (_katex(project) if 'class="katex' in body else "")
        title = html.escape(", ".join(part.title for part in parts))
        head = f'<meta charset="utf-8"><title>{title}</title><style>{style}</style>'
        head += '<meta name="viewport" content="width=device-width, initial-scale=1">'
        page = (
            f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}</body></html>\n'
        )
        return {"": page.encode()}


def _address(picture: Picture) -> str:
    return picture.address


def _space(writer: Writer) -> str:
    """Return where the answer is written or ticked."""
    response = writer.question.asked.response
    if isinstance(response, Choice):
        box = '<span class="box"></span>' if response.several else '<span class="box round"></span>'
        items = [
            f"<li>{box}<b>{option.letter}</b> {writer.line(option.text)}</li>"
            for option in response.options
        ]
        return f'<ol class="options">{"".join(items)}</ol>'
    if isinstance(response, Typed):
        return ""  # the blank is in the code
    if isinstance(response, Gaps):
        return material(writer)
    if isinstance(response, Free):
        return _RULED
    unit = response.unit if isinstance(response, Quantity) else None
    line = f'<p>Answer: <span class="line"></span> {html.escape(unit or "")}</p>'
    return (material(writer) if isinstance(response, Order | Pairs) else "") + line


def _questions(parts: Sequence[Part[Sheet]]) -> str:
    made, number = "", 0
    for part in parts:
        made += f"<h1>{html.escape(part.title)}</h1>\n"
        for sheet in part.questions:
            number += 1
            made += _numbered("question", number, sheet.question)
    return made


def _solutions(sheets: Sequence[Sheet]) -> str:
    made = [_numbered("solution", n, sheet.solution) for n, sheet in enumerate(sheets, start=1)]
    return f'<section class="key"><h1>Answers</h1>\n{"".join(made)}</section>\n'


def _numbered(kind: str, number: int, text: str) -> str:
    mark = f'<span class="number">{number}</span>'
    return f'<div class="{kind}">{mark}<div class="text">{text}</div></div>\n'


def _katex(project: Project) -> str:
    """Return KaTeX's stylesheet with its fonts in it."""
    style = copy_katex(project)
    return _FONT.sub(
        lambda found: f"url({_font(style.parent / found[1])})", style.read_text("utf-8")
    )


def _font(file: Path) -> str:
    return data_address(file.name, file.read_bytes())


WORKSHEET = _Worksheet()
