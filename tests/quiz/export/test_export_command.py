"""`studyreport quiz export`: its files, what it says, and its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.quiz.export.formats import FORMATS
from tests.quiz.export.house import house
from tests.quiz.little import CODE, NUMBER, ONE, changed, spot
from tests.quiz.test_quiz_commands import run
from tests.quiz.types.test_vary import VARIED

SHOUTING = changed(CODE, "form: 0.9 * v + g", "form: 0.9*V - g")


@pytest.mark.parametrize("name", FORMATS)
def test_files_land_below_build(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house(tmp_path, ONE, NUMBER)
    status, out, error = run(tmp_path, monkeypatch, "export", "--format", name, "--quiet")
    assert (status, out, error) == (0, "", "")
    written = {file.name for file in (tmp_path / "build" / "export").iterdir()}
    assert FORMATS[name].file in written
    assert len(written) == (2 if name == "json" else 1)


def test_it_says_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house(tmp_path, ONE, SHOUTING)
    status, out, error = run(tmp_path, monkeypatch, "export", "--format", "qti")
    assert status == 0
    assert out == "1 items: build/export/canvas.zip\n1 not carried: step\n"
    assert error.splitlines()[-1] == (
        "could not carry step: Canvas ignores upper and lower case,"
        " so '0.9*V - g' would pass for '0.9 * v - g'."
    )


def test_it_says_where_one_variant_has_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house(tmp_path, NUMBER, VARIED)
    first = "2 items: build/export/"
    assert run(tmp_path, monkeypatch, "export", "--format", "anki")[1] == (
        f"{first}anki.apkg\n1 with their first variant: limit\n"
    )
    assert run(tmp_path, monkeypatch, "export", "--format", "moodle")[1] == f"{first}moodle.xml\n"


def test_quiet_still_says_what_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house(tmp_path, ONE, SHOUTING)
    status, out, error = run(tmp_path, monkeypatch, "export", "--format", "qti", "--quiet")
    assert (status, out) == (0, "")
    assert error.startswith("could not carry step: ")


def test_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house(tmp_path, ONE)
    words = ("export", "--format", "json", "--output", "out/my.bank.json")
    assert run(tmp_path, monkeypatch, *words)[0] == 0
    found = {file.name for file in (tmp_path / "out").iterdir()}
    assert found == {"my.bank.json", "my.bank.schema.json"}
    assert not (tmp_path / "build" / "export").exists()


def test_an_unknown_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house(tmp_path, ONE)
    status, _, error = run(tmp_path, monkeypatch, "export", "--format", "moodel")
    assert status == 1
    assert error == "--format: there is no format 'moodel'. Did you mean 'moodle'?\n"


def test_an_unproved_key_is_not_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house(tmp_path, changed(NUMBER, "answer: -3.439", "answer: -3.5"))
    status, out, error = run(tmp_path, monkeypatch, "export", "--format", "json", "--quiet")
    assert (status, out) == (1, "")
    assert error.startswith("quizzes/motion.yml:12:13: the proof gives −3.439")
    assert not (tmp_path / "build" / "export").exists()


def test_mistakes_in_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = changed(NUMBER, "What is *it*?", "See ![a](b.png).")
    line, column = spot(item, "b.png")
    house(tmp_path, item)
    status, _, error = run(tmp_path, monkeypatch, "export", "--format", "print", "--quiet")
    assert status == 1
    assert error.startswith(
        f"quizzes/motion.yml:{line}:{column}: there is no image 'b.png' in docs."
    )
