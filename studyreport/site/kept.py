"""Questions that need not be rendered again: cut out of one build, put into the next."""

from __future__ import annotations

import re
from pathlib import Path

from studyreport.files import write
from studyreport.markdown.kept import PART
from studyreport.problems import stop
from studyreport.project import Project
from studyreport.site.stamp import surroundings

EXTENSION = "studyreport.markdown.quiz"


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
            StudyReportError: what a page left out has been deleted meanwhile.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        for page in sorted(site.rglob("*.html")):
            text = page.read_text("utf-8")
            filled = PART.sub(self._filled, text)
            if filled != text:
                write(page, filled)
        for file in self._folder.iterdir():
            if file.name not in self._used:
                file.unlink()

    def _filled(self, part: re.Match[str]) -> str:
        """Return the questions that belong here: those that stand here, or those kept."""
        file = self._folder / part["key"]
        self._used.add(file.name)
        if not part["is_kept"]:
            write(file, part["html"])
            return part["html"]
        try:
            return file.read_text("utf-8")
        except FileNotFoundError:
            place = self._project.relative(file)
            message, remedy = "these questions were deleted while they were needed.", "Build again."
            raise stop(place, 0, 0, message, remedy) from None
