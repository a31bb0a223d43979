"""What the reader of pages finds, and what is no prose and is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport import project as projects
from studyreport import prose


def found(root: Path, text: str) -> prose.Findings:
    """Return what is found in a page with this text."""
    for folder in ("docs", "snippets", "experiments", "figures", "quizzes"):
        (root / folder).mkdir(exist_ok=True)
    (root / "pyproject.toml").write_text("[tool.studyreport]\n")
    (root / "docs" / "page.md").write_text(text, "utf-8")
    return prose.read(projects.load(root))


def test_a_word_written_twice_is_a_mistake(tmp_path: Path) -> None:
    [problem] = found(tmp_path, "# A\n\nThe step is\nis short.\n").mistakes
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", 3, 10)
    assert "'is'" in problem.message


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("It is basically a sum.", 7, "'basically' says nothing."),
        ("In this chapter, we look.", 1, "'In this chapter, we' announces instead of telling."),
        ("A ball. Look!", 12, "an exclamation mark."),
        ("Short. " + "a, " * 33 + "b.", 8, "this sentence has 34 words."),
    ],
)
def test_matters_of_taste(tmp_path: Path, text: str, column: int, message: str) -> None:
    [problem] = found(tmp_path, text).tastes
    assert (problem.line, problem.column, problem.message) == (1, column, message)


@pytest.mark.parametrize(
    "text",
    [
        "```python\nsimply simply!\n```",
        "`very very`",
        "$n!$ and $$x! x!$$",
        "{{ a.very.very:d }}",
        "::: figure just-just",
        "<span title='very very'>a</span>",
        "[a](very-very.md) a",
        "## Sources\n\nVery long long.",
        "It is short. " * 30,
        "| a | a |\n| - | - |\n| a | a |",
        "the\n\nthe",
    ],
)
def test_left_alone(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == prose.Findings([], [])


@given(st.text(alphabet="ab. \n`$#!|[]()<>-"))
def test_any_text_is_read(text: str) -> None:
    kept = prose._prose(text)
    assert len(kept) == len(text)
    assert kept.count("\n") == text.count("\n")
