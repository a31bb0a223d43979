"""The search for hyper-parameters, grids against random trials, and luck."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from experiments import search
from experiments.data import load
from experiments.grids import Race, grid_against_random, luck, luckiest, score
from experiments.search import (
    RANGES,
    SETTINGS,
    Search,
    compared,
    flattery,
    hyper_search,
    pictures,
    searched,
    trial,
)
from studyreport import project
from studyreport.results import Run

TINY = Search(60, 0.2, (6,), 12, 3, 4, 2, 1, (0, 1), (20, 40), 5)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(search.SETTINGS, "digits", TINY)


@pytest.mark.usefixtures("tiny")
def test_pictures_of_a_search() -> None:
    (x, t), (x_held, t_held) = pictures("digits", 3)
    assert (len(x), len(t), len(x_held), len(t_held)) == (48, 48, 12, 12)
    again = pictures("digits", 3)
    assert np.array_equal(again[0][0], x)
    assert not {each.tobytes() for each in x} & {each.tobytes() for each in x_held}


@pytest.mark.usefixtures("tiny")
def test_a_trial() -> None:
    found = trial("digits", 0, 1, 0.1, 1e-6)
    assert len(found["right"]) == len(load("digits").x_test)
    assert found["test"] == pytest.approx(float(np.mean(found["right"])))
    assert found["test"] == trial("digits", 0, 1, 0.1, 1e-6)["test"]


@pytest.mark.filterwarnings("error")
@pytest.mark.usefixtures("tiny")
def test_a_rate_that_is_too_high_reads_nothing() -> None:
    assert trial("digits", 0, 0, 1e30, 1e-6)["test"] == 0


def test_what_a_search_found() -> None:
    trials = [
        {"rate": 0.1, "decay": 1.0, "validation": 0.7, "test": 0.6},
        {"rate": 0.2, "decay": 2.0, "validation": 0.9, "test": 0.8},
    ]
    found = searched([trials, trials[:1]])
    assert [best["rate"] for best in found["best"]] == [0.2, 0.1]
    assert found["best_rates"] == {"least": 0.1, "greatest": 0.2}
    assert found["quoted"]["seeds"] == [0.9, 0.7] and found["true"]["seeds"] == [0.8, 0.6]
    assert found["points"]["rate"] == [0.1, 0.2, 0.1]
    both = compared([trials, trials], [trials[::-1], trials], 2)
    assert both["guided"] == [0.7, 0.9] and both["random"] == pytest.approx([0.8, 0.9])
    assert both["true"]["guided"]["seeds"] == [0.8, 0.8]
    assert both["last"] == {"guided": 0.9, "random": 0.9} and both["trials"] == 2


def test_flattery_of_equal_trials_is_luck_and_of_one_trial_nothing() -> None:
    rng = np.random.default_rng(0)
    trials = [{"right": rng.random(6000) < 0.8} for _ in range(30)]
    found = flattery([trials], 100, 300)
    assert found["quoted"][0] == pytest.approx(found["true"][0], abs=0.01)
    assert found["quoted"][-1] == pytest.approx(luckiest(0.8, 100, 30), abs=0.015)
    assert found["true"][-1] == pytest.approx(0.8, abs=0.01)
    assert found["gap"] == pytest.approx(found["quoted"][-1] - found["true"][-1])
    assert all(np.diff(found["quoted"]) >= 0)


def test_luck_against_draws(run: Run) -> None:
    rng = np.random.default_rng(1)
    for tries, expected in zip((1, 10, 100), luck(run)["values"]["best"], strict=True):
        drawn = (rng.binomial(100, 0.8, (4000, tries)) / 100).max(axis=1)
        assert expected == pytest.approx(drawn.mean(), abs=0.003)


def test_the_score_of_the_race() -> None:
    peak, both = np.array([-2.0, -3.0]), np.array([True, True])
    at = np.array([[-2.0, -3.0], [-1.5, -3.0], [-2.0, -4.0]])
    assert score(at, peak, both, 0.5) == pytest.approx([1, np.exp(-0.5), np.exp(-2)])
    assert score(at, peak, np.array([True, False]), 0.5)[2] == 1


def test_random_wins_if_one_matters_and_the_grid_if_both_do(run: Run) -> None:
    values = grid_against_random(run)["values"]
    assert values["trials"] == [9, 16, 25, 36, 49, 64]
    assert all(np.array(values["one"]["random"]) > np.array(values["one"]["grid"]))
    assert all(np.array(values["both"]["random"])[2:] < np.array(values["both"]["grid"])[2:])
    assert len(set(np.round(values["nine"]["grid"]["rate"], 9))) == 3
    assert len(set(values["nine"]["random"]["rate"])) == 9
    typical = [values["peak"]["rate"], values["peak"]["decay"]]
    for kind in ("grid", "random"):  # the landscape that is drawn is about as hard as the mean
        points = np.transpose([values["nine"][kind]["rate"], values["nine"][kind]["decay"]])
        best = score(points, np.array(typical), np.array([True, False]), Race().width).max()
        assert best == pytest.approx(values["one"][kind][0], abs=0.1)


@pytest.mark.usefixtures("tiny")
def test_the_whole_experiment(run: Run) -> None:
    result = hyper_search(run)
    json.dumps(result["values"], allow_nan=False)
    values = result["values"]
    for name in RANGES:
        assert len(values[name]["points"]["rate"]) == 8
        assert max(values[name]["points"]["rate"]) <= RANGES[name]["rate"].high
    first = {key: values["wide"]["points"][key][0] for key in ("rate", "decay")}
    assert values["wide"]["points"]["validation"][0] == trial("digits", 0, 0, **first)["validation"]
    assert set(values["flattered"]) == {"20", "40"}
    assert len(values["bayesian"]["guided"]) == 3


@pytest.mark.parametrize("data", ["mnist", "digits"])
def test_settings_are_sound(data: str) -> None:
    settings = SETTINGS[data]
    assert round(settings.pictures * (1 - settings.share)) % settings.batch == 0
    assert settings.first + settings.more <= settings.trials


def test_what_the_chapter_says() -> None:
    path = project.load().frozen / "hyper_search.json"
    values: dict[str, Any] = json.loads(path.read_text("utf-8"))["values"]
    assert values["narrow"]["best_rates"]["least"] > 1e-3
    assert all(best["rate"] > 0.01 for best in values["wide"]["best"])
    assert values["wide"]["true"]["mean"] > values["narrow"]["true"]["mean"]
    assert values["flattered"]["100"]["gap"] > values["flattered"]["1000"]["gap"] > 0
