"""`@{expression:format}` in a text: finding them, and putting values in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

START = "@{"
_NUMBER = re.compile(r"-(?=[0-9.])")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True)
class Placeholder:
    """A part of a text, from `start` to `end`; `code` is Python that gives what stands there."""

    start: int
    end: int
    code: str


class UnclosedError(Exception):
    """A placeholder has no end, or nothing in it."""


def placeholders(text: str) -> list[Placeholder]:
    """Return the placeholders of a text.

    Raises:
        UnclosedError: one of them is empty or does not end.
    """
    found = []
    at = text.find(START)
    while at >= 0:
        end, colon = _end(text, at + len(START))
        expression = text[at + len(START) : end if colon is None else colon].strip()
        if not expression:
            raise UnclosedError(text[at : end + 1])
        spec = "" if colon is None else text[colon + 1 : end]
        found.append(Placeholder(at, end + 1, f"format(({expression}), {spec!r})"))
        at = text.find(START, end)
    return found


def filled(text: str, values: dict[str, str], typeset: Callable[[str], str]) -> str:
    """Return the text with the value of each placeholder's code in its place.

    Minus signs become typographic, but not in code between backticks.
    """
    made, after = [], 0
    for found in placeholders(text):
        made.append(text[after : found.start])
        is_code = "".join(made).count("`") % 2
        value = values[found.code]
        made.append(value if is_code else typeset(value))
        after = found.end
    return "".join([*made, text[after:]])


def typographic(value: str) -> str:
    """Return a computed text with true minus signs before its numbers."""
    return _NUMBER.sub("−", value)


def _end(text: str, start: int) -> tuple[int, int | None]:
    """Return where the placeholder's brace closes, and where its format begins, if it has one."""
    open_ones: list[str] = []
    colon = None
    for at, sign in _outside_quotes(text, start):
        if sign in _CLOSING:
            open_ones.append(_CLOSING[sign])
        elif open_ones and sign == open_ones[-1]:
            open_ones.pop()
        elif sign == "}" and not open_ones:
            return at, colon
        elif sign == ":" and not open_ones and colon is None:
            colon = at
    raise UnclosedError(text[start - len(START) : start + 20])


def _outside_quotes(text: str, start: int) -> Iterator[tuple[int, str]]:
    quote = ""
    for at in range(start, len(text)):
        sign = text[at]
        if quote:
            quote = "" if sign == quote and text[at - 1] != "\\" else quote
        elif sign in "'\"":
            quote = sign
        else:
            yield at, sign
