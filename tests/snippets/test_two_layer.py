"""Nodes, graphs, back-propagation written out, and descent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.activations import d_relu, d_sigmoid, relu, sigmoid
from snippets.arrays import Floats, Params
from snippets.cross_entropy import cross_entropy
from snippets.deltas import softmax_delta
from snippets.descent import descend, path
from snippets.graph import Add, Multiply, Square
from snippets.losses import softmax
from snippets.network import Network, first_params
from snippets.neuron import node_output, total_input
from snippets.squared_error import squared_error
from snippets.two_layer import backward, backward_regression, forward
from tests.snippets.oracles import close, slope

PAIRS = [(relu, d_relu), (sigmoid, d_sigmoid)]
numbers = st.floats(-1e3, 1e3)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(31)


# One node, one layer.


def test_total_input_by_hand() -> None:
    x = np.array([1.0, 2.0])
    assert total_input(x, np.zeros(2), 0.5) == 0.5  # only the bias is left
    assert total_input(x, np.ones(2), 0.5) == 3.5
    np.testing.assert_array_equal(total_input(np.array([x, -x]), np.ones(2), 0.5), [3.5, -2.5])
    w = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    np.testing.assert_allclose(total_input(x, w, np.array([1.0, 2.0, 3.0])), [1.9, 3.2, 4.5])


def test_node_output_by_hand() -> None:
    x, w = np.array([1.0, -2.0]), np.ones(2)
    assert node_output(x, w, 0.0, relu) == 0
    assert node_output(x, w, 1.0, sigmoid) == 0.5


@pytest.mark.parametrize(
    ("x", "w", "b", "message"),
    [
        ((2, 3, 4), (4,), 0.0, r"x has shape \(2, 3, 4\); expected \(N, inputs\)"),
        ((), (4,), 0.0, r"x has shape \(\); expected \(N, inputs\)"),
        ((3,), (4,), 0.0, r"w has shape \(4,\); expected \(3,\), as x has shape \(3,\)"),
        ((3,), (), 0.0, r"w has shape \(\); expected \(3,\)"),
        ((2, 3), (2, 3), 0.0, r"w has shape \(2, 3\); expected \(3, outputs\), as x has shape"),
        ((3,), (3, 4), np.zeros(3), r"b has shape \(3,\); expected \(4,\), one for each node"),
    ],
)
def test_nodes_that_do_not_fit(x: Any, w: Any, b: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        total_input(np.zeros(x), np.zeros(w), b)


# The graph.


@given(numbers, numbers)
def test_the_chain_rule_of_a_squared_sum(x: float, y: float) -> None:
    add, square = Add(), Square()
    t = add.forward(x, y)
    assert square.forward(t) == pytest.approx((x + y) ** 2)
    dt = square.backward(1.0)
    assert add.backward(dt) == pytest.approx((2 * (x + y), 2 * (x + y)))


@given(numbers, numbers, numbers)
def test_a_product_hands_back_the_other_factor(x: float, y: float, dz: float) -> None:
    multiply = Multiply()
    assert multiply.forward(x, y) == x * y
    assert multiply.backward(dz) == (dz * y, dz * x)


def test_a_sum_hands_back_what_it_gets() -> None:
    assert Add().backward(3.5) == (3.5, 3.5)


# Back-propagation.


def first(rng: np.random.Generator, outputs: int = 3) -> Params:
    params = first_params(rng, (4, 5, outputs))
    params["b1"] += rng.normal(size=5)
    return params


@pytest.mark.parametrize(("f", "d_f"), PAIRS)
def test_classification_gradients(rng: np.random.Generator, f: Any, d_f: Any) -> None:
    params, x, t = first(rng), rng.normal(size=(6, 4)), rng.integers(0, 3, 6)

    def loss() -> float:
        y = np.exp(forward(x, params, f).u2)
        return float(-np.log((y / y.sum(axis=1, keepdims=True))[np.arange(6), t]).mean())

    grads = backward(forward(x, params, f), params, t, softmax_delta, d_f)
    assert cross_entropy(softmax(forward(x, params, f).u2), t) == pytest.approx(loss(), abs=1e-6)
    for name, w in params.items():
        close(grads[name], slope(loss, w))


@pytest.mark.parametrize(("f", "d_f"), PAIRS)
def test_regression_gradients(rng: np.random.Generator, f: Any, d_f: Any) -> None:
    params, x, d = first(rng, 1), rng.normal(size=(6, 4)), rng.normal(size=(6, 1))
    grads = backward_regression(forward(x, params, f), params, d, d_f)
    for name, w in params.items():
        close(grads[name], slope(lambda: squared_error(forward(x, params, f).u2, d), w))


def test_it_is_the_network_of_layers(rng: np.random.Generator) -> None:
    params, x, t = first(rng), rng.normal(size=(6, 4)), rng.integers(0, 3, 6)
    _, expected = Network(params).gradient(x, t)
    for name, g in backward(forward(x, params), params, t).items():
        np.testing.assert_allclose(g, expected[name], atol=1e-15)


def test_the_derivative_taken_at_the_output_is_wrong(rng: np.random.Generator) -> None:
    params, x, t = first(rng), rng.normal(size=(6, 4)), rng.integers(0, 3, 6)
    seen = forward(x, params, sigmoid)
    right = backward(seen, params, t, d_activation=d_sigmoid)
    wrong = backward(seen, params, t, d_activation=lambda u: d_sigmoid(sigmoid(u)))
    np.testing.assert_array_equal(right["W2"], wrong["W2"])
    assert np.linalg.norm(right["W1"] - wrong["W1"]) > 0.1 * np.linalg.norm(right["W1"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"W1": np.zeros(4)}, r"W1 has shape \(4,\); expected \(inputs, hidden\)"),
        ({"b1": np.zeros(4)}, r"b1 has shape \(4,\); expected \(5,\), as W1 has 5 columns"),
        ({"W2": np.zeros((4, 3))}, r"W2 has shape \(4, 3\); expected \(5, outputs\), as W1 has"),
        ({"b2": np.zeros(5)}, r"b2 has shape \(5,\); expected \(3,\), one for each output"),
        ({"W1": np.zeros((2, 5))}, r"x has shape \(6, 4\); expected \(N, 2\), as W1 has"),
    ],
)
def test_parameters_that_do_not_fit(rng: np.random.Generator, change: Params, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        forward(np.zeros((6, 4)), first(rng) | change)


def test_parameters_that_are_missing() -> None:
    with pytest.raises(ValueError, match="params lacks W2, b1; expected W1, b1, W2 and b2"):
        forward(np.zeros((6, 4)), {"W1": np.zeros((4, 5)), "b2": np.zeros(3)})


# Descent.


def test_a_step_goes_against_the_gradient_in_place() -> None:
    w = np.array([1.0, 2.0])
    descend({"W1": w}, {"W1": np.array([10.0, -10.0])}, 0.1)
    np.testing.assert_array_equal(w, [0, 3])
    with pytest.raises(ValueError, match=r"grad has \['b1'\]; expected \['W1'\], as the network"):
        descend({"W1": w}, {"b1": w}, 0.1)


@given(st.floats(0.1, 5), st.floats(0.01, 2), st.integers(0, 20))
def test_on_a_parabola_each_step_multiplies(curve: float, rate: float, steps: int) -> None:
    def parabola(w: Floats) -> Floats:
        return curve * w

    places = path(parabola, np.array([3.0, -1.0]), rate, steps)
    factors = (1 - rate * curve) ** np.arange(steps + 1)
    np.testing.assert_allclose(places, np.outer(factors, [3.0, -1.0]), rtol=1e-9, atol=1e-9)


def test_rates_too_small_right_and_too_large() -> None:
    small, right, large = (
        abs(path(lambda w: 2 * w, np.array([1.0]), rate, 10)[-1, 0]) for rate in (0.01, 0.5, 1.1)
    )
    assert right == 0 < 0.8 < small < 1 < 6 < large
