"""Inline values are taken from stored results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.results import load, value
from studyreport.results.store import save
from tests.results.house import build, simple

VALUES: dict[str, Any] = {
    "adam": {"loss": [0.0385, -1.5], "name": "Adam-like", "better": True, "none": None},
    "count": 60000,
    "settings": 3,
    "tiny": -0.00004,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = build(tmp_path_factory.mktemp("report"), simple("1"))
    content: dict[str, Any] = {"name": "trial", "key": "", "inputs": {}, "settings": {"rate": 0.1}}
    content |= {"seeds": [7, 8], "dataset": None, "values": VALUES}
    save(project.build / "results/big/trial.json", content)
    return project


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("trial.values.adam.loss.0", "0.0385"),
        ("trial.adam.loss.0:.2f", "0.04"),
        ("trial.adam.loss.1:.1f", "−1.5"),
        ("trial.adam.loss.-1", "−1.5"),
        ("trial.adam.loss.1:+.0e", "−2e+00"),
        ("trial.count:,", "60,000"),
        ("trial.adam.loss.0:.1%", "3.9%"),
        ("trial.adam.name", "Adam-like"),
        ("trial.adam.better", "True"),
        ("trial.settings.rate", "0.1"),
        ("trial.values.settings", "3"),
        ("trial.seeds.1", "8"),
        ("trial.tiny:.2f", "0.00"),
        (" trial.count : d ", "60000"),
    ],
)
def test_writes(project: Project, expression: str, text: str) -> None:
    assert value(project, expression) == text


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("trail.count", "there is no result 'trail'. Did you mean 'trial'?"),
        ("trial.cuont", "'trial' has no 'cuont'. Did you mean 'count'?"),
        ("trial.adam.los", "'trial.values.adam' has no 'los'. Did you mean 'loss'?"),
        ("trial.values.cuont", "'trial.values' has no 'cuont'. Did you mean 'count'?"),
        ("trial.adam", "'trial.adam' is a table, not a value. Go on with one of: loss, name"),
        ("trial.adam.loss", "'trial.adam.loss' is a list, not a value."),
        ("trial.adam.loss.2", "is a list of 2 and has no '2'. Write a number from 0 to 1."),
        ("trial.adam.loss.x", "is a list of 2 and has no 'x'."),
        ("trial.count.x", "'trial.values.count' is 60000 and has no 'x'."),
        ("trial.adam.none", "'trial.adam.none' has no value."),
        ("trial.count:.3q", "can't be written as '.3q'"),
        ("trial.adam.name:.3f", "can't be written as '.3f'"),
        ("trial", "'trial' is a table"),
        ("", "there is no result ''"),
    ],
)
def test_says_what_is_wrong(project: Project, expression: str, message: str) -> None:
    with pytest.raises(StudyReportError) as caught:
        value(project, expression)
    assert message in str(caught.value)


@given(st.text())
def test_any_expression_gives_a_text_or_a_problem(project: Project, expression: str) -> None:
    try:
        assert isinstance(value(project, expression), str)
    except StudyReportError as error:
        assert error.problems


def test_a_result_that_was_not_made(tmp_path: Path) -> None:
    project = build(tmp_path, simple("1") + simple("1", frozen=True, name="slow"))
    with pytest.raises(StudyReportError) as caught:
        load(project, "trial")
    assert str(caught.value) == (
        "experiments/trial.py:6:1: the result 'trial' has not been made from the data 'big'. "
        "Run 'python build_figures.py build --data big'."
    )
    with pytest.raises(StudyReportError, match="build --data small"):
        load(project, "slow", "small")
    with pytest.raises(StudyReportError, match="refresh slow --data big"):
        load(project, "slow")
    with pytest.raises(StudyReportError, match=r"no data 'smal'\. Did you mean 'small'"):
        load(project, "slow", "smal")
