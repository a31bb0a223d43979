"""Rules that several types share."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from typing import Literal

from studyreport.execution import Failure
from studyreport.quiz.finding import Field, Finding
from studyreport.quiz.model import Coded, Item

_COMPUTING = (ast.BinOp, ast.Compare, ast.BoolOp, ast.Call, ast.Import, ast.ImportFrom)


def check_proof(item: Item) -> Iterator[Finding]:
    """Yield what is wrong with `proof` and `reason`, whatever the type."""
    if item.is_proved:
        if item.reason is not None:
            remedy = "Delete `reason`, or write `proof: none`."
            yield Finding(("reason",), "an item with a proof needs no reason.", remedy)
        yield from check_python(("proof",), item.proof)
    elif item.reason is None:
        remedy = "Write `reason: …`: why the key cannot be computed."
        yield Finding(("proof",), "`proof: none` stands without a reason.", remedy)


def check_code(at: Field, part: Coded, what: str, *, proved: bool) -> Iterator[Finding]:
    """Yield what is wrong with `code` and `unproved` of a part of an item.

    Args:
        at: where the part stands.
        part: what has the code, or says why it has none.
        what: how messages call it, as "option".
        proved: whether the item has a proof.
    """
    if part.code is not None and not proved:
        message = "without a proof this code never runs."
        yield Finding((*at, "code"), message, "Write `proof: |` first.")
    elif part.code is not None:
        yield from check_python((*at, "code"), part.code, "eval")
        if part.unproved is not None:
            yield Finding((*at, "unproved"), f"this {what} has code.", "Delete one.")
    elif proved and part.unproved is None:
        remedy = "Write `code: …`, or `unproved: …` with the reason."
        yield Finding(at, f"this {what} has no code.", remedy)


def check_python(
    field: Field, source: str, mode: Literal["exec", "eval"] = "exec"
) -> Iterator[Finding]:
    """Yield what keeps `source` from being Python that computes something."""
    try:
        tree = parse(source, mode)
    except SyntaxError as error:
        message = f"this is not Python: {error.msg}."
        yield Finding(field, message, "Mend the syntax.", error.lineno)
        return
    if not any(_computes(part) for part in ast.walk(tree)):
        remedy = "Compute it, from snippets/ if you can; a constant shows nothing."
        yield Finding(field, "this computes nothing.", remedy)


def parse(source: str, mode: Literal["exec", "eval"] = "exec") -> ast.AST:
    """Return the syntax tree of Python code.

    Raises:
        SyntaxError: whatever keeps the code from being read, too deep nesting included.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            return ast.parse(source.strip() if mode == "eval" else source, mode=mode)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError("it is nested too deep, or holds what no code can hold") from error


def failure_in_proof(failure: Failure) -> Finding:
    """Return the finding for a proof that did not come to its end."""
    return Finding(("proof",), f"the proof stops with {failure}.", "Mend it.", failure.line)


def _computes(part: ast.AST) -> bool:
    """Tell whether this part is more than a constant: it uses a name or an operator."""
    if isinstance(part, ast.Name):
        return isinstance(part.ctx, ast.Load)
    return isinstance(part, _COMPUTING)
