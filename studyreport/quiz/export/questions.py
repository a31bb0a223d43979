"""Items of the bank as questions to export, values from results written out in their texts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

from studyreport.markdown import value
from studyreport.markdown.fences import without_code
from studyreport.markdown.page import Page
from studyreport.project import Project
from studyreport.quiz.entry import Entry
from studyreport.quiz.export.asked import ASKED
from studyreport.quiz.export.format import CannotCarryError
from studyreport.quiz.export.question import Question
from studyreport.quiz.model import Item

_RUNS = re.compile("\0+|[^\0]+")  # code, and what is not


def question(project: Project, entry: Entry) -> Question:
    """Return an item as a question, its variants with it.

    Raises:
        CannotCarryError: no export knows the item's type.
        StudyReportError: a value that it names does not exist.
    """
    if entry.type.name not in ASKED:
        raise CannotCarryError(f"no export knows the type '{entry.type.name}'")
    first, *others = (
        _variant(project, entry, item, number) for number, (item, _) in enumerate(entry.drawn)
    )
    return replace(first, others=tuple(others))


def _variant(project: Project, entry: Entry, item: Item, number: int) -> Question:
    page, _, anchor = item.section.partition("#")
    text = partial(with_values, source(project, project.root / entry.path))
    return Question(
        id=entry.id,
        type=entry.type.name,
        path=project.root / entry.path,
        page=page,
        anchor=anchor,
        heading=entry.heading,
        tags=tuple(item.tags),
        difficulty=item.difficulty,
        content=entry.content,
        digest=entry.key,
        stem=text(item.stem),
        hints=tuple(map(text, item.hints)),
        explanation=text(item.explanation),
        asked=ASKED[entry.type.name](item).mapped(text),
        variant=number,
    )


def source(project: Project, path: Path) -> Page:
    """Return a quiz file as what Markdown extensions ask for places in it."""
    made = Page("")
    made.project, made.file = project, path
    return made


def with_values(page: Page, markdown: str) -> str:
    """Return the Markdown with every value that it names, outside code, written out."""
    parts = []
    for run in _RUNS.finditer(without_code(markdown)):
        part = markdown[run.start() : run.end()]
        parts.append(part if run[0].startswith("\0") else value.substitute(page, part))
    return "".join(parts).strip()
