"""Learning filters: short trainings on the small digits, and what is told of them."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import filters
from experiments.filters import Training, first_filters, roughness, shuffled_pictures, train
from studyreport.results import Run


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make all trainings so short that none takes a second."""
    monkeypatch.setitem(filters.SETTINGS, "digits", Training(iterations=4, seeds=(0, 1)))


def test_roughness_is_one_for_noise_and_small_for_a_ramp() -> None:
    noise = np.random.default_rng(0).normal(3, 0.5, (4000, 5, 5))
    assert roughness(noise) == pytest.approx(1, abs=0.02)
    ramp = np.broadcast_to(np.arange(5.0), (2, 5, 5))  # half of the neighbours differ by 1
    assert roughness(ramp) == pytest.approx(0.5 / (2 * 2 * 25 / 24))


def test_what_is_told_of_a_training() -> None:
    told = train("digits", seed=0)
    before, after = np.array(told["before"]), np.array(told["after"])
    assert before.shape == after.shape == (30, 5, 5)
    move = np.linalg.norm(after - before) / np.linalg.norm(before)
    assert told["move"] == pytest.approx(move, rel=0.05)  # the filters told are rounded
    assert told["roughness"]["before"] == pytest.approx(roughness(before), rel=0.01)
    assert before.std() == pytest.approx(np.sqrt(2 / 25), rel=0.1)
    assert 0 <= told["accuracy"] <= 1


def test_filters_that_start_small_or_stay() -> None:
    he, small, fixed = (train("digits", 1, **arm) for arm in ({}, {"small": True}, {"fixed": True}))
    assert np.array(small["before"]).std() == pytest.approx(0.01, abs=1e-3)
    assert np.corrcoef(np.ravel(small["before"]), np.ravel(he["before"]))[0, 1] > 0.99
    assert fixed["move"] == 0
    assert fixed["before"] == fixed["after"] == he["before"]
    assert he["after"] != he["before"]


def test_the_connected_network_tells_no_filters_and_shuffling_changes_the_pictures() -> None:
    plain, shuffled = (train("digits", 0, connected=True, shuffled=one) for one in (False, True))
    assert set(plain) == set(shuffled) == {"accuracy"}
    one, other = (train("digits", 0, shuffled=one) for one in (False, True))
    assert one["before"] == other["before"]
    assert one["after"] != other["after"]


def test_the_results_sum_up_the_seeds(run: Run) -> None:
    values = first_filters(run)["values"]
    assert set(values) == {"he", "small", "fixed"}
    each = [train("digits", seed)["accuracy"] for seed in (0, 1)]
    spread = {"mean": np.mean(each), "least": min(each), "most": max(each)}
    assert values["he"]["accuracy"] == pytest.approx(spread)
    assert values["he"]["after"] == train("digits", 0)["after"]
    shuffled = shuffled_pictures(run)
    assert shuffled["values"]["convolution"]["accuracy"] == pytest.approx(spread)
    assert shuffled["seeds"] == [0, 1]
