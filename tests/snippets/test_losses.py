"""Losses, deltas and output layers against values by hand, autograd and differences."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snippets.arrays import Floats, Labels
from snippets.cross_entropy import (
    binary_cross_entropy,
    cross_entropy,
    cross_entropy_labels,
    d_cross_entropy,
)
from snippets.deltas import (
    identity_delta,
    sigmoid_delta,
    sigmoid_squared_error_delta,
    softmax_delta,
)
from snippets.labels import one_hot, targets
from snippets.losses import SoftmaxWithLoss
from snippets.output_layers import IdentityWithLoss, SigmoidWithLoss
from snippets.squared_error import d_squared_error, squared_error
from tests.snippets.oracles import close, derivative, slope

Y = np.array([[0.125, 0.375, 0.5], [0.25, 0.25, 0.5]])
T = np.array([2, 0])
D = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
U = np.array([[0.5, -1.0, 2.0], [0.0, 3.0, -0.25]])


def test_one_hot_by_hand() -> None:
    np.testing.assert_array_equal(one_hot(T, 3), D)
    np.testing.assert_array_equal(one_hot(np.array(1), 2), [0, 1])
    assert one_hot(np.zeros(0, np.intp), 3).shape == (0, 3)


@pytest.mark.parametrize("t", [np.array([0, 3]), np.array([-1, 3])])
def test_one_hot_refuses_what_is_no_class(t: Labels) -> None:
    with pytest.raises(ValueError, match=f"run from {t[0]} to 3; expected 0 to 2, as there are 3"):
        one_hot(t, 3)


def test_targets_either_way() -> None:
    np.testing.assert_array_equal(targets(T, Y), D)
    np.testing.assert_array_equal(targets(D, Y), D)
    np.testing.assert_array_equal(targets(np.array(2), Y[0]), D[0])
    np.testing.assert_array_equal(targets(T.astype(np.uint8), Y), D)
    assert targets(T, Y.astype(np.float32)).dtype == np.float32
    assert targets(D, Y.astype(np.float32)).dtype == np.float32


@pytest.mark.parametrize(
    ("t", "message"),
    [
        (np.array([2, 0, 1]), r"t has shape \(3,\); expected \(2,\), as the outputs have shape"),
        (D[:, :2], r"t has shape \(2, 2\); expected \(2, 3\), the shape of the outputs"),
        (np.array([2.0, 0.0]), "t is an array of float64; expected class numbers, integers"),
    ],
)
def test_targets_that_do_not_fit(t: Labels | Floats, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        targets(t, Y)
    with pytest.raises(ValueError, match=message):
        cross_entropy(Y, t)
    with pytest.raises(ValueError, match=message):
        softmax_delta(Y, t)


def test_squared_error_by_hand() -> None:
    assert squared_error(np.array([1.0, 5.0]), np.array([0.0, 2.0])) == 5.0
    assert squared_error(np.array([[1.0, 5.0], [0.0, 2.0]]), np.array([[0.0, 2.0]] * 2)) == 2.5


@pytest.mark.parametrize("rows", [slice(None), 0])
def test_squared_error_gradient(rows: Any) -> None:
    y, d = Y[rows].copy(), D[rows]
    close(d_squared_error(y, d), slope(lambda: squared_error(y, d), y))


@pytest.mark.parametrize("f", [squared_error, d_squared_error, binary_cross_entropy])
def test_errors_of_another_shape(f: Callable[[Floats, Floats], object]) -> None:
    with pytest.raises(ValueError, match=r"^d has shape \(3,\); expected \(2, 3\), the shape of y"):
        f(Y, D[0])


def test_cross_entropy_by_hand() -> None:
    expected = (math.log(2) + math.log(4)) / 2
    assert cross_entropy(Y, T) == pytest.approx(expected, abs=1e-6)
    assert cross_entropy(Y, D) == cross_entropy(Y, T)
    assert cross_entropy(Y[0], np.array(2)) == pytest.approx(math.log(2), abs=1e-6)
    assert cross_entropy(Y[0], D[0]) == cross_entropy(Y[0], np.array(2))


def test_cross_entropy_of_the_impossible_is_finite() -> None:
    y = np.array([[1.0, 0.0]])
    assert cross_entropy(y, np.array([1])) == pytest.approx(16.118, abs=1e-3)
    assert cross_entropy_labels(y, np.array([1])) == pytest.approx(7 * math.log(10))
    assert binary_cross_entropy(y, 1 - y) == pytest.approx(14 * math.log(10))


@given(arrays(float, (4, 3), elements=st.floats(0, 1)), st.lists(st.integers(0, 2), min_size=4))
def test_both_cross_entropies_are_one(y: Floats, classes: list[int]) -> None:
    t = np.array(classes[:4])
    assert cross_entropy_labels(y, t) == pytest.approx(cross_entropy(y, np.eye(3)[t]))


def test_cross_entropy_labels_refuses_classes_below_zero() -> None:
    with pytest.raises(ValueError, match="labels run from -1 to 2; expected 0 to 2"):
        cross_entropy_labels(Y, np.array([-1, 2]))


@pytest.mark.parametrize(("rows", "t"), [(slice(None), T), (slice(None), D), (0, D[0])])
def test_cross_entropy_gradient(rows: Any, t: Any) -> None:
    y = Y[rows].copy()
    close(d_cross_entropy(y, t), slope(lambda: cross_entropy(y, t), y))


def test_binary_cross_entropy_by_hand() -> None:
    y, d = np.array([[0.25, 0.5]]), np.array([[1.0, 0.0]])
    assert binary_cross_entropy(y, d) == pytest.approx(math.log(8), abs=1e-6)
    assert binary_cross_entropy(y[0], d[0]) == binary_cross_entropy(y, d)
    both = binary_cross_entropy(np.array([[0.25], [0.5]]), np.array([[1.0], [0.0]]))
    assert both == pytest.approx(math.log(8) / 2, abs=1e-6)


# The deltas: autograd goes through the plain formulas of activation and loss.


def plain_softmax(u: Any, d: Floats) -> Any:
    y = anp.exp(u) / anp.sum(anp.exp(u), axis=-1, keepdims=True)
    return -anp.sum(d * anp.log(y)) / (len(u) if u.ndim > 1 else 1)


def plain_sigmoid(u: Any, d: Floats) -> Any:
    y = 1 / (1 + anp.exp(-u))
    return -anp.sum(d * anp.log(y) + (1 - d) * anp.log(1 - y)) / (len(u) if u.ndim > 1 else 1)


def plain_square(u: Any, d: Floats) -> Any:
    return anp.sum((u - d) ** 2) / 2 / (len(u) if u.ndim > 1 else 1)


def plain_sigmoid_square(u: Any, d: Floats) -> Any:
    return plain_square(1 / (1 + anp.exp(-u)), d)


@pytest.mark.parametrize("rows", [slice(None), 1])
@pytest.mark.parametrize(
    ("delta", "plain"),
    [
        (softmax_delta, plain_softmax),
        (sigmoid_delta, plain_sigmoid),
        (identity_delta, plain_square),
        (sigmoid_squared_error_delta, plain_sigmoid_square),
    ],
)
def test_deltas_against_autograd(delta: Any, plain: Any, rows: Any) -> None:
    close(delta(U[rows], D[rows]), derivative(plain, U[rows], D[rows]), 1e-12)


def test_softmax_delta_takes_class_numbers() -> None:
    np.testing.assert_array_equal(softmax_delta(U, T), softmax_delta(U, D))
    np.testing.assert_allclose(softmax_delta(U, T).sum(axis=1), 0, atol=1e-15)
    layer = SoftmaxWithLoss()
    layer.forward(U, T)
    np.testing.assert_allclose(softmax_delta(U, T), layer.backward(), atol=1e-16)
    assert softmax_delta(U.astype(np.float32), T).dtype == np.float32


def test_the_pair_that_does_not_suit_hardly_learns_from_its_worst_mistakes() -> None:
    u, d = np.array([12.0]), np.array([0.0])
    assert sigmoid_delta(u, d)[0] == pytest.approx(1, abs=1e-4)
    assert sigmoid_squared_error_delta(u, d)[0] < 1e-5


@pytest.mark.parametrize("delta", [sigmoid_delta, identity_delta, sigmoid_squared_error_delta])
def test_deltas_of_another_shape(delta: Any) -> None:
    with pytest.raises(ValueError, match=r"d has shape \(1, 3\); expected \(2, 3\)"):
        delta(U, D[:1])


# Output layers.


@pytest.mark.parametrize(
    ("layer", "plain"), [(SigmoidWithLoss(), plain_sigmoid), (IdentityWithLoss(), plain_square)]
)
def test_output_layers(layer: SigmoidWithLoss | IdentityWithLoss, plain: Any) -> None:
    u = U.copy()
    assert layer.forward(u, D) == pytest.approx(plain(u, D))
    du = layer.backward()
    close(du, derivative(plain, u, D), 1e-12)
    close(du, slope(lambda: layer.forward(u, D), u))


@given(arrays(float, (3, 2), elements=st.floats(-1e4, 1e4)))
def test_sigmoid_loss_is_scipys_and_never_infinite(u: Floats) -> None:
    d = np.array([[0.0, 1.0]] * 3)
    expected = -scipy.special.log_expit(np.where(d == 1, u, -u)).sum() / 3
    assert SigmoidWithLoss().forward(u, d) == pytest.approx(expected, abs=1e-9)


def test_output_layers_refuse_targets_of_another_shape() -> None:
    with pytest.raises(ValueError, match=r"^t has shape \(2,\); expected \(2, 3\), the shape of u"):
        SigmoidWithLoss().forward(U, T)
    with pytest.raises(ValueError, match=r"^d has shape \(2,\); expected \(2, 3\), the shape of y"):
        IdentityWithLoss().forward(U, T)
