"""What a program's outcome hangs on, told again without following its code where none changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.inputs import code
from studyreport.project import Project
from studyreport.quiz import digest
from studyreport.quiz.digest import ProgramDigests
from studyreport.quiz.types.base import Program
from tests.quiz.little import SNIPPET, changed, report

PROGRAM = Program("from snippets.motion import velocities\nkey = velocities(3)", ("key[-1]",))


def asked(project: Project, program: Program = PROGRAM) -> str | None:
    """Return the digest, kept for the next time."""
    digests = ProgramDigests(project, "test")
    found = digests.of(program, "<test>")
    digests.keep()
    return found


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the sources whose code is followed from now on."""
    sources: list[str] = []
    follow = digest._followed

    def noted(project: Project, source: str, filename: str) -> str | None:
        sources.append(source)
        return follow(project, source, filename)

    monkeypatch.setattr(digest, "_followed", noted)
    return sources


def test_code_is_followed_once(tmp_path: Path, followed: list[str]) -> None:
    project = report(tmp_path)
    first = asked(project)
    assert [asked(project), asked(project)] == [first, first]
    assert len(followed) == 1


def test_a_changed_program_is_followed_and_no_other(tmp_path: Path, followed: list[str]) -> None:
    project = report(tmp_path)
    other = Program(PROGRAM.source, ("key[0]",))
    digests = ProgramDigests(project, "test")
    assert digests.of(PROGRAM, "<test>") != digests.of(other, "<test>")
    digests.keep()
    followed.clear()
    digests = ProgramDigests(project, "test")
    digests.of(PROGRAM, "<test>")
    digests.of(Program(PROGRAM.source, ("key[1]",)), "<test>")
    assert [source.splitlines()[-2] for source in followed] == ["(key[1]"]


def test_what_is_not_asked_for_stays_until_code_changes(
    tmp_path: Path, followed: list[str]
) -> None:
    project = report(tmp_path)
    asked(project)
    asked(project, Program("1"))
    asked(project)
    assert len(followed) == 2
    file = project.snippets / "motion.py"
    file.write_text(SNIPPET + "\n", "utf-8")
    asked(project, Program("1"))
    asked(project)
    assert len(followed) == 4


def test_changed_code_tells(tmp_path: Path) -> None:
    project = report(tmp_path)
    first = asked(project)
    file = project.snippets / "motion.py"
    file.write_text(changed(SNIPPET, "momentum * velocity", "velocity"), "utf-8")
    assert asked(project) != first
    file.write_text(SNIPPET, "utf-8")
    assert asked(project) == first


def test_new_code_tells(tmp_path: Path) -> None:
    """A file that appears may come before the one that an import found until now."""
    project = report(tmp_path)
    first = asked(project)
    (project.snippets / "motion").mkdir()
    (project.snippets / "motion" / "__init__.py").write_text("def velocities(n): return [n]\n")
    assert asked(project) != first


def test_another_package_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = report(tmp_path)
    asked(project)
    monkeypatch.setattr(code, "installed", lambda: ["numpy==0.1"])
    assert ProgramDigests(project, "test")._before == {}


def test_what_cannot_be_told_is_not_kept(tmp_path: Path, followed: list[str]) -> None:
    project = report(tmp_path)
    program = Program("from snippets.missing import nothing")
    assert [asked(project, program), asked(project, program)] == [None, None]
    assert len(followed) == 2


def test_code_that_changes_meanwhile_is_not_taken_for_what_was_seen(tmp_path: Path) -> None:
    project = report(tmp_path)
    first = asked(project)
    digests = ProgramDigests(project, "again")
    assert digests.of(PROGRAM, "<test>") == first
    file = project.snippets / "motion.py"
    file.write_text(changed(SNIPPET, "momentum * velocity", "velocity"), "utf-8")
    digests.keep()
    assert ProgramDigests(project, "again").of(PROGRAM, "<test>") != first
