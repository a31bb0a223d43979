"""A report with empty folders, and built sites made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studyreport import project as projects
from studyreport.project import Project

MakeSite = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("docs", "snippets", "experiments", "figures", "quizzes"):
        (tmp_path / name).mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.studyreport]\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: T\n")
    return projects.load(tmp_path)


@pytest.fixture
def make_site(project: Project) -> MakeSite:
    """Write files (path=content, HTML bodies get a head) and return the folder of the site."""

    def make(**files: str) -> Path:
        folder = project.root / "site"
        for name, content in files.items():
            path = folder / name.replace("__", "/").replace("_html", ".html").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page(content) if path.suffix == ".html" else content)
        return folder

    return make


def page(body: str, head: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n  <meta charset="utf-8">\n{head}</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
