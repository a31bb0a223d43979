"""Pairs: which sides are the same, what each code must give, and the HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quiz.little import changed
from tests.quiz.test_render import hashes
from tests.quiz.types.faults import (
    Fault,
    check_proof,
    check_reading,
    html,
    part,
    parts,
    proof_problems,
    rendered,
)
from tests.quiz.types.samples import MATCHING

READING: list[Fault] = [
    (MATCHING, "left: $v_2$", "left: $v_1$", "$v_1$\n        right: $-1.9$", "the same as one be"),
    (MATCHING, "right: $-1.9$", "right: −1.0", "−1.0", "this shows the same as one before."),
    (MATCHING, "[−2, zero]", "[−1, zero]", "−1, z", "this shows the same as one before."),
    (MATCHING, "extra: [−2, zero]", "extra: [-2]", "-2]", "number 1 of this list is the number -2"),
    (MATCHING, "    code: found[1]\n", "", "left: $v_2", "this pair has no code."),
    (MATCHING, "code: found[1]", "code: '-1.9'", "'-1.9'", "this computes nothing."),
    (MATCHING, "    feedback: Once more.\n", "", "left: $v_2", "the field 'feedback' is missing."),
]


@pytest.mark.parametrize("fault", READING)
def test_reading(tmp_path: Path, fault: Fault) -> None:
    check_reading(tmp_path, fault)


PROOF: list[Fault] = [
    (
        *(MATCHING, "right: $-1.9$", "right: $-1.8$", "found[1]"),
        "the proof gives −1.9, the right side shows −1.8. Correct the right side or the code.",
    ),
    (MATCHING, "code: found[1]", "code: found[1] > 0", "found[1] > 0", "the proof gives false,"),
    (MATCHING, "code: found[1]", "code: found[9]", "found[9]", "this code stops with IndexError"),
]


@pytest.mark.parametrize("fault", PROOF)
def test_proving(tmp_path: Path, fault: Fault) -> None:
    check_proof(tmp_path, fault)


def test_a_right_side_that_another_pair_fits_too(tmp_path: Path) -> None:
    message = "this code gives what 'about −1' shows, too."
    check_proof(tmp_path, (MATCHING, "[−2, zero]", "[about −1]", "found[0]", message))


def test_code_that_gives_true_proves_its_own_pair(tmp_path: Path) -> None:
    item = changed(MATCHING, "right: $-1.9$", "right: It falls.")
    assert proof_problems(tmp_path, changed(item, "code: found[1]", "code: found[1] < 0")) == []


def test_entry_and_answer(tmp_path: Path) -> None:
    form = rendered(tmp_path, MATCHING)
    entry = part(form, "sr-matching")
    pairs = parts(entry, "sr-pair")
    assert ["".join(line.itertext()) for line in pairs] == ["1 $v_1$ –ABCD", "2 $v_2$ –ABCD"]
    shown = ["".join(line.itertext()) for line in parts(entry, "sr-line")]
    assert shown == ["A zero", "B $-1.9$", "C −2", "D $-1$"]
    assert [pair.get("data-right") for pair in pairs] == ["d", "b"]
    assert html(pairs[0]) == (
        '<li class="sr-pair" data-right="d">\n<label>\n<span class="sr-letter">1</span> '
        '<span class="sr-text">$v_1$</span> <select name="pair" autocomplete="off">\n'
        '<option value="">–</option>\n<option value="a">A</option>\n<option value="b">B</option>\n'
        '<option value="c">C</option>\n<option value="d">D</option>\n</select>\n</label>\n</li>'
    )
    answers = ["".join(line.itertext()) for line in part(form, "sr-answer")]
    assert answers == ["1 $v_1$ – D $-1$", "2 $v_2$ – B $-1.9$"]
    assert [block.get("data-for") for block in parts(form, "sr-feedback")] == ["0", "1"]


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [("$-1.9$", "$-1.90$", True), ("[−2, zero]", "[−2]", False), ("Once more.", "Again.", False)],
)
def test_key_hash(tmp_path: Path, old: str, new: str, differs: bool) -> None:
    other = changed(MATCHING, old, new)
    assert (hashes(tmp_path, MATCHING)[1] != hashes(tmp_path, other)[1]) is differs
