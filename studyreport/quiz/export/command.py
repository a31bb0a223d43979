"""The command `studyreport quiz export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from studyreport.problems import StudyReportError, nearest, stop
from studyreport.project import Project, load
from studyreport.quiz.bank import load_bank
from studyreport.quiz.entry import Bank
from studyreport.quiz.proof import prove

Form = Annotated[str, typer.Option("--format", help="anki, moodle, qti (Canvas), json or print.")]
Output = Annotated[Path | None, typer.Option(help="Where to, instead of build/export/.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Name only what could not be carried.")]


def export_command(form: Form, output: Output = None, quiet: Quiet = False) -> None:
    """Write the bank, its proofs run, in the format of another program."""
    try:
        _export(load(), form, output, quiet=quiet)
    except StudyReportError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        raise typer.Exit(1) from error


def _export(project: Project, form: str, output: Path | None, *, quiet: bool) -> None:
    from studyreport.quiz.export.formats import FORMATS  # other verbs don't need what it loads
    from studyreport.quiz.export.run import export, save

    known = _named(form, FORMATS)
    done = export(project, _proved(project, quiet=quiet), known)
    for left in done.left:
        print(left, file=sys.stderr)
    path = (output or project.build / "export" / known.file).resolve()
    paths = save(done.files, path)
    if not quiet:
        print(f"{done.items} items: {', '.join(map(project.relative, paths))}")
        if done.shortened:
            print(f"{len(done.shortened)} with their first variant: {', '.join(done.shortened)}")
        if done.left:
            print(f"{len(done.left)} not carried: {', '.join(left.id for left in done.left)}")


def _named(name: str, known: dict[str, Any]) -> Any:
    if name not in known:
        raise stop("--format", 0, 0, f"there is no format '{name}'.", nearest(name, known))
    return known[name]


def _proved(project: Project, *, quiet: bool) -> Bank:
    """Return the bank; no key leaves it that was not shown to be right."""
    bank = load_bank(project)
    report = prove(project, bank, quiet=quiet)
    if report.problems:
        raise StudyReportError(report.problems)
    return bank
