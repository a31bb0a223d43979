"""Spacings of typed code, for programs that compare it character by character."""

from __future__ import annotations

import tokenize

from studyreport.quiz.types.blank import read, tokens

_ENDS = {tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER, tokenize.INDENT, tokenize.DEDENT}


def spacings(form: str) -> tuple[str, ...]:
    """Return the form as it is written, and without any space that Python does not need.

    >>> spacings("rate * g if warm else 0")
    ('rate * g if warm else 0', 'rate*g if warm else 0')
    """
    written = form.strip()
    tight = _tight(written)
    is_shorter = len(tight) < len(written) and tokens(tight) == tokens(written)
    return (written, tight) if is_shorter else (written,)


def _tight(form: str) -> str:
    made = ""
    try:
        for kind, text in read(form):
            if kind not in _ENDS:
                made += " " * _runs_together(made, text) + text
    except (tokenize.TokenError, SyntaxError):  # half a bracket is a form too
        return form
    return made


def _runs_together(before: str, token: str) -> bool:
    """Tell whether a name or number before this token would become another with it."""
    return _is_word(before[-1:]) and (_is_word(token[0]) or token[0] in "'\"")


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
