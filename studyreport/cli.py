"""The command `studyreport`. What a verb needs is imported when it runs, so that help is quick."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from studyreport import project as projects
from studyreport.problems import StudyReportError, refused

app = typer.Typer(
    help="Make a study report whose figures, numbers and answer keys are executed.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Port = Annotated[int, typer.Option(min=1, max=65535, help="On the loopback interface.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing unless something is wrong.")]


def main() -> None:
    """Run the command line. What authors got wrong goes to stderr, a line each; exit code 1."""
    # Items stay to the end: to look for garbage among them takes up to a quarter of a check.
    gc.set_threshold(100_000)
    try:
        _with_quiz(sys.argv[1:])()
    except StudyReportError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(str(refused(error)))


def _with_quiz(arguments: list[str]) -> typer.Typer:
    """Return the command line; the verbs of `quiz` are read in only when they are asked for."""
    if arguments[:1] == ["quiz"]:
        from studyreport.quiz.commands import app as quiz_app
    else:
        quiz_app = typer.Typer(help="Check the question bank and prove its keys.")
        quiz_app.callback()(lambda: None)
    app.add_typer(quiz_app, name="quiz")
    return app


@app.command()
def prepare(quiet: Quiet = False) -> None:
    """Run the code that pages run, prove the questions, check what pages include."""
    from studyreport.site.prepare import prepare

    done = prepare(projects.load())
    _say(
        f"Prepared: {done.blocks} run blocks ({done.blocks_run} run now), {done.items} questions.",
        quiet,
    )


@app.command()
def site(
    to: Annotated[Path | None, typer.Option(help="Where to, instead of site/.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it will be served.")] = None,
    policy: Annotated[bool, typer.Option(help="Write the security policy into the pages.")] = True,
    quiet: Quiet = False,
) -> None:
    """Prepare, then build (as `mkdocs build --strict`) and finish what changed."""
    project = projects.load()
    target = (to or project.root / "site").resolve()
    prepare(quiet)
    from studyreport.site.stamp import Stamp

    stamp = None if to else Stamp(project, target, url=url, secure=policy)
    if stamp and stamp.is_fresh():
        return _say("The site is up to date.", quiet)
    from studyreport.site.publish import publish

    done = publish(project, target, url=url, secure=policy)
    if stamp:
        stamp.save()
    return _say(f"Built: {done.pages} pages, {done.items} questions in them.", quiet)


@app.command()
def finish(quiet: Quiet = False) -> None:
    """Check the built site and give its pages their security policy (`site` does so by itself)."""
    from studyreport.site.finish import finish

    project = projects.load()
    done = finish(project, project.root / "site")
    _say(f"Finished: {done.pages} pages, {done.links} links and resources checked.", quiet)


@app.command()
def serve(port: Port = 8000) -> None:
    """Serve the site, and rebuild it when a chapter, a snippet, a figure or a question changes."""
    from studyreport.site.serve import serve

    serve(projects.load(), port)


@app.command()
def prose(quiet: Quiet = False) -> None:
    """Tell what is tiresome to read in the pages; exit code 1 only for a word written twice."""
    from studyreport.prose import read

    found = read(projects.load())
    for taste in found.tastes:
        _say(f"{taste}", quiet)
    _say(f"{len(found.tastes)} matters of taste.", quiet)
    if found.mistakes:
        raise StudyReportError(found.mistakes)


@app.command()
def look(
    page: Annotated[str, typer.Argument(help="Its name in docs, such as optimizers.")],
) -> None:
    """Take four screenshots of a page: 390 and 1280 pixels wide, light and dark."""
    from studyreport.site.look import look

    project = projects.load()
    for file in look(project, project.root / "site", page):
        _say(project.relative(file))


def _say(text: str, quiet: bool = False) -> None:
    if not quiet:
        typer.echo(text)
