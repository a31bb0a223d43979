"""The terms of a report and the pages that introduce them: docs/glossary.yml.

terms:
  - term: learning rate
    forms: [step size]
    section: optimizers.md#valley
    another_sense: [speed.md]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from studyreport.problems import Problem, StudyReportError, nearest
from studyreport.project import Project
from studyreport.quiz.finding import Field as Place
from studyreport.quiz.finding import Finding
from studyreport.quiz.model import Markdown, Part, Text
from studyreport.quiz.sections import section_fault
from studyreport.quiz.validation import validated
from studyreport.quiz.yaml import Node, locate, locate_name, read


class Term(Part):
    """A technical term, and the section that introduces it."""

    term: Text
    forms: list[Text] = Field(default_factory=list)  # other words for it; plurals with s are known
    section: Annotated[str, StringConstraints(pattern=r"^[^#\s]+\.md#[^#\s]+$")]
    another_sense: list[Text] = Field(default_factory=list)  # pages that mean something else by it
    meaning: Markdown | None = None
    japanese: Text | None = None
    french: Text | None = None

    @property
    def page(self) -> str:
        """The page that introduces it."""
        return self.section.partition("#")[0]


class _Glossary(Part):
    title: Text | None = None
    terms: list[Term]


def glossary_path(project: Project) -> Path:
    """Return the file; a report need not have it."""
    return project.docs / "glossary.yml"


def read_glossary(project: Project) -> list[Term]:
    """Return the terms, in the order of the file.

    Raises:
        StudyReportError: with everything that is wrong with the file.
    """
    file = glossary_path(project)
    if not file.is_file():
        return []
    path = project.relative(file)
    root, problems = read(file.read_bytes(), path)
    if root is None or problems:
        raise StudyReportError(problems)
    made = validated(_Glossary, root.plain())
    if isinstance(made, list):
        raise StudyReportError(_problem(path, root, finding) for finding in made)
    faults = [
        Finding(("terms", place, "section"), *fault)
        for place, term in enumerate(made.terms)
        if (fault := section_fault(project, term.section))
    ]
    faults += _twice(made.terms)
    faults += _unknown_pages(project, made.terms)
    if faults:
        raise StudyReportError(_problem(path, root, finding) for finding in faults)
    return made.terms


def _twice(terms: Sequence[Term]) -> Iterator[Finding]:
    """Yield each term, or other form of one, that an earlier entry has already."""
    known: dict[str, str] = {}
    for place, term in enumerate(terms):
        fields: list[tuple[Place, str]] = [(("terms", place, "term"), term.term)]
        fields += [(("terms", place, "forms", n), form) for n, form in enumerate(term.forms)]
        for field, form in fields:
            if home := known.get(form.casefold()):
                message = f"'{form}' is introduced in {home} already."
                yield Finding(field, message, "Keep one of the two.")
        known |= {form.casefold(): term.section for _, form in fields}


def _unknown_pages(project: Project, terms: Sequence[Term]) -> Iterator[Finding]:
    """Yield each page, said to use a term in another sense, that there is not."""
    pages = {path.relative_to(project.docs).as_posix() for path in project.pages}
    for place, term in enumerate(terms):
        for number, page in enumerate(term.another_sense):
            if page not in pages:
                field = ("terms", place, "another_sense", number)
                yield Finding(field, f"there is no page '{page}'.", nearest(page, pages))


def _problem(path: str, root: Node, finding: Finding) -> Problem:
    find: Any = locate_name if finding.is_name else locate
    place = find(root, finding.field)
    return Problem(path, place.line, place.column, finding.message, finding.remedy)
