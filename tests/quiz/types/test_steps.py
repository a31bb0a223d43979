"""Derivations: where blanks may stand, what the codes must give, and the HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quiz.little import changed
from tests.quiz.test_render import hashes
from tests.quiz.types.faults import Fault, check_proof, check_reading, html, part, parts, rendered
from tests.quiz.types.samples import STEPS

FIRST = "  - text: $v_1 = -g =$ ___\n"
READING: list[Fault] = [
    (STEPS, FIRST, FIRST.replace(" ___", ""), "$v_1", "this line has 0 blanks `___`, not 1."),
    (STEPS, FIRST, FIRST.replace("___", "___ ___"), "$v_1", "this line has 2 blanks `___`, not 1."),
    (STEPS, "That is all.", "That is ___.", "That is ___", "has 1 blanks `___`, not 0."),
    (STEPS, FIRST, FIRST.replace("=$ ___", "= ___$"), "$v_1", "stands within a formula."),
    (STEPS, "      code: found[0]\n", "", "answer: -1\n", "this blank has no code."),
    (STEPS, "        code: -found[1]\n", "", "value: 1.9", "this wrong number has no code."),
    (
        STEPS,
        "absolute: 0.01",
        "absolute: 5",
        "1.9\n            code",
        "1.9 falls within the tolerance of −1.9 ± 5.",
    ),
    (STEPS, "{absolute: 0.01}", "{}", "{}", "the tolerance has 0 of `absolute` and `relative`."),
]


@pytest.mark.parametrize("fault", READING)
def test_reading(tmp_path: Path, fault: Fault) -> None:
    check_reading(tmp_path, fault)


def test_a_derivation_without_blanks(tmp_path: Path) -> None:
    bare = STEPS.partition("steps:\n")[0] + "steps:\n  - text: That is all.\n  - text: Again.\n"
    check_reading(
        tmp_path, (bare, "  - text: Again.\n", "", "- text", "no line has a blank. Write")
    )


PROOF: list[Fault] = [
    (STEPS, "answer: -1\n", "answer: -2\n", "-2\n", "this code gives −1, the item says −2 ± 0."),
    (STEPS, "code: found[0]", "code: found", "found\n", "gives [−1, −1.9], not a number."),
    (STEPS, "code: found[0]", "code: found[7]", "found[7]", "this code stops with IndexError"),
    (
        STEPS,
        "code: -found[1]",
        "code: found[1]",
        "1.9\n            code",
        "this code gives −1.9, the item says 1.9",
    ),
    (STEPS, "code: -found[1]", "code: found[7]", "found[7]", "this code stops with IndexError"),
]


@pytest.mark.parametrize("fault", PROOF)
def test_proving(tmp_path: Path, fault: Fault) -> None:
    check_proof(tmp_path, fault)


def test_entry_and_answer(tmp_path: Path) -> None:
    form = rendered(tmp_path, STEPS)
    lines = parts(form, "sr-step")
    assert html(lines[0]) == (
        '<li class="sr-step" data-line="1" data-answer="-1" data-low="-1" data-high="-1">\n'
        '<span class="sr-text">$v_1 = -g =$</span> <span class="sr-filling">\n'
        '<input type="text" name="twice" class="sr-blank" aria-label="Blank in line 1" '
        'autocomplete="off" spellcheck="false" size="8">\n</span>\n</li>'
    )
    assert ["".join(line.itertext()) for line in lines] == [
        "$v_1 = -g =$ ",
        "So $v_2$ is  m/s, not 2.",
        "That is all.",
    ]
    assert lines[2].attrib == {"class": "sr-step"}
    assert ["".join(line.itertext()) for line in part(form, "sr-answer")] == [
        "$v_1 = -g =$ −1",
        "So $v_2$ is −1.9 m/s (accepted: from −1.91 to −1.89), not 2.",
        "That is all.",
    ]
    assert html(part(form, "sr-feedback")) == (
        '<div class="sr-feedback" data-value="1.9" data-low="1.89" data-high="1.91" '
        'data-line="2">\n<span class="sr-letter">1.9</span> <p>Uphill.</p>\n</div>'
    )


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("answer: -1\n", "answer: -1.0\n", False),
        ("answer: -1.9\n", "answer: -1.8\n", True),
        ("unit: m/s", "unit: km/s", True),
        ("Uphill.", "Up.", False),
    ],
)
def test_key_hash(tmp_path: Path, old: str, new: str, differs: bool) -> None:
    other = changed(STEPS, old, new)
    assert (hashes(tmp_path, STEPS)[1] != hashes(tmp_path, other)[1]) is differs
