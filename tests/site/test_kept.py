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


@pytest.mark.parametrize("inside", ['<p id="fnref:a">', "<h4>More</h4>", '<i id="y"></i>'])
def test_what_the_page_must_know_of_is_not_kept(
    project: Project, make_site: MakeSite, inside: str
) -> None:
    site = make_site(index_html=NEW.replace("<form>", f'<form id="x" data-item="x">{inside}'))
    KeptQuestions(project).fill(site)
    assert inside in (site / "index.html").read_text()
    assert not list((project.build / "kept").iterdir())


@pytest.mark.parametrize("body", [NEW.replace('"a1"', "a1"), KEPT.replace('end="a1"', 'end="b2"')])
def test_marks_that_somebody_changed_stop_the_build(
    project: Project, make_site: MakeSite, body: str
) -> None:
    with pytest.raises(StudyReportError, match=r"site/index.html: the places.*which plugin"):
        KeptQuestions(project).fill(make_site(index_html=body))
