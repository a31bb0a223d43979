"""What holds of every type: its sample is sound, proved and rendered; no edit is a traceback."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyreport.quiz import render_keys
from studyreport.quiz.bank import read_bank
from studyreport.quiz.schema import schema
from studyreport.quiz.types import TYPES
from tests.quiz.little import changed, entry, problems, quiz, report
from tests.quiz.test_quiz_commands import faults, plain
from tests.quiz.test_render import hashes, html, markup, parts
from tests.quiz.types.faults import proof_problems, rendered
from tests.quiz.types.samples import SAMPLES

EACH = pytest.mark.parametrize("name", TYPES)


def test_every_type_has_a_sample() -> None:
    assert list(SAMPLES) == list(TYPES)


@EACH
def test_sample_is_proved(tmp_path: Path, name: str) -> None:
    assert problems(tmp_path, SAMPLES[name]) == []
    assert proof_problems(tmp_path, SAMPLES[name]) == []


@EACH
def test_sample_fits_the_schema(name: str) -> None:
    assert list(faults(plain(quiz(SAMPLES[name])), schema(), schema())) == []


@EACH
def test_wrong_proof_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    item = changed(SAMPLES[name], "proof: |\n", "proof: |\n  assert 'a' == 'b'\n")
    found = proof_problems(tmp_path, item)
    assert found
    assert all("AssertionError" in problem.message for problem in found)


@EACH
def test_rendered_item_has_all_that_scripts_and_readers_need(tmp_path: Path, name: str) -> None:
    form = rendered(tmp_path, SAMPLES[name])
    assert form.get("data-type") == name
    for part in ("sr-stem", "sr-actions", "sr-status", "sr-shown", "sr-solution", "sr-answer"):
        assert len(parts(form, part)) == 1, part
    soup = BeautifulSoup(html(form), "html.parser")
    fields = soup.select(
        "fieldset > :not(.sr-solution, .sr-actions) :is(input, select, textarea, .sr-move)"
    )
    assert fields
    for field in soup.select("input, select, textarea, .sr-move"):
        assert field.find_parent("label") or field.get("aria-label"), str(field)
        assert field["name"] == form.get("id")


@EACH
def test_html_arrives_as_text(tmp_path: Path, name: str) -> None:
    form: Element = rendered(tmp_path, SAMPLES[name].replace("Because.", "<script>x</script>"))
    whole = html(form)
    assert BeautifulSoup(whole, "html.parser").find("script") is None
    assert "&lt;script&gt;" in whole


@EACH
def test_hashes_hang_on_what_readers_see(tmp_path: Path, name: str) -> None:
    before = hashes(tmp_path, SAMPLES[name])
    unseen = changed(SAMPLES[name], "difficulty: 1", "difficulty: 2")
    unseen = unseen.replace("proof: |\n", "proof: |\n  import math  # unused\n")
    assert hashes(tmp_path, unseen) == before
    reworded = hashes(tmp_path, changed(SAMPLES[name], "What is *it*?", "What is that?"))
    assert (reworded[0] != before[0], reworded[1]) == (True, before[1])


WORDS = st.sampled_from(
    [
        *("\n    ", "\n  - ", "\n", "- ", "{", "}", "[", "]", ", ", ": ", '"', "'", "|\n        "),
        *("0", "-1.5", "1e999", "true", "none", "text", "é", "___", "(" * 300, "$", "`", "a b"),
        *("answer: ", "value: ", "wrong: ", "form: ", "accept: ", "text: ", "code: ", "feedback: "),
        *(
            "order: ",
            "left: ",
            "right: ",
            "point: ",
            "model: ",
            "figure: ",
            "unit: ",
            "[[1], [[2]]]",
        ),
        *(
            "tolerance: ",
            "absolute: ",
            "proof: ",
            "reason: x",
            "written: ",
            "vary: ",
            "@{",
            "@{1/0}",
        ),
    ]
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_any_edit_gives_items_or_located_problems(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    project = report(tmp_path)
    text = quiz(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + "".join(data.draw(st.lists(WORDS, max_size=6))) + text[end:]
    (tmp_path / "quizzes" / "motion.yml").write_bytes(text.encode())
    bank, found = read_bank(project)
    assert bank.items or found
    for problem in found:
        assert problem.path == "quizzes/motion.yml"
        assert 1 <= problem.line <= text.count("\n") + 2
        assert problem.column >= 1
        assert "pydantic" not in problem.message


@EACH
def test_key_for_paper(tmp_path: Path, name: str) -> None:
    """The same answer as under the question, but nothing to fill in or to press."""
    item = entry(tmp_path, SAMPLES[name])
    section = render_keys([(item, 7)], markup)
    [key] = parts(section, "sr-key")
    assert key.attrib == {"class": "sr-key", "data-key-of": item.id}
    label, answer = key
    [below] = parts(rendered(tmp_path, SAMPLES[name]), "sr-answer")
    assert label.text == "7"
    key_text, text = ("".join("".join(each.itertext()).split()) for each in (answer, below))
    assert key_text == text.removesuffix("Grademine")
    assert {element.tag for element in answer.iter()}.isdisjoint({"input", "button"})
