"""Trainings: the same start and mini-batches for all, and honest about what blows up."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import training
from experiments.control import NesterovOld
from experiments.data import load
from experiments.training import METHODS, TRAININGS, Training, measure, split, train, validate
from snippets.arrays import Floats, Labels
from snippets.batches import draw
from snippets.network import Network, first_params
from snippets.optimizers import Nesterov

SHORT = Training(hidden=(12, 12), batch=16, iterations=9, held_out=100)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(training.TRAININGS, "digits", SHORT)


@pytest.mark.parametrize("method", ["sgd", "nesterov", "adam"])
def test_a_training_is_that_of_the_readable_network(method: str) -> None:
    digits = load("digits")
    x, t = digits.x_train, digits.t_train
    run = train(x, t, method, 0.01, 7, SHORT)
    for_weights, for_batches = np.random.default_rng(7).spawn(2)
    network = Network(first_params(for_weights, (64, 12, 12, 10)))
    optimizer, before, after = METHODS[method](0.01), [], []
    for _ in range(SHORT.iterations):
        chosen = draw(for_batches, len(x), SHORT.batch)
        loss, grads = network.gradient(x[chosen].astype(float), t[chosen])
        optimizer.update(network.params, grads)
        before.append(loss)
        after.append(network.loss(x[chosen].astype(float), t[chosen]))
    assert run.before == pytest.approx(before, abs=1e-3)  # float32 against float64
    assert run.after == pytest.approx(after, abs=1e-3)


def test_all_methods_begin_alike_and_the_seed_decides() -> None:
    firsts = {measure("digits", method, 0.01, 3)["before"][0] for method in METHODS}
    assert len(firsts) == 1
    assert measure("digits", "adam", 0.01, 3) == measure("digits", "adam", 0.01, 3)
    assert measure("digits", "adam", 0.01, 3) != measure("digits", "adam", 0.01, 4)


def test_measure_reports_every_loss_and_the_accuracy() -> None:
    found = measure("digits", "adam", 0.01, 0)
    assert len(found["before"]) == len(found["after"]) == SHORT.iterations
    assert 0.1 < found["accuracy"] <= 1
    assert found["before"][-1] < found["before"][0]


def test_validation_never_trains_on_what_is_held_out(monkeypatch: pytest.MonkeyPatch) -> None:
    digits, seen = load("digits"), []

    def spy(x: Floats, t: Labels, *rest: object) -> training.Trained:
        seen.append((len(x), len(t)))
        return train(x, t, *rest)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(training, "train", spy)
    assert validate("digits", "sgd", 0.01, 0)["loss"] == pytest.approx(2.3, abs=0.4)
    assert seen == [(1338, 1338)]
    (x, t), (held_x, held_t) = split(digits, 100)
    np.testing.assert_array_equal(np.concatenate([x, held_x]), digits.x_train)
    np.testing.assert_array_equal(np.concatenate([t, held_t]), digits.t_train)
    assert len(held_x) == len(held_t) == 100


def test_too_high_a_rate_is_none_in_a_sweep_and_an_error_in_a_comparison() -> None:
    assert validate("digits", "sgd", 1e30, 0)["loss"] is None
    with pytest.raises(FloatingPointError, match=r"^sgd at the rate 1e\+30 \(seed 0\): after \d"):
        measure("digits", "sgd", 1e30, 0)


def test_the_control_makes_the_mistake_it_is_named_for() -> None:
    alpha, rate, grads = 0.9, 0.1, [1.0, -0.5, 2.0]
    right, wrong = np.zeros(1), np.zeros(1)
    nesterov, old = Nesterov(rate, alpha), NesterovOld(rate, alpha)
    v = 0.0
    for g in grads:
        before = float(wrong[0])
        nesterov.update({"w": right}, {"w": np.array([g])})
        old.update({"w": wrong}, {"w": np.array([g])})
        expected = alpha**3 * v - (1 + alpha + alpha**2) * rate * g
        assert wrong[0] - before == pytest.approx(expected)
        v = alpha * v - rate * g
        assert old.v["w"][0] == nesterov.v["w"][0] == pytest.approx(v)


def test_settings_are_those_of_the_comparison() -> None:
    assert TRAININGS["mnist"] == Training((100, 100, 100, 100), 128, 2001, 10_000)
