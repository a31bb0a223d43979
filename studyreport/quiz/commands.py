"""The commands `studyreport quiz check` and `studyreport quiz schema`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer

from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project, load
from studyreport.quiz.bank import read_bank
from studyreport.quiz.proof import Report, prove
from studyreport.quiz.schema import schema, write_schema

app = typer.Typer(help="Check the question bank and prove its keys.", no_args_is_help=True)


@app.command("check")
def _check(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Read every quiz file, run every proof that changed, name every problem."""
    raise typer.Exit(check(_project(), as_json=as_json, quiet=quiet))


@app.command("schema")
def _schema(
    printed: Annotated[bool, typer.Option("--print", help="Print it instead.")] = False,
) -> None:
    """Write the JSON Schema of quiz files to build/quiz.schema.json, for editors."""
    if printed:
        print(json.dumps(schema(), indent=1, ensure_ascii=False))
    else:
        project = _project()
        print(project.relative(write_schema(project)))


def check(project: Project, *, as_json: bool = False, quiet: bool = False) -> int:
    """Check and prove the bank, say what was found; return the exit status, 1 for problems."""
    bank, unread = read_bank(project)
    report = prove(project, bank, quiet=quiet or as_json)
    problems = sorted({*unread, *report.problems})
    if as_json:
        print(json.dumps(_summary(report, problems), indent=1, ensure_ascii=False))
    else:
        _print_text(report, problems)
    return 1 if problems else 0


def _summary(report: Report, problems: list[Problem]) -> dict[str, Any]:
    return {
        "items": report.items,
        "proved": report.proved,
        "by_type": report.by_type,
        "unproved": report.unproved,
        "ran": report.ran,
        "cached": report.cached,
        "errors": [asdict(problem) for problem in problems],
    }


def _print_text(report: Report, problems: list[Problem]) -> None:
    types = ", ".join(f"{count} {name}" for name, count in report.by_type.items())
    print(f"{report.items} items" + (f" ({types})" if types else ""))
    print(f"{report.proved} proved: {report.ran} programs run, {report.cached} unchanged")
    for name, reason in report.unproved.items():
        print(f"{name} has no proof: {' '.join(reason.split())}")
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}", file=sys.stderr)


def _project() -> Project:
    try:
        return load()
    except StudyReportError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
