"""What a folder holds, as far as code that lists it is concerned."""

from __future__ import annotations

from pathlib import Path

from studyreport.inputs.normal import text_digest


def names_digest(folder: Path) -> str:
    """Return what changes when a file comes or goes, unless it is hidden or Python's cache."""
    names = (path.name for path in folder.iterdir())
    return text_digest(*sorted(n for n in names if n != "__pycache__" and not n.startswith(".")))
