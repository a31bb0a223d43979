"""This repository's own pages under both builders: the same content, without a warning."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands.report import REPOSITORY, Report
from tests.commands.test_commands import article, formulas

SOURCES = ("docs", "quizzes", "snippets", "experiments", "figures", "build/cache", "build/results")
FILES = ("mkdocs.yml", "pyproject.toml", "build_figures.py", "build/bank.json")


@pytest.fixture
def repository(tmp_path: Path) -> Report:
    """A copy of the report of this repository, with what `make site` prepared for it."""
    for name in SOURCES:
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, tmp_path / name)
    for name in FILES:
        if (REPOSITORY / name).is_file():
            shutil.copy2(REPOSITORY / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(REPOSITORY / "node_modules")
    return Report(tmp_path)


def test_same_content(repository: Report) -> None:
    assert repository.make_site().returncode == 0
    assert list((repository.root / "site").rglob("*.yml")) == []  # authors' files stay at home
    pages = sorted((repository.root / "docs").rglob("*.md"))
    names = [
        path.relative_to(repository.root / "docs").with_suffix("").as_posix() for path in pages
    ]
    by_mkdocs = {name: repository.page(name if name != "index" else ".") for name in names}
    done = repository.run("zensical", "build", "--clean", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    for name, html in by_mkdocs.items():
        other = repository.page(name if name != "index" else ".")
        where = "index.html" if name == "index" else f"{name}/index.html"
        assert formulas(other) == formulas(html), name
        assert article(other, where) == article(html, where), name
