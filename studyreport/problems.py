"""What is wrong with a source file, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place.

    `line` and `column` count from 1; 0 means that the whole file (or line) is meant.
    `remedy` is a full sentence that says what to write or run instead.
    """

    path: str
    line: int
    column: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: {self.message}" + (f" {self.remedy}" if self.remedy else "")


class StudyReportError(Exception):
    """Stops a build. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def stop(
    path: str | Path, line: int, column: int, message: str, remedy: str = ""
) -> StudyReportError:
    """Return the error for a single problem, to be raised by the caller."""
    return StudyReportError([Problem(str(path), line, column, message, remedy)])


def refused(error: OSError) -> StudyReportError:
    """Return the error for what the system does not let us do: a full disk, a folder to read only.

    >>> str(refused(PermissionError(13, "Permission denied", "build")))
    'build: Permission denied.'
    """
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    return stop(" -> ".join(names) or "the system", 0, 0, f"{error.strerror or error}.")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a sentence that names what `name` may have been meant to be.

    >>> nearest("adamm", ["adam", "sgd"])
    "Did you mean 'adam'?"
    """
    names = sorted(known)
    close = get_close_matches(name, names, n=3, cutoff=0.5)
    if close:
        return "Did you mean " + " or ".join(f"'{c}'" for c in close) + "?"
    return "Known: " + (", ".join(names) or "none") + "."
