"""Experiments are found by reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.problems import StudyReportError
from studyreport.results import declarations
from tests.results.house import HEAD, build, simple


def test_finds_what_is_declared(tmp_path: Path) -> None:
    source = simple("1", frozen=True, name="slow") + simple("1", name="fast") + "def no(run): pass"
    project = build(tmp_path, source)
    found = declarations(project)
    assert list(found) == ["fast", "slow"]
    assert [one.frozen for one in found.values()] == [False, True]
    slow = found["slow"]
    assert (slow.module, slow.summary) == ("experiments.trial", "Try it.")
    line = slow.path.read_text("utf-8").splitlines()[slow.line - 1]
    assert line.startswith("def slow")


@pytest.mark.parametrize(
    "head",
    [
        "import studyreport.results\n@studyreport.results.experiment(frozen=True)",
        "import studyreport.results as r\n@r.experiment(frozen=True)",
        "from studyreport import results\n@results.experiment(frozen=True)",
        "from studyreport.results import experiment as e\n@e(frozen=True)",
    ],
)
def test_knows_the_decorator_by_any_name(tmp_path: Path, head: str) -> None:
    project = build(tmp_path, "", {"experiments/a.py": f"{head}\ndef a(run): 'Try.'"})
    assert list(declarations(project)) == ["a"]


def test_another_decorator_of_that_name_is_none(tmp_path: Path) -> None:
    source = "from elsewhere import experiment\n@experiment(frozen=True)\ndef a(run): 'Try.'"
    assert declarations(build(tmp_path, "", {"experiments/a.py": source})) == {}


WRONG = {
    "@experiment\ndef a(run): 'A.'": "5:2: the experiment does not say whether it is frozen.",
    "@experiment()\ndef a(run): 'A.'": "5:2: the experiment does not say whether it is frozen.",
    "@experiment(frozen=1)\ndef a(run): 'A.'": "5:2: the experiment does not say whether",
    "@experiment(frozen=True)\ndef a(run): pass": "6:1: the experiment 'a' does not say what it is",
    "@experiment(frozen=True)\ndef a(): 'A.'": "6:1: an experiment is a function of one argument.",
    "@experiment(frozen=True)\nclass A: 'A.'": "6:1: an experiment is a function of one argument.",
    "x = (": "5:5: this is not Python",
}


@pytest.mark.parametrize("source", WRONG)
def test_says_what_is_wrong_with_a_declaration(tmp_path: Path, source: str) -> None:
    project = build(tmp_path, "", {"experiments/a.py": HEAD + "\n" + source})
    with pytest.raises(StudyReportError) as caught:
        declarations(project)
    assert str(caught.value).startswith(f"experiments/a.py:{WRONG[source]}")


def test_says_everything_that_is_wrong(tmp_path: Path) -> None:
    files = {f"experiments/{name}.py": HEAD + simple("1", name="same") for name in "ab"}
    files["experiments/c.py"] = HEAD + "@experiment()\ndef c(run): 'C.'"
    with pytest.raises(StudyReportError) as caught:
        declarations(build(tmp_path, "", files))
    first, second = caught.value.problems
    assert (first.path, second.path) == ("experiments/b.py", "experiments/c.py")
    assert "two results 'same'" in first.message
    assert "experiments/a.py:6" in first.remedy
