"""Fenced code in Markdown source: where it is, so that it can be run, or left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = re.compile(r"^(?P<prefix>[> \t]*)(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_SPAN = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """One fenced block: its first and last line (`line`, `end`) and its column, from 1."""

    line: int
    end: int
    column: int
    info: str
    code: str

    @property
    def words(self) -> list[str]:
        """The language and the options, as they stand after the opening mark."""
        return self.info.split()


def fences(text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a Markdown text, those within lists and quotations too."""
    return (fence for fence in _opened(text) if fence.end)


def first_unclosed(text: str) -> Fence | None:
    """Return the first fence that nothing closes, its `end` 0; it may make others seem so."""
    return next((fence for fence in _opened(text) if not fence.end), None)


def _opened(text: str) -> Iterator[Fence]:
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        opening = _OPEN.match(lines[at])
        end = _closing(lines, at, opening) if opening else None
        if opening:
            width = len(opening["prefix"])
            code = "\n".join(line[width:] for line in lines[at + 1 : end or at])
            yield Fence(at + 1, end + 1 if end else 0, width + 1, opening["info"].strip(), code)
        at = (end or at) + 1


def _closing(lines: list[str], start: int, opening: re.Match[str]) -> int | None:
    """Return the index of the line that closes the fence opened at `start`, if there is one."""
    width, mark = len(opening["prefix"]), opening["mark"]
    for at in range(start + 1, len(lines)):
        if lines[at][width:].rstrip() == mark:
            return at
        if lines[at].strip() and lines[at][:width].strip(" \t>"):
            return None  # less indented than its opening: the block is not closed
    return None


def without_code(text: str) -> str:
    """Return the text with every character of code replaced by NUL, so that places stay the same.

    >>> without_code("a `b` c").replace(chr(0), "_")
    'a ___ c'
    """
    lines = text.split("\n")
    for fence in fences(text):
        for at in range(fence.line - 1, fence.end):
            lines[at] = "\0" * len(lines[at])
    return _SPAN.sub(lambda span: re.sub(r"[^\n]", "\0", span[0]), "\n".join(lines))
