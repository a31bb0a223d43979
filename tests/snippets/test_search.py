"""The search for hyper-parameters: what is tried, and that it finds the place."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from snippets.search import LogRange, Settings, bayesian, best_first, grid, random

RANGES = {"rate": LogRange(1e-6, 1e-2), "decay": LogRange(1e-8, 1e-4)}


def hill(settings: Settings) -> float:
    """Return how near the rate is to 10⁻³, above all, and the decay to 10⁻⁵."""
    off = math.log10(settings["rate"]) + 3, math.log10(settings["decay"]) + 5
    return -(off[0] ** 2) - 0.1 * off[1] ** 2


def test_a_grid_is_every_combination() -> None:
    found = grid(RANGES, 5)
    rates = [10.0**n for n in range(-6, -1)]
    assert len(found) == 25
    assert sorted({settings["rate"] for settings in found}) == pytest.approx(rates)
    assert len({tuple(settings.values()) for settings in found}) == 25
    assert grid({}, 2) == [{}]
    with pytest.raises(ValueError, match="points is 1; expected at least 2"):
        grid(RANGES, 1)


def test_random_draws_are_even_on_the_logarithmic_scale() -> None:
    found = random(RANGES, np.random.default_rng(5), 2000)
    for name, low, high in [("rate", -6, -2), ("decay", -8, -4)]:
        exponents = np.log10([settings[name] for settings in found])
        assert scipy.stats.kstest(exponents, "uniform", (low, high - low)).pvalue > 0.01


def test_random_draws_try_more_values_of_each_than_a_grid() -> None:
    drawn = random(RANGES, np.random.default_rng(5), 25)
    assert len({settings["rate"] for settings in drawn}) == 25
    assert len({settings["rate"] for settings in grid(RANGES, 5)}) == 5


@given(st.floats(1e-9, 1e3), st.floats(1.001, 1e6), st.integers(0, 2**32))
def test_no_draw_leaves_the_range(low: float, factor: float, seed: int) -> None:
    span = LogRange(low, low * factor)
    for settings in [*random({"a": span}, np.random.default_rng(seed), 5), *grid({"a": span}, 3)]:
        assert span.low <= settings["a"] <= span.high


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 1.0), (1.0, 1.0), (2.0, 1.0), (1.0, math.inf), (math.nan, 1.0)]
)
def test_ranges_that_make_no_sense(low: float, high: float) -> None:
    with pytest.raises(ValueError, match=f"the range is {low} to {high}; expected 0 < low < high"):
        LogRange(low, high)


def test_trials_come_best_first() -> None:
    trials = best_first(hill, grid(RANGES, 5))
    assert trials[0].settings == {"rate": pytest.approx(1e-3), "decay": pytest.approx(1e-5)}
    scores = [trial.score for trial in trials]
    assert scores == sorted(scores, reverse=True)
    assert all(hill(trial.settings) == trial.score for trial in trials)
    assert best_first(hill, []) == []


def test_bayesian_optimisation_learns_from_its_trials() -> None:
    scores: list[float] = []

    def score(settings: Settings) -> float:
        scores.append(hill(settings))
        return scores[-1]

    trials = bayesian(score, RANGES, seed=1, first=5, more=7)
    assert [trial.score for trial in trials] == sorted(scores, reverse=True)
    assert len(scores) == 12
    drawn, chosen = scores[:5], scores[5:]
    assert max(chosen) > max(drawn)
    assert np.mean(chosen) > np.mean(drawn)
    assert trials[0].settings["rate"] == pytest.approx(1e-3, rel=0.5)
    for trial in trials:
        assert hill(trial.settings) == trial.score
        for name, span in RANGES.items():
            assert span.low <= trial.settings[name] <= span.high


def test_bayesian_optimisation_repeats_itself() -> None:
    first, second = (bayesian(hill, RANGES, seed=3, first=2, more=2) for _ in range(2))
    assert first == second
    assert first != bayesian(hill, RANGES, seed=4, first=2, more=2)


def test_too_few_trials() -> None:
    with pytest.raises(ValueError, match="first is 0; expected at least 1"):
        bayesian(hill, RANGES, seed=1, first=0)
    with pytest.raises(ValueError, match="more is -1; expected at least 0"):
        bayesian(hill, RANGES, seed=1, more=-1)


@pytest.mark.parametrize("score", [math.nan, math.inf])
def test_scores_that_cannot_be_compared(score: float) -> None:
    message = f"the score of {{'rate': .*}} is {score}; expected a finite number"
    with pytest.raises(ValueError, match=message):
        best_first(lambda _: score, [{"rate": 0.1}])
    with pytest.raises(ValueError, match=message):
        bayesian(lambda _: score, {"rate": LogRange(0.1, 1)}, seed=0, first=1, more=0)
