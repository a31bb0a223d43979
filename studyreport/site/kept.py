"""Questions that need not be rendered again: cut out of one build, put into the next."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

from studyreport.files import is_file, write
from studyreport.markdown.kept import MARK, PART
from studyreport.problems import stop
from studyreport.project import Project
from studyreport.site.stamp import surroundings

EXTENSION = "studyreport.markdown.quiz"
_ID = re.compile(r'\bid="([^"]+)"')
_ITEM = re.compile(r'\bdata-item="([^"]+)"')
_HEADING = re.compile("<h[1-6]")


class KeptQuestions:
    """The rendered questions in build/kept, as builds of the report as it is now may use them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._folder = project.build / "kept"
        # Now, for the sources may be edited while the build lasts.
        self.options = {"kept": str(self._folder), "state": surroundings(project)}
        self._used: set[str] = set()

    def fill(self, site: Path) -> None:
        """Put questions into the pages of a built site, keep those rendered now, drop the others.

        Raises:
            StudyReportError: what a page left out is gone, or is not asked for as it was.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        for page in sorted(site.rglob("*.html")):
            text = page.read_text("utf-8")
            filled = PART.sub(self._filled, text)
            if MARK in filled:
                self._refuse(page, "the places of questions cannot be told in this page.")
            if filled != text:
                write(page, filled)
        for file in self._folder.iterdir():
            if file.name not in self._used:
                file.unlink()

    def _filled(self, part: re.Match[str]) -> str:
        """Return the questions that belong here: those that stand here, or those kept."""
        file, html = self._folder / part["key"], part["html"]
        if not part["is_kept"]:
            if not _stands_alone(html):
                return html
            write(file, html)
        elif is_file(file):
            html = file.read_text("utf-8")
        else:
            self._refuse(file, "these questions were deleted while pages were built.")
        self._used.add(file.name)
        return html

    def _refuse(self, path: Path, message: str) -> NoReturn:
        remedy = "Build again; if it stays so, tell which plugin changes what pages consist of."
        raise stop(self._project.relative(path), 0, 0, message, remedy)


def _stands_alone(html: str) -> bool:
    """Tell whether no other part of a page needs to know what is in these questions.

    The builder lists headings, and tells apart ids: those of items it is told anyway.
    """
    return set(_ID.findall(html)) <= set(_ITEM.findall(html)) and not _HEADING.search(html)
