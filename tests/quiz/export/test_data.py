"""The export as JSON: what is in it, and that its schema says so."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from studyreport.project import load
from studyreport.quiz.bank import load_bank
from studyreport.quiz.export.data import DATA
from studyreport.quiz.export.run import Exported, export
from tests.quiz.export.house import IDS, NEWER, NEWER_IDS, exported
from tests.quiz.test_quiz_commands import faults


def documents(root: Path) -> tuple[Any, Any]:
    return read(exported(root, DATA))


def read(done: Exported) -> tuple[Any, Any]:
    """Return the document and its schema, numbers as the validator wants them."""
    document = json.loads(done.files[""], parse_float=Decimal)
    return document, json.loads(done.files[".schema.json"])


def questions(root: Path) -> dict[str, Any]:
    [test] = documents(root)[0]["tests"]
    return {question["id"]: question for question in test["questions"]}


def test_it_fits_its_schema(tmp_path: Path) -> None:
    value, schema = documents(tmp_path)
    assert list(faults(value, schema, schema)) == []
    assert [question["id"] for question in value["tests"][0]["questions"]] == IDS


def test_the_shipped_bank_fits_the_schema() -> None:
    project = load(Path(__file__).parent)
    bank = load_bank(project)
    value, schema = read(export(project, bank, DATA))
    assert list(faults(value, schema, schema)) == []
    assert {test["name"]: test["title"] for test in value["tests"]} == {
        name: test.title for name, test in bank.tests.items()
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [("difficulty", 4), ("stem", 1), ("tags", "a"), ("response", {"kind": "unknown"}), ("more", 1)],
)
def test_the_schema_refuses_other_values(tmp_path: Path, name: str, value: Any) -> None:
    found, schema = documents(tmp_path)
    found["tests"][0]["questions"][0][name] = value
    assert list(faults(found, schema, schema))


def test_texts_are_markdown_with_tex_and_values(tmp_path: Path) -> None:
    hard = questions(tmp_path)["4-hard"]
    assert hard["stem"].startswith(
        "Is <script>alert(1)</script> $a < b$ at −1.23, as `{{ toy.loss }}`"
    )
    assert r"\frac{a}{−1.2} < 1" in hard["stem"]
    assert hard["explanation"] == r"Because $a \wedge b$ & c."
    assert hard["response"]["options"][2]["text"] == "two: 0.5"
    assert hard["hints"] == ["Look at $b$.", "Look at **a**."]
    assert (hard["page"], hard["anchor"]) == ("motion.md", "nesterov")
    assert hard["heading"] == "Nesterov's look-ahead"


def test_every_kind_of_answer(tmp_path: Path) -> None:
    found = questions(tmp_path)
    assert found["fourth"]["response"] == {
        "kind": "number",
        "answer": {
            "value": Decimal("-3.439"),
            "low": Decimal("-3.449"),
            "high": Decimal("-3.429"),
        },
        "unit": "m/s",
        "wrong": [
            {
                "value": -4,
                "low": Decimal("-4.01"),
                "high": Decimal("-3.99"),
                "feedback": "Friction.",
            }
        ],
    }
    assert found["fourth"]["key"] == "−3.439 m/s (accepted: from −3.449 to −3.429)"
    assert found["step"]["response"] == {
        "kind": "code",
        "accepted": ["0.9 * v - g", "-g + 0.9 * v"],
        "wrong": [{"text": "0.9 * v + g", "feedback": "Uphill."}],
    }
    assert found["truths"]["response"]["several"] is True
    options = found["truths"]["response"]["options"]
    assert [(one["letter"], one["right"]) for one in options] == [
        ("A", True),
        ("B", True),
        ("C", False),
    ]
    assert found["truths"]["key"] == "**A** It falls.\n\n**B** It stays above −10."


def newer(root: Path) -> dict[str, Any]:
    value, schema = read(exported(root, DATA, *NEWER))
    assert list(faults(value, schema, schema)) == []
    found = {question["id"]: question for question in value["tests"][0]["questions"]}
    assert list(found) == NEWER_IDS
    return found


def test_newer_kinds_of_answer(tmp_path: Path) -> None:
    found = {name: question["response"] for name, question in newer(tmp_path).items()}
    assert found["name"] == {
        "kind": "words",
        "accepted": ["velocity", "Velocities"],
        "wrong": [{"text": "speed", "feedback": "That has no direction."}],
    }
    assert found["sort"]["lines"] == ["$v_3$", "The second, *v*.", "$v_1$"]
    assert sorted(found["sort"]["letters"]) == ["A", "B", "C"]
    assert found["pair"]["lefts"] == ["$v_1$", "$v_2$"]
    assert found["pair"]["rights"] == ["$-1$", "$-1.9$", "−2", "zero"]
    assert found["why"] == {
        "kind": "free",
        "model": "Old pushes *add up*.",
        "rubric": ["They add up.", "They fade."],
    }
    first, second, third = found["twice"]["lines"]
    assert (first[0], first[1]["answer"]["value"]) == ("$v_1 = -g =$ ", -1)
    assert (second[0], second[1]["unit"], second[2]) == ("So $v_2$ is ", "m/s", ", not 2.")
    assert third == ["That is all."]
    assert [len(line) for line in found["pairs"]["lines"]] == [3, 3]
    assert found["net"]["accepted"][:2] == ["2-1", "2–1"]
    assert found["size"]["accepted"][:2] == ["14×14", "14x14"]
    texts = [option["text"] for option in found["which"]["options"]]
    assert texts[0] == "![A line that rises.](figure:rising-line)"


def test_every_variant_is_there(tmp_path: Path) -> None:
    found = newer(tmp_path)
    limit = found["limit"]
    keys = [one["response"]["answer"]["value"] for one in (limit, *limit["variants"])]
    assert keys == [Decimal(key) for key in ("-1.5", "-1.75", "-1.9", "-2.71")]
    assert len({one["stem"] for one in (limit, *limit["variants"])}) == 4
    assert found["name"]["variants"] == []


def test_hashes_are_those_of_the_page(tmp_path: Path) -> None:
    found = questions(tmp_path)
    entries = load_bank(load(tmp_path)).items
    for name, question in found.items():
        assert (question["content"], question["digest"]) == (
            entries[name].content,
            entries[name].key,
        )


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (exported(tmp_path / name, DATA).files for name in ("one", "two"))
    assert one == two
