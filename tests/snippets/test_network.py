"""Layers, losses and the network against numerical gradients and values worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snippets.arrays import Floats, Labels
from snippets.batches import draw
from snippets.initialisers import he
from snippets.layers import Affine, ReLU
from snippets.losses import SoftmaxWithLoss, log_softmax, softmax
from snippets.network import Network, first_params


def slope(f: Callable[[], float], w: Floats, h: float = 1e-5) -> Floats:
    """Return df/dw by central differences: each element is moved to both sides and put back."""
    result = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        middle = w[place]
        w[place] = middle + h
        above = f()
        w[place] = middle - h
        result[place] = (above - f()) / (2 * h)
        w[place] = middle
    return result


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def test_affine_by_hand() -> None:
    layer = Affine(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([0.5, -0.5]))
    np.testing.assert_array_equal(layer.forward(np.array([[1.0, 0.0, 2.0]])), [[11.5, 13.5]])


def test_affine_gradients(rng: np.random.Generator) -> None:
    layer = Affine(rng.normal(size=(3, 4)), rng.normal(size=4))
    x, dy = rng.normal(size=(5, 3)), rng.normal(size=(5, 4))

    def value() -> float:
        return float((layer.forward(x) * dy).sum())

    value()
    dx = layer.backward(dy)
    np.testing.assert_allclose(dx, slope(value, x), atol=1e-9)
    np.testing.assert_allclose(layer.d_weights, slope(value, layer.weights), atol=1e-9)
    np.testing.assert_allclose(layer.d_bias, slope(value, layer.bias), atol=1e-9)


def test_layers_refuse_batches_that_do_not_fit(rng: np.random.Generator) -> None:
    affine, relu = Affine(rng.normal(size=(3, 4)), rng.normal(size=4)), ReLU()
    with pytest.raises(ValueError, match=r"x has shape \(5, 2\); expected \(N, 3\)\."):
        affine.forward(np.zeros((5, 2)))
    relu.forward(affine.forward(np.zeros((5, 3))))
    message = r"dy has shape \(4,\); expected \(5, 4\), as forward gave\."
    for layer in (affine, relu):
        with pytest.raises(ValueError, match=message):
            layer.backward(np.zeros(4))


def test_affine_refuses_shapes_that_do_not_fit() -> None:
    message = r"weights have shape \(3, 4\) and bias \(3,\); expected \(inputs, outputs\) and"
    with pytest.raises(ValueError, match=message):
        Affine(np.zeros((3, 4)), np.zeros(3))
    with pytest.raises(ValueError, match=r"weights have shape \(3,\)"):
        Affine(np.zeros(3), np.zeros(()))


def test_relu_is_closed_at_zero() -> None:
    layer = ReLU()
    np.testing.assert_array_equal(layer.forward(np.array([[-2.0, 0.0, 3.0]])), [[0.0, 0.0, 3.0]])
    np.testing.assert_array_equal(layer.backward(np.array([[7.0, 7.0, 7.0]])), [[0.0, 0.0, 7.0]])


def test_softmax_by_hand() -> None:
    u = np.log(np.array([1.0, 3.0, 4.0]))
    np.testing.assert_allclose(softmax(u), [0.125, 0.375, 0.5])
    np.testing.assert_allclose(softmax(np.stack([u, 0 * u])), [[0.125, 0.375, 0.5], [1 / 3] * 3])


@given(arrays(float, (3, 4), elements=st.floats(-700, 700)), st.floats(-1e6, 1e6))
def test_softmax_is_a_distribution_that_no_shift_changes(u: Floats, shift: float) -> None:
    y = softmax(u)
    assert ((y >= 0) & (y <= 1)).all()
    np.testing.assert_allclose(y.sum(axis=1), 1)
    np.testing.assert_allclose(softmax(u + shift), y, atol=1e-8)
    np.testing.assert_allclose(np.exp(log_softmax(u)), y, atol=1e-12)


def test_log_softmax_of_the_hopeless_is_finite() -> None:
    np.testing.assert_array_equal(log_softmax(np.array([0.0, 5000.0])), [-5000.0, 0.0])


def test_loss_by_hand() -> None:
    u = np.log(np.array([[1.0, 3.0, 4.0], [1.0, 1.0, 1.0]]))
    loss = SoftmaxWithLoss().forward(u, np.array([2, 0]))
    assert loss == pytest.approx((math.log(2) + math.log(3)) / 2)


def test_loss_gradient(rng: np.random.Generator) -> None:
    u, t, loss = rng.normal(size=(6, 5)), rng.integers(0, 5, 6), SoftmaxWithLoss()
    loss.forward(u, t)
    np.testing.assert_allclose(
        loss.backward(), slope(lambda: SoftmaxWithLoss().forward(u, t), u), atol=1e-9
    )


@pytest.mark.parametrize(
    ("t", "message"),
    [
        (np.array([0, 3]), "labels run from 0 to 3; expected 0 to 2, as there are 3 classes."),
        (np.array([-1, 2]), "labels run from -1 to 2; expected 0 to 2"),
        (np.array([0]), r"scores have shape \(2, 3\) and labels \(1,\); expected \(N, K\)"),
    ],
)
def test_loss_refuses_labels_that_do_not_fit(t: Labels, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        SoftmaxWithLoss().forward(np.zeros((2, 3)), t)


@pytest.mark.parametrize("sizes", [(4, 3), (4, 5, 3), (4, 6, 5, 3)])
def test_network_gradient(rng: np.random.Generator, sizes: tuple[int, ...]) -> None:
    network = Network(first_params(rng, sizes))
    x, t = rng.normal(size=(7, 4)), rng.integers(0, 3, 7)
    loss, grads = network.gradient(x, t)
    assert loss == network.loss(x, t)
    assert grads.keys() == network.params.keys()
    for name, w in network.params.items():
        expected = slope(lambda: network.loss(x, t), w)
        np.testing.assert_allclose(grads[name], expected, atol=1e-8, err_msg=name)


def test_network_sees_its_parameters_change() -> None:
    network = Network({"W1": np.eye(2), "b1": np.zeros(2)})
    x, t = np.array([[0.0, 1.0], [3.0, 2.0]]), np.array([1, 1])
    assert network.accuracy(x, t) == 0.5
    network.params["b1"] += [0.0, 5.0]
    np.testing.assert_array_equal(network.predict(x), [[0.0, 6.0], [3.0, 7.0]])
    assert network.accuracy(x, t) == 1.0


def test_first_params_have_their_shapes(rng: np.random.Generator) -> None:
    params = first_params(rng, (4, 6, 3))
    shapes = {name: w.shape for name, w in params.items()}
    assert shapes == {"W1": (4, 6), "b1": (6,), "W2": (6, 3), "b2": (3,)}
    assert not params["b1"].any()
    assert not params["b2"].any()


def test_he_keeps_the_size_of_a_signal_through_relus(rng: np.random.Generator) -> None:
    weights = he(rng, 400, 500)
    # The deviation of a deviation of n normal numbers is about 1 / √(2n): here 0.16 %.
    assert weights.std() == pytest.approx(math.sqrt(2 / 400), rel=0.01)
    signal = np.abs(rng.normal(size=(1000, 400))) * (rng.random((1000, 400)) < 0.5)
    after = np.maximum(signal @ weights, 0)
    assert (after**2).mean() == pytest.approx((signal**2).mean(), rel=0.1)


def test_he_needs_inputs(rng: np.random.Generator) -> None:
    with pytest.raises(ValueError, match="inputs is 0; expected at least 1"):
        he(rng, 0, 3)


@given(st.integers(1, 1000), st.integers(1, 200), st.integers(0, 2**32))
def test_a_batch_is_of_its_size_and_from_the_examples(examples: int, size: int, seed: int) -> None:
    chosen = draw(np.random.default_rng(seed), examples, size)
    assert chosen.shape == (size,)
    assert chosen.min() >= 0
    assert chosen.max() < examples
    np.testing.assert_array_equal(chosen, draw(np.random.default_rng(seed), examples, size))


def test_every_example_is_drawn_about_as_often(rng: np.random.Generator) -> None:
    counts = np.bincount(draw(rng, 10, 100_000), minlength=10)
    assert np.abs(counts - 10_000).max() < 6 * math.sqrt(10_000)  # six standard deviations


@pytest.mark.parametrize(("examples", "size"), [(0, 5), (5, 0)])
def test_nothing_can_be_drawn_from_nothing(examples: int, size: int) -> None:
    with pytest.raises(ValueError, match=f"examples is {examples} and size {size}"):
        draw(np.random.default_rng(0), examples, size)
