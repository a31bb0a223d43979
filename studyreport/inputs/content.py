"""What a file or a folder holds, as far as code that reads or lists it is concerned."""

from __future__ import annotations

from pathlib import Path

from studyreport.files import sha256
from studyreport.inputs.normal import text_digest
from studyreport.inputs.source import touched

UNKNOWN = ""  # nothing has this digest


def content_digest(path: Path, since: int | None = None) -> str | None:
    """Return what changes with a file, or with the names in a folder; None if there is neither.

    UNKNOWN if the file was written after the time `since` (in ns), when somebody had begun to read:
    what was read may not be what it holds now.
    """
    if path.is_dir():
        return _names_digest(path)
    if not path.is_file():
        return None
    return UNKNOWN if since is not None and touched(path, since) else sha256(path)


def _names_digest(folder: Path) -> str:
    """Leave out what is hidden, and Python's cache."""
    names = (path.name for path in folder.iterdir())
    return text_digest(*sorted(n for n in names if n != "__pycache__" and not n.startswith(".")))
