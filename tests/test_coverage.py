"""Every topic, formula, listing, experiment, question and error of the notes has a home."""

from __future__ import annotations

import re

import pytest
import yaml

from studyreport import project as projects
from studyreport.quiz import load_bank
from studyreport.quiz.sections import section_fault

PROJECT = projects.load()
FILE = PROJECT.docs / "coverage.yml"
# How many of each the notes have; the errors are numbered within each of the five notes.
COUNTS = {"T": 47, "F": 22, "L": 24, "X": 20, "Q": 44}
ERRORS = {"S0": 23, "S1": 24, "S2": 26, "S3": 14, "S4": 18}
IDS = {f"{kind}{n}" for kind, last in COUNTS.items() for n in range(1, last + 1)}
IDS |= {f"E-{note}-{n}" for note, last in ERRORS.items() for n in range(1, last + 1)}
LINE = re.compile(r"^([A-Z][\w-]*):", re.MULTILINE)

ENTRY = re.compile(r"^- (.*?)\{ #(e-s\d-\d+) \}$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[(\w+)\]\((?:([\w-]+)\.md)?#([\w-]+)\)\s*$")

HOMES: dict[str, object] = yaml.safe_load(FILE.read_text("utf-8"))
ITEMS = load_bank(PROJECT).items
ERRATA_TEXT = (PROJECT.docs / "errata.md").read_text("utf-8")
ERRATA = {name: " ".join(said.split()) for said, name in ENTRY.findall(ERRATA_TEXT)}


def test_each_has_one_home() -> None:
    written = LINE.findall(FILE.read_text("utf-8"))
    assert sorted(written) == sorted(IDS)


@pytest.mark.parametrize("name", sorted(HOMES))
def test_the_home_exists(name: str) -> None:
    home = HOMES[name]
    for place in home if isinstance(home, list) else [home]:
        if isinstance(place, dict):
            assert place.keys() == {"out"}
            assert len(place["out"].split()) > 3, "say why it is out of scope"
        elif "#" in str(place):
            assert section_fault(PROJECT, str(place)) is None
        else:
            assert place in ITEMS, f"no question has the id {place!r}"


@pytest.mark.parametrize("name", sorted(name for name in IDS if name.startswith("E-")))
def test_each_error_is_put_right_in_the_errata(name: str) -> None:
    home = HOMES[name]
    assert isinstance(home, dict) or home == f"errata.md#{name.lower()}"


def test_every_entry_of_the_errata_is_looked_at() -> None:
    assert len(ERRATA) == ERRATA_TEXT.count("{ #e-s") - 1  # one of them is the pattern in a comment


@pytest.mark.parametrize("name", sorted(ERRATA))
def test_each_error_has_its_reason_and_ends_in_a_question(name: str) -> None:
    entry = ERRATA[name]
    assert re.findall(r"\*(\w+):\*", entry) == ["Said", "Right", "Why"]
    link = LINK.search(entry)
    assert link, "it does not end in a link"
    text, page, item = link.groups()
    assert text == "Question"
    assert item in ITEMS, f"no question has the id {item!r}"
    assert ITEMS[item].test == (page or "errata"), "the question stands on another page"
