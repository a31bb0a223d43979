"""Saying where an author's code failed."""

from __future__ import annotations

import traceback
from pathlib import Path

from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project


def located(project: Project, error: Exception, what: str) -> list[Problem]:
    """Return the problem at the deepest line of the project's own code that led to `error`."""
    if isinstance(error, StudyReportError):
        return error.problems
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if any(Path(frame.filename).is_relative_to(folder) for folder in project.code)
    ]
    message = f"{what} failed: {type(error).__name__}: {error}".rstrip(": ")
    if not frames:
        return [Problem(what, 0, 0, message)]
    last = frames[-1]
    path = project.relative(Path(last.filename))
    return [Problem(path, last.lineno or 0, (last.colno or 0) + 1, message)]
