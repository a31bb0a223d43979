"""A Markdown text as a reader meets it: its length, its words, its first letter and its end."""

from __future__ import annotations

import re

_MATH = re.compile(r"\$\$.*?\$\$|\$[^$\n]*(?:\n[^$\n]+)*\$", re.DOTALL)
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_COMMAND = re.compile(r"\\(?:[a-zA-Z]+\s?|.)")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_WORD = re.compile(r"[^\W_]+")


def visible(text: str) -> str:
    r"""Return the text without markup; a TeX command counts as one letter.

    >>> visible(r"by **ten** times $\eta\,g$")
    'by ten times xxg'
    """
    text = _LINK.sub(r"\1", text)
    text = _MATH.sub(lambda match: _formula(match[0]), text)
    text = _CODE.sub(r"\2", text)
    return " ".join(_EMPHASIS.sub("", text).split())


def prose(text: str) -> str:
    r"""Return the text without markup, formulas and code; each of these leaves a gap, '…'.

    >>> prose(r"the rate $\eta$ of `sgd`")
    'the rate … of …'
    """
    text = _CODE.sub(" … ", _MATH.sub(" … ", _LINK.sub(r"\1", text)))
    return " ".join(_EMPHASIS.sub("", text).split())


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in small letters, markup and all else left out."""
    return [word.casefold() for word in _WORD.findall(text)]


def _formula(text: str) -> str:
    return re.sub(r"[{}$^_\s]", "", _COMMAND.sub("x", text))
