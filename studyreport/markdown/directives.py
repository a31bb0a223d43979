"""Lines of the form `::: word name` or `::: word`, each of which stands for a piece of page."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor

from studyreport.markdown.errors import clean
from studyreport.markdown.page import Page, page_of, watch
from studyreport.problems import nearest, stop

Render = Callable[[Page, ElementTree.Element, str], None]  # (page, parent to append to, name)

_NAME = "studyreport-directives"
_BEFORE_PARAGRAPHS = 75  # after code (80), so that an indented one stays code
_LINE = re.compile(r"^ {0,3}(?P<whole>:::[ \t]*(?P<word>[^\s]*)[ \t]*(?P<name>.*?))[ \t]*$", re.M)
_TOO_SHORT = re.compile(r"^ {0,3}(?P<whole>::[ \t]*(?P<word>\w+).*?)[ \t]*$", re.M)


def directive(md: Markdown, word: str, render: Render, *, named: bool = True) -> None:
    """Have `render` called for every line `::: word name`, or `::: word` unless `named`."""
    watch(md)
    if _NAME not in md.parser.blockprocessors:
        md.parser.blockprocessors.register(_Directives(md), _NAME, _BEFORE_PARAGRAPHS)
    processor = md.parser.blockprocessors[_NAME]
    assert isinstance(processor, _Directives)  # noqa: S101 - the name is ours alone
    processor.renders[word] = render
    if not named:
        processor.nameless.add(word)


class _Directives(BlockProcessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md.parser)
        self.md = md
        self.renders: dict[str, Render] = {}
        self.nameless: set[str] = set()
        self._rendered: set[tuple[str, str]] = set()

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        del parent
        return bool(_LINE.search(block) or self._too_short(block))

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        if short := self._too_short(blocks[0]):
            message = f"'{short['whole']}' has two colons, and would be shown."
            raise page_of(self.md).error(short["whole"], 0, message, "Write three.")
        block = blocks.pop(0)
        line = _LINE.search(block)
        assert line  # noqa: S101 - test() saw it
        before = block[: line.start()].rstrip("\n")
        after = block[line.end() :].lstrip("\n")
        if before:
            self.parser.parseBlocks(parent, [before])
        if after:
            blocks.insert(0, after)
        with clean():
            self._render(parent, line)

    def _too_short(self, block: str) -> re.Match[str] | None:
        found = _TOO_SHORT.search(block)
        return found if found and found["word"] in self.renders else None

    def _render(self, parent: ElementTree.Element, line: re.Match[str]) -> None:
        page, whole, word, name = page_of(self.md), line["whole"], line["word"], line["name"]
        if word not in self.renders:
            remedy = nearest(word, self.renders)
            raise page.error(whole, 0, f"unknown directive '{whole}'.", remedy)
        self._check_name(page, line)
        if (word, name) in self._rendered:
            place = page.find(whole, 0, nth=1)
            message, remedy = f"'{whole}' is on this page already.", "Link to the first one."
            raise stop(place.path, place.line, place.column, message, remedy)
        self._rendered.add((word, name))
        self.renders[word](page, parent, name)

    def _check_name(self, page: Page, line: re.Match[str]) -> None:
        whole, word, names = line["whole"], line["word"], line["name"].split()
        if word in self.nameless and names:
            remedy = f"Write '::: {word}' on a line of its own."
            raise page.error(
                whole, whole.index(names[0], len(word)), f"'{word}' takes no name.", remedy
            )
        if word not in self.nameless and len(names) != 1:
            remedy = f"Write '::: {word} name' on a line of its own."
            raise page.error(whole, 0, f"'{whole}' does not name one {word}.", remedy)
