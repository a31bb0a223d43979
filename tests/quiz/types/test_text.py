"""Short texts: which forms are the same, what the asserts must tell apart, and the HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport.quiz.types.text import normal
from tests.quiz.test_render import hashes
from tests.quiz.types.faults import Fault, answer, check_proof, check_reading, html, part, rendered
from tests.quiz.types.samples import TEXT

ACCEPT = "accept: [velocity, Velocities]"
READING: list[Fault] = [
    (TEXT, ACCEPT, "accept: []", "[]", "'accept' has 0 of at least 1 entries."),
    (TEXT, ACCEPT, "accept: [7]", "7]", "number 1 of this list is the number 7, not a text."),
    (TEXT, ACCEPT, 'accept: ["?"]', '"?"', "cannot be the text '?'."),
    (TEXT, ACCEPT, f"accept: [{'x' * 81}]", "xx", "is longer than 80."),
    (TEXT, ACCEPT, "accept: [velocity, Velocity.]", "Velocity.", "the same text as 'velocity'."),
    (TEXT, "form: speed", "form: '  VELOCITY '", "'  VEL", "is the same text as 'velocity'."),
    (TEXT, "assert form", "print(form)  #", "|\n      from", "the proof asserts nothing."),
]


@pytest.mark.parametrize("fault", READING)
def test_reading(tmp_path: Path, fault: Fault) -> None:
    check_reading(tmp_path, fault)


PROOF: list[Fault] = [
    (TEXT, "velocity, V", "tempo, V", "tempo", "'tempo' fails: AssertionError at `assert form.l"),
    (TEXT, "velocity, V", "it's, V", "it's", "the accepted form 'it's' fails: AssertionError"),
    (TEXT, "form: speed", "form: velocities under", "velocities under", "passes every assert."),
]


@pytest.mark.parametrize("fault", PROOF)
def test_proving(tmp_path: Path, fault: Fault) -> None:
    check_proof(tmp_path, fault)


def test_entry_and_answer(tmp_path: Path) -> None:
    form = rendered(tmp_path, TEXT)
    assert html(part(form, "sr-entry")) == (
        '<p class="sr-entry sr-words">\n<label>Your answer <input type="text" name="name" '
        'autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200">\n'
        "</label>\n</p>"
    )
    assert answer(form) == "velocity or Velocities"
    assert [e.get("data-accept") for e in part(form, "sr-answer").iter("span")] == ["", ""]
    assert html(part(form, "sr-feedback")) == (
        '<div class="sr-feedback" data-form="speed">\n<span class="sr-letter">speed</span> '
        "<p>That has no direction.</p>\n</div>"
    )


@pytest.mark.parametrize(
    ("new", "differs"),
    [("[VELOCITY, velocities]", False), ("[Velocities, velocity]", False), ("[velocity]", True)],
)
def test_key_hash(tmp_path: Path, new: str, differs: bool) -> None:
    other = TEXT.replace("[velocity, Velocities]", new)
    assert (hashes(tmp_path, TEXT)[1] != hashes(tmp_path, other)[1]) is differs


@given(st.text())
def test_what_is_normal_stays_so(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert normal(f" {text} .") == normal(text)
