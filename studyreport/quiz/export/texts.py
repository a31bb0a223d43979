"""Markdown that shows a text as it stands."""

from __future__ import annotations

import re

# A backslash before a bracket would begin a formula, so some become character references.
_ESCAPES = str.maketrans(
    {sign: f"\\{sign}" for sign in "`*_{}>#+.!$-"} | {sign: f"&#{ord(sign)};" for sign in "&<[]\\"}
)
_TICKS = re.compile("`+")


def escaped(text: str) -> str:
    r"""Return Markdown that shows the text as it stands.

    >>> print(escaped("m_1"))
    m\_1
    """
    return text.translate(_ESCAPES)


def code_span(text: str) -> str:
    """Return Markdown that shows the text as code.

    >>> code_span("rate * g")
    '`rate * g`'
    """
    ticks = "`" * (_longest_ticks(text) + 1)
    space = " " if len(ticks) > 1 else ""
    return f"{ticks}{space}{text.strip()}{space}{ticks}"


def fenced(code: str) -> str:
    """Return Markdown that shows lines of Python."""
    ticks = "`" * max(3, _longest_ticks(code) + 1)
    return f"{ticks}python\n{code.rstrip()}\n{ticks}"


def _longest_ticks(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
