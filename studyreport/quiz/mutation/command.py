"""The command `studyreport quiz mutate`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from studyreport.problems import Problem, StudyReportError, nearest
from studyreport.project import Project, load
from studyreport.quiz.bank import load_bank
from studyreport.quiz.mutation.report import as_json, as_text
from studyreport.quiz.mutation.survey import mutate

BAR = 85.0  # of 100 mutants that proofs reach


def mutate_command(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]…", help="Snippets (default: all).")
    ] = None,
    at_least: Annotated[
        float, typer.Option(min=0, max=100, help="Share in % below which the exit status is 1.")
    ] = BAR,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes (default: one per core).")
    ] = None,
    printed: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Put small faults into the snippets; tell which of them no proof notices."""
    try:
        project = load()
        paths = _snippets(project, files or [])
        survey = mutate(project, load_bank(project), paths, jobs, quiet=quiet or printed)
    except StudyReportError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
    if printed:
        print(json.dumps(as_json(survey, at_least), indent=1, ensure_ascii=False))
    else:
        print("\n".join(as_text(survey, at_least)))
    for problem in survey.problems:
        print(problem, file=sys.stderr)
    missed = survey.share is not None and survey.share < at_least
    raise typer.Exit(1 if missed or survey.problems else 0)


def _snippets(project: Project, files: Sequence[Path]) -> list[Path]:
    """Return the files, each of them a module of the snippets.

    Raises:
        StudyReportError: naming those that are not.
    """
    known = {path.resolve(): project.relative(path) for path in project.snippets.rglob("*.py")}
    wrong = [
        Problem(
            str(file), 0, 0, "this is no file of the snippets.", nearest(str(file), known.values())
        )
        for file in files
        if file.resolve() not in known
    ]
    if wrong:
        raise StudyReportError(wrong)
    return [file.resolve() for file in files]
