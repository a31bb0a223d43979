"""Checking the marks of fenced code: one that superfences does not know makes the code text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyreport.markdown.fences import Fence, fences, first_unclosed
from studyreport.problems import Problem
from studyreport.project import Project
from studyreport.texts import text_of

_VALUE = re.compile(r"""[A-Za-z]\w*=(?:"[^"]*"|'[^']*')""")
_RUN = ["python", "run"]


def check_fences(project: Project) -> list[Problem]:
    """Return a problem for every fence that is not closed, or whose words would be shown."""
    return [
        Problem(project.relative(page), *fault)
        for page in project.pages
        for fault in _faults(text_of(project, page))
    ]


def _faults(text: str) -> Iterator[tuple[int, int, str, str]]:
    for fence in fences(text):
        if (word := _unknown(fence)) is not None:
            message = f"fenced code takes no word '{word}' here, and would be shown as text."
            yield fence.line, fence.column, message, "Write '```python run', or only the language."
    if unclosed := first_unclosed(text):
        remedy = "Close it by a line with the same mark, indented as far."
        yield unclosed.line, unclosed.column, "this fenced code has no end.", remedy


def _unknown(fence: Fence) -> str | None:
    """Return the first word that is neither the language nor an option, if there is one."""
    words = _VALUE.sub(" ", fence.info).split()
    if fence.info.startswith("{"):
        return None
    return next((word for word in words[1:] if [words[0], word] != _RUN), None)
