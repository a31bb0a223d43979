"""A piece of Python with one blank: filling it, showing it, and comparing what was filled in."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from itertools import accumulate
from xml.etree.ElementTree import Element

from pygments.lexers.python import PythonLexer
from pygments.token import STANDARD_TYPES

from studyreport.quiz.html.elements import add, element

BLANK = re.compile(r"(?<!_)___(?!_)")
_ASIDE = re.compile(r"""('{3}|"{3}|'|")(?:\\.|(?!\1)[^\\])*\1|#.*""")  # strings and comments
_STRAY = re.compile(r"[^\w\s+\-*/%@&|^~<>=()\[\]{},:;.!]|!(?!=)")
# From Python 3.12 on an f-string is many tokens; the hash of an item must not hang on that.
_WITHIN = {"FSTRING_START": 1, "FSTRING_END": -1, "TSTRING_START": 1, "TSTRING_END": -1}
_SKIPPED = {
    tokenize.NEWLINE,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.COMMENT,
}


def fill(code: str, form: str) -> str:
    """Return the code with `form` in its blank."""
    return BLANK.sub(lambda _: form, code)


def tokens(form: str) -> tuple[str, ...]:
    """Return what a reader's spacing and choice of quotes don't change.

    >>> tokens("f( 'a' )") == tokens('f("a")')
    True
    """
    try:
        found = list(read(form))
    except (tokenize.TokenError, SyntaxError):  # half a bracket is a form too
        return tuple(form.split())
    return tuple(_token(kind, text) for kind, text in found if kind not in _SKIPPED)


def read(form: str) -> Iterator[tuple[int, str]]:
    """Yield the kind and the text of each token; an f-string is one, whichever Python reads it.

    Raises:
        tokenize.TokenError: the form ends too early.
    """
    lines = [0, *accumulate(map(len, io.StringIO(form)))]
    depth = first = 0
    for token in tokenize.generate_tokens(io.StringIO(form).readline):
        within = _WITHIN.get(tokenize.tok_name[token.type], 0)
        if within and depth == 0:
            first = lines[token.start[0] - 1] + token.start[1]
        depth += within
        if within and depth == 0:
            yield tokenize.STRING, form[first : lines[token.end[0] - 1] + token.end[1]]
        elif depth == 0:
            yield token.type, token.string


def stray(form: str) -> str:
    """Return the first sign that keeps the page's script from reading a form as Python, or "".

    >>> stray("f('?')"), stray("it's")
    ('', "'")
    """
    found = _STRAY.search(_ASIDE.sub(" ", form))
    return found[0] if found else ""


def highlighted(code: str, blank: Element) -> Element:
    """Return `<code>` with Pygments' classes and the element `blank` where the blank is."""
    made = element("code")
    for kind, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens(code.rstrip("\n")):
        for part in _parts(text, blank):
            style = STANDARD_TYPES.get(kind, "")
            wrap = style and isinstance(part, str)
            add(made, element("span", {"class": style}, part) if wrap else part)
    return made


def _parts(text: str, blank: Element) -> Iterator[Element | str]:
    match = BLANK.search(text)
    if not match:
        yield text
        return
    yield from filter(None, [text[: match.start()]])
    yield blank
    yield from filter(None, [text[match.end() :]])


def _token(kind: int, text: str) -> str:
    if kind != tokenize.STRING:
        return text
    try:
        return repr(ast.literal_eval(text))
    except (ValueError, SyntaxError):  # an f-string has no value of its own
        return text
