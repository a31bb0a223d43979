"""The commands of `build_figures.py`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from studyreport import project as projects
from studyreport.figures import report
from studyreport.figures.build import Outcome, Workshop
from studyreport.figures.standing import recall

app = typer.Typer(
    help="Figures and results: what there is, what is stale, and making it anew.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Names = Annotated[list[str] | None, typer.Argument(help="Figures; all if none is named.")]
Either = Annotated[list[str] | None, typer.Argument(help="Figures, results; all if none is named.")]
Data = Annotated[str | None, typer.Option(help="What experiments run on, if not the site's data.")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Processes; by default one a processor.")]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler to send experiments to.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing unless something is wrong.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")]


def main(root: Path) -> None:
    """Run the command line for the project in the folder `root`."""
    app(obj=root)


@app.command("list")
def list_figures(
    context: typer.Context, data: Data = None, quiet: Quiet = False, json: Json = False
) -> None:
    """List figures and results, and whether they are up to date; with --quiet their names."""
    with report.errors(json):
        report.listing(_workshop(context, data), json, quiet)


@app.command()
def build(
    context: typer.Context,
    names: Names = None,
    jobs: Jobs = None,
    data: Data = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Draw the figures that are stale; costly results are left as they are, with a warning."""
    with report.errors(json):
        if not names and (standing := recall(projects.load(context.obj), data)):
            outcome = Outcome(standing.data, kept=standing.figures)
        else:
            outcome = _workshop(context, data).build(names or (), _processes(jobs), quiet=quiet)
        report.done(outcome, json, quiet)


@app.command()
def check(
    context: typer.Context, data: Data = None, quiet: Quiet = False, json: Json = False
) -> None:
    """Say which figures and results are stale, and why; exit code 1 if any is."""
    with report.errors(json):
        if standing := recall(projects.load(context.obj), data):
            report.fresh(standing, json, quiet)
        else:
            report.checked(_workshop(context, data), json, quiet)


@app.command()
def refresh(
    context: typer.Context,
    names: Either = None,
    jobs: Jobs = None,
    data: Data = None,
    scheduler: Scheduler = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Run experiments again, costly ones too, and draw the figures that read them."""
    with report.errors(json):
        outcome = _workshop(context, data).refresh(
            names or (), _processes(jobs), quiet=quiet, scheduler=scheduler
        )
        report.done(outcome, json, quiet)


def _workshop(context: typer.Context, data: str | None) -> Workshop:
    return Workshop(projects.load(context.obj), data)


def _processes(jobs: int | None) -> int:
    return jobs or os.cpu_count() or 1
