"""Figures to choose from: which texts tell too much, what codes must give, and the HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.problems import StudyReportError
from studyreport.project import load
from studyreport.quiz import render_item
from studyreport.quiz.bank import read_bank
from tests.quiz.little import PLOTS, changed, entry, problems
from tests.quiz.test_render import hashes, markup
from tests.quiz.types.faults import (
    Fault,
    answer,
    check_proof,
    check_reading,
    html,
    parts,
    rendered,
)
from tests.quiz.types.samples import FIGURE

DOWN = "text: A line from −1 down to −1.9."
READING: list[Fault] = [
    (FIGURE, "figure: rising-line", "figure: rising-lin", "rising-lin\n", "Did you mean 'rising-"),
    (
        FIGURE,
        "figure: rising-line",
        "figure: falling-line",
        "falling-line\n        right",
        "already.",
    ),
    (FIGURE, "figure: rising-line", "figure: Rising!", "Rising!", "'figure' cannot be the text"),
    (FIGURE, "  - figure: rising-line\n    text", "  - text", "text: A line that", "is missing."),
    (FIGURE, DOWN, "text: What a fall.", "What a fall", "'what' of the question stands in this"),
    (FIGURE, DOWN, "text: It falls to $v$.", "It falls", "without Markdown. Write it in words."),
    (FIGURE, DOWN, 'text: "To {{ a.b:f }}"', '"To', "without Markdown."),
    (
        FIGURE,
        DOWN,
        "text: A line that rises.",
        "A line that rises.\n        code: found\n",
        "as option A.",
    ),
    (FIGURE, "    right: true\n", "", "- figure: rising", "no option is right."),
]


@pytest.mark.parametrize("fault", READING)
def test_reading(tmp_path: Path, fault: Fault) -> None:
    check_reading(tmp_path, fault)


def test_a_word_that_others_have_too_tells_nothing(tmp_path: Path) -> None:
    item = changed(FIGURE, DOWN, "text: What falls.")
    assert problems(tmp_path, changed(item, "A line that rises.", "What rises.")) == []


def test_figures_that_cannot_be_read(tmp_path: Path) -> None:
    entry(tmp_path, FIGURE)
    plots = tmp_path / "figures" / "plots.py"
    plots.write_text(PLOTS.replace('alt="Up."', "alt=7"), "utf-8")
    [found] = read_bank(load(tmp_path))[1]
    assert found.message.startswith("the figures cannot be read: figures/plots.py:")


PROOF: list[Fault] = [
    (FIGURE, "found[1] > found[0]", "found[1] < found[0]", "found[1] <", "is marked wrong."),
    (FIGURE, "−1 down to −1.9", "−1 down to −1.8", "found\n", "gives [−1, −1.9], the option shows"),
    (FIGURE, "found[1] > found[0]", "found[9]", "found[9]", "stops with IndexError"),
]


@pytest.mark.parametrize("fault", PROOF)
def test_proving(tmp_path: Path, fault: Fault) -> None:
    check_proof(tmp_path, fault)


def test_entry_and_answer(tmp_path: Path) -> None:
    form = rendered(tmp_path, FIGURE)
    first, second = parts(form, "sr-option")
    assert html(first) == (
        '<li class="sr-option" data-option="a">\n<label>\n'
        '<input type="radio" name="which" value="a">\n<span class="sr-letter">A</span> '
        '<span class="sr-text sr-picture">\n<img src="rising-line" alt="A line that rises.">\n'
        "</span>\n</label>\n</li>"
    )
    assert "data-right" in second.attrib
    assert answer(form) == "B A line from −1 down to −1.9."


def test_where_figures_cannot_be_shown_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(StudyReportError, match=r"motion.yml:\d+:\d+: figures cannot be shown here"):
        render_item(entry(tmp_path, FIGURE), 1, markup, "motion.md")


def test_key_hash(tmp_path: Path) -> None:
    before = hashes(tmp_path, FIGURE)
    after = hashes(tmp_path, changed(FIGURE, DOWN, "text: Down to −1.9 from −1."))
    assert (before[0] != after[0], before[1]) == (True, after[1])
