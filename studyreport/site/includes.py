"""Checking what pages include from code, before a builder says less about it.

The notation is that of pymdownx.snippets: `--8<-- "file.py:region"` on a line of its own, or file
names between two lines `--8<--`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studyreport.files import is_file
from studyreport.problems import Problem, nearest
from studyreport.project import Project
from studyreport.texts import text_of

_MARK = r"^(?P<indent>[> \t]*)-+8<-+"
_INLINE = re.compile(_MARK + r"[ \t]+(?P<quote>[\"'])(?P<name>.+?)(?P=quote)[ \t]*$")
_MEANT = re.compile(r"^[> \t]*(?P<mark>-+8<)")
_FENCE = re.compile(_MARK + r"[ \t]*$")
_NAME = re.compile(r"(?P<path>[^:]*)(?::(?P<region>[A-Za-z][-\w]*)$)?")
_REGION = re.compile(r"-+8<-+[ \t]+\[[ \t]*(?P<end>start|end)[ \t]*:[ \t]*(?P<name>[\w-]+)[ \t]*\]")
_SKIPPED = {"node_modules", "build", "site", "__pycache__"}


@dataclass(frozen=True)
class Include:
    """One inclusion, and where its name stands in a page (line and column, from 1)."""

    path: str
    line: int
    column: int
    name: str

    @property
    def file(self) -> str:
        """The included file, from the report's root."""
        found = _NAME.match(self.name)
        return found["path"] if found else self.name

    @property
    def region(self) -> str | None:
        """The named part of the file, or None for the whole (or for a range of lines)."""
        found = _NAME.match(self.name)
        return found["region"] if found else None

    def problem(self, offset: int, message: str, remedy: str) -> Problem:
        """Return what is wrong with the name from character `offset` on."""
        return Problem(self.path, self.line, self.column + offset, message, remedy)


def check_includes(project: Project) -> list[Problem]:
    """Return a problem for every included file or region that does not exist or is misspelt."""
    return [problem for page in project.pages for problem in _page(project, page)]


def _page(project: Project, page: Path) -> Iterator[Problem]:
    path, text = project.relative(page), text_of(project, page)
    for include in includes(path, text):
        yield from _check(project, include)
    for number, line in enumerate(text.split("\n"), 1):
        meant = _MEANT.match(line)
        if meant and not (_INLINE.match(line) or _FENCE.match(line)):
            remedy = 'Write --8<-- "file.py:region", the name in quotes, on a line of its own.'
            yield Problem(path, number, meant.start("mark") + 1, "this includes nothing.", remedy)


def includes(path: str, text: str) -> Iterator[Include]:
    """Yield the inclusions of a page."""
    listing = False
    for number, line in enumerate(text.split("\n"), 1):
        if found := _INLINE.match(line):
            yield Include(path, number, found.start("name") + 1, found["name"])
        elif _FENCE.match(line):
            listing = not listing
        elif listing and line.strip() and not line.lstrip().startswith(";"):
            yield Include(path, number, len(line) - len(line.lstrip()) + 1, line.strip())


def _check(project: Project, include: Include) -> Iterator[Problem]:
    file = project.root / include.file
    if not file.resolve().is_relative_to(project.root):
        message = f"'{include.file}' is not in the report."
        yield include.problem(
            0, message, "Copy it into snippets/, or another folder of the report."
        )
    elif not is_file(file):
        message = f"no file '{include.file}' to include."
        yield include.problem(0, message, nearest(include.file, _files(project, file.suffix)))
    elif include.region:
        starts, ends = _regions(text_of(project, file))
        at, name = len(include.file) + 1, include.region
        if name not in starts:
            message = f"'{include.file}' has no region '{name}'."
            yield include.problem(at, message, nearest(name, starts))
        elif name not in ends:
            message = f"region '{name}' of '{include.file}' has no end."
            yield include.problem(at, message, f"Write '# --8<-- [end:{name}]' after it.")


def _regions(text: str) -> tuple[set[str], set[str]]:
    """Return the names of the regions that start in a file's text, and of those that end in it."""
    marks = list(_REGION.finditer(text))
    starts = {mark["name"] for mark in marks if mark["end"] == "start"}
    return starts, {mark["name"] for mark in marks if mark["end"] == "end"}


def _files(project: Project, suffix: str) -> list[str]:
    """Return the files that may have been meant: those of the same kind, hidden ones left out."""
    names = (
        path.relative_to(project.root) for path in _walk(project.root) if path.suffix == suffix
    )
    return [name.as_posix() for name in names]


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name in _SKIPPED:
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path
