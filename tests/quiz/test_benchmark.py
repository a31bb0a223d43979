"""What the benchmark of questions measures is what it says it does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import banks, choices
from benchmarks.quiz import exponent
from studyreport.project import load
from studyreport.quiz import load_bank, prove


def test_reports_differ_in_their_questions_alone(tmp_path: Path) -> None:
    asked = banks.write(tmp_path / "asked", banks.ITEMS_PER_PAGE + 2)
    plain = banks.write(tmp_path / "plain", banks.ITEMS_PER_PAGE + 2, asked=False)
    names = [page.name for page in sorted((asked / "docs").glob("*.md"))]
    assert names == ["index.md", "page-1.md"]
    for number, name in enumerate(names):
        text = (asked / "docs" / name).read_text("utf-8")
        without = text.replace(f"\n\n::: quiz test-{number}\n", "\n")
        assert without == (plain / "docs" / name).read_text("utf-8") != text
    assert load_bank(load(plain)).items == {}


def test_its_items_are_sound_and_proved(tmp_path: Path) -> None:
    project = load(banks.write(tmp_path / "asked", 4))
    found = prove(project, load_bank(project), workers=1)
    assert (found.items, found.proved, found.problems) == (4, 4, ())
    assert found.by_type == {"number": 2, "one": 2}


def test_both_ask_the_same(tmp_path: Path) -> None:
    ours = choices.write(tmp_path / "ours", 3, ours=True)
    theirs = choices.write(tmp_path / "theirs", 3, ours=False)
    items: list[Any] = [entry.item for entry in load_bank(load(ours)).items.values()]
    text = (theirs / "docs" / "index.md").read_text("utf-8")
    assert text.count("<quiz>") == len(items) == 3
    for item in items:
        assert item.stem in text and item.explanation in text
        for option in item.options:
            mark = "x" if option.right else " "
            assert f"[{mark}] {option.text}\n  > {option.feedback}\n" in text


@pytest.mark.parametrize("power", [0.5, 1, 2])
def test_exponent(power: float) -> None:
    assert exponent({n: 3 * n**power for n in (10, 100, 700)}) == pytest.approx(power)
