"""A report of one page, and Markdown converted within it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from markdown import Markdown

from studyreport.problems import Problem, StudyReportError

Convert = Callable[..., str]
Faults = Callable[..., list[Problem]]
HERE = Path(__file__).resolve()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an empty report, which is also the current one."""
    for name in ("docs", "snippets", "experiments", "figures", "quizzes"):
        (tmp_path / name).mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.studyreport]\n")
    (tmp_path / "node_modules").symlink_to(HERE.parents[2] / "node_modules")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def convert(root: Path) -> Convert:
    """Convert a dedented text, which becomes docs/page.md, with the named extensions."""

    def run(text: str, *extensions: str, page: str = "page.md", front: str = "") -> str:
        body = dedent(text).strip("\n") + "\n"
        file = root / "docs" / page
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(front + body)
        return Markdown(extensions=list(extensions)).convert(body)

    return run


@pytest.fixture
def faults(convert: Convert) -> Faults:
    """As `convert`, for a text that is wrong: return its problems."""

    def run(text: str, *extensions: str, page: str = "page.md", front: str = "") -> list[Problem]:
        with pytest.raises(StudyReportError) as caught:
            convert(text, *extensions, page=page, front=front)
        return caught.value.problems

    return run
