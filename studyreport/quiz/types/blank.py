"""A piece of Python with one blank: filling it, showing it, and comparing what was filled in."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pygments.lexers.python import PythonLexer
from pygments.token import STANDARD_TYPES

from studyreport.quiz.html.elements import add, element

BLANK = re.compile(r"(?<!_)___(?!_)")
_ASIDE = re.compile(r"""('{3}|"{3}|'|")(?:\\.|(?!\1)[^\\])*\1|#.*""")  # strings and comments
_STRAY = re.compile(r"[^\w\s+\-*/%@&|^~<>=()\[\]{},:;.!]|!(?!=)")
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
        found = list(tokenize.generate_tokens(io.StringIO(form).readline))
    except (tokenize.TokenError, SyntaxError):  # half a bracket is a form too
        return tuple(form.split())
    return tuple(_token(token) for token in found if token.type not in _SKIPPED)


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


def _token(token: tokenize.TokenInfo) -> str:
    if token.type != tokenize.STRING:
        return token.string
    try:
        return repr(ast.literal_eval(token.string))
    except (ValueError, SyntaxError):  # an f-string has no value of its own
        return token.string
