"""Watching which data files a piece of code opens."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from studyreport.project import Project

_CODE = frozenset({".py", ".pyc", ".pyi", ".so"})
_MADE = frozenset({"node_modules", "site", "__pycache__"})


class _Watch:
    """The files of one project that are opened while the watch is on."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.reads: set[Path] = set()
        self._folders = [str(project.root)]
        if data := os.environ.get("STUDYREPORT_DATA"):
            self._folders += [os.path.abspath(data), os.path.realpath(data)]  # noqa: PTH100

    def see(self, path: Path) -> None:
        """Take the file into the reads if it is data of the project."""
        if self.holds(path):
            self.reads.add(path)

    def holds(self, path: Path) -> bool:
        """Say whether the path is a data file of the project."""
        if not any(path.is_relative_to(folder) for folder in self._folders):
            return False
        if not path.is_relative_to(self.project.root):
            return not path.is_dir()
        return _is_data(self.project, path) and not path.is_dir()


def _is_data(project: Project, path: Path) -> bool:
    parts = path.relative_to(project.root).parts
    if path.suffix in _CODE or any(part.startswith(".") or part in _MADE for part in parts):
        return False
    if path.is_relative_to(project.build):
        return path.is_relative_to(project.build / "results")
    return path != project.root / "pyproject.toml" and not path.is_relative_to(project.generated)


_active: list[_Watch] = []
# Read while a module was imported, hence once in a process, whoever needed the module first.
_at_import: set[Path] = set()
_installed: list[bool] = []


@contextmanager
def recording(project: Project) -> Iterator[set[Path]]:
    """Collect the data files that are opened for reading inside the `with` block.

    Data files are those under the project's folder that are not code and not made by the build
    (results under `build/results` are), and those under the folder that `STUDYREPORT_DATA` names.
    A file that was looked for in vain is collected too: its appearing would change the outcome.
    What modules read when they are imported counts for every later recording of the process,
    because they are imported only once. Only this process is watched; see `note`.
    """
    _install()
    watch = _Watch(project)
    for path in _at_import:
        watch.see(path)
    _active.append(watch)
    try:
        yield watch.reads
    finally:
        _active.remove(watch)


def note(paths: Iterable[Path]) -> None:
    """Tell the recordings under way that these files were read on their behalf elsewhere."""
    for path in paths:
        for watch in _active:
            watch.see(path)


def _install() -> None:
    if not _installed:
        _installed.append(True)
        # A hook can never be removed, so there is one, idle unless a recording is under way.
        sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or not _active:
        return
    name, mode, flags = arguments
    if isinstance(name, (str, bytes, os.PathLike)) and _reads(mode, flags):
        path = Path(os.path.abspath(os.fsdecode(name)))  # noqa: PTH100 -- links stay as they are
        watches = [watch for watch in _active if watch.holds(path)]
        for watch in watches:
            watch.reads.add(path)
        if watches and _importing():
            _at_import.add(path)


def _reads(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return "r" in mode or "+" in mode
    return not (isinstance(flags, int) and flags & os.O_ACCMODE == os.O_WRONLY)


def _importing() -> bool:
    frame = sys._getframe(1)
    while frame.f_back is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False
