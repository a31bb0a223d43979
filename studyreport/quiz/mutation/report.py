"""What a survey says, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from studyreport.quiz.mutation.survey import Fate, Survey


def as_text(survey: Survey, bar: float) -> Iterator[str]:
    """Yield the lines of the report: survivors, marks, what is reached by no proof, the share."""
    for fate in survey.fates:
        if fate.status == "survived":
            yield f"{_change(fate)} survived {', '.join(fate.ran)}"
    for fate in survey.fates:
        if fate.status == "equivalent":
            yield f"{_change(fate)} is equivalent: {fate.reason}"
    yield from _by_file(survey)
    share = survey.share
    if share is None:
        yield "no proof reaches any code of the snippets that could be changed"
        return
    reached = survey.count("killed") + survey.count("survived")
    verdict = f"at least {bar:g} % are wanted"
    yield f"{survey.count('killed')} of {reached} mutants noticed, {share:.1f} % ({verdict})"


def as_json(survey: Survey, bar: float) -> dict[str, Any]:
    """Return the whole report."""
    return {
        "share": survey.share,
        "at_least": bar,
        "killed": survey.count("killed"),
        "survived": survey.count("survived"),
        "equivalent": survey.count("equivalent"),
        "not_reached": survey.count("not reached"),
        "mutants": [_as_json(fate) for fate in survey.fates],
        "errors": [asdict(problem) for problem in survey.problems],
    }


def _change(fate: Fate) -> str:
    mutant = fate.mutant
    place = f"{mutant.path}:{mutant.line}:{mutant.column}"
    return f"{place}: {mutant.kind}: {mutant.before} → {mutant.after}"


def _by_file(survey: Survey) -> Iterator[str]:
    paths = sorted({fate.mutant.path for fate in survey.fates})
    for path in paths:
        part = Survey(tuple(fate for fate in survey.fates if fate.mutant.path == path))
        counts = (
            f"{part.count('killed')} noticed, {part.count('survived')} survived, "
            f"{part.count('equivalent')} equivalent, {part.count('not reached')} not reached"
        )
        yield f"{path}: {counts}"


def _as_json(fate: Fate) -> dict[str, Any]:
    mutant = fate.mutant
    return {
        "path": mutant.path,
        "line": mutant.line,
        "column": mutant.column,
        "definition": mutant.definition,
        "kind": mutant.kind,
        "before": mutant.before,
        "after": mutant.after,
        "status": fate.status,
        "ran": list(fate.ran),
        "noticed": fate.noticed,
        "reason": fate.reason,
    }
