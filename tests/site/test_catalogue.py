"""The list of questions that the finished site holds for its scripts."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from studyreport import quiz
from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.site.finish import finish
from tests.site.conftest import MakeSite

ITEM = """
  - id: {id}
    type: one
    difficulty: 1
    section: page.md#sums
    stem: What is it?
    proof: none
    reason: A matter of words.
    explanation: Words.
    options:
      - {{text: This., right: true, feedback: Yes.}}
      - {{text: That., feedback: No.}}
"""
NAV = '<nav><a href="last/">Last</a><a href="first/">First</a></nav>'


def _form(name: str) -> str:
    return f'<form class="sr-item" data-item="{name}"></form>'


@pytest.fixture(autouse=True)
def _bank(project: Project) -> None:
    (project.docs / "page.md").write_text("# Page\n\n## Sums\n")
    for name, items in {"a": ("a1", "a2", "hidden"), "b": ("b1",), "unseen": ("c1",)}.items():
        listed = "".join(ITEM.format(id=item) for item in items)
        (project.quizzes / f"{name}.yml").write_text(f"title: Test {name.upper()}\nitems:{listed}")
    bank = quiz.load_bank(project)
    quiz.save_bank(project, bank, quiz.prove(project, bank))


def _catalogue(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "assets/generated/items.json").read_text("utf-8"))
    return found


def test_tests_in_the_order_of_the_navigation_items_in_that_of_the_page(
    project: Project, make_site: MakeSite
) -> None:
    folder = make_site(
        index_html=NAV,
        first__index_html=_form("a2") + _form("a1"),
        last__index_html=_form("b1") + _form("a1"),
    )
    finish(project, folder)
    found = _catalogue(folder)
    assert found["version"] == 1
    assert [(test["name"], test["title"]) for test in found["tests"]] == [
        ("a", "Test A"),
        ("b", "Test B"),
    ]
    items = {test["name"]: test["items"] for test in found["tests"]}
    assert [(one["id"], one["page"], one["number"]) for one in items["b"]] == [("b1", "last/", 1)]
    assert [(one["id"], one["page"], one["number"]) for one in items["a"]] == [
        ("a1", "last/", 2),
        ("a2", "first/", 1),
    ]
    assert {one["type"] for test in found["tests"] for one in test["items"]} == {"one"}
    bank = quiz.load_proved(project)
    assert {one["key"] for test in found["tests"] for one in test["items"]} == {
        bank.items[name].key for name in ("a1", "a2", "b1")
    }


def test_questions_of_the_front_page(project: Project, make_site: MakeSite) -> None:
    folder = make_site(index_html=_form("a1"), a__page_html=_form("b1"))
    finish(project, folder)
    pages = [test["items"][0]["page"] for test in _catalogue(folder)["tests"]]
    assert pages == ["", "a/page.html"]


def test_no_list_without_questions(project: Project, make_site: MakeSite) -> None:
    folder = make_site(index_html="x")
    finish(project, folder)
    assert not (folder / "assets").exists()


def test_a_tool_has_a_list_even_if_it_is_empty(project: Project, make_site: MakeSite) -> None:
    folder = make_site(index_html='<section class="sr-tool"></section>')
    finish(project, folder)
    assert _catalogue(folder)["tests"] == []


@pytest.mark.parametrize(
    ("body", "part", "fits"),
    [
        ('<script src="assets/generated/t.js"></script><section class="sr-tool"></section>', 20, 1),
        ('<script src="assets/generated/t.js"></script><section class="sr-tool"></section>', 25, 0),
        (_form("a1") + '<script src="assets/generated/t.js"></script>', 9, 1),
        (_form("a1") + '<script src="assets/generated/t.js"></script>', 11, 0),
    ],
)
@pytest.mark.parametrize("imported", ['import{a as b}from"./part.js";b()', 'import"./part.js"'])
def test_imported_parts_weigh_too(
    project: Project, make_site: MakeSite, body: str, part: int, fits: bool, imported: str
) -> None:
    folder = make_site(index_html=body, assets__generated__t_js=f'{imported};import("./more.js")')
    generated = folder / "assets" / "generated"
    # Noise, which no compression makes smaller.
    (generated / "part.js").write_bytes(os.urandom(part * 1024))
    (generated / "more.js").write_bytes(os.urandom(90 * 1024))
    if fits:
        finish(project, folder)
        return
    with pytest.raises(StudyReportError, match="of our own JavaScript"):
        finish(project, folder)
