"""The question bank: every file of quizzes/ read, validated and checked, in one go."""

from __future__ import annotations

from pathlib import Path

from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project
from studyreport.quiz.digest import ProgramDigests
from studyreport.quiz.entry import Bank
from studyreport.quiz.file import Ids, QuizFile


def load_bank(project: Project) -> Bank:
    """Return the bank.

    Raises:
        StudyReportError: with every problem of every file.
    """
    bank, problems = read_bank(project)
    if problems:
        raise StudyReportError(problems)
    return bank


def read_bank(project: Project) -> tuple[Bank, list[Problem]]:
    """Return the items that are sound, and the problems of all others."""
    ids: Ids = {}
    programs = ProgramDigests(project, "variants")
    files = [QuizFile(project, path, ids, programs) for path in quiz_files(project)]
    tests = [test for file in files for test in file.read()]
    programs.keep()
    if any(file.is_new for file in files) and programs.are_current():
        for file in files:
            file.keep()
    problems = [problem for file in files for problem in file.problems]
    problems += [_misnamed(project, path) for path in sorted(project.quizzes.glob("*.yaml"))]
    digests = {file.written.path: file.written.digest for file in files}
    return Bank({test.name: test for test in tests}, digests), problems


def quiz_files(project: Project) -> list[Path]:
    """Return the files of the bank."""
    return sorted(project.quizzes.glob("*.yml"), key=lambda path: path.name)


def _misnamed(project: Project, path: Path) -> Problem:
    remedy = f"Name it {path.stem}.yml."
    return Problem(project.relative(path), 0, 0, "files of the bank end in .yml.", remedy)
