"""`quiz mutate`: a report in which it is known what is noticed, what survives, what is reached."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.quiz import load_bank
from studyreport.quiz.commands import app
from studyreport.quiz.mutation import Survey, mutate
from tests.quiz.little import COMMON, report

SNIPPET = '''\
"""Sums."""


def scaled(x, factor=2, shift=0):
    """Return x times factor, plus shift."""
    if factor < 0:
        raise ValueError(f"factor is {factor}; expected at least {0 + 0}.")
    return factor * x + shift


def unused(x):
    return x + 1
'''


def item(name: str, call: str, answer: float) -> str:
    return (
        f"id: {name}\ntype: number\n{COMMON}answer: {answer}\ntolerance: {{absolute: 0.001}}\n"
        f"proof: |\n  from snippets.sums import scaled\n  key = {call}\n"
    )


PLAIN = item("plain", "scaled(3)", 6)
SHIFTED = item("shifted", "scaled(3, 2, 1)", 7)


def make(root: Path, *items: str, snippet: str = SNIPPET) -> Project:
    project = report(root, *items)
    (root / "snippets" / "sums.py").write_text(snippet, "utf-8")
    return project


def survey(project: Project) -> Survey:
    return mutate(project, load_bank(project), workers=1)


def told(found: Survey, status: str) -> list[str]:
    return [
        f"{fate.mutant.before} → {fate.mutant.after}"
        for fate in found.fates
        if fate.status == status
    ]


def test_what_is_noticed_and_what_is_not(tmp_path: Path) -> None:
    found = survey(make(tmp_path, PLAIN))
    assert told(found, "killed") == [
        *("2 → 3", "2 → 1", "0 → 1", "0 → -1"),
        "factor * x → factor / x",
    ]
    assert told(found, "survived") == ["factor * x + shift → factor * x - shift"]
    assert told(found, "not reached") == [
        *("factor < 0 → factor <= 0", "factor < 0 → factor >= 0", "0 → 1", "0 → -1"),
    ]
    assert found.share == pytest.approx(100 * 5 / 6)
    assert found.problems == ()


def test_the_survivor_is_placed_and_says_who_ran(tmp_path: Path) -> None:
    found = survey(make(tmp_path, PLAIN))
    [fate] = [fate for fate in found.fates if fate.status == "survived"]
    line = SNIPPET.split("\n")[fate.mutant.line - 1]
    assert line[fate.mutant.column - 1 :] == "factor * x + shift"
    assert fate.ran == ("plain",)


def test_another_item_notices_it(tmp_path: Path) -> None:
    found = survey(make(tmp_path, PLAIN, SHIFTED))
    assert told(found, "survived") == []
    [fate] = [fate for fate in found.fates if fate.mutant.after == "factor * x - shift"]
    assert fate.ran == ("plain", "shifted")
    assert fate.killer == "shifted"
    assert fate.noticed == "the proof gives 5, the item says 7 ± 0.001."


def test_defaults_that_no_proof_falls_back_to_are_not_reached(tmp_path: Path) -> None:
    found = survey(make(tmp_path, SHIFTED))
    assert told(found, "not reached")[:4] == ["2 → 3", "2 → 1", "0 → 1", "0 → -1"]
    assert told(found, "survived") == []


def test_a_check_that_a_proof_provokes_is_reached(tmp_path: Path) -> None:
    refused = (
        f"id: refused\ntype: code\n{COMMON}code: |\n  factor = ___\naccept: ['-1']\n"
        "wrong:\n  - form: '1'\n    feedback: No.\nproof: |\n"
        "  from snippets.sums import scaled\n  try:\n      scaled(1, factor)\n"
        "  except ValueError:\n      pass\n  else:\n      assert 0 < factor < 1\n"
    )
    found = survey(make(tmp_path, refused))
    assert "factor < 0 → factor >= 0" in told(found, "killed")
    assert told(found, "survived")[:1] == ["factor < 0 → factor <= 0"]


def test_a_wrong_form_that_is_no_python_hinders_nothing(tmp_path: Path) -> None:
    blank = (
        f"id: blank\ntype: code\n{COMMON}code: |\n  x = ___\naccept: ['3']\n"
        "wrong:\n  - form: '3 +'\n    feedback: No.\nproof: |\n"
        "  from snippets.sums import scaled\n  assert scaled(x) == 6\n"
    )
    assert survey(make(tmp_path, blank)).share == pytest.approx(100 * 5 / 6)


def test_files_stay_as_they_are(tmp_path: Path) -> None:
    project = make(tmp_path, PLAIN, SHIFTED)
    survey(project)
    assert (tmp_path / "snippets" / "sums.py").read_text("utf-8") == SNIPPET


def test_a_loop_made_endless_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyreport.quiz.mutation.watch.SECONDS", 0.3)
    loop = "def scaled(x):\n    y = x\n    while y > 0:\n        y -= x\n    return y\n"
    found = survey(make(tmp_path, item("loop", "scaled(3)", 0), snippet=loop))
    [fate] = [fate for fate in found.fates if fate.mutant.after == "y += x"]
    assert fate.status == "killed"
    assert "OutOfTime" in str(fate.noticed)


def test_nothing_unchanged_runs_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make(tmp_path, PLAIN, SHIFTED)
    first = survey(project)
    monkeypatch.setattr("studyreport.quiz.mutation.trial.execute", forbidden)
    # Where lines have moved they are counted anew, but no mutant is tried again.
    moved = SNIPPET.replace("    return factor", "    # Scale first.\n    return factor")
    (tmp_path / "snippets" / "sums.py").write_text(moved, "utf-8")
    again = survey(project)
    assert [fate.status for fate in again.fates] == [fate.status for fate in first.fates]
    assert [fate.ran for fate in again.fates] == [fate.ran for fate in first.fates]
    monkeypatch.setattr("studyreport.quiz.mutation.watch.execute", forbidden)
    assert survey(project) == again


def forbidden(_project: Project, jobs: list[Any], *_rest: Any, **_more: Any) -> list[Any]:
    assert jobs == []
    return []


def test_a_changed_item_is_tried_again(tmp_path: Path) -> None:
    survey(make(tmp_path, PLAIN))
    found = survey(make(tmp_path, item("plain", "scaled(3, shift=1)", 7)))
    assert told(found, "survived") == []
    assert "0 → 1" in told(found, "not reached")


def test_order_and_fates_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    project = make(tmp_path, PLAIN, SHIFTED)
    bank = load_bank(project)
    alone = mutate(project, bank, workers=1)
    for folder in ("mutants", "lines"):
        for path in (project.build / "cache" / folder).iterdir():
            path.unlink()
    assert mutate(project, bank, workers=3) == alone


def test_a_proof_that_does_not_hold_stops_it(tmp_path: Path) -> None:
    with pytest.raises(StudyReportError, match="the proof gives 6, the item says 8"):
        survey(make(tmp_path, item("plain", "scaled(3)", 8)))


def test_proofs_that_use_no_snippet_reach_nothing(tmp_path: Path) -> None:
    alone = item("alone", "2 * 3", 6).replace("  from snippets.sums import scaled\n", "")
    found = survey(make(tmp_path, alone))
    assert (found.fates, found.share) == ((), None)


MARK = """\
- in: snippets.sums:scaled
  code: factor * x + shift
  mutant: factor * x - shift
  reason: No item shifts.
