"""What a scalar without quotes means, and the ones that mean something else than they look like."""

from __future__ import annotations

import re
from decimal import Decimal

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
_LONGEST_NUMBER = 40  # characters
_TRUE = {"yes", "on", "true"}
_FALSE = {"no", "off", "false"}
_NOTHING = {"", "~", "null"}

# Texts that some reader of YAML takes for a number; each with the number that it gives.
_ZERO_FIRST = re.compile(r"[-+]?0[0-9_]+(\.[0-9_]*)?")
_BASED = re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+")
_SIXTY = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")
_UNDERSCORED = re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?")
_LOOSE = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?")


class AmbiguousError(Exception):
    """A scalar that readers of YAML understand differently; carries message and remedy."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def resolve(text: str) -> bool | int | Decimal | str | None:
    """Return what a scalar without quotes means: true, false, a decimal number, or text.

    An integer gives an `int`; a number with a point or exponent a `Decimal`, so that the digits
    that the author wrote are known.

    Raises:
        AmbiguousError: the text is an implicit boolean, nothing, a date, or a number in disguise.
    """
    if len(text) <= _LONGEST_NUMBER:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        if text in ("true", "false"):
            return text == "true"
    _refuse_words(text)
    _refuse_numbers(text)
    return text


def _refuse_words(text: str) -> None:
    word = text.lower()
    if word in _NOTHING and text in (word, word.upper(), word.title()):
        raise AmbiguousError(
            f"{_quoted(text) if text else 'a value'} is nothing to YAML.", _quotes(text)
        )
    if text not in (word, word.upper(), word.title()):
        return
    if word in _TRUE:
        raise AmbiguousError(
            f"{_quoted(text)} means true to some readers of YAML.", _bool("true", text)
        )
    if word in _FALSE:
        raise AmbiguousError(
            f"{_quoted(text)} means false to some readers of YAML.", _bool("false", text)
        )


def _refuse_numbers(text: str) -> None:
    if _NOT_FINITE.fullmatch(text):
        raise AmbiguousError(f"{_quoted(text)} is not a finite number.", _quotes(text))
    if _DATE.fullmatch(text):
        raise AmbiguousError(f"{_quoted(text)} is a date to YAML.", _quotes(text))
    meaning = _disguised(text)
    if meaning is not None:
        quoted = f'"{text}" in quotes for the text'
        raise AmbiguousError(
            f"{_quoted(text)} {meaning}.", f"Write a plain decimal number for a number, {quoted}."
        )


def _disguised(text: str) -> str | None:
    """Say how the text could be read as a number, if it could."""
    if len(text) > _LONGEST_NUMBER:
        return "is too long for a number" if _LOOSE.fullmatch(text) else None
    if _BASED.fullmatch(text):
        return "is a number to another base to some readers of YAML"
    if _ZERO_FIRST.fullmatch(text):
        return "is an octal number to some readers of YAML"
    if _SIXTY.fullmatch(text):
        return "is a number to the base 60 to some readers of YAML"
    if _UNDERSCORED.fullmatch(text) or _LOOSE.fullmatch(text):
        return "is a number to some readers of YAML and a text to others"
    return None


def _quoted(text: str) -> str:
    return f"'{text}'"


def _quotes(text: str) -> str:
    return f'Write "{text}" in quotes for the text.' if text else 'Write a value, or "".'


def _bool(value: str, text: str) -> str:
    return f'Write {value}, or "{text}" in quotes for the text.'
