"""What the outcome of a program hangs on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import studyreport.inputs
from studyreport.inputs import Records, installed, reach_source, text_digest
from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.quiz.types.base import Program
from studyreport.quiz.types.checks import parse


class ProgramDigests:
    """The digests of a bank's programs; those of the last time count while no code has changed.

    To follow what a program reaches takes milliseconds, and most builds change no snippet.

    Args:
        project: where code and caches are.
        name: what the digests are kept under, in build/cache/programs.
    """

    def __init__(self, project: Project, name: str) -> None:
        self._project, self._name = project, name
        self._records = Records(project.build / "cache" / "programs")
        self._places = sorted(_places(project))
        self._state = text_digest(*map(project.relative, self._places), *installed())
        record = self._records.fresh(name, self._state)
        self._before: dict[str, str] = record.value if record else {}
        self._now: dict[str, str] = {}

    def of(self, program: Program, filename: str) -> str | None:
        """Return what the program's outcome hangs on; None if that cannot be told."""
        source = _source(program)
        key = text_digest(source)
        digest = self._before.get(key) or _followed(self._project, source, filename)
        if digest:
            self._now[key] = digest
        return digest

    def keep(self) -> None:
        """Keep what was asked for since this was made, and nothing else."""
        if self._now != self._before:
            files = [place for place in self._places if place.is_file()]
            self._records.save(self._name, self._state, files, value=self._now)


def _source(program: Program) -> str:
    return "\n".join([program.source, *(f"({code.strip()}\n)" for code in program.expressions)])


def _places(project: Project) -> Iterator[Path]:
    """Yield all code that programs can reach, folders too, and the code that follows it."""
    for room in (*project.code, Path(studyreport.inputs.__file__).parent):
        for place in room.rglob("*"):
            if place.suffix == ".py" or (place.is_dir() and place.name != "__pycache__"):
                yield place


def _followed(project: Project, source: str, filename: str) -> str | None:
    try:
        parse(source)
    except SyntaxError:  # a wrong form may be no Python; its outcome hangs on nothing else
        return hashlib.sha256(source.encode()).hexdigest()
    try:
        return reach_source(project, source, filename, generator=False).digest
    except StudyReportError:  # it imports what is not there: running it shows what is wrong
        return None
