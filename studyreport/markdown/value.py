"""`{{ result.path:format }}`: a number in the text that comes from a stored result."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from studyreport.markdown.errors import clean
from studyreport.markdown.page import Page, page_of, watch
from studyreport.problems import StudyReportError
from studyreport.results import value

_BRACES = r"\{\{\s*(?P<path>[^{}]*?)\s*\}\}"
# In TeX, braces are braces: only what has the form of a path is one there.
_PATH = re.compile(r"\{\{\s*(?P<path>[a-z]\w*(?:\.[\w-]+)+(?::[^{}]*?)?)\s*\}\}")
# Braces that no value was made of, with some of what follows, by which the place is found.
_STRAY = r"(?P<braces>\{\{|\}\})[^\n{}\x02\x03]*(?:\}(?!\})[ \t]*\w*)?"
_AFTER_CODE = 185  # `code` is at 190, arithmatex at 189.9, escapes at 180
_AFTER_VALUES = 184


class ValueExtension(Extension):
    """Writes values into text; math, captions and alternative texts call `substitute`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the inline pattern."""
        watch(md)
        md.inlinePatterns.register(_Value(_BRACES, md), "studyreport-value", _AFTER_CODE)
        md.inlinePatterns.register(_Stray(_STRAY, md), "studyreport-stray", _AFTER_VALUES)


class _Value(InlineProcessor):
    def handleMatch(  # type: ignore[override] # noqa: N802 - the stubs forbid a string, the library allows it
        self, m: re.Match[str], data: str
    ) -> tuple[str | ElementTree.Element | None, int | None, int | None]:
        del data
        with clean():
            return _written(page_of(self.md), m), m.start(0), m.end(0)


class _Stray(InlineProcessor):
    def handleMatch(  # type: ignore[override] # noqa: N802 - the stubs forbid a string, the library allows it
        self, m: re.Match[str], data: str
    ) -> tuple[str | ElementTree.Element | None, int | None, int | None]:
        del data
        message = f"'{m['braces']}' stands alone, and would be shown."
        remedy = "Write {{ result.path }} for a number, `{{` in backticks for braces."
        raise page_of(self.md).error(m[0], 0, message, remedy)


def substitute(page: Page, text: str) -> str:
    """Return `text`, which is not Markdown, with every value that it names written out."""
    return _PATH.sub(lambda found: _written(page, found), text)


def _written(page: Page, found: re.Match[str]) -> str:
    try:
        return value(page.project, found["path"], page.read_result)
    except StudyReportError as error:
        whole = found[0]
        raise page.blame(whole, whole.index(found["path"]), error) from None


def makeExtension(**options: object) -> ValueExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for `markdown_extensions: [studyreport.markdown.value]`."""
    return ValueExtension(**options)
