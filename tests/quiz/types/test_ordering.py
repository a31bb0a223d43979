"""Lines in order: what is no order, what the proof must give, and the HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport.quiz.types.shuffle import shuffled
from tests.quiz.little import changed
from tests.quiz.test_render import hashes
from tests.quiz.types.faults import (
    Fault,
    check_proof,
    check_reading,
    html,
    part,
    parts,
    rendered,
)
from tests.quiz.types.samples import ORDERING

LINE = "  - text: $v_1$\n    code: found[0]\n"
BARE = ORDERING.partition("wrong:")[0]
READING: list[Fault] = [
    (BARE, LINE, "", "- text: $v_3", "'lines' has 2 of at least 3 entries."),
    (ORDERING, "text: $v_1$", "text: $v_3$", "$v_3$\n        code: found[0]", "shows the same."),
    (ORDERING, "    code: found[1]\n", "", "text: The second", "this line has no code."),
    (ORDERING, "code: found[1]", "code: '1'", "'1'", "this computes nothing."),
    (ORDERING, "[3, 2, 1]", "[3, 2]", "[3, 2]", "this is no order of the 3 lines. Write each"),
    (ORDERING, "[3, 2, 1]", "[3, 3, 1]", "[3, 3", "this is no order of the 3 lines."),
    (
        ORDERING,
        "[3, 2, 1]",
        "[3, 2, 0]",
        "0]\n        feedback",
        "number 3 of this list is the number 0. It must",
    ),
    (ORDERING, "[3, 2, 1]", "[1, 2, 3]", "[1, 2, 3]", "this is the right order."),
    (ORDERING, "[3, 2, 1]", "[c, 2, 1]", "c, 2", "number 1 of this list is the text 'c', not a"),
]


@pytest.mark.parametrize("fault", READING)
def test_reading(tmp_path: Path, fault: Fault) -> None:
    check_reading(tmp_path, fault)


def test_a_wrong_order_stands_once(tmp_path: Path) -> None:
    more = ORDERING + "  - {order: [2, 1, 3], feedback: x, code: 'found'}\n"
    check_reading(tmp_path, (more, "[2, 1, 3]", "[3, 2, 1]", "[3, 2, 1], feedback", "here again."))


PROOF: list[Fault] = [
    (
        ORDERING,
        "code: found[1]\n",
        "code: found[0]\n",
        "found[0]\n    wrong",
        "line 3 gives",
    ),
    (
        *(ORDERING, "code: found[1]\n", "code: found[1] - 5\n", "found[1] - 5"),
        "line 2 gives −6.9, which is not more than the −2.71 before it. Put the lines in order",
    ),
    (ORDERING, "code: found[1]\n", "code: found\n", "found\n", "[−1, −1.9, −2.71], not a number."),
    (ORDERING, "code: found[1]\n", "code: found[9]\n", "found[9]", "stops with IndexError"),
    (
        ORDERING,
        "[-v for v in reversed(found)]",
        "[*reversed(found)]",
        "[3, 2, 1]",
        "order [1, 2, 3]",
    ),
    (ORDERING, "[-v for v in reversed(found)]", "found[:2]", '"found[:2]', "not a number for each"),
    (
        ORDERING,
        "[-v for v in reversed(found)]",
        "[1, 1, found]",
        '"[1, 1, f',
        "not a number for ea",
    ),
]


@pytest.mark.parametrize("fault", PROOF)
def test_proving(tmp_path: Path, fault: Fault) -> None:
    check_proof(tmp_path, fault)


def test_a_line_without_code_says_why(tmp_path: Path) -> None:
    item = changed(ORDERING, "code: found[1]\n", "unproved: A word.\n")
    fault = (
        item,
        "code: found[0]",
        "code: found[2] - 1",
        "found[2] - 1",
        "line 3 gives −3.71, which",
    )
    check_proof(tmp_path, fault)


def test_entry_and_answer(tmp_path: Path) -> None:
    form = rendered(tmp_path, ORDERING)
    lines = part(form, "sr-lines")
    assert lines.attrib == {"class": "sr-lines", "type": "A", "data-order": "c a b"}
    assert ["".join(line.itertext()) for line in lines] == [
        "A The second, v.↑↓",
        "B $v_1$↑↓",
        "C $v_3$↑↓",
    ]
    assert html(lines[0]) == (
        '<li class="sr-line" data-option="a">\n<span class="sr-letter">A</span> '
        '<span class="sr-text">The second, <em>v</em>.</span>\n'
        '<span class="sr-moves" hidden="">\n<button type="button" name="sort" class="sr-move" '
        'data-move="up" aria-label="Move A up">↑</button>\n<button type="button" name="sort" '
        'class="sr-move" data-move="down" aria-label="Move A down">↓</button>\n</span>\n</li>'
    )
    answers = ["".join(line.itertext()) for line in part(form, "sr-answer")]
    assert answers == ["C $v_3$", "A The second, v.", "B $v_1$"]
    [feedback] = parts(form, "sr-feedback")
    assert html(feedback) == (
        '<div class="sr-feedback" data-order="b a c">\n<span class="sr-letter">B A C</span> '
        "<p>By size.</p>\n</div>"
    )


def test_key_hash(tmp_path: Path) -> None:
    before = hashes(tmp_path, ORDERING)
    lines = ORDERING.partition("lines:\n")
    first, second, third = (f"  - text{line}" for line in BARE.split("  - text")[1:])
    swapped = f"{lines[0]}lines:\n{second}{first}{third}wrong:{ORDERING.partition('wrong:')[2]}"
    assert hashes(tmp_path, swapped)[1] != before[1]
    assert hashes(tmp_path, changed(ORDERING, "By size.", "Size."))[1] == before[1]


@given(st.text(max_size=20), st.integers(2, 26))
def test_the_shown_order_is_another_one_each_time_the_same(name: str, count: int) -> None:
    order = shuffled(name, count)
    assert sorted(order) == [*range(count)] != order
    assert shuffled(name, count) == order
