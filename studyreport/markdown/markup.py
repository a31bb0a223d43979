"""Markdown from outside the page, a caption or a question, through the page's own pipeline."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown

_FENCE = re.compile("```|~~~")  # most texts have none, and to look for pairs of them takes long


def write(md: Markdown, parent: ElementTree.Element, text: str) -> None:
    """Append the blocks of `text` to `parent`.

    Inline markup, math and values follow when the page's tree is processed. Fenced code is the
    work of a preprocessor, which the text has not been through, so it is run here.
    """
    text = text.strip("\n")
    if _FENCE.search(text) and "fenced_code_block" in md.preprocessors:
        text = "\n".join(md.preprocessors["fenced_code_block"].run(text.split("\n")))
    md.parser.parseChunk(parent, text)
