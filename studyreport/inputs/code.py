"""All code there is, as one state: while it stands, so does all that was found out about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studyreport.inputs.normal import text_digest
from studyreport.inputs.packages import installed
from studyreport.project import Project

_GENERATOR = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class CodeState:
    """`digest` changes when a file or folder of code appears or goes, or a package does.

    What is in the `files` it leaves to whoever keeps their stamps.
    """

    digest: str
    files: tuple[Path, ...]


def code_state(project: Project) -> CodeState:
    """Return the state of the project's code and the generator's."""
    places = sorted(_places(project), key=str)
    digest = text_digest(*map(project.relative, places), *installed())
    return CodeState(digest, tuple(place for place in places if place.suffix == ".py"))


def _places(project: Project) -> Iterator[Path]:
    """Yield files of code and the folders that may hold some: an empty one can be imported, too."""
    for room in (*project.code, _GENERATOR):
        for place in room.rglob("*"):
            if place.suffix == ".py" or (place.is_dir() and place.name != "__pycache__"):
                yield place
