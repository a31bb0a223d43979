"""Errors that no layer above the extensions swallows or prints as a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.exceptions import BuildError
from pymdownx.superfences import SuperFencesException  # type: ignore[import-untyped] # ships none

from studyreport.problems import StudyReportError


class PageError(
    StudyReportError,
    SuperFencesException,  # type: ignore[misc] # superfences ships no types
    BuildError,
):
    """A StudyReportError as the builders need it.

    MkDocs prints a BuildError plainly, where it shows a traceback for others; superfences lets
    only its own exception out of a fence. The text starts on a line of its own, because MkDocs
    writes the word ERROR before it and the place has to stand at the start of a line.
    """

    def __str__(self) -> str:
        return "\n" + super().__str__()


@contextmanager
def clean() -> Iterator[None]:
    """Turn the StudyReportErrors raised inside into PageErrors."""
    try:
        yield
    except PageError:
        raise
    except StudyReportError as error:
        raise PageError(error.problems) from None
