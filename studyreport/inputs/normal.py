"""Code as it counts: the syntax tree without comments, docstrings, layout and positions."""

from __future__ import annotations

import ast
import hashlib

# Where a name stands already says whether it is read or bound; the other two are spelling.
_IGNORED = frozenset({"ctx", "kind", "type_comment", "type_ignores"})


def digest(node: ast.AST, *more: str) -> str:
    """Return the SHA-256 of the code under `node` (and of the strings `more`).

    The text that is hashed is written here rather than by `ast.dump`, whose form differs between
    Python versions: a frozen result must stay fresh on any of them.
    """
    out: list[str] = []
    _write(node, out)
    return text_digest("".join(out), *more)


def text_digest(*texts: str) -> str:
    """Return the SHA-256 of several texts, told apart from each other."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def _write(node: ast.AST, out: list[str]) -> None:
    out.append(node.__class__.__name__)
    out.append("(")
    for field in node._fields:
        if field not in _IGNORED:
            _write_field(field, getattr(node, field, None), out)
    out.append(")")


def _write_field(field: str, value: object, out: list[str]) -> None:
    if value is None or value == []:
        return
    out.append(field)
    out.append("=")
    if isinstance(value, ast.AST):
        _write(value, out)
    elif isinstance(value, list):
        _write_list(value, out)
    else:
        out.append(repr(value))
    out.append(",")


def _write_list(items: list[object], out: list[str]) -> None:
    for item in items:
        if isinstance(item, ast.AST):
            if is_text(item):
                continue
            _write(item, out)
        else:
            out.append(repr(item))
        out.append(";")


def is_text(node: ast.AST) -> bool:
    """Say whether the statement is a string alone: a docstring, or one used as a comment."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
