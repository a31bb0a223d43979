"""Compiling and running one job, and telling what went wrong in it."""

from __future__ import annotations

import ast
import json
import signal
import traceback
import types
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from studyreport.execution.jobs import Failure, Job, Json
from studyreport.execution.output import Stopped
from studyreport.project import Project

_LONGEST_MESSAGE = 2_000  # characters
_LONGEST_VALUE = 1_000_000  # characters of JSON


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stop the Python code inside after `seconds` of computing, however busy the machine is.

    What waits or is in C is left to the parent, which kills it.
    """

    def ring(*_: object) -> None:
        raise Stopped("OutOfTime", f"it did not end within {seconds:g} s")

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def run_source(job: Job, module: types.ModuleType) -> None:
    """Run the job's source in the module's namespace."""
    tree = ast.parse(job.source, job.filename)
    ast.increment_lineno(tree, job.first_line - 1)
    exec(compile(tree, job.filename, "exec", dont_inherit=True), vars(module))  # noqa: S102 - its purpose


def evaluate(expression: str, module: types.ModuleType) -> Json | Failure:
    """Return the expression's value in the module's namespace, or why it has none."""
    try:
        code = compile(expression.strip(), "<expression>", "eval", dont_inherit=True)
        value = _plain(eval(code, vars(module)))  # noqa: S307 - its purpose
        size = len(json.dumps(value))
    except Exception as error:
        return Failure(type(error).__name__, _message(error))
    if size > _LONGEST_VALUE:
        return Failure("ValueTooLong", f"its value takes {size:,} characters")
    return value


def explain(error: BaseException, job: Job, project: Project) -> Failure:
    """Return what ended the job, with the line of its source that was to blame."""
    kind = error.kind if isinstance(error, Stopped) else type(error).__name__
    message = _message(error)
    if isinstance(error, SyntaxError) and error.filename == job.filename:
        return Failure(kind, error.msg or message, _within(error.lineno, job, 1))
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame.lineno for frame in frames if frame.filename == job.filename]
    line = _within(own[-1], job, job.first_line) if own else None
    return Failure(kind, message + _deeper(frames, job, project), line)


def _within(line: int | None, job: Job, first: int) -> int | None:
    """Return a line number that counts from `first` as a line of the job's source."""
    if line is None:
        return None
    return min(max(1, line - first + 1), job.source.count("\n") + 1)


def _deeper(frames: traceback.StackSummary, job: Job, project: Project) -> str:
    """Say where below the job's own code the exception was raised, if in project code."""
    for frame in reversed(frames):
        if frame.filename == job.filename:
            return ""
        file = Path(frame.filename)
        if any(file.is_relative_to(folder) for folder in project.code):
            return f" (raised at {project.relative(file)}:{frame.lineno})"
    return ""


def _message(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "it needs more memory than it may take"
    if isinstance(error, SystemExit):
        return f"it called for the end of Python ({error.code!r})"
    try:
        text = str(error)
    except Exception as another:  # an author's class whose __str__ fails
        text = f"its message could not be made ({type(another).__name__})"
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE] + " …"


def _plain(value: object) -> Json:
    """Return the value as JSON: NumPy's scalars as numbers, arrays and tuples as lists."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    match value:
        case None | str():
            return value
        case list() | tuple() | range():
            return [_plain(part) for part in value]
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
    return _number(value)


def _number(value: object) -> bool | int | float:
    match value:
        case bool() | np.bool_():
            return bool(value)
        case int() | np.integer():
            return int(value)
        case float() | np.floating():
            return float(value)
    name = type(value).__name__
    raise TypeError(f"its value is of type {name}: make it a number, a text, a bool or a list")
