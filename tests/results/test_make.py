"""Experiments are run, stored, and known to be stale when what they reach changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.results import load, make, status
from tests.inputs.house import change
from tests.results import house
from tests.results.house import EMPTY, HEAD, build, simple


def _states(project: Project, data: str | None = None) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.name: (one.state, one.why) for one in status(project, data)}


MEASURED = (
    HEAD
    + f"""
import json
from pathlib import Path
import numpy as np
from snippets.low import slope

RATE = 0.1

@experiment(frozen=True)
def trial(run: Run) -> dict[str, Any]:
    '''Measure it.'''
    table = json.loads((Path(__file__).parent / "table.json").read_text())
    return {{{EMPTY}, "values": {{"x": np.array([slope(RATE), 1 / 3]), "data": run.data, **table}}}}
"""
)
FILES = {
    "experiments/trial.py": MEASURED,
    "experiments/table.json": '{"a": 1}',
    "snippets/low.py": "def slope(x): return x\ndef other(x): return x\n",
}


@pytest.fixture
def made(tmp_path: Path) -> Project:
    project = build(tmp_path, "", FILES)
    house.make(project, "trial")
    return project


def test_stores_what_it_was_made_from(made: Project) -> None:
    content = json.loads((made.experiments / "frozen/trial.json").read_text("utf-8"))
    assert content["values"] == {"x": [0.1, 0.333333], "data": "big", "a": 1}
    assert content["data"] == "big"
    assert set(content["versions"]) == {"python", "numpy"}
    assert set(content["inputs"]["files"]) == {"experiments/table.json"}
    assert {"experiments.trial:RATE", "snippets.low:slope"} <= set(content["inputs"]["definitions"])
    assert load(made, "trial") == content
    assert _states(made) == {"trial": ("fresh", ())}


def test_data_that_changes_during_the_run(tmp_path: Path) -> None:
    write = "    (Path(__file__).parent / 'table.json').write_text('{}')\n"
    late = MEASURED.replace("    return {", f"{write}    return {{")
    project = build(tmp_path, "", {**FILES, "experiments/trial.py": late})
    house.make(project, "trial")
    assert load(project, "trial")["values"]["a"] == 1
    assert _states(project) == {"trial": ("stale", ("experiments/table.json changed",))}


def test_other_data_is_never_committed(made: Project) -> None:
    assert _states(made, "small") == {"trial": ("missing", ("it has not been made",))}
    before = (made.frozen / "trial.json").read_bytes()
    house.make(made, "trial", more='data="small"')
    assert load(made, "trial", "small")["values"]["data"] == "small"
    assert (made.build / "results/small/trial.json").is_file()
    assert (made.frozen / "trial.json").read_bytes() == before


def test_made_again_it_is_the_same(made: Project) -> None:
    before = (made.frozen / "trial.json").read_bytes()
    house.make(made, "trial")
    assert (made.frozen / "trial.json").read_bytes() == before


CHANGES = {
    (
        "snippets/low.py",
        "return x\ndef other",
        "return -x\ndef other",
    ): "snippets.low:slope changed",
    ("experiments/trial.py", "RATE = 0.1", "RATE = 0.2"): "experiments.trial:RATE changed",
    ("experiments/table.json", "1", "2"): "experiments/table.json changed",
    ("experiments/trial.py", "1 / 3", "1 / 4"): "experiments.trial:trial changed",
    ("experiments/trial.py", "import numpy", "import joblib"): "experiments.trial:np changed",
    ("snippets/low.py", "def slope(x): return x", "def slope(x): return other(x)"): (
        "snippets.low:other is used now"
    ),
}


@pytest.mark.parametrize("edit", CHANGES)
def test_says_why_it_is_stale(made: Project, edit: tuple[str, str, str]) -> None:
    name, old, new = edit
    path = made.root / name
    text = path.read_text("utf-8")
    assert old in text
    change(path, text.replace(old, new))
    ((state, why),) = _states(made).values()
    assert state == "stale"
    assert CHANGES[edit] in why
    change(path, text)
    assert _states(made) == {"trial": ("fresh", ())}


def test_what_it_does_not_reach_leaves_it_fresh(made: Project) -> None:
    low = made.snippets / "low.py"
    change(low, "# so\ndef slope(x):\n  'Doc.'\n  return x\n\ndef other(x): return -x\n")
    (made.experiments / "unread.json").write_text("1", "utf-8")
    assert _states(made) == {"trial": ("fresh", ())}


@pytest.mark.parametrize(("old", "new"), [("0.333333", "0.333334"), ("0.1,", "0.1, 0.2,")])
def test_numbers_typed_by_hand_are_noticed(made: Project, old: str, new: str) -> None:
    path = made.frozen / "trial.json"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    assert _states(made) == {"trial": ("stale", ("its file was edited",))}


def test_a_file_that_is_gone_makes_it_stale(made: Project) -> None:
    (made.experiments / "table.json").unlink()
    assert _states(made) == {"trial": ("stale", ("experiments/table.json changed",))}


def test_another_version_of_a_package_leaves_it_fresh(
    made: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyreport.inputs.reach.version", lambda _: "99")
    assert _states(made) == {"trial": ("fresh", ())}


@pytest.mark.parametrize("length", [0, 1, 100, 400])
def test_a_damaged_file_counts_as_missing(made: Project, length: int) -> None:
    path = made.frozen / "trial.json"
    path.write_bytes(path.read_bytes()[:length])
    assert _states(made) == {"trial": ("missing", ("its file is damaged",))}
    with pytest.raises(StudyReportError, match="has not been made"):
        load(made, "trial")


RETURNED = {
    "1": "returned no dict",
    "{}": "returned no 'settings'",
    f'{{{EMPTY}, "values": 1, "valeus": 1}}': "returned 'valeus'. Did you mean 'values'?",
    f'{{{EMPTY}, "values": {{"a": [0, float("nan")]}}}}': "values.a.1 is nan",
}


@pytest.mark.parametrize("returned", RETURNED)
def test_refuses_what_is_no_result(tmp_path: Path, returned: str) -> None:
    source = f"@experiment(frozen=False)\ndef trial(run):\n    'Try.'\n    return {returned}"
    project = build(tmp_path, source)
    message = house.failure(project, "trial")
    assert message.startswith("experiments/trial.py:5:1: the experiment 'trial' returned")
    assert RETURNED[returned] in message


def test_a_failure_is_placed_at_the_authors_line(tmp_path: Path) -> None:
    source = """
from snippets.low import divide
@experiment(frozen=False)
def trial(run):
    'Try.'
    return divide(0)
"""
    project = build(tmp_path, source, {"snippets/low.py": "def divide(x):\n    return 1 / x\n"})
    assert house.failure(project, "trial") == (
        "snippets/low.py:2:12: trial failed: ZeroDivisionError: division by zero"
    )


def test_unknown_names_are_all_told(tmp_path: Path) -> None:
    project = build(tmp_path, simple("1"))
    with pytest.raises(StudyReportError) as caught:
        make(project, ["trail", "trial", "x"])
    assert [problem.message for problem in caught.value.problems] == [
        "there is no result 'trail'.",
        "there is no result 'x'.",
    ]
    assert "'trial'" in caught.value.problems[0].remedy


def test_the_status_needs_no_numbers(made: Project) -> None:
    """Checking imports nothing that is slow to import."""
    slow = "numpy", "matplotlib", "joblib", "pydantic", "rich"
    loaded = f"[[one.state for one in r.status(p)], [m for m in {slow} if m in sys.modules]]"
    assert house.evaluate(made, loaded) == [["fresh"], []]
