"""From prepared sources to the finished site, which replaces the old one only when it is whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from studyreport.project import Project
from studyreport.site.build import build_pages
from studyreport.site.finish import Finished, finish


def publish(
    project: Project, site: Path, *, url: str | None = None, secure: bool = True
) -> Finished:
    """Build, check and finish the pages beside `site`, then put them in its place.

    A build that fails leaves the last good site where it is.

    Raises:
        StudyReportError: what `build_pages` or `finish` found wrong.
    """
    staged = project.build / "staged" / site.name
    build_pages(project, staged, url)
    finished = finish(project, staged, url=url, secure=secure)
    _replace(staged, site)
    return finished


def _replace(staged: Path, site: Path) -> None:
    old = staged.with_name(f"{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    if site.exists():
        site.rename(old)
    staged.rename(site)
    shutil.rmtree(old, ignore_errors=True)
