"""Terms before their chapter: a report of two chapters with a glossary."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.quiz import load_bank
from studyreport.quiz.lints import Lint, lints
from studyreport.quiz.lints.chapters import chapter_order
from studyreport.quiz.lints.glossary import read_glossary
from tests.quiz.little import CODE, ONE, changed, report, spot

GLOSSARY = """\
title: Glossary
terms:
  - term: learning rate
    forms: [step size]
    section: motion.md#momentum
  - term: Dropout
    section: later.md#dropout
    meaning: Nodes are left out at *random*.
  - term: back-propagation
    forms: [backprop]
    section: later.md#backward
"""

SETTINGS = """\
site_url: !ENV [SITE_URL, "https://example.invalid/"]
nav:
  - Start: index.md
  - Part:
      - motion.md
      - Later: later.md
"""


def make(root: Path, *items: str, glossary: str = GLOSSARY, settings: str = SETTINGS) -> Project:
    project = report(root, *items)
    (root / "docs" / "later.md").write_text("# Later\n\n## Dropout\n\n## Backward\n", "utf-8")
    (root / "docs" / "glossary.yml").write_text(glossary, "utf-8")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    return project


def found(root: Path, item: str, **files: str) -> list[Lint]:
    project = make(root, item, **files)
    return lints(project, load_bank(project))


def asking(stem: str, old: str = "stem: What is *it*?") -> str:
    return changed(ONE, old, f"stem: {stem}")


def test_a_term_of_a_later_chapter(tmp_path: Path) -> None:
    item = asking("What does dropout do?")
    [lint] = found(tmp_path, item)
    assert (lint.rule, lint.severity) == ("early-term", "warning")
    assert lint.problem.message == "'Dropout' is introduced only in later.md#dropout."
    assert (lint.problem.line, lint.problem.column) == spot(item, "What does")


@pytest.mark.parametrize(
    "stem",
    [
        *("What do dropouts do?", "What is **back-propagation**?", "What does backprop give?"),
        *("Why back propagation?", "Why BACK-PROPAGATION?"),
    ],
)
def test_other_forms_of_a_term(tmp_path: Path, stem: str) -> None:
    assert [lint.rule for lint in found(tmp_path, asking(stem))] == ["early-term"]


@pytest.mark.parametrize(
    "stem",
    [
        "What is a learning rate?",  # of this chapter
        "What does it drop, out of all?",
        "What is propagation?",
        "What does `dropout` do?",  # a name in code
        "What is $dropout$?",
    ],
)
def test_no_term_of_a_later_chapter(tmp_path: Path, stem: str) -> None:
    assert found(tmp_path, asking(stem)) == []


def test_a_term_is_told_once_for_an_item(tmp_path: Path) -> None:
    item = asking("Why dropout, and dropout?").replace("Because.", "Dropout is backprop.")
    assert [lint.problem.message.split("'")[1] for lint in found(tmp_path, item)] == [
        "Dropout",
        "back-propagation",
    ]


def test_code_is_no_prose(tmp_path: Path) -> None:
    assert found(tmp_path, changed(CODE, "return ___", "dropout = ___")) == []


def test_items_of_the_later_chapter_may_use_all(tmp_path: Path) -> None:
    item = asking("What does dropout do at this learning rate?")
    assert found(tmp_path, changed(item, "motion.md#momentum", "later.md#dropout")) == []


def test_the_order_is_that_of_the_navigation(tmp_path: Path) -> None:
    turned = SETTINGS.replace("- motion.md", "- X: x.md").replace(
        "- Later: later.md", "- later.md\n      - motion.md"
    )
    item = asking("What does dropout do?")
    assert found(tmp_path, item, settings=turned) == []
    assert chapter_order(make(tmp_path, settings=SETTINGS)) == {
        "index.md": 0,
        "motion.md": 1,
        "later.md": 2,
    }


@pytest.mark.parametrize("settings", ["site_name: A\n", "nav: []\n", "nav:\n  - later.md\n", "[]"])
def test_pages_outside_the_navigation_have_no_order(tmp_path: Path, settings: str) -> None:
    assert found(tmp_path, asking("What does dropout do?"), settings=settings) == []


def test_without_settings_there_is_no_order(tmp_path: Path) -> None:
    project = make(tmp_path, asking("What does dropout do?"))
    (tmp_path / "mkdocs.yml").unlink()
    assert lints(project, load_bank(project)) == []


def test_without_a_glossary_there_are_no_terms(tmp_path: Path) -> None:
    project = make(tmp_path, asking("What does dropout do?"))
    (tmp_path / "docs" / "glossary.yml").unlink()
    assert read_glossary(project) == []
    assert lints(project, load_bank(project)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("later.md#dropout", "later.md#dropuot", "docs/glossary.yml:7:14: 'later.md' has no sec"),
        ("later.md#dropout", "later.md", "7:14: 'section' cannot be the text 'later.md'."),
        (
            "    meaning:",
            "    maening:",
            "8:5: there is no field 'maening'. Did you mean 'meaning'",
        ),
        ("title: Glossary\n", "title: [\n", "this is not YAML"),
        ("term: Dropout", "term: yes", "6:11: 'yes' means true to some readers of YAML."),
    ],
)
def test_a_glossary_that_cannot_be_read(tmp_path: Path, old: str, new: str, message: str) -> None:
    told = found(tmp_path, ONE, glossary=changed(GLOSSARY, old, new))
    assert {(lint.rule, lint.severity) for lint in told} == {("early-term", "error")}
    assert message in "\n".join(map(str, told))


def test_settings_that_cannot_be_read(tmp_path: Path) -> None:
    [lint] = found(tmp_path, ONE, settings="nav:\n  - [\n")
    assert str(lint) == "mkdocs.yml:3:1: this is not YAML. [early-term]"


def test_a_term_is_introduced_once(tmp_path: Path) -> None:
    again = "  - term: Learning Rate\n    forms: [dropout]\n    section: later.md#backward\n"
    project = make(tmp_path, ONE, glossary=GLOSSARY + again)
    with pytest.raises(StudyReportError) as caught:
        read_glossary(project)
    first, second = caught.value.problems
    assert first.message == "'Learning Rate' is introduced in motion.md#momentum already."
    assert (first.line, first.column) == (12, 11)
    assert (second.line, second.column) == (13, 13)
