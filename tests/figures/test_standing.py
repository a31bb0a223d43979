"""What is noted as fresh: nothing that has changed since, or while it was looked at."""

from __future__ import annotations

from studyreport import project as projects
from studyreport.figures.build import Workshop
from studyreport.figures.standing import Standing, recall
from tests.figures.little import Little

ALL = Standing("big", ["rising-line", "some-dots"], results=2, frozen=1)


def test_what_was_found_fresh_is_recalled(built: Little) -> None:
    project = projects.load(built.root)
    assert Workshop(project).note() == ALL
    assert recall(project, None) == ALL
    assert recall(project, "small") is None


def test_whatever_changes_is_looked_at_again(built: Little) -> None:
    project = projects.load(built.root)
    Workshop(project).note()
    for path in (
        built.root / "snippets" / "numbers.py",
        project.frozen / "frozen_one.json",
        project.generated / "figures" / "some-dots.csv",
    ):
        before = path.read_text("utf-8")
        path.write_text(before + "\n", "utf-8")
        assert recall(project, None) is None, path
        path.write_text(before, "utf-8")
        assert recall(project, None) == ALL, path
    (built.root / "figures" / "more.py").touch()
    assert recall(project, None) is None


def test_code_that_changes_while_it_is_looked_at_is_not_noted(built: Little) -> None:
    project = projects.load(built.root)
    workshop = Workshop(project)
    built.edit("snippets/numbers.py", "i * i", "i + i")
    workshop.note()
    assert recall(project, None) is None
    assert "rising-line" in built.ok("build")


def test_a_build_that_draws_leaves_the_note_to_the_next(built: Little) -> None:
    project = projects.load(built.root)
    built.edit("snippets/numbers.py", "i * i", "i + i")
    built.ok("build")
    assert recall(project, None) is None
    built.ok("build")
    assert recall(project, None) == ALL
