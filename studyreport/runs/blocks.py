"""The blocks that pages want run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from studyreport.markdown.fences import Fence, fences
from studyreport.problems import Problem
from studyreport.project import Project
from studyreport.texts import text_of


@dataclass(frozen=True)
class Block:
    """One run block: its page, and where its code starts there (line and column, from 1)."""

    path: str
    line: int
    column: int
    code: str

    @property
    def name(self) -> str:
        """What its output is kept under: equal code is run once."""
        return name(self.code)

    def problem(self, line: int | None, message: str, remedy: str) -> Problem:
        """Return what is wrong with line `line` of the code (None: with the block)."""
        at = self.line + line - 1 if line else self.line - 1
        return Problem(self.path, at, self.column, message, remedy)


def name(code: str) -> str:
    """Return the name that the output of `code` is kept under.

    Markdown turns tabs into spaces and takes spaces off the ends of lines before an extension sees
    the code, so neither counts.
    """
    lines = (line.expandtabs(4).rstrip() for line in code.strip("\n").split("\n"))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def blocks(project: Project) -> Iterator[Block]:
    """Yield the run blocks of every page, in the order of pages and lines."""
    for file in project.pages:
        path = project.relative(file)
        for fence in fences(text_of(project, file)):
            if _is_run(fence):
                yield Block(path, fence.line + 1, fence.column, fence.code)


def _is_run(fence: Fence) -> bool:
    return fence.words[:1] == ["python"] and "run" in fence.words[1:]
