"""`studyreport quiz …`: what it prints, and its exit status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from studyreport.project import load
from studyreport.quiz.commands import app
from studyreport.quiz.schema import schema
from studyreport.quiz.yaml import read
from tests.quiz.little import ALL, CODE, NUMBER, ONE, changed, quiz, report

SHIPPED = load(Path(__file__).parent)


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    monkeypatch.chdir(root)
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.stdout, result.stderr


def test_check_says_what_it_covered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tmp_path, *ALL)
    assert run(tmp_path, monkeypatch, "check", "--quiet") == (
        0,
        "4 items (1 code, 1 number, 1 one, 1 several)\n4 proved: 6 programs run, 0 unchanged\n",
        "",
    )


def test_check_names_every_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = changed(ONE, "difficulty: 1", "difficulty: 9")
    report(tmp_path, wrong, changed(NUMBER, "answer: -3.439", "answer: -3.5"), CODE)
    status, out, error = run(tmp_path, monkeypatch, "check", "--quiet")
    assert status == 1
    assert out.startswith("2 items (1 code, 1 number)\n1 proved: ")
    first, second, last = error.splitlines()
    assert first.startswith("quizzes/motion.yml:8:17: 'difficulty' is the number 9.")
    assert "the proof gives −3.439, the item says −3.5 ± 0.01." in second
    assert last == "2 problems"


def test_check_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tmp_path, changed(NUMBER, "answer: -3.439", "answer: -3.5"), CODE)
    status, out, error = run(tmp_path, monkeypatch, "check", "--json")
    found = json.loads(out)
    assert (status, error) == (1, "")
    assert (found["items"], found["proved"]) == (2, 1)
    assert found["by_type"] == {"code": 1, "number": 1}
    [problem] = found["errors"]
    assert problem["path"] == "quizzes/motion.yml"
    assert (problem["line"], problem["column"]) == (12, 13)


def test_items_without_proof_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head, _, tail = NUMBER.partition("proof:")
    rest = "answer:" + tail.partition("answer:")[2].replace("    code: 4 * velocities(1)[0]\n", "")
    report(tmp_path, f"{head}proof: none\nreason: >\n  It is\n  agreed.\n{rest}")
    status, out, _ = run(tmp_path, monkeypatch, "check", "--quiet")
    assert status == 0
    assert out.endswith(
        "0 proved: 0 programs run, 0 unchanged\nfourth has no proof: It is agreed.\n"
        "1 without a proof: 0 % of the items have one\n"
    )


def test_warnings_are_told_and_don_t_count_as_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = f"{ONE}allow: {{longest-key: It has to be.}}\n"
    report(tmp_path, changed(idle, "limit", "other"), NUMBER)
    status, _, error = run(tmp_path, monkeypatch, "check", "--quiet")
    assert (status, error) == (
        0,
        "quizzes/motion.yml:19:26: warning: this item does not break the rule 'longest-key'. "
        "Delete it. [idle-allow]\n1 warning\n",
    )
    status, _, error = run(tmp_path, monkeypatch, "check", "--quiet", "--strict")
    assert status == 1
    assert error.startswith("quizzes/motion.yml:19:26: this item does not break")
    assert error.endswith(" [idle-allow]\n1 problem\n")


def test_warnings_in_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tmp_path, f"{ONE}allow: {{longest-key: So., keys: So.}}\n")
    status, out, _ = run(tmp_path, monkeypatch, "check", "--json")
    found = json.loads(out)
    assert status == 1
    assert found["by_rule"] == {"idle-allow": 1, "unknown-allow": 1}
    assert [(w["rule"], w["line"], w["column"]) for w in found["warnings"]] == [
        ("idle-allow", 19, 26)
    ]
    assert [error["rule"] for error in found["errors"]] == ["unknown-allow"]


def test_outside_of_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, error = run(tmp_path, monkeypatch, "check")
    assert (status, out) == (1, "")
    assert "no study report here." in error


def test_schema_is_written_and_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tmp_path)
    assert run(tmp_path, monkeypatch, "schema") == (0, "build/quiz.schema.json\n", "")
    written = json.loads((tmp_path / "build" / "quiz.schema.json").read_text("utf-8"))
    status, printed, _ = run(tmp_path, monkeypatch, "schema", "--print")
    assert status == 0
    assert json.loads(printed) == written == schema()


def faults(value: Any, rule: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    """Yield what JSON Schema has against a value; only the words that our schema uses."""
    if "$ref" in rule:
        rule = {**root["$defs"][rule["$ref"].rpartition("/")[2]], **rule}
    for word in rule.keys() - IGNORED:
        if not RULES[word](value, rule[word], root):
            yield f"{value!r}: {word} {rule[word]}"
    if isinstance(value, list):
        for part in value:
            yield from faults(part, rule.get("items", {}), root)
    if isinstance(value, dict):
        known = rule.get("properties", {name: {} for name in value})
        for name, part in value.items():
            yield from faults(part, known[name], root) if name in known else [f"unknown {name}"]


def fits(value: Any, rule: dict[str, Any], root: dict[str, Any]) -> bool:
    return not list(faults(value, rule, root))


KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "array": list,
    "object": dict,
    "integer": int,
    "number": (int, Decimal),
}


def is_kind(value: Any, kind: str | list[str], root: dict[str, Any]) -> bool:
    if isinstance(kind, list):
        return any(is_kind(value, one, root) for one in kind)
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, KINDS[kind])


def one_of(value: Any, rules: list[dict[str, Any]], root: dict[str, Any]) -> bool:
    return sum(fits(value, rule, root) for rule in rules) == 1


RULES: dict[str, Callable[[Any, Any, dict[str, Any]], bool]] = {
    "type": is_kind,
    "oneOf": one_of,
    "anyOf": lambda value, rules, root: any(fits(value, rule, root) for rule in rules),
    "const": lambda value, bound, _: bool(value == bound),
    "enum": lambda value, bound, _: value in bound,
    "pattern": lambda value, bound, _: not isinstance(value, str) or bool(re.search(bound, value)),
    "minItems": lambda value, bound, _: not isinstance(value, list) or len(value) >= bound,
    "maxItems": lambda value, bound, _: not isinstance(value, list) or len(value) <= bound,
    "maxLength": lambda value, bound, _: not isinstance(value, str) or len(value) <= bound,
    "minimum": lambda value, bound, _: not is_kind(value, "number", {}) or value >= bound,
    "maximum": lambda value, bound, _: not is_kind(value, "number", {}) or value <= bound,
    "required": lambda value, bound, _: not isinstance(value, dict) or value.keys() >= set(bound),
}
# Words that say nothing of their own, or are followed in `faults` itself.
IGNORED = {"$defs", "$ref", "$schema", "additionalProperties", "default", "description"}
IGNORED |= {"discriminator", "items", "properties", "title"}


def plain(text: str) -> Any:
    root, problems = read(text.encode(), "a.yml")
    assert root is not None
    assert problems == []
    return root.plain()


@pytest.mark.parametrize("path", sorted(SHIPPED.quizzes.glob("*.yml")), ids=lambda path: path.name)
def test_the_shipped_bank_fits_the_schema(path: Path) -> None:
    assert list(faults(plain(path.read_text("utf-8")), schema(), schema())) == []


def test_there_is_a_shipped_bank() -> None:
    assert list(SHIPPED.quizzes.glob("*.yml"))


def test_the_schema_takes_what_the_reader_takes() -> None:
    assert list(faults(plain(quiz(*ALL)), schema(), schema())) == []


@pytest.mark.parametrize(
    ("item", "old", "new"),
    [
        (ONE, "type: one", "type: ones"),
        (ONE, "stem:", "stam:"),
        (ONE, "difficulty: 1", "difficulty: 4"),
        (ONE, "difficulty: 1", "difficulty: 1\ntags: a"),
        (ONE, "right: true", 'right: "true"'),
        (ONE, "motion.md#momentum", "motion.md"),
        (NUMBER, "answer: -3.439", "answer: '-3.439'"),
        (NUMBER, "absolute: 0.01", "absolute: -1"),
        (CODE, "[0.9 * v - g, -g + 0.9 * v]", "[]"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(item: str, old: str, new: str) -> None:
    assert list(faults(plain(quiz(changed(item, old, new))), schema(), schema()))


def test_the_schema_has_no_null() -> None:
    assert "null" not in json.dumps(schema())
