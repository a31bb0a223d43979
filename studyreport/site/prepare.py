"""Before the build: run what pages run, prove the questions, fetch nothing, check what is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import yaml

from studyreport import quiz, runs
from studyreport.markdown.page import FRONT_MATTER
from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project
from studyreport.site.fenced import check_fences
from studyreport.site.includes import check_includes
from studyreport.site.katex import copy_katex
from studyreport.texts import text_of


@dataclass(frozen=True)
class Prepared:
    """What was covered, for a line to the author."""

    blocks: int
    blocks_run: int
    items: int


def prepare(project: Project) -> Prepared:
    """Bring everything up to date that the Markdown extensions look up.

    Raises:
        StudyReportError: every problem of every step, not only the first.
    """
    problems: list[Problem] = []
    counts = {"blocks": 0, "blocks_run": 0, "items": 0}
    for step in (_pages, _runs, _bank, _katex):
        with _collecting(problems):
            counts |= step(project)
    if problems:
        raise StudyReportError(problems)
    return Prepared(**counts)


@contextmanager
def _collecting(problems: list[Problem]) -> Iterator[None]:
    try:
        yield
    except StudyReportError as error:
        problems.extend(error.problems)


def _pages(project: Project) -> dict[str, int]:
    checks = (check_fences, check_includes, check_front_matter)
    if problems := [problem for check in checks for problem in check(project)]:
        raise StudyReportError(problems)
    return {}


def _runs(project: Project) -> dict[str, int]:
    run, every = runs.refresh(project)
    return {"blocks": every, "blocks_run": run}


def _bank(project: Project) -> dict[str, int]:
    bank = quiz.load_bank(project)
    quiz.save_bank(project, bank, quiz.prove(project, bank))
    return {"items": len(bank.items)}


def _katex(project: Project) -> dict[str, int]:
    copy_katex(project)
    return {}


def check_front_matter(project: Project) -> list[Problem]:
    """Return a problem for every page whose front matter is no YAML: MkDocs would print it."""
    problems = []
    for page in project.pages:
        found = FRONT_MATTER.match(text_of(project, page))
        try:
            yaml.safe_load(found[1] if found else "")
        except yaml.MarkedYAMLError as error:
            problems.append(_yaml_problem(project.relative(page), error))
    return problems


def _yaml_problem(path: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark
    line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)  # after the line of dashes
    return Problem(path, line, column, f"front matter: {error.problem}.", "Correct the YAML.")
