"""Batch normalisation: statistics, running statistics, and gradients in every mode."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snippets.arrays import Floats, Shape
from snippets.batch_normalisation import BatchNorm
from tests.snippets.oracles import check_layer, close, derivative

SHAPES = [(6, 3), (4, 3, 2, 5), (2, 3, 1, 1), (1, 3, 2, 2)]
LEARNT = [("gamma", "d_gamma"), ("beta", "d_beta")]


def layer(features: int = 3, **options: float) -> BatchNorm:
    rng = np.random.default_rng(9)
    return BatchNorm(rng.uniform(0.5, 2, features), rng.normal(size=features), **options)


def flat(x: Floats) -> Floats:
    """Return one column for each feature."""
    return np.moveaxis(x, 1, -1).reshape(-1, x.shape[1])


@given(st.sampled_from(SHAPES), st.floats(-1e3, 1e3), st.floats(0.1, 1e3), st.integers(0, 2**32))
def test_each_feature_has_the_mean_beta_and_the_deviation_gamma(
    shape: Shape, middle: float, scale: float, seed: int
) -> None:
    x = np.random.default_rng(seed).uniform(-1, 1, shape) * scale + middle
    norm = layer(epsilon=1e-12)
    y = flat(norm.forward(x))
    np.testing.assert_allclose(y.mean(axis=0), norm.beta, atol=1e-6)
    varied = flat(x).var(axis=0) > 1e-4
    np.testing.assert_allclose(y.std(axis=0)[varied], norm.gamma[varied], rtol=1e-6)


@given(arrays(float, (5, 3), elements=st.floats(-10, 10)))
def test_moving_or_stretching_the_whole_batch_changes_nothing(x: Floats) -> None:
    x = x + np.arange(5)[:, None] * 25  # no feature is constant
    norm = layer(epsilon=1e-12)
    np.testing.assert_allclose(norm.forward(7 * x - 3), norm.forward(x), atol=1e-6)


def test_a_constant_feature_becomes_beta() -> None:
    norm = layer()
    np.testing.assert_allclose(norm.forward(np.full((4, 3), 7.0)), [norm.beta] * 4)


def test_by_hand() -> None:
    norm = BatchNorm(np.array([2.0]), np.array([1.0]), epsilon=1e-15)
    np.testing.assert_allclose(norm.forward(np.array([[1.0], [3.0]])), [[-1.0], [3.0]])


@pytest.mark.parametrize("shape", [(8, 3), (2, 3, 2, 2)])
def test_running_statistics_are_moving_averages_freed_of_bias(shape: Shape) -> None:
    rng, norm, mean, variance = np.random.default_rng(2), layer(memory=0.8), 0.0, 1.0
    for _ in range(4):
        x = rng.normal(2, 3, shape)
        norm.forward(x)
        mean = 0.8 * mean + 0.2 * flat(x).mean(axis=0)
        variance = 0.8 * variance + 0.2 * flat(x).var(axis=0, ddof=1)
    np.testing.assert_allclose(norm.running_mean, mean)
    np.testing.assert_allclose(norm.running_variance, variance)


def test_without_memory_the_latest_batch_is_all_that_counts() -> None:
    norm, x = layer(memory=0.0), np.random.default_rng(2).normal(size=(8, 3))
    norm.forward(x + 100)
    norm.forward(x)
    np.testing.assert_allclose(norm.running_mean, x.mean(axis=0), atol=1e-13)


def test_afterwards_an_example_does_not_hang_on_its_neighbours() -> None:
    rng, norm = np.random.default_rng(3), layer()
    for _ in range(200):
        norm.forward(rng.normal(4, 2, (50, 3)))
    norm.training = False
    before = norm.running_mean.copy()
    x = rng.normal(4, 2, (6, 3))
    together, alone = norm.forward(x), np.concatenate([norm.forward(row[None]) for row in x])
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(norm.running_mean, before)
    np.testing.assert_allclose(together, norm.gamma * (x - 4) / 2 + norm.beta, atol=0.4)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape[0] > 2])
def test_gradients(shape: Shape, training: bool) -> None:
    norm = layer()
    norm.training = training
    check_layer(norm, np.random.default_rng(4).normal(size=shape), *LEARNT)


def test_gradients_against_autograd() -> None:
    rng, norm = np.random.default_rng(5), layer()
    x, dy = rng.normal(size=(7, 3)), rng.normal(size=(7, 3))

    def plain(x: Any, gamma: Any, beta: Any) -> Any:
        normal = (x - anp.mean(x, axis=0)) / anp.sqrt(anp.var(x, axis=0) + norm.epsilon)
        return anp.sum((gamma * normal + beta) * dy)

    norm.forward(x)
    dx = norm.backward(dy)
    for found, number in [(dx, 0), (norm.d_gamma, 1), (norm.d_beta, 2)]:
        close(found, derivative(plain, x, norm.gamma, norm.beta, of=number), 1e-10)


def test_single_precision_stays_single() -> None:
    norm = BatchNorm(np.ones(3, np.float32), np.zeros(3, np.float32))
    y = norm.forward(np.random.default_rng(0).normal(size=(4, 3, 2, 2)).astype(np.float32))
    assert y.dtype == norm.backward(y).dtype == norm.running_variance.dtype == np.float32


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (np.zeros((4, 2)), r"x has shape \(4, 2\); expected \(N, 3\)"),
        (np.zeros((4, 2, 5, 5)), r"x has shape \(4, 2, 5, 5\); expected \(N, 3, H, W\)"),
        (np.zeros((4, 3, 5)), r"x has shape \(4, 3, 5\); expected \(N, 3\), or \(N, 3, H, W\)"),
        (np.zeros((1, 3)), "x holds 1 numbers for each feature; expected at least 2 to learn"),
        (np.zeros((0, 3)), "x holds 0 numbers for each feature; expected at least 2 to learn"),
    ],
)
def test_batches_that_do_not_fit(x: Floats, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        layer().forward(x)


def test_gradients_that_do_not_fit() -> None:
    norm = layer()
    norm.forward(np.arange(12.0).reshape(4, 3))
    with pytest.raises(ValueError, match=r"dy has shape \(3, 4\); expected \(4, 3\)"):
        norm.backward(np.zeros((3, 4)))


@pytest.mark.parametrize(
    ("gamma", "beta", "options", "message"),
    [
        (np.ones((3, 1)), np.ones(3), {}, r"gamma has shape \(3, 1\); expected \(C,\)"),
        (np.ones(3), np.ones(2), {}, r"beta has shape \(2,\); expected \(3,\), the shape of gamma"),
        (np.ones(3), np.ones(3), {"memory": 1.0}, "memory is 1.0 and epsilon 1e-05; expected"),
        (np.ones(3), np.ones(3), {"epsilon": 0.0}, "memory is 0.9 and epsilon 0.0; expected"),
    ],
)
def test_settings_that_do_not_fit(
    gamma: Floats, beta: Floats, options: dict[str, float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        BatchNorm(gamma, beta, **options)
