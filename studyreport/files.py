"""Writing files so that a killed process leaves the old one or the new one, never half of one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


def write(path: Path, content: bytes | str) -> None:
    """Replace `path` by `content` in one step: write beside it, then rename (which is atomic)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def is_file(path: Path) -> bool:
    """Say whether there is such a file: no, too, if the name is longer than a file's can be."""
    try:
        return path.is_file()
    except OSError:
        return False


def sha256(path: Path) -> str:
    """Return the SHA-256 of the file's bytes as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def contents(folder: Path, pattern: str) -> tuple[tuple[Path, bytes], ...]:
    """Return the files below a folder, in order, with what is in them: a key for caches."""
    return tuple((path, path.read_bytes()) for path in sorted(folder.rglob(pattern)))
