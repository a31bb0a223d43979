"""Markdown from outside the page, a caption or a question, through the page's own pipeline."""

from __future__ import annotations

from xml.etree import ElementTree

from markdown import Markdown


def write(md: Markdown, parent: ElementTree.Element, text: str) -> None:
    """Append the blocks of `text` to `parent`.

    Inline markup, math and values follow when the page's tree is processed. Fenced code is the
    work of a preprocessor, which the text has not been through, so it is run here.
    """
    lines = text.strip("\n").split("\n")
    if "fenced_code_block" in md.preprocessors:
        lines = md.preprocessors["fenced_code_block"].run(lines)
    md.parser.parseChunk(parent, "\n".join(lines))
