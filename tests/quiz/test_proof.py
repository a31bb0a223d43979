"""Proofs: keys that hold, and every way in which one does not, said with both values."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project
from studyreport.quiz import Report, load_bank, load_proved, prove, save_bank
from tests.quiz.little import (
    ALL,
    CODE,
    NUMBER,
    ONE,
    PAGE,
    SEVERAL,
    SNIPPET,
    changed,
    quiz,
    report,
    spot,
)


def proved(project: Project) -> Report:
    return prove(project, load_bank(project), workers=1)


def faults(tmp_path: Path, *items: str) -> tuple[Problem, ...]:
    return proved(report(tmp_path, *items)).problems


def test_sound_items_are_proved(tmp_path: Path) -> None:
    result = proved(report(tmp_path, *ALL))
    assert result.problems == ()
    assert (result.items, result.proved) == (4, 4)
    assert result.by_type == {"code": 1, "number": 1, "one": 1, "several": 1}
    assert (result.ran, result.cached) == (6, 0)


# Item, the text that is replaced, its replacement, the text at whose place the problem is, the
# message.
FAULTS = [
    (
        *(NUMBER, "answer: -3.439", "answer: -3.4", "-3.4\n"),
        "the proof gives −3.439, the item says −3.4 ± 0.01.",
    ),
    (
        *(NUMBER, "answer: -3.439\n", "answer: -3.438\n", "-3.438\n"),
        "the proof gives −3.439, the item says −3.438 ± 0.01.",
    ),
    (
        *(NUMBER, "velocities(4)[-1]\n", "velocities(3)[-1]\n", "-3.439\n"),
        "the proof gives −2.71, the item says −3.439 ± 0.01.",
    ),
    (
        *(NUMBER, "  key = ", "  kee = ", "|\n      from"),
        "the proof leaves no variable `key`.",
    ),
    (
        *(NUMBER, "key = velocities(4)[-1]", "key = velocities(4)", "|\n      from"),
        "its `key` is [-1.0, -1.9, -2.71, -3.439], not a number.",
    ),
    (
        *(NUMBER, "key = velocities(4)[-1]", "key = velocities(4) is None", "|\n      from"),
        "its `key` is False, not a number.",
    ),
    (
        *(NUMBER, "key = velocities(4)[-1]", "key = float('nan')", "|\n      from"),
        "its `key` is nan, not a number.",
    ),
    (
        *(NUMBER, "key = velocities(4)[-1]", "key = velocities", "|\n      from"),
        "its `key` cannot be read: TypeError: its value is of type function: make it a number, a "
        "text, a bool or a list.",
    ),
    (
        *(NUMBER, "code: 4 * velocities(1)[0]", "code: (key, key)", "(key"),
        "this code gives [-3.439, -3.439], not a number.",
    ),
    (
        *(NUMBER, "code: 4 * velocities(1)[0]", "code: 5 * velocities(1)[0]", "-4\n"),
        "this code gives −5, the item says −4.",
    ),
    (
        *(NUMBER, "code: 4 * velocities(1)[0]", "code: missing", "missing"),
        "this code stops with NameError: name 'missing' is not defined.",
    ),
    (
        *(NUMBER, "code: 4 * velocities(1)[0]", "code: print", "print"),
        "this code stops with TypeError: its value is of type builtin_function_or_method: make it "
        "a number, a text, a bool or a list.",
    ),
    (
        *(ONE, "text: −1.9", "text: −1.8", "velocities(2)"),
        "the proof gives −1.9, the option shows −1.8.",
    ),
    (
        *(ONE, "text: $-10$", "text: $-11$", "velocities(1000)"),
        "the proof gives −10, the option shows −11.",
    ),
    (
        *(ONE, "code: velocities(2)[-1]", "code: velocities(2)[9]", "velocities(2)"),
        "this code stops with IndexError: list index out of range.",
    ),
    (
        *(SEVERAL, "code: found[1] > found[0]", "code: found[1] < 0", "found[1] < 0"),
        "the proof gives true, the option is marked wrong.",
    ),
    (
        *(SEVERAL, "min(found) > -10", "min(found) > 0", "min(found)"),
        "the proof gives false, the option is marked right.",
    ),
    (
        *(CODE, "accept: [0.9 * v - g, ", "accept: [0.8 * v - g, ", "0.8"),
        "the accepted form '0.8 * v - g' fails: AssertionError at "
        "`assert abs(step(-1, 1) + 1.9) < 1e-12`.",
    ),
    (
        *(CODE, "accept: [0.9 * v - g, ", "accept: [0.9 * v - h, ", "0.9 * v - h"),
        "the accepted form '0.9 * v - h' fails: NameError: name 'h' is not defined at "
        "`return 0.9 * v - h`.",
    ),
    (
        *(CODE, "form: 0.9 * v + g", "form: v * 0.9 - g", "v * 0.9"),
        "the rejected form 'v * 0.9 - g' passes every assert.",
    ),
    (
        *(CODE, "form: 0.9 * v + g", "form: __import__('os')._exit(0)", "__import__"),
        "the rejected form '__import__('os')._exit(0)' was never judged: Died: it ended its own "
        "process (exit status 0).",
    ),
]


@pytest.mark.parametrize(("item", "old", "new", "at", "message"), FAULTS)
def test_faults(tmp_path: Path, item: str, old: str, new: str, at: str, message: str) -> None:
    wrong = changed(item, old, new)
    [found] = faults(tmp_path, wrong)
    assert found.message == message
    assert (found.line, found.column) == spot(wrong, at)
    assert found.remedy


def test_a_proof_that_fails_is_told_with_its_line_in_the_file(tmp_path: Path) -> None:
    wrong = changed(SEVERAL, "found = velocities(9)", "found = velocities(9)\n  found[99]")
    [found] = faults(tmp_path, wrong)
    assert found.message == "the proof stops with IndexError: list index out of range."
    assert found.line == spot(wrong, "found[99]")[0]


def test_a_distractor_that_is_as_good_as_the_key(tmp_path: Path) -> None:
    """Halfway between two shown values, each would be right."""
    tie = changed(ONE, "text: −1.9", "text: −9").replace("1000)[-1]", "1000)[-1] + 0.5")
    [found] = faults(tmp_path, changed(tie, "velocities(2)[-1]", "velocities(1000)[-1] + 0.5"))
    assert found.message == "this distractor gives −9.5, which is as good as the key A, −9.5."


def test_an_endless_loop_is_named_with_its_item(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyreport.quiz.proof.SECONDS", 0.3)
    wrong = changed(SEVERAL, "found = velocities(9)", "while True: pass")
    result = proved(report(tmp_path, wrong, ONE))
    [found] = result.problems
    assert found.message == "the proof stops with OutOfTime: it did not end within 0.3 s."
    assert found.line == spot(wrong, "while True")[0]
    assert result.proved == 1


def test_a_wrong_form_may_be_no_python(tmp_path: Path) -> None:
    item = changed(CODE, "form: 0.9 * v + g", "form: 0.9 * (v")
    assert faults(tmp_path, item) == ()
    assert proved(report(tmp_path, item)).ran == 0


def test_a_missing_import_is_told(tmp_path: Path) -> None:
    wrong = changed(SEVERAL, "from snippets.motion import velocities", "import snippets.motino")
    [found] = faults(tmp_path, wrong)
    assert found.message.startswith("the proof stops with ModuleNotFoundError")
    assert found.line == spot(wrong, "import snippets.motino")[0]


def test_every_item_is_judged_though_one_fails(tmp_path: Path) -> None:
    wrong = [changed(ONE, "text: −1.9", "text: −1.8"), changed(NUMBER, "value: -4", "value: -5")]
    result = proved(report(tmp_path, *wrong, CODE))
    assert len(result.problems) == 2
    assert (result.items, result.proved) == (3, 1)


def test_unchanged_proofs_never_run_again(tmp_path: Path) -> None:
    project = report(tmp_path, *ALL)
    assert proved(project).ran == 6
    assert (proved(project).ran, proved(project).cached) == (0, 6)
    commented = quiz(*ALL).replace("found = velocities(9)", "found = velocities(9)  # nine")
    (tmp_path / "quizzes" / "motion.yml").write_text(commented, "utf-8")
    assert proved(project).ran == 0
    snippet = tmp_path / "snippets" / "motion.py"
    snippet.write_text(SNIPPET.replace("Return the", "Give the"), "utf-8")
    assert proved(project).ran == 0, "a docstring is no code"


def test_a_changed_snippet_runs_what_reaches_it(tmp_path: Path) -> None:
    project = report(tmp_path, *ALL)
    proved(project)
    wrong = SNIPPET.replace("- 1", "+ 1")
    (tmp_path / "snippets" / "motion.py").write_text(wrong, "utf-8")
    result = proved(project)
    assert result.ran == 3, "the code item reaches no snippet"
    assert result.proved == 1
    assert "the proof gives 3.439, the item says −3.439 ± 0.01." in str(result.problems)


def test_what_items_say_is_compared_anew_without_running(tmp_path: Path) -> None:
    proved(report(tmp_path, *ALL))
    wrong = changed(NUMBER, "answer: -3.439", "answer: -3.5")
    result = proved(report(tmp_path, ONE, SEVERAL, wrong, CODE))
    assert result.ran == 0
    assert [p.message for p in result.problems] == [
        "the proof gives −3.439, the item says −3.5 ± 0.01."
    ]


def test_a_proof_that_did_not_hold_runs_again(tmp_path: Path) -> None:
    project = report(tmp_path, changed(NUMBER, "answer: -3.439", "answer: -3.5"), ONE)
    assert [proved(project).ran, proved(project).ran] == [2, 1]


def test_a_data_file_that_a_proof_reads_counts(tmp_path: Path) -> None:
    reading = changed(
        NUMBER, "key = velocities(4)", "x = open('data.txt').read()\n  key = velocities(4)"
    )
    project = report(tmp_path, reading)
    data = tmp_path / "data.txt"
    data.write_text("1", "utf-8")
    assert [proved(project).ran, proved(project).ran] == [1, 0]
    data.write_text("2", "utf-8")
    assert [proved(project).ran, proved(project).ran] == [1, 0]


def test_progress_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = report(tmp_path, *ALL)
    prove(project, load_bank(project), workers=2, quiet=False)
    assert capsys.readouterr().err == "proofs: 6 of 6\n"
    prove(project, load_bank(project), quiet=False)
    assert capsys.readouterr().err == ""


def test_results_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    items = [changed(ONE, "text: −1.9", "text: −1.8"), changed(NUMBER, "value: -4", "value: -5")]
    bank = load_bank(report(tmp_path, *items, CODE))
    assert prove(report(tmp_path), bank, 3).problems == prove(report(tmp_path), bank, 1).problems


def test_unproved_items_are_counted_with_their_reasons(tmp_path: Path) -> None:
    head, _, tail = ONE.partition("proof:")
    item = head + "proof: none\nreason: It is a name.\noptions:" + tail.partition("options:")[2]
    item = item.replace("    code: velocities(1000)[-1]\n", "")
    result = proved(report(tmp_path, item.replace("    code: velocities(2)[-1]\n", "")))
    assert (result.items, result.proved, result.ran) == (1, 0, 0)
    assert result.unproved == {"limit": "It is a name."}


def test_the_proved_bank_is_what_was_proved(tmp_path: Path) -> None:
    project = report(tmp_path, *ALL)
    with pytest.raises(StudyReportError, match="the bank was not proved yet"):
        load_proved(project)
    bank = load_bank(project)
    save_bank(project, bank, prove(project, bank))
    assert list(load_proved(project).items) == list(bank.items)
    assert load_proved(project) is load_proved(project)
    assert (tmp_path / "build" / "quiz.schema.json").is_file()
    (tmp_path / "docs" / "motion.md").write_text(PAGE.replace("## M", "## The m"), "utf-8")
    assert load_proved(project).items["limit"].heading == "momentum"


def test_a_bank_that_changed_since_is_refused(tmp_path: Path) -> None:
    project = report(tmp_path, ONE, other=quiz(NUMBER))
    bank = load_bank(project)
    save_bank(project, bank, prove(project, bank))
    (tmp_path / "quizzes" / "other.yml").unlink()
    report(tmp_path, changed(ONE, "*it*", "that"), third=quiz(CODE))
    with pytest.raises(StudyReportError) as error:
        load_proved(project)
    message = "this has changed since its proofs ran. Run `make site`."
    assert [str(problem) for problem in error.value.problems] == [
        f"quizzes/{name}.yml: {message}" for name in ("motion", "other", "third")
    ]


def test_a_bank_that_does_not_hold_is_not_saved(tmp_path: Path) -> None:
    project = report(tmp_path, changed(NUMBER, "answer: -3.439", "answer: -3.5"))
    bank = load_bank(project)
    with pytest.raises(StudyReportError, match="the proof gives"):
        save_bank(project, bank, prove(project, bank))
    assert not (tmp_path / "build" / "bank.json").exists()


def test_a_broken_note_is_told(tmp_path: Path) -> None:
    project = report(tmp_path, ONE)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "bank.json").write_text("[]", "utf-8")
    with pytest.raises(StudyReportError, match="cannot be read"):
        load_proved(project)
