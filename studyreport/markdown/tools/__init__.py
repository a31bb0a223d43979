"""`::: progress`, `::: review` and `::: exam`: pages that show what a reader's log says.

Text and controls of each stand in an HTML file in this folder; a script of the same name, which
no other page loads, fills in the numbers.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension

from studyreport import quiz
from studyreport.markdown import rewriting, scripts
from studyreport.markdown.directives import directive
from studyreport.markdown.page import Page

TOOLS = ("progress", "review", "exam")
_NOTICE = "<!-- notice -->"


class ToolsExtension(Extension):
    """Writes the controls of a tool where its directive stands, and loads its script."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register a directive for each tool."""
        rewriting.enable(md)
        for word in TOOLS:
            directive(md, word, partial(_render, md, word), named=False)


def _render(md: Markdown, word: str, page: Page, parent: ElementTree.Element, _name: str) -> None:
    scripts.load(page, parent, f"{word}.js")
    raw = ElementTree.SubElement(parent, "p")
    raw.text = md.htmlStash.store(controls(word))


@cache
def controls(word: str) -> str:
    """Return the HTML of a tool."""
    text = Path(__file__).with_name(f"{word}.html").read_text("utf-8")
    notice = ElementTree.tostring(quiz.notice(), encoding="unicode")
    return text.replace(_NOTICE, notice).strip()


def makeExtension(**options: object) -> ToolsExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for `markdown_extensions: [studyreport.markdown.tools]`."""
    return ToolsExtension(**options)
