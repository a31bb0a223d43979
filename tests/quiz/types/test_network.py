"""Networks: which can be drawn, what the proof must give, and the HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.quiz.types.network import drawing
from tests.quiz.little import changed
from tests.quiz.test_render import hashes
from tests.quiz.types.faults import Fault, check_proof, check_reading, html, part, parts, rendered
from tests.quiz.types.samples import NETWORK

READING: list[Fault] = [
    (NETWORK, "answer: [2, 1]", "answer: [2]", "[2]", "'answer' has 1 of at least 2 entries."),
    (NETWORK, "answer: [2, 1]", f"answer: {[1] * 7}", f"{[1] * 7}", "'answer' is longer than 6."),
    (NETWORK, "answer: [2, 1]", "answer: [2, 0]", "0]", "It must be at least 1."),
    (NETWORK, "answer: [2, 1]", "answer: [2, 10]", "10]", "It must be at most 9."),
    (NETWORK, "answer: [2, 1]", "answer: [2, 1.5]", "1.5]", "not a whole number."),
    (NETWORK, "value: [2, 2]", "value: [2, 1]", "[2, 1]\n        feed", "this is the answer, or"),
    (NETWORK, "    code: found[:1] * 2\n", "", "value: [2, 2]", "this wrong network has no code."),
]


@pytest.mark.parametrize("fault", READING)
def test_reading(tmp_path: Path, fault: Fault) -> None:
    check_reading(tmp_path, fault)


PROOF: list[Fault] = [
    (NETWORK, "  key = found", "  kee = found", "|\n      from", "leaves no variable `key`."),
    (NETWORK, "  key = found", "  key = 2", "|\n      from", "its `key` is 2, not an array"),
    (NETWORK, "answer: [2, 1]", "answer: [2, 3]", "[2, 3]", "gives [2, 1], the item says [2, 3]."),
    (NETWORK, "  key = found", "  key = [found]", "[2, 1]", "the proof gives [[2, 1]], the item"),
    (NETWORK, "found[:1] * 2", "found[1:] * 2", "[2, 2]", "gives [1, 1], the item says [2, 2]."),
]


@pytest.mark.parametrize("fault", PROOF)
def test_proving(tmp_path: Path, fault: Fault) -> None:
    check_proof(tmp_path, fault)


def test_entry_and_answer(tmp_path: Path) -> None:
    form = rendered(tmp_path, NETWORK)
    entry = part(form, "sr-network")
    assert entry.get("data-answer") == "2 1"
    assert [html(layer) for layer in parts(entry, "sr-layer")] == [
        f'<li class="sr-layer">\n<label>\n<span>Layer {number}</span> <input type="number" '
        'name="net" min="1" max="9" autocomplete="off">\n</label>\n</li>'
        for number in (1, 2)
    ]
    assert html(part(form, "sr-answer")) == (
        '<div class="sr-answer">\n<p>2-1</p>\n<svg class="sr-net" role="img" '
        'aria-label="Network 2-1" viewBox="0 0 130 70" width="130" height="70">\n'
        '<path d="M20 20L110 35M20 50L110 35">\n</path>\n'
        '<circle cx="20" cy="20" r="8">\n</circle>\n<circle cx="20" cy="50" r="8">\n</circle>\n'
        '<circle cx="110" cy="35" r="8">\n</circle>\n'
        "</svg>\n</div>"
    )
    assert html(part(form, "sr-feedback")) == (
        '<div class="sr-feedback" data-units="2 2">\n<span class="sr-letter">2-2</span> '
        "<p>One number comes out.</p>\n</div>"
    )


def test_drawing_has_every_unit_and_every_line() -> None:
    made = drawing([2, 3, 3, 1])
    assert len(list(made.iter("circle"))) == 9
    assert made[0].get("d", "").count("M") == 2 * 3 + 3 * 3 + 3 * 1


def test_key_hash(tmp_path: Path) -> None:
    other = changed(NETWORK, "answer: [2, 1]", "answer: [2, 3]")
    assert hashes(tmp_path, NETWORK)[1] != hashes(tmp_path, other)[1]
