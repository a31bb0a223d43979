"""Markdown of questions to HTML outside any page, formulas as the target reads them."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pygments.styles.bw import BlackWhiteStyle

from studyreport.files import is_file
from studyreport.markdown import value
from studyreport.markdown.directives import directive
from studyreport.markdown.errors import clean
from studyreport.markdown.math import Formula, MathExtension
from studyreport.markdown.page import Page, adopt
from studyreport.project import Project
from studyreport.quiz.export.figures import drawing, figure
from studyreport.quiz.export.pictures import Picture, picture
from studyreport.quiz.export.question import Question

Address: TypeAlias = Callable[[Picture], str]
WriteFormula: TypeAlias = Callable[[Formula], str]

# As on pages, but for what belongs to a page alone: its contents, footnotes, snippets, run blocks.
_EXTENSIONS = ["admonition", "attr_list", "def_list", "tables", "pymdownx.superfences"]
_LINE = re.compile(r"<p>((?:(?!<p>).)*)</p>", re.DOTALL)
_MATHML = re.compile(r"<math .*?</math>", re.DOTALL)
_LAST = -20  # after everything that makes images or links
FIGURE = "figure"  # the scheme of an address that is a figure's name
_KEPT_LINKS = ("http", "https", "mailto")


class _Ink(BlackWhiteStyle):
    """Bold and slanted in the reader's own colours, whether dark on light or light on dark."""

    background_color = "transparent"


_HIGHLIGHT = {"noclasses": True, "pygments_style": _Ink}  # no stylesheet goes with an export


def delimited(formula: Formula) -> str:
    r"""Return the TeX between \( \) or \[ \], for targets that load MathJax."""
    before, after = (r"\[", r"\]") if formula.display else (r"\(", r"\)")
    return html.escape(f"{before}{formula.tex}{after}", quote=False)


def mathml(formula: Formula) -> str:
    """Return the formula's MathML alone."""
    found = _MATHML.search(formula.rendered)
    assert found  # noqa: S101 - KaTeX was asked for both
    return found[0]


class Writer:
    """Writes the Markdown of one question as HTML; keeps the images that it met.

    Raw HTML is shown as text. Links that lead into the report become plain text, as no page
    stands beside an export.
    """

    def __init__(
        self, project: Project, question: Question, math: MathExtension, address: Address
    ) -> None:
        self.question = question
        self.pictures: dict[str, Picture] = {}
        self._project = project
        self._math = math
        self._address = address

    def blocks(self, text: str) -> str:
        """Return the HTML of a text of any length.

        Raises:
            StudyReportError: a formula, value, figure or image in it is wrong.
        """
        with clean():
            made: str = self._markdown.reset().convert(text)
        return made

    def line(self, text: str) -> str:
        """Return the HTML of a text that is one paragraph, without the paragraph's tags."""
        made = self.blocks(text)
        alone = _LINE.fullmatch(made)
        return alone[1] if alone else made

    @cached_property
    def _page(self) -> Page:
        page = Page("")
        page.project, page.file = self._project, self.question.path
        return page

    @cached_property
    def _markdown(self) -> Markdown:
        options = {"pymdownx.highlight": _HIGHLIGHT}
        made = Markdown(
            extensions=[*_EXTENSIONS, "pymdownx.highlight", value.makeExtension(), self._math],
            extension_configs=options,
        )
        made.preprocessors.deregister("html_block")
        made.inlinePatterns.deregister("html")
        directive(made, "figure", partial(figure, made))
        made.treeprocessors.register(_Addresses(made, self), "studyreport-addresses", _LAST)
        adopt(made, self._page)
        return made

    def show(self, address: str) -> str:
        """Return the target's address of the image that a text shows, and keep the image.

        Raises:
            PageError: it is no file in docs.
        """
        file = self._file(address)
        if file is None:
            message = f"there is no image '{address}' in docs."
            remedy = "An export holds its images whole: put the file there, and correct the path."
            raise self._page.error(address, 0, message, remedy)
        found = picture(file)
        self.pictures[found.name] = found
        return self._address(found)

    def _file(self, address: str) -> Path | None:
        parts, docs = urlsplit(address), self._project.docs.resolve()
        if parts.scheme == FIGURE:
            return drawing(self._page, parts.path, parts.path)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        path = unquote(parts.path)
        folder = "" if path.startswith("/") else posixpath.dirname(self.question.page)
        file = (docs / folder / path.lstrip("/")).resolve()
        return file if file.is_relative_to(docs) and is_file(file) else None


class PlainMath(MathExtension):
    """Formulas without the page's frame around them, written by a function."""

    def __init__(self, write: WriteFormula) -> None:
        super().__init__()
        self._write = write

    def fill(self, element: Element, formula: Formula) -> str:
        """Return the formula as the target reads it."""
        element.attrib.clear()
        return self._write(formula)


class _Addresses(Treeprocessor):
    """Brings images along; unties links that would lead nowhere."""

    def __init__(self, md: Markdown, writer: Writer) -> None:
        super().__init__(md)
        self._writer = writer

    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            image.set("src", self._writer.show(image.get("src", "")))
            image.set("alt", " ".join(image.get("alt", "").split()))
        for link in root.iter("a"):
            if urlsplit(link.get("href", "")).scheme not in _KEPT_LINKS:
                link.tag = "span"
                link.attrib.clear()
