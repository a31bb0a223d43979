"""Which installed version of a third-party package an import gets, without importing anything."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def version(package: str) -> str:
    """Return the installed version of the top-level package, "" if it is not installed.

    `importlib.metadata` would do, but its import alone costs a good part of what the check of all
    figures may cost; the names of the `.dist-info` folders hold the answer.
    """
    infos = _infos()
    known = infos.get(_normal(package))
    if known is not None:
        return known[0]
    for number, folder in infos.values():
        if _provides(folder, package):
            return number
    return ""


def installed() -> list[str]:
    """Return all installed packages with their versions, as "numpy==2.3.1", and Python's own."""
    packages = (f"{name}=={number}" for name, (number, _) in _infos().items())
    return [f"python=={sys.version}", *sorted(packages)]


@cache
def _infos() -> dict[str, tuple[str, Path]]:
    found: dict[str, tuple[str, Path]] = {}
    for entry in map(Path, sys.path):
        if entry.is_dir():
            for folder in entry.glob("*.dist-info"):
                name, _, number = folder.name.removesuffix(".dist-info").partition("-")
                found.setdefault(_normal(name), (number, folder))
    return found


def _normal(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def _provides(folder: Path, package: str) -> bool:
    """Say whether the distribution's list of files has the package: scikit-learn has sklearn."""
    record = folder / "RECORD"
    if not record.is_file():
        return False
    files = "\n" + record.read_text("utf-8")
    return f"\n{package}/" in files or f"\n{package}.py," in files
