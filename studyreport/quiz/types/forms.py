"""Forms of an answer, each of which the proof's asserts accept or refuse."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterator, Sequence

from studyreport.execution import Failure
from studyreport.quiz.finding import Field, Finding
from studyreport.quiz.types.checks import parse

# A form with the field that it stands in, `accept` or `wrong`.
Placed = tuple[Field, str]


def check_forms(
    forms: Sequence[Placed], alike: Callable[[str], Hashable], message: str, remedy: str
) -> Iterator[Finding]:
    """Yield forms that are the same as one before; `message` has places for both."""
    seen: dict[Hashable, str] = {}
    for field, form in forms:
        same = seen.setdefault(alike(form), form)
        if same is not form:
            yield Finding(field, message.format(form, same), remedy)


def check_asserts(proof: str) -> Iterator[Finding]:
    """Yield that a proof asserts nothing."""
    try:
        tree = parse(proof)
    except SyntaxError:
        return  # told already
    if not any(isinstance(part, ast.Assert) for part in ast.walk(tree)):
        remedy = "Write `assert …` for what must hold of a right form."
        yield Finding(("proof",), "the proof asserts nothing.", remedy)


def judge_form(placed: Placed, source: str, error: Failure | None) -> Iterator[Finding]:
    """Yield that an accepted form fails, or a wrong one passes.

    Args:
        placed: the form and its field.
        source: the program that was run with it.
        error: how that ended.
    """
    field, form = placed
    accepted = field[0] == "accept"
    if accepted and error:
        message = f"the accepted form '{form}' fails: {error}{_where(source, error)}."
        yield Finding(field, message, "Correct the form, the code or the asserts.")
    elif not accepted and error is None:
        message = f"the rejected form '{form}' passes every assert."
        yield Finding(field, message, "Accept it, or write an assert that it fails.")
    elif not accepted and error and error.is_limit:
        message = f"the rejected form '{form}' was never judged: {error}."
        yield Finding(field, message, "Choose a form that comes to an assert.")


def _where(source: str, error: Failure) -> str:
    """Return the line of code that failed."""
    if error.line is None:
        return ""
    lines = source.splitlines()
    return f" at `{lines[error.line - 1].strip()}`" if error.line <= len(lines) else ""
