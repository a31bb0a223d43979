"""Where the parts of a study report are. The generator knows its content only from here."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from studyreport.problems import StudyReportError, nearest, stop

_PLACE = re.compile(r"at line (\d+), column (\d+)")
FOLDERS = ("docs", "snippets", "experiments", "figures", "quizzes")


@dataclass(frozen=True)
class Project:
    """The folders of one report, read from `[tool.studyreport]` in its pyproject.toml."""

    root: Path
    docs: Path
    snippets: Path
    experiments: Path
    figures: Path
    quizzes: Path

    @property
    def build(self) -> Path:
        """Everything that can be made again: caches, run outputs, the proved bank."""
        return self.root / "build"

    @property
    def generated(self) -> Path:
        """What the site serves but nobody writes by hand: figures, fonts, the bundle."""
        return self.docs / "assets" / "generated"

    @property
    def frozen(self) -> Path:
        """Committed results of costly experiments."""
        return self.experiments / "frozen"

    @property
    def code(self) -> tuple[Path, ...]:
        """The packages whose code a figure, result, run or proof may reach."""
        return (self.snippets, self.experiments, self.figures)

    @property
    def pages(self) -> list[Path]:
        """The Markdown files below docs/, sorted."""
        return sorted(self.docs.rglob("*.md"))

    def relative(self, path: Path) -> str:
        """Return `path` as it is written in messages: from the root, with slashes."""
        path = path.resolve()
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        )


def load(start: Path | None = None) -> Project:
    """Return the project that holds the folder `start` (default: the current one).

    Raises:
        StudyReportError: no pyproject.toml with a `[tool.studyreport]` table was found, one is
            not TOML, or a folder that it names does not exist.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        table = _table(folder / "pyproject.toml")
        if table is not None:
            return _project(folder, table)
    raise stop(
        here,
        0,
        0,
        "no study report here.",
        "Run this in a folder whose pyproject.toml has [tool.studyreport].",
    )


def _table(file: Path) -> dict[str, str] | None:
    if not file.is_file():
        return None
    try:
        table = tomllib.loads(file.read_text("utf-8")).get("tool", {}).get("studyreport")
    except ValueError as error:  # no TOML, or no UTF-8
        found = _PLACE.search(str(error))
        line, column = map(int, found.groups()) if found else (0, 0)
        raise stop(file, line, column, f"this is not TOML: {error}.", "Correct it.") from error
    return table if isinstance(table, dict) else None


def _project(root: Path, table: dict[str, str]) -> Project:
    def refuse(message: str, remedy: str = "") -> StudyReportError:
        return stop(root / "pyproject.toml", 0, 0, f"[tool.studyreport] {message}", remedy)

    for name in table:
        if name not in FOLDERS:
            raise refuse(f"has no '{name}'.", nearest(name, FOLDERS))
    folders = {name: root / str(table.get(name, name)) for name in FOLDERS}
    for name, folder in folders.items():
        if not folder.is_dir():
            raise refuse(f"{name}: '{folder.name}' is not a folder.")
    return Project(root, **folders)
