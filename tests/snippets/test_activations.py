"""Activations against SciPy; their derivatives against differences and autograd."""

from __future__ import annotations

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snippets.activation_layers import Sigmoid, Tanh
from snippets.activations import (
    d_identity,
    d_relu,
    d_sigmoid,
    d_step,
    d_tanh,
    identity,
    relu,
    sigmoid,
    step,
    tanh,
)
from snippets.arrays import Floats
from snippets.losses import softmax
from snippets.softmax_derivative import d_softmax
from tests.snippets.oracles import check_layer, close, slope

U = np.array([[-3.0, -0.5, -1e-3], [1e-3, 0.75, 4.0]])
ALL = [
    (step, d_step),
    (sigmoid, d_sigmoid),
    (tanh, d_tanh),
    (relu, d_relu),
    (identity, d_identity),
]


@given(arrays(float, (2, 3), elements=st.floats(-800, 800)))
def test_sigmoid_is_scipys(u: Floats) -> None:
    np.testing.assert_allclose(sigmoid(u), scipy.special.expit(u), rtol=1e-14, atol=1e-300)


def test_nothing_overflows_however_large_the_input() -> None:
    huge = np.array([-1e300, -1000.0, 1000.0, 1e300])
    np.testing.assert_array_equal(sigmoid(huge), [0, 0, 1, 1])
    np.testing.assert_array_equal(d_sigmoid(huge), [0, 0, 0, 0])
    np.testing.assert_array_equal(tanh(huge), [-1, -1, 1, 1])
    np.testing.assert_array_equal(d_tanh(huge), [0, 0, 0, 0])


def test_sigmoids_derivative_is_a_quarter_at_most_and_takes_the_total_input() -> None:
    assert d_sigmoid(np.array(0.0)) == 0.25
    assert d_sigmoid(np.linspace(-9, 9, 999)).max() == 0.25
    assert d_sigmoid(np.array(4.0)) == pytest.approx(0.018, abs=5e-4)
    # Given the output instead, it would answer with the slope at 0.98.
    assert d_sigmoid(sigmoid(np.array(4.0))) == pytest.approx(0.198, abs=5e-4)


def test_sigmoids_derivative_loses_no_digits_far_out() -> None:
    u = np.array([-600.0, -40.0, 40.0, 600.0])
    np.testing.assert_allclose(d_sigmoid(u), np.exp(-np.abs(u)), rtol=1e-14)


def test_the_kinked_ones_by_hand() -> None:
    u = np.array([-2.0, 0.0, 3.0])
    np.testing.assert_array_equal(step(u), [0, 0, 1])
    np.testing.assert_array_equal(relu(u), [0, 0, 3])
    np.testing.assert_array_equal(identity(u), u)
    np.testing.assert_array_equal(d_step(u), [0, 0, 0])
    np.testing.assert_array_equal(d_relu(u), [0, 0, 1])
    np.testing.assert_array_equal(d_identity(u), [1, 1, 1])


@pytest.mark.parametrize(("f", "d_f"), [pair for pair in ALL if pair[0] is not step])
def test_derivatives_against_differences(f: type, d_f: type) -> None:
    u = U.copy()
    close(d_f(u), slope(lambda: f(u).sum(), u))


def test_derivatives_against_autograd() -> None:
    elementwise = autograd.elementwise_grad
    np.testing.assert_allclose(d_sigmoid(U), elementwise(lambda u: 1 / (1 + anp.exp(-u)))(U))
    np.testing.assert_allclose(d_tanh(U), elementwise(anp.tanh)(U))
    np.testing.assert_array_equal(d_relu(U), elementwise(lambda u: anp.maximum(u, 0.0))(U))


@pytest.mark.parametrize("f", [f for pair in ALL for f in pair])
def test_single_precision_stays_single(f: type) -> None:
    assert f(U.astype(np.float32)).dtype == np.float32
    assert f(U).shape == U.shape


@given(arrays(float, 5, elements=st.floats(-50, 50)))
def test_tanh_is_a_stretched_sigmoid(u: Floats) -> None:
    np.testing.assert_allclose(tanh(u), 2 * scipy.special.expit(2 * u) - 1, atol=1e-15)
    np.testing.assert_array_equal(tanh(-u), -tanh(u))


@given(arrays(float, (3, 4), elements=st.floats(-800, 800)))
def test_softmax_is_scipys(u: Floats) -> None:
    np.testing.assert_allclose(softmax(u), scipy.special.softmax(u, axis=1), rtol=1e-12)
    np.testing.assert_allclose(softmax(u[0]), scipy.special.softmax(u[0]), rtol=1e-12)


def test_softmax_derivative_is_autograds_jacobian() -> None:
    def plain(u: Floats) -> Floats:
        shares: Floats = anp.exp(u) / anp.sum(anp.exp(u))
        return shares

    expected = [autograd.jacobian(plain)(row) for row in U]
    np.testing.assert_allclose(d_softmax(U), expected, atol=1e-15)
    np.testing.assert_allclose(d_softmax(U[0]), expected[0], atol=1e-15)
    np.testing.assert_allclose(d_softmax(U).sum(axis=1), 0, atol=1e-15)  # probabilities sum to 1
    assert d_softmax(U.astype(np.float32)).dtype == np.float32


@pytest.mark.parametrize("layer", [Sigmoid(), Tanh()])
def test_activation_layers(layer: Sigmoid | Tanh) -> None:
    check_layer(layer, U.copy())
    check_layer(layer, np.random.default_rng(1).normal(size=(2, 3, 2, 2)))


@pytest.mark.parametrize(("layer", "expected"), [(Sigmoid(), 0.5), (Tanh(), 0.0)])
def test_activation_layers_refuse_gradients_of_another_shape(
    layer: Sigmoid | Tanh, expected: float
) -> None:
    assert layer.forward(np.zeros((2, 3)))[1, 2] == expected
    with pytest.raises(ValueError, match=r"^dy has shape \(2, 4\); expected \(2, 3\)\.$"):
        layer.backward(np.zeros((2, 4)))
