"""Putting kept questions into built pages."""

from __future__ import annotations

import pytest

from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.site.kept import KeptQuestions
from tests.site.conftest import MakeSite

NEW = '<p>1</p><hr data-sr-new="a1" />\n<form>2\n</form><hr data-sr-end="a1" />\n<p>3</p>'
KEPT = '<p>1</p><hr data-sr-kept="a1" />\n<hr id="x" />\n<hr data-sr-end="a1" />\n<p>3</p>'
FILLED = "<p>1</p><form>2\n</form><p>3</p>"


def test_what_one_build_renders_the_next_shows(project: Project, make_site: MakeSite) -> None:
    for body in (NEW, KEPT):
        site = make_site(index_html=body)
        KeptQuestions(project).fill(site)
        assert FILLED in (site / "index.html").read_text()


def test_what_is_missing_stops_the_build(project: Project, make_site: MakeSite) -> None:
    with pytest.raises(StudyReportError, match=r"build/kept/a1: these questions.*Build again"):
        KeptQuestions(project).fill(make_site(index_html=KEPT))
