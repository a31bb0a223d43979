"""From prepared sources to the finished site, which replaces the old one only when it is whole."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from studyreport.problems import stop
from studyreport.project import Project
from studyreport.site.build import build_pages
from studyreport.site.finish import Finished, finish
from studyreport.site.kept import EXTENSION, KeptQuestions


def publish(
    project: Project, site: Path, *, url: str | None = None, secure: bool = True
) -> Finished:
    """Build, check and finish the pages elsewhere, then put them in the place of `site`.

    A build that fails leaves the last good site where it is; one that is asked for meanwhile waits.

    Raises:
        StudyReportError: what `build_pages` or `finish` found wrong; or at `site` there is
            something else than a site, which would be lost.
    """
    check_place(project, site)
    staged = project.build / "staged" / site.name
    with _alone(project.build / "staged.lock"):
        build(project, staged, url)
        finished = finish(project, staged, url=url, secure=secure)
        _replace(staged, site)
    return finished


def build(project: Project, staged: Path, url: str | None = None) -> None:
    """Build the pages into the folder `staged`, rendering only questions that are not kept.

    Raises:
        StudyReportError: what `build_pages` found wrong.
    """
    kept = KeptQuestions(project)
    build_pages(project, staged, url, {EXTENSION: kept.options})
    kept.fill(staged)


def check_place(project: Project, site: Path) -> None:
    """Raise unless nothing is lost when the folder `site` is replaced.

    What every site of a report has, and hardly another folder, is the folder of what was generated.
    """
    rooms = (project.docs, project.quizzes, *project.code)
    holds_sources = any(folder.is_relative_to(site) for folder in (project.build, *rooms))
    if holds_sources or any(site.is_relative_to(folder) for folder in rooms):
        _refuse(project, site, "this is no place for a site: the report itself is there.")
    is_built = (site / project.generated.relative_to(project.docs)).is_dir()
    is_empty = not site.exists() or (site.is_dir() and not any(site.iterdir()))
    if not (is_built or is_empty):
        _refuse(project, site, "here is something else than a site, which would be lost.")


def _refuse(project: Project, site: Path, message: str) -> NoReturn:
    raise stop(project.relative(site), 0, 0, message, "Name a new folder, or an empty one.")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process is inside; the lock of a killed one is open again."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _replace(staged: Path, site: Path) -> None:
    """Put `staged`, which may lie on another disk, in the place of `site`."""
    site.parent.mkdir(parents=True, exist_ok=True)
    new, old = (site.with_name(f".{site.name}.{age}") for age in ("new", "old"))
    for rest in (new, old):
        shutil.rmtree(rest, ignore_errors=True)
    shutil.move(staged, new)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
