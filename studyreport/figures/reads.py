"""Which stored results a figure asks for, read from its source: known before it is drawn."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from studyreport.figures.registry import module_name
from studyreport.inputs.source import parse
from studyreport.problems import Problem, StudyReportError, nearest
from studyreport.project import Project


class ResultReads:
    """The calls of `canvas.result("name")` in the figures folder, by the definition they are in.

    Args:
        project: The report.
        known: The results that exist.

    Raises:
        StudyReportError: every name that is not a literal, or of no result, with its place.
    """

    def __init__(self, project: Project, known: Collection[str]) -> None:
        self._names: dict[str, set[str]] = {}
        problems: list[Problem] = []
        for path in sorted(project.figures.rglob("*.py")):
            shown = project.relative(path)
            for definition, call in _calls(path, shown):
                name = _name(call)
                if name in known:
                    key = f"{module_name(project, path)}:{definition}"
                    self._names.setdefault(key, set()).add(str(name))
                else:
                    problems.append(_problem(shown, call, name, known))
        if problems:
            raise StudyReportError(problems)

    def of(self, definitions: Iterable[str]) -> tuple[str, ...]:
        """Return, sorted, the results asked for anywhere in `definitions` (`module:name`)."""
        empty: set[str] = set()
        return tuple(sorted(empty.union(*(self._names.get(d, empty) for d in definitions))))


def _calls(path: Path, shown: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call of a method `result`, with the top-level definition that it is in."""
    for statement in parse(path.read_bytes(), shown).body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and _is_result(node.func):
                yield getattr(statement, "name", ""), node


def _is_result(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr == "result"


def _name(call: ast.Call) -> str | None:
    match call:
        case ast.Call(args=[ast.Constant(value=str(name))], keywords=[]):
            return name
    return None


def _problem(shown: str, call: ast.Call, name: str | None, known: Collection[str]) -> Problem:
    place = (shown, call.lineno, call.col_offset + 1)
    if name is None:
        remedy = 'Write canvas.result("name") with the name in quotes.'
        return Problem(*place, "the result's name is not a literal.", remedy)
    return Problem(*place, f"there is no result '{name}'.", nearest(name, known))
