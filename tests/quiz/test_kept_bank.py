"""Files of the bank that need not be read again, and what is looked at all the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.quiz import Bank, load_bank
from studyreport.quiz.bank import read_bank
from tests.quiz.little import ALL, COMMON, ONE, PAGE, changed, quiz, report

VARIED = f"""\
id: varied
type: number
{COMMON.replace("What is *it*?", '"What is @{velocities(steps)[-1]:.2f}?"')}\
vary: {{steps: [2, 4]}}
proof: |
  from snippets.motion import velocities
  key = velocities(steps)[-1]
answer: "@{{key:.2f}}"
tolerance: {{absolute: 0.01}}
"""


@pytest.fixture
def no_yaml(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when this is called, no file of the bank may be parsed."""

    def parse(*_: object) -> NoReturn:
        raise AssertionError("a file was parsed")

    return lambda: monkeypatch.setattr("studyreport.quiz.written.read", parse)


def facts(bank: Bank) -> list[object]:
    items = bank.items.values()
    return [bank.files, [(e.item, e.type, e.drawn, e.place, e.key, e.content) for e in items]]


def stems(project: Project) -> list[str]:
    return [item.stem for item, _ in load_bank(project).items["varied"].drawn]


def written(project: Project, text: str) -> None:
    (project.quizzes / "motion.yml").write_text(text, "utf-8")


def test_an_unchanged_bank_is_not_parsed(tmp_path: Path, no_yaml: Callable[[], None]) -> None:
    project = report(tmp_path, *ALL, varied=quiz(VARIED))
    first = facts(load_bank(project))
    no_yaml()
    assert facts(load_bank(project)) == first
    assert len(load_bank(project).items["varied"].drawn) == 2


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    project = report(tmp_path, ONE)
    load_bank(project)
    written(project, quiz(changed(ONE, "What is *it*?", "And now?")))
    assert load_bank(project).items["limit"].item.stem == "And now?"


def test_a_changed_snippet_changes_what_is_drawn_from_it(tmp_path: Path) -> None:
    project = report(tmp_path, VARIED)
    assert stems(project) == ["What is −1.90?", "What is −3.44?"]
    snippet = project.snippets / "motion.py"
    snippet.write_text(snippet.read_text().replace("velocity - 1", "velocity - 2"))
    assert stems(project) == ["What is −3.80?", "What is −6.88?"]


def test_a_file_that_was_read_for_a_variant_counts(tmp_path: Path) -> None:
    opened = "proof: |\n  word = open('word.txt').read()\n"
    item = changed(changed(VARIED, "proof: |\n", opened), "velocities(steps)[-1]:.2f}", "word}")
    project = report(tmp_path, item)
    for word in ("one", "another"):
        (tmp_path / "word.txt").write_text(word)
        assert set(stems(project)) == {f"What is {word}?"}


def test_a_section_that_goes_is_missed(tmp_path: Path) -> None:
    project = report(tmp_path, ONE)
    load_bank(project)
    (project.docs / "motion.md").write_text(PAGE.replace("## Momentum", "## Drag"))
    with pytest.raises(StudyReportError) as caught:
        load_bank(project)
    [problem] = caught.value.problems
    line = quiz(ONE).split("section:")[0].count("\n") + 1
    assert (problem.path, problem.line) == ("quizzes/motion.yml", line)
    assert "#momentum" in problem.message


def test_an_id_that_another_file_has_too_is_placed(tmp_path: Path) -> None:
    project = report(tmp_path, ONE)
    load_bank(project)
    (project.quizzes / "another.yml").write_text(quiz(ONE))
    [problem] = read_bank(project)[1]
    assert problem.path == "quizzes/motion.yml" and problem.line == 3
    assert problem.message == "the id 'limit' is taken by quizzes/another.yml:3."


def test_what_is_wrong_is_told_each_time(tmp_path: Path) -> None:
    project = report(tmp_path, changed(ONE, "difficulty: 1", "difficulty: 9"))
    found = [read_bank(project)[1] for _ in range(2)]
    assert found[0] == found[1] and len(found[0]) == 1


@pytest.mark.parametrize("value", ["", "x", "gAR9lC4=", 1, None])
def test_a_damaged_record_counts_as_none(tmp_path: Path, value: object) -> None:
    project = report(tmp_path, ONE)
    first = facts(load_bank(project))
    record = project.build / "cache" / "bank" / "motion.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"value": value}))
    assert facts(load_bank(project)) == first


def test_a_taken_id_hides_no_other_fault(tmp_path: Path) -> None:
    astray = changed(ONE, "motion.md#momentum", "motion.md#nowhere")
    messages = " ".join(str(problem) for problem in read_bank(report(tmp_path, ONE, astray))[1])
    assert "is taken by" in messages and "#nowhere" in messages
