"""Finding and reading the modules of a project, each once, and again when it has changed."""

from __future__ import annotations

import ast
import time
from hashlib import sha256
from pathlib import Path

from studyreport.inputs.module import Module, take_apart
from studyreport.inputs.summaries import Summaries
from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project

Stamp = tuple[int, int, int] | None
# Two changes within one tick of the file system's clock leave the same time behind.
_TICK = 100_000_000
# The generator's own package: how it draws counts for a figure as much as what is drawn.
GENERATOR = "studyreport"


def stamp(path: Path) -> Stamp:
    """Return what tells that a file has changed (times of change, size), None if there is none."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size


def settled(seen: Stamp, at: int) -> bool:
    """Say whether a change after the time `at` (in ns) is sure to alter the stamp `seen`."""
    return seen is None or max(seen[:2]) + _TICK < at


def touched(path: Path, since: int) -> bool:
    """Say whether the file was written after the time `since` (in ns), whatever it held before."""
    seen = stamp(path)
    return seen is not None and seen[1] >= since


def parse(text: str | bytes, path: str) -> ast.Module:
    """Return the syntax tree of `text`.

    Raises:
        StudyReportError: the code is not Python; `path` is the file to be named in the message.
    """
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        column = getattr(error, "offset", None) or 0
        message = f"this is not Python: {getattr(error, 'msg', error)}."
        raise StudyReportError([Problem(path, line, max(column, 0), message)]) from error


class Sources:
    """The modules of a project's rooms (and of the generator, if wanted), found by name."""

    def __init__(self, project: Project, rooms: dict[str, Path]) -> None:
        self.project = project
        self.rooms = rooms
        self.problems: dict[str, list[Problem]] = {}
        self._seen: dict[Path, tuple[Stamp, int]] = {}
        self._modules: dict[str, Module | None] = {}
        self._inside: dict[str, tuple[str, ...]] = {}
        self._places: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._summaries = Summaries(project.build / "cache" / "modules")

    def unchanged(self) -> bool:
        """Say whether every file and folder that was looked at is as it was then."""
        return all(
            settled(was, at) and stamp(path) == was for path, (was, at) in self._seen.items()
        )

    def path(self, name: str) -> Path | None:
        """Return the file (or, for a package without `__init__.py`, the folder) of a module."""
        root, *rest = name.split(".")
        if root not in self.rooms:
            return None
        place = self.rooms[root].joinpath(*rest)
        for path in (place / "__init__.py", place.with_name(f"{place.name}.py"), place):
            if self._look(path) is not None:
                return path
        return None

    def module(self, name: str) -> Module | None:
        """Return the module, None if the project has none of that name."""
        if name not in self._modules:
            package, _, last = name.rpartition(".")
            exists = last in self.inside(package) if package else name in self.rooms
            path = self.path(name) if exists else None
            self._modules[name] = None if path is None else self._read(name, path)
        return self._modules[name]

    def inside(self, package: str) -> tuple[str, ...]:
        """Return the names of the modules in a package, without the package's own name."""
        if package not in self._inside:
            module = self.module(package)
            if module is None or module.package != package:
                return ()
            root, *rest = package.split(".")
            folder = self.rooms[root].joinpath(*rest)
            self._look(folder)
            entries = [entry for entry in folder.iterdir() if _is_module(entry)]
            self._inside[package] = tuple(sorted({entry.stem for entry in entries}))
        return self._inside[package]

    def add(self, module: Module, place: str) -> None:
        """Take in a module that is not a file of its own; `place` stands in messages."""
        self._modules[module.name] = module
        self._places[module.name] = place

    def place(self, name: str) -> str:
        """Return the module's file as it is named in messages."""
        path = self.path(name)
        return self._places[name] if path is None else self.project.relative(path)

    def text(self, name: str) -> str:
        """Return what changes when anything in the module's file does, a comment too."""
        return self._texts.get(name, "")

    def _look(self, path: Path) -> Stamp:
        if path not in self._seen:
            self._seen[path] = (stamp(path), time.time_ns())
        return self._seen[path][0]

    def _read(self, name: str, path: Path) -> Module:
        if path.suffix != ".py":
            return Module(name, name)
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        text = path.read_bytes()
        self._texts[name] = sha256(text).hexdigest()
        module = self._summaries.get(name, package, text)
        if module is None:
            try:
                tree = parse(text, self.project.relative(path))
            except StudyReportError as error:
                self.problems[name] = error.problems
                return Module(name, package, broken=True)
            module = take_apart(tree, name, package)
            self._summaries.keep(module, text)
        return module


def _is_module(entry: Path) -> bool:
    if entry.name in ("__init__.py", "__pycache__"):
        return False
    return entry.suffix == ".py" or (entry.name.isidentifier() and entry.is_dir())
