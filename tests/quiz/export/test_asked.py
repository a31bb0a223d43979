"""Items as questions: every type has a place, texts survive, spacings mean the same."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from studyreport.problems import StudyReportError
from studyreport.quiz.bank import load_bank
from studyreport.quiz.export import asked
from studyreport.quiz.export.formats import FORMATS
from studyreport.quiz.export.question import Asked
from studyreport.quiz.export.questions import question
from studyreport.quiz.export.run import export
from studyreport.quiz.export.spacing import spacings
from studyreport.quiz.export.texts import code_span, escaped
from studyreport.quiz.types import TYPES
from studyreport.quiz.types.blank import tokens
from tests.quiz.export.house import IDS, NEWER, house
from tests.quiz.little import NUMBER, ONE, SEVERAL, changed
from tests.quiz.types.samples import SAMPLES

SHOWN = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), min_size=1)


def converted(markdown: str) -> str:
    return Markdown(extensions=["pymdownx.arithmatex", "tables", "attr_list"]).convert(markdown)


@given(SHOWN)
def test_escaped_text_shows_as_it_stands(text: str) -> None:
    made = re.fullmatch(r"<p>(.*)</p>", converted(f"x {escaped(text)} x"))
    assert made
    assert html.unescape(made[1]).split() == f"x {text} x".split()


@given(SHOWN.filter(lambda text: text.strip()))
def test_code_shows_as_it_stands(text: str) -> None:
    made = re.fullmatch(r"<p>x <code>(.*)</code> x</p>", converted(f"x {code_span(text)} x"))
    assert made
    assert html.unescape(made[1]) == text.strip()


FORMS = st.text(st.sampled_from("ab1. +-*/()[]'\"if not in,=_"), max_size=12)


@given(FORMS.filter(lambda form: form.strip()))
def test_spacings_are_the_same_python(form: str) -> None:
    first, *others = spacings(form)
    assert first == form.strip()
    for other in others:
        assert tokens(other) == tokens(form)
        assert other.count(" ") < form.count(" ")


@pytest.mark.parametrize(
    ("form", "tight"),
    [
        ("a if b else c", None),
        ("not  x", "not x"),
        ("f( 'a' , b )", "f('a',b)"),
        ("x in 'ab'", "x in 'ab'"),
        ("(a", None),
        ("1 .real", None),
        ("a  [ : , 1 ]", "a[:,1]"),
        ("f'{{a}}  {b!r:>{c}}' + d", "f'{{a}}  {b!r:>{c}}'+d"),
    ],
)
def test_tight_spacing(form: str, tight: str | None) -> None:
    assert spacings(form)[1:] in ((), (tight,))
    assert spacings(form)[-1] == (tight or form)


@pytest.mark.parametrize("name", FORMATS)
def test_a_type_that_no_export_knows_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(asked.ASKED, "several")
    made = house(tmp_path, ONE, SEVERAL)
    done = export(made, load_bank(made), FORMATS[name])
    assert [str(left) for left in done.left] == [
        "could not carry truths: no export knows the type 'several'."
    ]
    assert done.items == 1


@pytest.mark.parametrize("name", FORMATS)
def test_what_only_people_judge(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = asked.ASKED["number"]
    monkeypatch.setitem(
        asked.ASKED,
        "number",
        lambda item: Asked(known(item).key, known(item).remarks, response=None),
    )
    made = house(tmp_path, ONE, NUMBER)
    done = export(made, load_bank(made), FORMATS[name])
    told = [left.reason for left in done.left]
    assert told == {
        "moodle": ["Moodle has no kind of question that judges the type 'number'"],
        "qti": ["Canvas has no kind of question that judges the type 'number'"],
    }.get(name, [])


def test_every_type_has_a_place() -> None:
    assert set(asked.ASKED) == set(TYPES)


HELD = {
    "anki": ([], ["limit"]),
    "moodle": ([], []),
    "qti": (["pairs", "twice"], []),
    "json": ([], []),
    "print": ([], ["limit"]),
}


@pytest.mark.parametrize("name", FORMATS)
def test_newer_types_are_carried_or_said_to_be_left(name: str, tmp_path: Path) -> None:
    made = house(tmp_path, *NEWER)
    done = export(made, load_bank(made), FORMATS[name])
    assert ([left.id for left in done.left], done.shortened) == HELD[name]
    assert done.items == len(NEWER) - len(done.left)


@pytest.mark.parametrize("name", FORMATS)
def test_newer_types_are_the_same_bytes_every_time(name: str, tmp_path: Path) -> None:
    files = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        made = house(tmp_path / folder, *NEWER)
        files.append(export(made, load_bank(made), FORMATS[name]).files)
    assert files[0] == files[1]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])  # shows nothing
def test_a_drawing_that_is_missing_is_told(name: str, tmp_path: Path) -> None:
    made = house(tmp_path, SAMPLES["figure"])
    for file in (tmp_path / "docs" / "assets" / "generated" / "figures").iterdir():
        file.unlink()
    with pytest.raises(StudyReportError, match="figure 'rising-line' is not drawn yet"):
        export(made, load_bank(made), FORMATS[name])


@pytest.mark.parametrize("name", FORMATS)
def test_every_item_is_carried(name: str, tmp_path: Path) -> None:
    made = house(tmp_path)
    done = export(made, load_bank(made), FORMATS[name])
    assert (done.items, list(done.left)) == (len(IDS), [])


def test_values_are_written_out_but_not_in_code(tmp_path: Path) -> None:
    made = house(tmp_path, changed(NUMBER, "What is *it*?", "Is `{{ toy.loss }}` {{ toy.loss }}?"))
    [entry] = load_bank(made).items.values()
    assert question(made, entry).stem == "Is `{{ toy.loss }}` −1.23456?"
