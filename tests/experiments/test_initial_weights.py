"""First weights: what they do to signals, to twins, and to trainings."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments import initial_weights
from experiments.initial_signals import SETUP, initial_signals, propagate
from experiments.initial_weights import SETUPS, TRAINED, train
from experiments.single import single
from experiments.starts import COMBINATIONS, STARTS
from experiments.symmetry import symmetry
from snippets.layers import Affine
from snippets.losses import SoftmaxWithLoss
from snippets.multi_layer import multi_layer
from studyreport import project
from studyreport.results import Run


@pytest.mark.parametrize(
    ("activation", "start", "factor", "slope"),
    [
        ("relu", "he", 1, 0.5),
        ("relu", "xavier", 0.5**0.5, 0.5),
        ("relu", "hundredth", 0.1 * 0.5**0.5, 0.5),
        ("relu", "one", 10 * 0.5**0.5, 0.5),
        ("sigmoid", "hundredth", 0.1 / 4, 0.25),
        ("tanh", "hundredth", 0.1, 1),
    ],
)
def test_gradients_shrink_by_the_closed_form(
    activation: str, start: str, factor: float, slope: float
) -> None:
    found = propagate(activation, start, 1)
    steps = np.array([4, 3, 2, 1, 0])
    np.testing.assert_allclose(found["gradient"], factor**steps, rtol=0.25)
    np.testing.assert_allclose(found["slope"], slope, rtol=0.15)
    assert found["gradient"][-1] == 1


def test_sizes_and_differences() -> None:
    he = propagate("relu", "he", 1)
    np.testing.assert_allclose(he["size"], 1, rtol=0.25)
    assert (np.diff(he["differ"]) < 0).all()
    sigmoid = propagate("sigmoid", "xavier", 1)
    ratios = sigmoid["differ"][1:] / sigmoid["differ"][:-1]
    np.testing.assert_allclose(ratios, 0.235, rtol=0.08)  # a little below the steepest slope
    assert sigmoid["share"].sum(axis=1) == pytest.approx(1)
    assert propagate("tanh", "one", 1)["flat"].min() > 0.7


def test_the_flat_places_of_a_sigmoid_are_outside_of_one_per_cent() -> None:
    assert SETUP.flat * 0.25 == pytest.approx(0.01 * 0.99)


def test_bands_reach_around_their_means(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.initial_signals.SETUP", replace(SETUP, nodes=8, examples=20))
    values = initial_signals(run)["values"]
    assert {name: tuple(found) for name, found in values["signals"].items()} == COMBINATIONS
    for found in values["signals"]["tanh"].values():
        for measure in ("size", "differ", "slope", "flat", "gradient"):
            band = found[measure]
            assert (band["min"] <= band["mean"] + 1e-12).all()
            assert (band["mean"] <= band["max"] + 1e-12).all()
    assert len(values["edges"]["relu"]) == SETUP.bins + 1


def test_fourfold_is_four_times_xavier() -> None:
    drawn = STARTS["fourfold"](np.random.default_rng(0), 64, 500)
    assert drawn.std() == pytest.approx(0.5, rel=0.02)


def test_equal_nodes_stay_equal_and_random_ones_solve_the_task(run: Run) -> None:
    values = symmetry(run)["values"]
    zeros, alike, random = (np.asarray(values[name]["paths"]) for name in values)
    assert not zeros.any()
    np.testing.assert_allclose(alike, np.broadcast_to(alike[:1], alike.shape), atol=1e-12)
    assert np.abs(alike[0, -1] - alike[0, 0]).max() > 0.1
    assert np.abs(random[:, -1] - random[:, 0]).max(axis=1).min() > 0.01
    assert values["alike"]["loss"][1] > 0.1 > 0.01 > values["random"]["loss"][1]


def test_single_precision_gives_the_same_answers() -> None:
    rng = np.random.default_rng(0)
    network = multi_layer(rng, (5, 7, 3), batch_norm=True)
    x = rng.normal(size=(20, 5))
    same = single(network)
    assert {w.dtype for w in same.params.values()} == {np.dtype(np.float32)}
    assert {w.dtype for w in network.params.values()} == {np.dtype(np.float64)}
    network.loss(x, np.zeros(20, int))
    same.loss(x.astype(np.float32), np.zeros(20, int))
    assert isinstance(same.last, SoftmaxWithLoss)
    assert isinstance(network.last, SoftmaxWithLoss)
    np.testing.assert_allclose(same.last.y, network.last.y, rtol=1e-4)
    assert isinstance(same.layers[0], Affine)
    assert same.layers[2] is network.layers[2]  # a ReLU learns nothing


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = replace(SETUPS["digits"], nodes=12, iterations=20, tail=5, block=5)
    monkeypatch.setitem(initial_weights.SETUPS, "digits", setup)


@pytest.mark.usefixtures("small")
def test_one_training() -> None:
    zeros = train("digits", ("relu", "zeros", 2), 0.01, 0)
    assert zeros[0] == pytest.approx(np.log(10), abs=1e-6)
    he = train("digits", ("relu", "he", 2), 0.1, 0)
    assert (
        he
        == train("digits", ("relu", "he", 2), 0.1, 0)
        != train("digits", ("relu", "he", 2), 0.1, 1)
    )
    assert he[-1] < he[0]
    assert len(he) == 20 > len(train("digits", ("relu", "one", 4), 100.0, 0))


@pytest.mark.usefixtures("small")
def test_the_result_holds_every_start_at_every_rate(run: Run) -> None:
    result = initial_weights.initial_weights(run)
    values, rates = result["values"], list(SETUPS["digits"].rates)
    assert {name: tuple(found) for name, found in values["trainings"].items()} == TRAINED
    for found in values["trainings"]["relu"].values():
        assert [entry["rate"] for entry in found["rates"]] == rates
        means = [entry["mean"] for entry in found["rates"] if entry["mean"] is not None]
        assert not means or found["best"]["mean"] == min(means)
    assert values["iterations"] == [3, 8, 13, 18]
    assert tuple(values["shallow"]) == ("layers_1",)


def test_a_training_that_diverged_has_no_mean() -> None:
    setup = replace(SETUPS["digits"], iterations=4, tail=2, block=2, shown=0.1)
    found = initial_weights._summary(
        {0.1: [[4.0, 3, 2, 1], [9.0]], 1.0: [[4.0, 4, 4, 4]] * 2}, setup
    )
    diverged, whole = found["rates"]
    assert (diverged["finished"], diverged["mean"], diverged["min"]) == (1, None, 1.5)
    assert found["best"] == whole == {"rate": 1.0, "finished": 2, "mean": 4, "min": 4, "max": 4}
    assert found["curve"] is None


def test_the_frozen_result_is_whole_and_small() -> None:
    path = project.load().frozen / "initial_weights.json"
    assert path.stat().st_size < 60_000
    frozen: dict[str, Any] = json.loads(path.read_text("utf-8"))
    assert (frozen["data"], frozen["dataset"]["train"]) == ("mnist", 60_000)
    trainings = frozen["values"]["trainings"]
    assert trainings["relu"]["he"]["best"]["mean"] < 0.2
    assert trainings["relu"]["hundredth"]["best"]["mean"] == pytest.approx(np.log(10), abs=0.01)
    assert trainings["relu"]["one"]["best"] is None
