"""All code there is, as one state: while it stands, so does all that was found out about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from studyreport.files import sha256
from studyreport.inputs.normal import text_digest
from studyreport.inputs.packages import installed
from studyreport.project import Project

_GENERATOR = Path(__file__).resolve().parents[1]


def code_state(project: Project) -> str:
    """Return a digest of the project's code, the generator's, and the installed packages.

    Take it before you look at code, and again before you keep what you saw: an author may save a
    file meanwhile.
    """
    own = (part for room in project.code for part in _parts(room))
    return text_digest(*sorted([*own, *_generator()]), *installed())


@cache
def _generator() -> tuple[str, ...]:
    """Look once: what this process has imported stays, whatever is saved meanwhile."""
    return tuple(_parts(_GENERATOR))


def _parts(room: Path) -> Iterator[str]:
    """Yield files of code and the folders that may hold some: an empty one can be imported, too."""
    for place in room.rglob("*"):
        if place.suffix == ".py":
            yield f"{place} {sha256(place)}"
        elif place.is_dir() and place.name != "__pycache__":
            yield str(place)