"""


def mark(root: Path, text: str) -> None:
    (root / "quizzes" / "mutation").mkdir()
    (root / "quizzes" / "mutation" / "equivalent.yml").write_text(text, "utf-8")


def test_an_equivalent_mutant_does_not_count(tmp_path: Path) -> None:
    project = make(tmp_path, PLAIN)
    mark(tmp_path, MARK)
    found = survey(project)
    assert told(found, "equivalent") == ["factor * x + shift → factor * x - shift"]
    assert [fate.reason for fate in found.fates if fate.reason] == ["No item shifts."]
    assert (found.share, found.problems) == (100, ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("x - shift", "x * shift", "there is no mutant 'factor * x + shift → factor * x * shift'"),
        ("sums:scaled", "sums:scale", "no mutant is in 'snippets.sums:scale'. Did you mean"),
        (
            *("code: factor * x + shift\n  mutant: factor * x - shift",),
            *("code: factor * x\n  mutant: factor / x",),
            "this mutant is not equivalent: 'plain' notices it. Delete the mark.",
        ),
    ],
)
def test_marks_in_vain(tmp_path: Path, old: str, new: str, message: str) -> None:
    project = make(tmp_path, PLAIN)
    mark(tmp_path, MARK.replace(old, new))
    [problem] = survey(project).problems
    assert str(problem).startswith("quizzes/mutation/equivalent.yml:1:3: ")
    assert message in str(problem)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("in: a\n", "equivalent.yml:1:1: this is a mapping, not a list. Begin marks with `- `."),
        (MARK.replace("  reason: No item shifts.\n", ""), "1:3: the field 'reason' is missing."),
        (MARK.replace("No item shifts.", '" "'), "4:11: 'reason' is empty."),
        (MARK + "  line: 3\n", "5:3: there is no field 'line'."),
    ],
)
def test_marks_that_cannot_be_read(tmp_path: Path, text: str, message: str) -> None:
    project = make(tmp_path, PLAIN)
    mark(tmp_path, text)
    with pytest.raises(StudyReportError) as error:
        survey(project)
    assert message in str(error.value)


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    monkeypatch.chdir(root)
    result = CliRunner().invoke(app, ["mutate", "--jobs", "1", *words])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_says_what_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, PLAIN)
    assert run(tmp_path, monkeypatch, "--quiet") == (
        1,
        "snippets/sums.py:8:12: arithmetic: factor * x + shift → factor * x - shift survived "
        "plain\n"
        "snippets/sums.py: 5 noticed, 1 survived, 0 equivalent, 4 not reached\n"
        "5 of 6 mutants noticed, 83.3 % (at least 85 % are wanted)\n",
        "",
    )


def test_the_bar_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, PLAIN)
    assert run(tmp_path, monkeypatch, "--quiet", "--at-least", "83")[0] == 0
    assert run(tmp_path, monkeypatch, "--quiet", "snippets/sums.py")[0] == 1
    other = run(tmp_path, monkeypatch, "--quiet", "snippets/motion.py")
    assert other[:2] == (
        0,
        "no proof reaches any code of the snippets that could be changed\n",
    )
    unknown = run(tmp_path, monkeypatch, "snippets/sum.py")
    assert unknown[0] == 1
    assert "snippets/sum.py: this is no file of the snippets. Did you mean" in unknown[2]


def test_the_command_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, PLAIN, SHIFTED)
    status, out, error = run(tmp_path, monkeypatch, "--json")
    found = json.loads(out)
    assert (status, error) == (0, "")
    assert (found["killed"], found["survived"], found["share"]) == (6, 0, 100)
    assert found["mutants"][0] == {
        "path": "snippets/sums.py",
        "line": 4,
        "column": 22,
        "definition": "snippets.sums:scaled",
        "kind": "constant",
        "before": "2",
        "after": "3",
        "status": "killed",
        "ran": ["plain"],
        "noticed": "the proof gives 9, the item says 6 ± 0.001.",
        "reason": None,
    }


def test_a_mark_in_vain_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, PLAIN, SHIFTED)
    mark(tmp_path, MARK)
    status, _, error = run(tmp_path, monkeypatch, "--quiet")
    assert status == 1
    assert "'shifted' notices it" in error


def test_a_mark_is_printed_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, PLAIN)
    mark(tmp_path, MARK)
    status, out, _ = run(tmp_path, monkeypatch, "--quiet")
    assert status == 0
    assert out.startswith(
        "snippets/sums.py:8:12: arithmetic: factor * x + shift → factor * x - shift is "
        "equivalent: No item shifts.\n"
    )


def test_outside_of_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, _, error = run(tmp_path, monkeypatch)
    assert status == 1
    assert "no study report here." in error
