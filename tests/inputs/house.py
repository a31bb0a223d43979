"""Builds little projects for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from studyreport.project import FOLDERS, Project, load


def build(root: Path, files: Mapping[str, str]) -> Project:
    """Write a project with these files (path → content) and return it."""
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "pyproject.toml").write_text("[tool.studyreport]\n", "utf-8")
    for name, content in files.items():
        change(root / name, content)
    return load(root)


def change(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(content), "utf-8")
