"""Networks that share their mini-batches give the readable network's numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from experiments.fast.twins import FEW, Twins, with_one
from snippets.arrays import Params
from snippets.network import Network, first_params
from snippets.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSprop

OPTIMIZERS: list[Callable[[], Optimizer]] = [SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam]


@pytest.mark.parametrize("sizes", [(6, 4), (6, 5, 4), (20, 16, 16, 16, 16, 10), (300, 90, 3)])
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-10), (np.float32, 1e-5)])
def test_losses_and_gradients(
    sizes: tuple[int, ...], dtype: type[np.floating], tolerance: float
) -> None:
    rng = np.random.default_rng(0)
    readable = [Network(first_params(rng, sizes)) for _ in range(3)]
    for network in readable:
        network.params["b1"] += rng.normal(size=sizes[1])
    twins = Twins([network.params for network in readable], 16, dtype)
    for _ in range(2):
        x, t = rng.normal(size=(16, sizes[0])), rng.integers(0, sizes[-1], 16)
        ones = with_one(x.astype(dtype))
        losses = twins.losses(ones, t)
        twins.step(ones, t)
        scores, answers = twins.scores(ones), twins.answers(ones)
        for number, network in enumerate(readable):
            loss, grads = network.gradient(x, t)
            assert losses[number] == pytest.approx(loss, abs=tolerance)
            found = twins.params(number, gradient=True)
            assert found.keys() == grads.keys()
            for name, gradient in grads.items():
                assert found[name].dtype == dtype
                np.testing.assert_allclose(found[name], gradient, rtol=0, atol=tolerance)
            wanted = network.predict(x).T
            np.testing.assert_allclose(scores[number], wanted, rtol=0, atol=10 * tolerance)
            assert np.array_equal(answers[number], wanted.argmax(axis=0))


def test_six_optimizers_at_once() -> None:
    rng = np.random.default_rng(1)
    params = first_params(rng, (400, 60, 50, 10))
    readable = [Network({name: w.copy() for name, w in params.items()}) for _ in OPTIMIZERS]
    twins = Twins([params] * len(OPTIMIZERS), 12, np.float64)
    slow, fast = [one() for one in OPTIMIZERS], [one() for one in OPTIMIZERS]
    parts = [twins.parts(number) for number in range(len(fast))]
    for _ in range(6):
        x, t = rng.normal(size=(12, 400)), rng.integers(0, 10, 12)
        twins.step(with_one(x), t)
        for optimizer, (w, g) in zip(fast, parts, strict=True):
            optimizer.update(w, g)
        for network, optimizer in zip(readable, slow, strict=True):
            optimizer.update(network.params, network.gradient(x, t)[1])
    for number, network in enumerate(readable):
        for name, found in twins.params(number).items():
            np.testing.assert_allclose(found, network.params[name], rtol=0, atol=1e-10)


def test_the_first_values_are_copied() -> None:
    params = first_params(np.random.default_rng(0), (3, 2))
    twins = Twins([params, params], 4)
    twins.weights[0] += 1
    assert not params["b1"].any()


def test_many_inputs_are_answered_in_parts() -> None:
    rng = np.random.default_rng(2)
    networks = [Network(first_params(rng, (3, 8, 5))) for _ in range(3)]
    x = rng.normal(size=(2 * FEW + 7, 3))
    found = Twins([network.params for network in networks], 5, np.float64).answers(with_one(x))
    assert len(np.unique(found)) == 5
    for answers, network in zip(found, networks, strict=True):
        assert np.array_equal(answers, network.predict(x).argmax(axis=1))


def test_of_equal_scores_the_first_class_counts() -> None:
    params: Params = {"W1": np.zeros((3, 4)), "b1": np.zeros(4)}
    assert not Twins([params], 5).answers(with_one(np.ones((7, 3), np.float32))).any()
