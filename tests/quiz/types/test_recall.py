"""Free answers: points that must be true, and the HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quiz.little import changed, problems
from tests.quiz.test_render import hashes
from tests.quiz.types.faults import Fault, check_proof, check_reading, html, part, rendered
from tests.quiz.types.samples import RECALL

READING: list[Fault] = [
    (RECALL, "model: Old pushes *add up*.\n", "", "id:", "the field 'model' is missing."),
    (RECALL, "  - text: They fade.", "  - text: 'They  add up.'", "'They  add", "says the same."),
    (RECALL, "    code: found[1] < found[0]\n", "", "text: They add", "this point has no code."),
    (RECALL, "code: found[1] < found[0]", "code: 'True'", "'True'", "this computes nothing."),
    (RECALL, "unproved: A word.", "unproved: A word.\n    code: found", "A word.", "has code."),
]


@pytest.mark.parametrize("fault", READING)
def test_reading(tmp_path: Path, fault: Fault) -> None:
    check_reading(tmp_path, fault)


PROOF: list[Fault] = [
    (RECALL, "< found[0]", "> found[0]", "found[1] >", "the proof gives false, not true."),
    (RECALL, "found[1] < found[0]", "found[1]", "found[1]", "the proof gives −1.9, not true."),
    (RECALL, "found[1] < found[0]", "found[9] < 0", "found[9]", "this code stops with IndexError"),
]


@pytest.mark.parametrize("fault", PROOF)
def test_proving(tmp_path: Path, fault: Fault) -> None:
    check_proof(tmp_path, fault)


def test_without_a_proof_there_is_a_reason(tmp_path: Path) -> None:
    head, _, tail = RECALL.partition("proof:")
    rest = "model:" + tail.partition("model:")[2].replace("    code: found[1] < found[0]\n", "")
    item = f"{head}proof: none\n{rest}"
    assert [problem.message for problem in problems(tmp_path, item)] == [
        "`proof: none` stands without a reason."
    ]
    assert problems(tmp_path, changed(item, "proof: none", "proof: none\nreason: Words.")) == []


def test_entry_and_answer(tmp_path: Path) -> None:
    form = rendered(tmp_path, RECALL)
    assert html(part(form, "sr-entry")) == (
        '<p class="sr-entry sr-free">\n<label>Your answer <textarea name="why" rows="4" '
        'autocomplete="off">\n</textarea>\n</label>\n</p>'
    )
    assert html(part(form, "sr-answer")) == (
        '<div class="sr-answer sr-model">\n<div>\n<p>Old pushes <em>add up</em>.</p>\n</div>\n'
        '<ul class="sr-rubric">\n<li>\n<label>\n<input type="checkbox" name="why" value="0"> '
        '<span class="sr-text">They add up.</span>\n</label>\n</li>\n<li>\n<label>\n'
        '<input type="checkbox" name="why" value="1"> <span class="sr-text">They fade.</span>\n'
        '</label>\n</li>\n</ul>\n<p class="sr-grading" hidden="">\n'
        '<button type="submit" class="sr-button sr-grade">Grade mine</button>\n</p>\n</div>'
    )


@pytest.mark.parametrize(
    ("old", "new", "differs"), [("They fade.", "They go.", True), ("Old pushes", "Pushes", False)]
)
def test_key_hash(tmp_path: Path, old: str, new: str, differs: bool) -> None:
    other = changed(RECALL, old, new)
    assert (hashes(tmp_path, RECALL)[1] != hashes(tmp_path, other)[1]) is differs
