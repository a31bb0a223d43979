"""Gradients through many layers against closed forms; the trainings on a few digits."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from experiments import depth, vanishing
from experiments.depth import Depth, go_back, layer_gradients
from experiments.vanishing import SigmoidEngine, Trainings, dead_units, train
from snippets.activation_layers import Sigmoid
from snippets.multi_layer import multi_layer
from studyreport.results import Run


def test_tiny_weights_take_the_same_share_at_each_layer() -> None:
    """With s = 0.01 all sigmoids have the slope 1/4: s √n / 4 is left for each layer."""
    found = go_back("sigmoid", "std_001", 4, seed=0)
    assert found["norm"][-1] == 1
    ratios = np.array(found["norm"][:-1]) / found["norm"][1:]
    np.testing.assert_allclose(ratios, 0.01 * math.sqrt(100) / 4, rtol=0.05)
    np.testing.assert_allclose(found["slope"], 0.25, rtol=0.01)
    assert found["saturated"] == [0, 0, 0, 0]


def test_he_keeps_the_gradient_of_relus() -> None:
    found = go_back("relu", "he", 5, seed=1)
    assert 0.7 < found["norm"][0] < 1.4
    assert all(0.35 < slope < 0.65 for slope in found["slope"])


def test_layer_gradients(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(depth, "SETTINGS", Depth(3, 2, width=20, examples=50, seeds=(0, 1)))
    result = layer_gradients(run)
    assert json.loads(json.dumps(result, allow_nan=False))["values"] == result["values"]
    deep = result["values"]["deep"]["relu"]["std_1"]
    firsts = [go_back("relu", "std_1", 3, seed)["norm"][0] for seed in (0, 1)]
    assert deep["ratio"]["seeds"] == pytest.approx(firsts)
    assert deep["factor"]["mean"] == pytest.approx(np.mean(np.sqrt(firsts)))
    assert len(deep["norm"]) == 3
    assert len(result["values"]["shallow"]["sigmoid"]["he"]["slope"]) == 2


def test_the_engine_of_sigmoids_gives_the_numbers_of_the_readable_network() -> None:
    rng = np.random.default_rng(0)
    network = multi_layer(rng, (6, 5, 4, 3), activation=Sigmoid)
    engine = SigmoidEngine(network.params, 7, np.float64)
    x, t = rng.normal(size=(7, 6)), rng.integers(0, 3, 7)
    loss, grads = network.gradient(x, t)
    assert engine.step(x, t) == pytest.approx(loss)
    flat = np.concatenate([grads[name].ravel() for name in network.params])
    np.testing.assert_allclose(engine.gradient, flat, atol=1e-12)
    np.testing.assert_allclose(engine.scores(x), network.predict(x), atol=1e-12)


SMALL = Trainings(
    networks={"two": (8, 8), "five": (8,) * 5},
    rates=(0.1, 1e30),
    batch=20,
    iterations=20,
    block=10,
    seeds=(0, 1),
    dead_rates=(0.1, 1e4),
    dead_hidden=(10, 10),
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vanishing.SETTINGS, "digits", SMALL)


@pytest.mark.usefixtures("small")
def test_all_combinations_are_trained(run: Run) -> None:
    result = vanishing.vanishing(run)
    assert json.loads(json.dumps(result, allow_nan=False))["values"] == result["values"]
    values: dict[str, Any] = result["values"]
    assert values["iterations"] == [5.5, 15.5]
    he = values["two"]["relu"]["he"]
    runs = [train("digits", "two", "relu", "he", 0.1, seed) for seed in (0, 1)]
    assert he["accuracy"]["seeds"] == pytest.approx([r["accuracy"] for r in runs])
    assert he["curve"] == pytest.approx(np.mean([r["blocks"] for r in runs], axis=0).tolist())
    assert he["loss"] == pytest.approx(he["curve"][-1])
    assert he["best"] == {"rate": 0.1, "accuracy": pytest.approx(he["accuracy"]["mean"])}
    assert train("digits", "two", "relu", "he", 1e30, 0)["blocks"] == [None, None]


@pytest.mark.usefixtures("small")
def test_nodes_die_of_long_steps() -> None:
    assert max(dead_units("digits", 1e-9, 0)) <= 0.2
    assert dead_units("digits", 1e4, 0)[1] == 1
