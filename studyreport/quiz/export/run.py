"""Carrying a whole bank: every question that a format can hold, and the reason for all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from studyreport.files import write
from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project
from studyreport.quiz.entry import Bank, Entry, Test
from studyreport.quiz.export.format import CannotCarryError, Files, Format, Part
from studyreport.quiz.export.questions import question

P = TypeVar("P")


@dataclass(frozen=True)
class Left:
    """An item that could not be carried."""

    id: str
    reason: str

    def __str__(self) -> str:
        return f"could not carry {self.id}: {self.reason}."


@dataclass(frozen=True)
class Exported:
    """The files of an export, how many items they hold, and which ones they do not.

    `shortened` are the parametrised items of which they hold the first variant alone.
    """

    files: Files
    items: int
    left: Sequence[Left]
    shortened: Sequence[str] = ()


def export(project: Project, bank: Bank, form: Format[Any]) -> Exported:
    """Return the bank in a format.

    Raises:
        StudyReportError: with every problem in the texts of the questions.
    """
    carrier = _Carrier(project, form)
    parts = [carrier.part(test) for test in bank.tests.values()]
    if carrier.problems:
        raise StudyReportError(carrier.problems)
    items = sum(len(part.questions) for part in parts)
    held = [part for part in parts if part.questions]
    return Exported(form.pack(project, held), items, carrier.left, carrier.shortened)


def save(files: Files, path: Path) -> list[Path]:
    """Write the files of an export; return their paths, `path` first."""
    paths = {path.with_suffix(suffix) if suffix else path: data for suffix, data in files.items()}
    for each, data in paths.items():
        write(each, data)
    return list(paths)


class _Carrier:
    """Gathers what a format cannot hold, and what is wrong."""

    def __init__(self, project: Project, form: Format[Any]) -> None:
        self.left: list[Left] = []
        self.shortened: list[str] = []
        self.problems: list[Problem] = []
        self._project = project
        self._form = form

    def part(self, test: Test) -> Part[Any]:
        made = [carried for entry in test.items for carried in self._carried(entry)]
        return Part(test.name, test.title, made)

    def _carried(self, entry: Entry) -> list[Any]:
        try:
            made = [self._form.carry(self._project, question(self._project, entry))]
        except CannotCarryError as error:
            self.left.append(Left(entry.id, str(error)))
        except StudyReportError as error:
            self.problems += error.problems
        else:
            if len(entry.drawn) > 1 and not self._form.holds_variants:
                self.shortened.append(entry.id)
            return made
        return []
