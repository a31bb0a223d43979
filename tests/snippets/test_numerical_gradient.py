"""The numerical gradient against closed forms, and what the gradient check finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snippets.arrays import Floats, Params
from snippets.network import Network, first_params
from snippets.numerical_gradient import gradient_check, numerical_gradient, relative_error


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (lambda w: (w**2).sum(), lambda w: 2 * w),
        (lambda w: np.sin(w).sum(), np.cos),
        (lambda w: np.exp(w).prod(), lambda w: np.full_like(w, np.exp(w.sum()))),
    ],
)
def test_closed_forms(f: Callable[[Floats], float], slope: Callable[[Floats], Floats]) -> None:
    w = np.array([[0.5, -1.0], [2.0, 0.1]])
    before = w.copy()
    np.testing.assert_allclose(numerical_gradient(lambda: float(f(w)), w), slope(w), rtol=1e-8)
    np.testing.assert_array_equal(w, before)


def test_of_a_parabola_any_distance_gives_the_slope() -> None:
    w = np.array([3.0])
    assert numerical_gradient(lambda: float(w[0] ** 2), w, h=0.5)[0] == pytest.approx(6)


def test_single_precision_is_refused() -> None:
    with pytest.raises(ValueError, match="w is an array of float32; expected float64"):
        numerical_gradient(lambda: 0.0, np.zeros(3, np.float32))


finite = arrays(float, 4, elements=st.floats(-1e6, 1e6).filter(lambda w: w == 0 or abs(w) > 1e-6))


@given(finite, finite)
def test_relative_error_is_symmetric_and_at_most_1(a: Floats, b: Floats) -> None:
    assert relative_error(a, b) == relative_error(b, a)
    assert 0 <= relative_error(a, b) <= 1 + 1e-12
    assert relative_error(a, a) == 0


def test_relative_error_by_hand() -> None:
    assert relative_error(np.array([3.0, 4.0]), np.array([6.0, 8.0])) == pytest.approx(1 / 3)
    assert relative_error(np.ones(2), -np.ones(2)) == 1
    assert relative_error(np.zeros(2), np.zeros(2)) == 0
    with pytest.raises(ValueError, match=r"b has shape \(3,\); expected \(2,\), the shape of a"):
        relative_error(np.zeros(2), np.zeros(3))


class Halved(Network):
    """Has a mistake in the gradient of one parameter."""

    def gradient(self, x: Floats, t: Any) -> tuple[float, Params]:
        loss, grads = super().gradient(x, t)
        return loss, {name: g / 2 if name == "b1" else g for name, g in grads.items()}


def test_the_check_finds_the_mistake_and_only_that() -> None:
    rng = np.random.default_rng(5)
    x, t = rng.normal(size=(7, 4)), rng.integers(0, 3, 7)
    params = first_params(rng, (4, 5, 3))
    right, wrong = gradient_check(Network(params), x, t), gradient_check(Halved(params), x, t)
    assert right.keys() == wrong.keys() == {"W1", "b1", "W2", "b2"}
    assert max(right.values()) < 1e-7
    assert wrong["b1"] == pytest.approx(1 / 3, rel=1e-6)
    assert max(error for name, error in wrong.items() if name != "b1") < 1e-7
