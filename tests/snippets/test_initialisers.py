"""First values: their spread, and what it does to a signal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from snippets.arrays import Floats
from snippets.initialisers import glorot, normal, uniform, xavier, zeros

Initialiser = Callable[[np.random.Generator, int, int], Floats]
ALL: list[Initialiser] = [zeros, uniform, normal, xavier, glorot]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(12)


@pytest.mark.parametrize(
    ("initialiser", "mean", "deviation"),
    [
        (zeros, 0, 0),
        (uniform, 0.5, 1 / np.sqrt(12)),
        (normal, 0, 0.01),
        (partial(normal, deviation=1.0), 0, 1),
        (xavier, 0, np.sqrt(1 / 400)),
        (glorot, 0, np.sqrt(2 / 900)),
    ],
)
def test_mean_and_deviation(
    rng: np.random.Generator, initialiser: Initialiser, mean: float, deviation: float
) -> None:
    weights = initialiser(rng, 400, 500)
    # Six standard deviations of the mean, and of the deviation, of 200,000 draws.
    assert weights.mean() == pytest.approx(mean, abs=6 * deviation / np.sqrt(200_000) + 1e-15)
    assert weights.std() == pytest.approx(deviation, rel=6 / np.sqrt(400_000))


@pytest.mark.parametrize("initialiser", ALL)
def test_shape_and_repeatability(initialiser: Initialiser) -> None:
    first = initialiser(np.random.default_rng(1), 3, 5)
    assert first.shape == (3, 5)
    assert first.dtype == np.float64
    np.testing.assert_array_equal(first, initialiser(np.random.default_rng(1), 3, 5))


def test_uniform_is_never_below_zero(rng: np.random.Generator) -> None:
    weights = uniform(rng, 100, 100)
    assert 0 <= weights.min() < 0.01 < 0.99 < weights.max() < 1


def test_xavier_keeps_the_variance_of_a_signal(rng: np.random.Generator) -> None:
    signal = rng.normal(size=(2000, 300))
    assert (signal @ xavier(rng, 300, 200)).var() == pytest.approx(1, rel=0.05)


def test_glorot_is_the_compromise_between_forward_and_backward(rng: np.random.Generator) -> None:
    weights = glorot(rng, 300, 600)
    forward = (rng.normal(size=(2000, 300)) @ weights).var()
    backward = (rng.normal(size=(2000, 600)) @ weights.T).var()
    assert forward == pytest.approx(2 / 3, rel=0.05)
    assert backward == pytest.approx(4 / 3, rel=0.05)


def test_a_single_input_is_enough() -> None:
    assert xavier(np.random.default_rng(1), 1, 4000).std() == pytest.approx(1, rel=0.1)
    assert glorot(np.random.default_rng(1), 1, 0).shape == (1, 0)


def test_layers_without_inputs(rng: np.random.Generator) -> None:
    with pytest.raises(ValueError, match="inputs is 0; expected at least 1"):
        xavier(rng, 0, 3)
    with pytest.raises(ValueError, match=r"inputs \+ outputs is 0; expected at least 1"):
        glorot(rng, 0, 0)
