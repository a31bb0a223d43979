"""From prepared sources to the finished site, which replaces the old one only when it is whole."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studyreport.problems import stop
from studyreport.project import Project
from studyreport.site.build import build_pages
from studyreport.site.finish import Finished, finish


def publish(
    project: Project, site: Path, *, url: str | None = None, secure: bool = True
) -> Finished:
    """Build, check and finish the pages beside `site`, then put them in its place.

    A build that fails leaves the last good site where it is; one that is asked for meanwhile waits.

    Raises:
        StudyReportError: `site` is a folder of sources, or what `build_pages` or `finish` found
            wrong.
    """
    _check_place(project, site)
    staged = project.build / "staged" / site.name
    with _alone(project.build / "staged.lock"):
        build_pages(project, staged, url)
        finished = finish(project, staged, url=url, secure=secure)
        _replace(staged, site)
    return finished


def _check_place(project: Project, site: Path) -> None:
    """Refuse a folder whose replacement would delete sources, or that sources are read from."""
    rooms = (project.docs, project.quizzes, *project.code)
    holds = any(folder.is_relative_to(site) for folder in (project.build, *rooms))
    if holds or any(site.is_relative_to(folder) for folder in rooms):
        message = "this is no place for a site: the report itself is there."
        raise stop(site, 0, 0, message, "Name a folder that may be replaced.")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process is inside; the lock of a killed one is open again."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _replace(staged: Path, site: Path) -> None:
    new, old = (site.with_name(f".{site.name}.{state}") for state in ("new", "old"))
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(staged, new)  # copies if that is another disk
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
