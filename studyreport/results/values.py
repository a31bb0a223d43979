"""Inline values: numbers of the text, taken from results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from studyreport.problems import StudyReportError, nearest, stop
from studyreport.project import Project
from studyreport.results.store import load

_PLACE = "inline value"


Read: TypeAlias = Callable[[Project, str], dict[str, Any]]


def value(project: Project, expression: str, read: Read = load) -> str:
    """Return a value of a stored result as text: `"paths.values.adam.loss:.3f"`.

    The path starts with the result's name; a list's items are counted from 0 (−1 is the last);
    "values" may be left out. What follows the colon is a format specification of Python's.
    A minus sign is written as one. `read` gives a result by its name: whoever asks for many
    values may keep what was read.

    Raises:
        StudyReportError: no such result, path or format, with the nearest names.
    """
    path, _, form = (part.strip() for part in expression.partition(":"))
    name, *steps = path.split(".")
    found = _at(read(project, name), name, steps)
    return _written(found, form, path)


def _at(result: dict[str, Any], name: str, steps: list[str]) -> Any:
    if steps and steps[0] not in result and steps[0] in result["values"]:
        steps = ["values", *steps]
    here: Any = result
    for step in steps:
        here = _step(here, step, name)
        name = f"{name}.{step}"
    return here


def _step(here: Any, step: str, path: str) -> Any:
    if isinstance(here, dict):
        if step in here:
            return here[step]
        known = [*here, *here["values"]] if "values" in here and "." not in path else list(here)
        raise stop(_PLACE, 0, 0, f"'{path}' has no '{step}'.", nearest(step, known))
    if isinstance(here, list):
        return _item(here, step, path)
    raise stop(_PLACE, 0, 0, f"'{path}' is {here!r} and has no '{step}'.", f"Write '{path}'.")


def _item(here: list[Any], step: str, path: str) -> Any:
    if step.lstrip("-").isdecimal() and -len(here) <= int(step) < len(here):
        return here[int(step)]
    message = f"'{path}' is a list of {len(here)} and has no '{step}'."
    raise stop(_PLACE, 0, 0, message, f"Write a number from 0 to {len(here) - 1}.")


def _written(found: Any, form: str, path: str) -> str:
    if isinstance(found, (dict, list)) or found is None:
        raise _no_value(found, path)
    try:
        text = format(found, form)
    except ValueError as error:
        message = f"'{path}' is {found!r} and can't be written as '{form}': {error}."
        remedy = "Write a format of Python's, such as .3f, .1%, ',' or nothing."
        raise stop(_PLACE, 0, 0, message, remedy) from error
    if isinstance(found, str):
        return text
    is_zero = not any(digit in text for digit in "123456789")
    return text.replace("-", "" if is_zero else "−")


def _no_value(found: Any, path: str) -> StudyReportError:
    if isinstance(found, dict):
        remedy = "Go on with one of: " + ", ".join(found) + "."
        return stop(_PLACE, 0, 0, f"'{path}' is a table, not a value.", remedy)
    if isinstance(found, list):
        remedy = f"Go on with a number from 0 to {len(found) - 1}."
        return stop(_PLACE, 0, 0, f"'{path}' is a list, not a value.", remedy)
    return stop(_PLACE, 0, 0, f"'{path}' has no value.", "Say it in words.")
