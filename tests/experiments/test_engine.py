"""The fast network gives the readable network's numbers."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.engine import Engine, accuracy
from snippets.arrays import Floats, Params
from snippets.network import Network, first_params
from snippets.optimizers import Adam

SIZES = [(6, 3), (6, 5, 4), (20, 16, 16, 16, 16, 10)]


def flat(params: Params) -> Floats:
    return np.concatenate([w.ravel() for w in params.values()])


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-10), (np.float32, 1e-5)])
def test_the_same_losses_and_gradients_all_along_a_training(
    sizes: tuple[int, ...], dtype: type[np.floating], tolerance: float
) -> None:
    rng = np.random.default_rng(3)
    network = Network(first_params(rng, sizes))
    engine = Engine(network.params, 32, dtype)
    slow, fast = Adam(0.01), Adam(0.01)
    for _ in range(12):
        x, t = rng.normal(size=(32, sizes[0])), rng.integers(0, sizes[-1], 32)
        loss, grads = network.gradient(x, t)
        assert engine.loss(x.astype(dtype), t) == pytest.approx(loss, abs=tolerance)
        assert engine.step(x.astype(dtype), t) == pytest.approx(loss, abs=tolerance)
        assert engine.gradient.dtype == engine.vector.dtype == dtype
        np.testing.assert_allclose(engine.gradient, flat(grads), rtol=0, atol=tolerance)
        if dtype == np.float32:  # a rounding error may turn round a step of Adam: begin anew
            engine.vector[:] = flat(network.params)
            continue
        slow.update(network.params, grads)
        fast.update({"all": engine.vector}, {"all": engine.gradient})
        np.testing.assert_allclose(engine.vector, flat(network.params), rtol=0, atol=tolerance)


def test_scores_and_accuracy_of_another_number_of_inputs() -> None:
    rng = np.random.default_rng(4)
    network = Network(first_params(rng, (7, 9, 5)))
    engine = Engine(network.params, 8, np.float64)
    x, t = rng.normal(size=(50, 7)), rng.integers(0, 5, 50)
    np.testing.assert_allclose(engine.scores(x), network.predict(x), rtol=0, atol=1e-12)
    assert accuracy(engine.scores(x), t) == network.accuracy(x, t)
    assert accuracy(np.array([[0.0, 1.0], [3.0, 2.0], [1.0, 5.0]]), np.array([1, 1, 1])) == 2 / 3


def test_the_first_values_are_copied() -> None:
    params = first_params(np.random.default_rng(0), (3, 2))
    engine = Engine(params, 4, np.float64)
    engine.vector += 1
    assert not params["b1"].any()


def test_scores_beyond_the_range_of_exp_give_a_finite_loss() -> None:
    engine = Engine({"W1": np.eye(2) * 1000, "b1": np.zeros(2)}, 2)
    x = np.array([[1, 0], [0, 1]], np.float32)
    assert engine.step(x, np.array([1, 1])) == pytest.approx(500)
    assert np.isfinite(engine.gradient).all()
