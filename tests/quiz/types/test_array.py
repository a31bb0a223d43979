"""Arrays and shapes: what is no array, what the proof must give, and the HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quiz.little import changed
from tests.quiz.test_render import hashes
from tests.quiz.types.faults import Fault, answer, check_proof, check_reading, html, part, rendered
from tests.quiz.types.samples import ARRAY

ANSWER = "answer: [[-1, -1.90], [-2.71, -3.44]]"
READING: list[Fault] = [
    (ARRAY, ANSWER, "answer: []", "[]", "'answer' has 0 of at least 1 entries."),
    (ARRAY, ANSWER, "answer: 7", "7\n", "'answer' is the number 7, not a list."),
    (ARRAY, ANSWER, "answer: [[1, x], [3, 4]]", "x]", "this is not a number. Write digits"),
    (ARRAY, ANSWER, "answer: [[1, true], [3, 4]]", "true]", "this is not a number."),
    (ARRAY, ANSWER, "answer: [[1, []], [3, 4]]", "[]]", "this is not a number."),
    (ARRAY, ANSWER, "answer: [[1, 2], [3]]", "[[1, 2], [3]]", "its rows have different lengths."),
    (ARRAY, ANSWER, "answer: [1, [2]]", "[1, [2]]", "its rows have different lengths."),
    (ARRAY, ANSWER, "answer: [[[[[1]]]]]", "[1]]]]", "nested more than 4 deep."),
    (ARRAY, ANSWER, f"answer: {[1] * 101}", f"{[1] * 101}", "more than 100 numbers."),
    (ARRAY, ANSWER, f"written: size\n{ANSWER}", "size\n", "a size is a single list of whole"),
    (
        ARRAY,
        ANSWER,
        f"written: tuple\n{ANSWER}",
        "tuple",
        "'written' cannot be the text 'tuple'. Write size, shape or array.",
    ),
    (ARRAY, "{absolute: 0.01}", "{}", "{}", "the tolerance has 0 of `absolute` and `relative`."),
    (ARRAY, "absolute: 0.01", "absolute: 2", "[[-1, -2.71]", "[[−1, −2.71], [−1.9, −3.44]] passes"),
    (ARRAY, "    code: found\n", "", "value: [-1,", "this wrong array has no code."),
    (
        *(ARRAY, "value: [-1, -1.9, -2.71, -3.44]", "value: [[-1, -2.71], [-1.90, -3.44]]"),
        *("[[-1, -2.71], [-1.90", "cannot be told from [[−1, −2.71], [−1.9, −3.44]]."),
    ),
]


@pytest.mark.parametrize("fault", READING)
def test_reading(tmp_path: Path, fault: Fault) -> None:
    check_reading(tmp_path, fault)


def test_a_relative_tolerance_around_zero(tmp_path: Path) -> None:
    item = changed(ARRAY, "[[-1, -1.90]", "[[0, -1.90]")
    check_reading(tmp_path, (item, "absolute: 0.01", "relative: 0.01", "0.01}", "around 0"))


PROOF: list[Fault] = [
    (ARRAY, "key = [", "kee = [", "|\n      from", "the proof leaves no variable `key`."),
    (ARRAY, "key = [found[:2], found[2:]]", "key = 7", "|\n      from", "`key` is 7, not an array"),
    (ARRAY, "found[2:]]", "found[3:]]", "|\n      from", "not an array of numbers."),
    (ARRAY, "found[2:]]", "['a', 'b']]", "|\n      from", "['a', 'b']], not an array of numbers."),
    (ARRAY, "found[2:]]", "[0.0, float('nan')]]", "|\n      from", "not an array of numbers."),
    (ARRAY, "key = [found[:2]", "key = [print", "|\n      from", "its `key` cannot be read: Type"),
    (
        *(ARRAY, "-3.44]]\ntolerance", "-3.45]]\ntolerance", "[[-1, -1.90]"),
        "gives [[−1, −1.9], [−2.71, −3.439]], the item says [[−1, −1.90], [−2.71, −3.45]].",
    ),
    (
        ARRAY,
        "found[:2], found[2:]]",
        "found[:1], found[1:2]]",
        "[[-1, -1.90]",
        "gives [[−1], [−1.9",
    ),
    (
        ARRAY,
        "code: found\n",
        "code: found[:3]\n",
        "[-1, -1.9,",
        "this code gives [−1, −1.9, −2.71],",
    ),
    (ARRAY, "code: found\n", "code: found[9]\n", "found[9]", "this code stops with IndexError"),
    (ARRAY, "code: found\n", "code: found[0]\n", "found[0]", "gives −1, not an array of numbers."),
]


@pytest.mark.parametrize("fault", PROOF)
def test_proving(tmp_path: Path, fault: Fault) -> None:
    check_proof(tmp_path, fault)


def test_entry_and_answer(tmp_path: Path) -> None:
    form = rendered(tmp_path, ARRAY)
    assert html(part(form, "sr-entry")) == (
        '<p class="sr-entry" data-written="array" data-shape="2 2" '
        'data-low="-1.01 -1.91 -2.72 -3.45" data-high="-0.99 -1.89 -2.70 -3.43" '
        'data-tolerance="± 0.01">\n<label>Your answer <input type="text" name="pairs" '
        'autocomplete="off" spellcheck="false">\n</label>\n</p>'
    )
    assert answer(form) == "[[−1, −1.90], [−2.71, −3.44]] (accepted: each number ± 0.01)"
    assert html(part(form, "sr-solution")[3]) == (
        '<div class="sr-feedback" data-shape="4" data-low="-1.01 -1.91 -2.72 -3.45" '
        'data-high="-0.99 -1.89 -2.70 -3.43">\n<span class="sr-letter">[−1, −1.9, −2.71, −3.44]'
        "</span> <p>In two rows.</p>\n</div>"
    )


SHAPE = (
    ARRAY.partition("answer:")[0].replace("[found[:2], found[2:]]", "[len(found), 36]")
    + "written: size\nanswer: [4, 36]\n"
)


@pytest.mark.parametrize(
    ("written", "shown"), [("size", "4×36"), ("shape", "(4, 36)"), ("array", "[4, 36]")]
)
def test_ways_to_write_a_shape(tmp_path: Path, written: str, shown: str) -> None:
    form = rendered(tmp_path, changed(SHAPE, "written: size", f"written: {written}"))
    assert answer(form) == shown
    assert "data-tolerance" not in part(form, "sr-entry").attrib


def test_a_shape_with_one_axis_has_its_comma(tmp_path: Path) -> None:
    item = changed(SHAPE, "written: size\nanswer: [4, 36]", "written: shape\nanswer: [4]")
    assert answer(rendered(tmp_path, item)) == "(4,)"


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("-1.90]", "-1.9]", False),
        ("-1.90]", "-1.91]", True),
        ("absolute: 0.01", "absolute: 0.02", True),
        ("answer: [[-1, -1.90], [-2.71, -3.44]]", "answer: [-1, -1.90, -2.71, -3.44]", True),
        ("Read row by row.", "By rows.", False),
    ],
)
def test_key_hash(tmp_path: Path, old: str, new: str, differs: bool) -> None:
    bare = ARRAY.partition("  - value: [-1,")[0]
    assert (hashes(tmp_path, bare)[1] != hashes(tmp_path, changed(bare, old, new))[1]) is differs
