"""What the verbs of `build_figures.py` say, to people and as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from studyreport.figures.build import Outcome, Workshop
from studyreport.figures.standing import Standing
from studyreport.figures.state import State
from studyreport.problems import Problem, StudyReportError, refused
from studyreport.results import ResultStatus


@contextmanager
def errors(as_json: bool) -> Iterator[None]:
    """End with exit code 1, each problem on a line of stderr or all in JSON, if one is raised."""
    try:
        with _refusals():
            yield
    except StudyReportError as error:
        if as_json:
            _write({"errors": _problems(error.problems)})
        else:
            _complain(error.problems)
        raise SystemExit(1) from error


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise  # whoever read the output, as `head` does, has enough; the command just ends
    except OSError as error:
        raise refused(error) from error


def listing(workshop: Workshop, as_json: bool, quiet: bool) -> None:
    """Say what figures and results there are; with `quiet` their names only."""
    states, statuses = workshop.states(), list(workshop.statuses.values())
    if as_json:
        figures = [_figure(workshop, state) for state in states]
        found = [_result(workshop, status) for status in statuses]
        _write({"data": workshop.data, "figures": figures, "results": found})
    elif quiet:
        print(*(s.declaration.name for s in states), *workshop.statuses, sep="\n")
    else:
        for state in states:
            one = state.declaration
            print(f"figure  {one.name}  {workshop.project.relative(one.path)}:{one.line}", end="  ")
            print(f"stale: {state.why}" if state.why else "up to date")
        for status in statuses:
            kind = "frozen" if status.frozen else "made by every build"
            print(f"result  {status.name}  {kind}  {_is(status)}")


def checked(workshop: Workshop, as_json: bool, quiet: bool) -> None:
    """Say what is stale; exit code 1 if anything is."""
    states, statuses = workshop.states(), list(workshop.statuses.values())
    problems = [workshop.stale_result(s) for s in statuses if s.state != "fresh"]
    problems += [workshop.stale_figure(s) for s in states if s.why]
    if not problems:
        fresh(workshop.note(), as_json, quiet)
        return
    if as_json:
        stale = [_stale("figure", s.declaration.name, s.why) for s in states if s.why]
        stale += [_stale("result", s.name, _is(s)) for s in statuses if s.state != "fresh"]
        counts = {"figures": len(states), "results": len(statuses)}
        _write({"data": workshop.data, **counts, "stale": stale, "errors": _problems(problems)})
    else:
        _complain(problems)
    raise SystemExit(1)


def fresh(standing: Standing, as_json: bool, quiet: bool) -> None:
    """Say that nothing is stale."""
    figures, results = len(standing.figures), standing.results
    if as_json:
        counts = {"figures": figures, "results": results}
        _write({"data": standing.data, **counts, "stale": [], "errors": []})
    elif not quiet:
        print(f"{figures} figures and {results} results ({standing.frozen} frozen) are fresh.")


def done(outcome: Outcome, as_json: bool, quiet: bool) -> None:
    """Say what was made and drawn; exit code 1 if a figure could not be."""
    if as_json:
        said = {**asdict(outcome), "warnings": _problems(outcome.warnings)}
        del said["problems"]
        _write({**said, "errors": _problems(outcome.problems)})
    else:
        if not quiet:
            _summarise(outcome)
        _complain(outcome.warnings, "warning: ")
        _complain(outcome.problems)
    if outcome.problems:
        raise SystemExit(1)


def _summarise(outcome: Outcome) -> None:
    if outcome.made:
        print("made:", ", ".join(outcome.made))
    if outcome.drawn:
        print("drawn:", ", ".join(outcome.drawn))
    print(f"{len(outcome.drawn)} figures drawn, {len(outcome.kept)} were up to date.")


def _figure(workshop: Workshop, state: State) -> dict[str, Any]:
    one = state.declaration
    return {
        "name": one.name,
        "module": one.module,
        "function": one.function,
        "path": workshop.project.relative(one.path),
        "line": one.line,
        "alt": one.alt,
        "caption": one.caption,
        "heights": one.heights,
        "results": state.results,
        "fresh": not state.why,
        "why": state.why,
    }


def _result(workshop: Workshop, status: ResultStatus) -> dict[str, Any]:
    return {
        "name": status.name,
        "summary": status.declaration.summary,
        "path": workshop.project.relative(status.path),
        "frozen": status.frozen,
        "fresh": status.state == "fresh",
        "why": "; ".join(status.why),
    }


def _is(status: ResultStatus) -> str:
    return f"{status.state}: {'; '.join(status.why)}" if status.why else status.state


def _stale(kind: str, name: str, why: str) -> dict[str, str]:
    return {"kind": kind, "name": name, "why": why}


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in sorted(set(problems))]


def _complain(problems: Iterable[Problem], start: str = "") -> None:
    for problem in sorted(set(problems)):
        print(f"{start}{problem}", file=sys.stderr)


def _write(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=2))
