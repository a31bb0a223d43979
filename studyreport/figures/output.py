"""Where the drawings lie, and how they get there whole."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from studyreport.figures.declaration import LAYOUTS, THEMES
from studyreport.project import Project


def folder(project: Project, data: str | None = None) -> Path:
    """Return the folder of the drawings: the site's, or for other data than the site's, its own."""
    if data is None:
        return project.generated / "figures"
    return project.build / data / "figures"


def files(project: Project, name: str, data: str | None = None) -> dict[tuple[str, str], Path]:
    """Return the SVG file of the figure `name` for each ("light" | "dark", "wide" | "narrow").

    `data` names other data than the site's, whose drawings lie under the build folder.
    """
    where = folder(project, data)
    return {
        (theme, layout): where / f"{name}.{theme}.{layout}.svg"
        for theme in THEMES
        for layout in LAYOUTS
    }


def data_file(project: Project, name: str, data: str | None = None) -> Path:
    """Return the CSV file beside the drawings: the data that the figure shows."""
    return folder(project, data) / f"{name}.csv"


def shows_data(project: Project, name: str) -> bool:
    """Return whether the figure is drawn and its table has more than its heading."""
    file = data_file(project, name)
    return file.is_file() and file.read_text("utf-8").count("\n") > 1


def place(project: Project, path: Path, content: str) -> None:
    """Put `content` at `path` in one step.

    It is written elsewhere in the build folder first, so that a process killed meanwhile leaves
    nothing behind among the drawings, not even a file with another name.
    """
    staging = project.build / "staging" / f"{os.getpid()}.{path.name}"
    staging.parent.mkdir(parents=True, exist_ok=True)
    staging.write_text(content, "utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    staging.replace(path)


def remove_others(project: Project, names: Collection[str], data: str | None = None) -> None:
    """Delete drawings of figures that are no more, so that they are not published."""
    for path in folder(project, data).glob("*.*"):
        if path.name.partition(".")[0] not in names:
            path.unlink(missing_ok=True)  # another build may have been quicker
