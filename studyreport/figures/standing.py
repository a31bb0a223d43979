"""Whether anything has changed since a build that left nothing to do: told without looking closer.

To read all code and to follow what each figure reaches takes a second where there are a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from studyreport.inputs import Records, code_state
from studyreport.project import Project


@dataclass(frozen=True)
class Standing:
    """All that is fresh: the data it is made from, the figures' names, and the results' number."""

    data: str
    figures: list[str]
    results: int
    frozen: int


def recall(project: Project, data: str | None) -> Standing | None:
    """Return what a build has left, if nothing that it looked at, read or made has changed."""
    record = _records(project).fresh(data or "", code_state(project))
    return Standing(**record.value) if record else None


def note(
    project: Project,
    data: str | None,
    code: str,
    since: int,
    standing: Standing,
    reads: Iterable[Path],
    outputs: Iterable[Path],
) -> None:
    """Keep what was found fresh, unless code has changed since.

    Args:
        project: The report.
        data: Name of the data as it was asked for; None for the site's.
        code: The state of the code before anyone looked at it.
        since: When that was, in ns.
        standing: What there is.
        reads: Files that its figures and results were made from, beside code.
        outputs: The files of the figures.
    """
    if code_state(project) == code:
        _records(project).save(data or "", code, reads, outputs, asdict(standing), since=since)


def _records(project: Project) -> Records:
    return Records(project.build / "cache" / "standing")
