"""What the outcome of a program hangs on."""

from __future__ import annotations

import hashlib

from studyreport.inputs import Records, code_state, reach_source, text_digest
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

    Attributes:
        code: the state of all code when this was made.
    """

    def __init__(self, project: Project, name: str) -> None:
        self._project, self._name = project, name
        self._records = Records(project.build / "cache" / "programs")
        self.code = code_state(project)
        record = self._records.fresh(name, self.code)
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
        """Keep what was asked for since this was made, unless code has changed since."""
        if not self._now.items() <= self._before.items() and self.are_current():
            self._records.save(self._name, self.code, (), value=self._before | self._now)

    def are_current(self) -> bool:
        """Tell whether all code still is as it was when this was made."""
        return code_state(self._project) == self.code


def _source(program: Program) -> str:
    return "\n".join([program.source, *(f"({code.strip()}\n)" for code in program.expressions)])


def _followed(project: Project, source: str, filename: str) -> str | None:
    try:
        parse(source)
    except SyntaxError:  # a wrong form may be no Python; its outcome hangs on nothing else
        return hashlib.sha256(source.encode()).hexdigest()
    try:
        return reach_source(project, source, filename, generator=False).digest
    except StudyReportError:  # it imports what is not there: running it shows what is wrong
        return None
