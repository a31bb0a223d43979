"""Run blocks: found in pages, run once, run again when what they reach changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studyreport import project as projects
from studyreport import runs
from studyreport.execution import Outcome, execute
from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("docs", "snippets", "experiments", "figures", "quizzes"):
        (tmp_path / name).mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.studyreport]\n")
    return projects.load(tmp_path)


def write(project: Project, code: str, before: str = "# T\n\n", page: str = "page.md") -> None:
    (project.docs / page).write_text(f"{before}```python run\n{code}\n```\n")


def faults(project: Project) -> list[Problem]:
    with pytest.raises(StudyReportError) as caught:
        runs.refresh(project)
    return caught.value.problems


def test_found_in_pages_with_their_places(project: Project) -> None:
    (project.docs / "a.md").write_text(
        "```python\nno\n```\n\n```python run\none\n```\n- x\n\n"
        "    ```python title='t' run\n    two\n    ```\n"
    )
    (project.docs / "b.md").write_text("---\nt: 1\n---\n```python run\nthree\n```\n")
    found = [(b.path, b.line, b.column, b.code) for b in runs.blocks(project)]
    assert found == [
        ("docs/a.md", 6, 1, "one"),
        ("docs/a.md", 11, 5, "two"),
        ("docs/b.md", 5, 1, "three"),
    ]


def test_run_once_and_shared_by_pages_with_the_same_code(project: Project) -> None:
    for page in ("a.md", "b.md"):
        write(project, "print(6 * 7)", page=page)
    assert runs.refresh(project) == (1, 1)
    assert runs.refresh(project) == (0, 1)
    for page in ("a.md", "b.md"):
        assert runs.output(project, "print(6 * 7)", project.docs / page) == "42\n"


def test_run_again_only_when_what_it_reaches_changes(project: Project) -> None:
    snippet = project.snippets / "sums.py"
    snippet.write_text("def add(a, b):\n    return a + b\n\n\ndef other():\n    return 1\n")
    write(project, "from snippets.sums import add\nprint(add(1, 2))")
    assert runs.refresh(project) == (1, 1)
    snippet.write_text("def add(a, b):\n    # a comment\n    return a + b\n")
    assert runs.refresh(project) == (0, 1)
    snippet.write_text("def add(a, b):\n    return a - b\n")
    assert runs.refresh(project) == (1, 1)
    code = "from snippets.sums import add\nprint(add(1, 2))"
    assert runs.output(project, code, project.docs / "page.md") == "-1\n"


def test_run_again_when_a_file_that_it_read_changes(project: Project) -> None:
    data = project.root / "data.txt"
    data.write_text("one")
    write(project, "from pathlib import Path\nprint(Path('data.txt').read_text())")
    assert runs.refresh(project) == (1, 1)
    data.write_text("two")
    assert runs.refresh(project) == (1, 1)
    assert runs.refresh(project) == (0, 1)


def _edited_meanwhile(monkeypatch: pytest.MonkeyPatch, path: Path, text: str) -> None:
    """Have somebody save a file while blocks run."""

    def slow(*arguments: Any) -> list[Outcome]:
        outcomes = execute(*arguments)
        path.write_text(text)
        return outcomes

    monkeypatch.setattr("studyreport.runs.outputs.execute", slow)


def test_run_again_when_what_it_reaches_changes_while_it_runs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.snippets / "__init__.py").touch()
    snippet = project.snippets / "sums.py"
    snippet.write_text("def add(a, b):\n    return a + b\n")
    write(project, "from snippets.sums import add\nprint(add(1, 2))")
    _edited_meanwhile(monkeypatch, snippet, "def add(a, b):\n    return a - b\n")
    assert runs.refresh(project) == (1, 1)
    assert runs.refresh(project) == (1, 1)
    assert runs.refresh(project) == (0, 1)


def test_run_again_when_a_file_changes_while_it_runs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = project.root / "data.txt"
    data.write_text("one")
    write(project, "from pathlib import Path\nprint(Path('data.txt').read_text())")
    _edited_meanwhile(monkeypatch, data, "two")
    assert runs.refresh(project) == (1, 1)
    monkeypatch.undo()
    assert runs.refresh(project) == (1, 1)
    assert runs.refresh(project) == (0, 1)


@pytest.mark.parametrize(
    ("code", "line", "said"),
    [
        ("x = 1\n1 / 0", 5, "ZeroDivisionError: division by zero"),
        ("x = (\n", 4, "SyntaxError"),
        ("def f():\n    return g()\n\nf()", 5, "NameError"),
        ("import snippets.nothing", 4, "snippets.nothing"),
    ],
)
def test_failure_is_placed_at_its_line_of_the_page(
    project: Project, code: str, line: int, said: str
) -> None:
    write(project, code)
    [problem] = faults(project)
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", line, 1)
    assert said in problem.message


def test_every_failure_is_told_and_good_blocks_are_kept(project: Project) -> None:
    write(project, "1 / 0", page="a.md")
    write(project, "print('good')", page="b.md")
    write(project, "nothing", page="c.md")
    assert [problem.path for problem in faults(project)] == ["docs/a.md", "docs/c.md"]
    assert runs.output(project, "print('good')", project.docs / "b.md") == "good\n"
    for page in ("a.md", "c.md"):
        (project.docs / page).unlink()
    assert runs.refresh(project) == (0, 1)


def test_output_that_no_second_run_repeats_is_refused(project: Project) -> None:
    write(project, "print(object())")
    [problem] = faults(project)
    assert "memory address" in problem.message and problem.line == 3


def test_no_block_starts_no_process(project: Project) -> None:
    (project.docs / "a.md").write_text("text")
    assert runs.refresh(project) == (0, 0)
