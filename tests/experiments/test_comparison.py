"""The whole comparison, on a network so small that it takes a moment."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from experiments import optimizers, training
from experiments.optimizers import COMPARED, SETTINGS, Comparison, optimizer_comparison
from experiments.training import TRAININGS, Training, measure
from studyreport import project
from studyreport.results import Run

SMALL = Training(hidden=(10,), batch=16, iterations=20, held_out=300)
FEW = Comparison(seeds=(0, 1, 2), sweep_seeds=(100, 101), tail=5, peak=10, block=4)


@pytest.fixture
def result(run: Run, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setitem(training.TRAININGS, "digits", SMALL)
    monkeypatch.setitem(optimizers.SETTINGS, "digits", FEW)
    return optimizer_comparison(run)


def test_the_result_holds_every_method_and_what_it_was_made_with(result: dict[str, Any]) -> None:
    assert json.loads(json.dumps(result, allow_nan=False))["values"] == result["values"]
    values, settings = result["values"], result["settings"]
    assert tuple(values["default"]) == tuple(values["tuned"]) == COMPARED == tuple(values["sweep"])
    assert tuple(values["control"]) == ("nesterov_old", "sgd_faster", "rmsprop_slower")
    assert result["seeds"] == [0, 1, 2]
    assert (settings["iterations"], settings["hidden"], settings["block"]) == (20, (10,), 4)
    assert result["dataset"]["train"] == 1438
    assert values["curve_iterations"] == [2.5, 6.5, 10.5, 14.5, 18.5]


def test_default_and_tuned_rates(result: dict[str, Any]) -> None:
    values = result["values"]
    rates = {name: values["default"][name]["rate"] for name in COMPARED}
    assert rates == dict.fromkeys(COMPARED, 0.01) | {"adam": 0.001}
    for name in COMPARED:
        table = values["sweep"][name]
        finite = [loss for loss in table["loss"] if loss is not None]
        place = table["loss"].index(min(finite))
        assert values["tuned"][name]["rate"] == table["best"] == table["rate"][place]
        assert 0 < place < len(table["rate"]) - 1
        assert rates[name] in table["rate"]


def test_numbers_are_those_of_the_trainings(result: dict[str, Any]) -> None:
    """Written out once more, with plain loops, for one method and the ranking by one measure."""
    runs = [measure("digits", "adam", 0.001, seed) for seed in FEW.seeds]
    adam = result["values"]["default"]["adam"]
    tails = [sum(r["before"][15:]) / 5 for r in runs]
    assert adam["before"]["seeds"] == pytest.approx(tails)
    assert adam["before"]["mean"] == pytest.approx(sum(tails) / 3)
    assert adam["peak_after"]["max"] == max(max(r["after"][10:]) for r in runs)
    second = [sum(r["after"][4:8]) / 4 for r in runs]
    assert adam["curve"]["after"]["low"][1] == pytest.approx(min(second))
    assert adam["accuracy"]["seeds"] == [r["accuracy"] for r in runs]
    ranking = result["values"]["ranking"]["default"]["before"]
    default = result["values"]["default"]
    assert ranking["order"][0] == min(COMPARED, key=lambda name: default[name]["before"]["mean"])
    assert sum(ranking["wins"].values()) >= 3
    momenta = result["values"]["ranking"]["momenta"]["after"]
    assert set(momenta["order"]) == {"momentum", "nesterov", "nesterov_old"}


@pytest.mark.parametrize("data", ["mnist", "digits"])
def test_settings_are_sound(data: str) -> None:
    settings, iterations = SETTINGS[data], TRAININGS[data].iterations
    assert not set(settings.seeds) & set(settings.sweep_seeds)
    assert iterations % settings.block == 0
    assert settings.tail <= settings.peak <= iterations


def test_the_frozen_result_is_whole_and_small() -> None:
    path = project.load().frozen / "optimizer_comparison.json"
    assert path.stat().st_size < 150_000
    frozen = json.loads(path.read_text("utf-8"))
    assert (frozen["data"], frozen["seeds"]) == ("mnist", list(range(10)))
    assert frozen["dataset"]["train"] == 60_000
    for part in ("default", "tuned"):
        for name in COMPARED:
            found = frozen["values"][part][name]
            assert len(found["before"]["seeds"]) == 10
            curve = np.array([found["curve"]["before"][line] for line in ("low", "mean", "high")])
            assert curve.shape == (3, 2001 // 29)
            assert (np.diff(curve, axis=0) >= 0).all()
