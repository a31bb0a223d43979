"""Watching which data files a piece of code opens, and which folders it lists."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import filterfalse
from pathlib import Path
from types import FrameType

from studyreport.project import Project

_CODE = frozenset({".py", ".pyc", ".pyi", ".so"})
_MADE = frozenset({"node_modules", "site", "__pycache__"})
_LISTINGS = frozenset({"os.listdir", "os.scandir"})
_PYTHON = ("<frozen ", sysconfig.get_path("stdlib"))
_PACKAGES = sysconfig.get_path("purelib")
_GENERATOR = os.path.join(str(Path(__file__).parents[1]), "")  # noqa: PTH118 -- with a slash


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
        """Say whether the path is a data file of the project, or a folder of such."""
        if not any(path.is_relative_to(folder) for folder in self._folders):
            return False
        return not path.is_relative_to(self.project.root) or _is_data(self.project, path)


def _is_data(project: Project, path: Path) -> bool:
    parts = path.relative_to(project.root).parts
    if not parts or path.suffix in _CODE:
        return False
    if any(part.startswith(".") or part in _MADE for part in parts):
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
    A file that was looked for in vain is collected too: its appearing would change the outcome. So
    is a folder whose files were listed.
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
    if not _active:
        return
    if event == "open" and _reads(*arguments[1:]):
        _hear_path(arguments[0], is_folder=False)
    elif event in _LISTINGS:
        _hear_path("." if arguments[0] is None else arguments[0], is_folder=True)


def _hear_path(name: object, *, is_folder: bool) -> None:
    if not isinstance(name, (str, bytes, os.PathLike)):
        return
    path = Path(os.path.abspath(os.fsdecode(name)))  # noqa: PTH100 -- links stay as they are
    watches = [watch for watch in _active if watch.holds(path)]
    if not watches or path.is_dir() != is_folder or (is_folder and _is_for_modules()):
        return
    for watch in watches:
        watch.reads.add(path)
    if _importing():
        _at_import.add(path)


def _reads(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return "r" in mode or "+" in mode
    return not (isinstance(flags, int) and flags & os.O_ACCMODE == os.O_WRONLY)


def _importing() -> bool:
    return any(name == "<frozen importlib._bootstrap>" for name in _callers())


def _is_for_modules() -> bool:
    """Say whether a folder is listed to find modules in it, not by what the module runs.

    Python does so, and the generator, which notices in other ways when modules change.
    """
    callers = [name for name in _callers() if name != __file__]
    if callers[0] == "<frozen importlib._bootstrap_external>":
        return True
    return next(filterfalse(_is_python, callers), "").startswith(_GENERATOR)


def _is_python(file: str) -> bool:
    """Say whether a file belongs to Python itself, as that of pathlib does."""
    return file.startswith(_PYTHON) and not file.startswith(_PACKAGES)


def _callers() -> Iterator[str]:
    """Yield the files of the code that is running, the innermost first."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        yield frame.f_code.co_filename
        frame = frame.f_back
