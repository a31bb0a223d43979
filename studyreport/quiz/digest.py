"""What the outcome of a program hangs on."""

from __future__ import annotations

import hashlib

from studyreport.inputs import reach_source
from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.quiz.types.base import Program
from studyreport.quiz.types.checks import parse


def program_digest(project: Project, program: Program, filename: str) -> str | None:
    """Return what the program's outcome hangs on; None if that cannot be told."""
    lines = [program.source, *(f"({code.strip()}\n)" for code in program.expressions)]
    source = "\n".join(lines)
    try:
        parse(source)
    except SyntaxError:  # a wrong form may be no Python; its outcome hangs on nothing else
        return hashlib.sha256(source.encode()).hexdigest()
    try:
        return reach_source(project, source, filename, generator=False).digest
    except StudyReportError:  # it imports what is not there: running it shows what is wrong
        return None
