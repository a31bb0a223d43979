"""The commands `studyreport quiz check`, `schema`, and those of `mutation` and `export`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict, replace
from typing import Annotated, Any

import typer

from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project, load
from studyreport.quiz.bank import read_bank
from studyreport.quiz.export.command import export_command
from studyreport.quiz.lints import Lint, lints
from studyreport.quiz.mutation.command import mutate_command
from studyreport.quiz.proof import Report, prove
from studyreport.quiz.schema import schema, write_schema

app = typer.Typer(help="Check the question bank and prove its keys.", no_args_is_help=True)
app.command("mutate")(mutate_command)
app.command("export")(export_command)


@app.command("check")
def _check(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")] = False,
) -> None:
    """Read every quiz file, run every proof that changed, name every problem."""
    raise typer.Exit(check(_project(), as_json=as_json, quiet=quiet, strict=strict))


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


def check(
    project: Project, *, as_json: bool = False, quiet: bool = False, strict: bool = False
) -> int:
    """Check, prove and lint the bank, say what was found; return the exit status, 1 for errors.

    `strict` takes what rules warn of for errors.
    """
    bank, unread = read_bank(project)
    report = prove(project, bank, quiet=quiet or as_json)
    found = [replace(lint, severity="error") if strict else lint for lint in lints(project, bank)]
    problems = sorted({*unread, *report.problems})
    if as_json:
        print(json.dumps(_summary(report, problems, found), indent=1, ensure_ascii=False))
    else:
        _print_text(report, problems, found)
    return 1 if problems or any(lint.severity == "error" for lint in found) else 0


def _summary(report: Report, problems: list[Problem], found: list[Lint]) -> dict[str, Any]:
    errors = [lint for lint in found if lint.severity == "error"]
    warnings = [lint for lint in found if lint.severity == "warning"]
    return {
        "items": report.items,
        "proved": report.proved,
        "by_type": report.by_type,
        "unproved": report.unproved,
        "ran": report.ran,
        "cached": report.cached,
        "errors": [
            *(asdict(problem) for problem in problems),
            *({**asdict(lint.problem), "rule": lint.rule} for lint in errors),
        ],
        "warnings": [{**asdict(lint.problem), "rule": lint.rule} for lint in warnings],
        "by_rule": dict(sorted(Counter(lint.rule for lint in found).items())),
    }


def _print_text(report: Report, problems: list[Problem], found: list[Lint]) -> None:
    types = ", ".join(f"{count} {name}" for name, count in report.by_type.items())
    print(f"{report.items} items" + (f" ({types})" if types else ""))
    print(f"{report.proved} proved: {report.ran} programs run, {report.cached} unchanged")
    for name, reason in report.unproved.items():
        print(f"{name} has no proof: {' '.join(reason.split())}")
    if report.unproved:
        share = 100 - 100 * len(report.unproved) / report.items
        print(f"{len(report.unproved)} without a proof: {share:.0f} % of the items have one")
    for line in (*problems, *found):
        print(line, file=sys.stderr)
    warnings = sum(lint.severity == "warning" for lint in found)
    _print_count(len(problems) + len(found) - warnings, "problem")
    _print_count(warnings, "warning")


def _print_count(count: int, what: str) -> None:
    if count:
        print(f"{count} {what}{'s' if count > 1 else ''}", file=sys.stderr)


def _project() -> Project:
    try:
        return load()
    except StudyReportError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
