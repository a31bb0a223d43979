"""Networks of all layers together: gradients end to end, names, and the two modes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from snippets.activation_layers import Sigmoid, Tanh
from snippets.architectures import DEEP_CONV_NET, MNIST_INPUT, SIMPLE_CONV_NET, parameters, trace
from snippets.arrays import Floats
from snippets.batch_normalisation import BatchNorm
from snippets.conv_nets import deep_conv_net, simple_conv_net
from snippets.convolution import Convolution
from snippets.dropout import Dropout, InvertedDropout
from snippets.flatten import Flatten
from snippets.initialisers import zeros
from snippets.layers import Affine, ReLU
from snippets.losses import SoftmaxWithLoss
from snippets.multi_layer import multi_layer
from snippets.network import Network, first_params
from snippets.output_layers import IdentityWithLoss, SigmoidWithLoss
from snippets.pooling import AveragePooling, MaxPooling
from snippets.sequential import Sequential
from snippets.signals import backward_signals, forward_signals
from tests.snippets.oracles import close, slope


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(21)


def check(network: Sequential, x: Floats, t: Any) -> None:
    """Hold every gradient of a network against differences of its loss."""
    loss, grads = network.gradient(x, t)
    assert loss == pytest.approx(network.loss(x, t))
    assert grads.keys() == network.params.keys()
    for name, w in network.params.items():
        if name == "b1" and "beta1" in network.params:
            np.testing.assert_allclose(grads[name], 0, atol=1e-12)  # normalising takes it off
            continue
        close(grads[name].copy(), slope(lambda: network.loss(x, t), w))


def small(rng: np.random.Generator) -> Sequential:
    return Sequential(
        [
            Convolution(rng.normal(size=(3, 2, 3, 3)), rng.normal(size=3), pad=1),
            BatchNorm(np.ones(3), np.zeros(3)),
            Tanh(),
            AveragePooling(2),
            Convolution(rng.normal(size=(2, 3, 2, 2)), rng.normal(size=2)),
            MaxPooling(2, 1),
            Flatten(),
            Affine(rng.normal(size=(2, 4)), rng.normal(size=4)),
            Sigmoid(),
            Affine(rng.normal(size=(4, 3)), rng.normal(size=3)),
        ]
    )


def test_a_network_of_everything(rng: np.random.Generator) -> None:
    network = small(rng)
    names = ["W1", "b1", "gamma1", "beta1", "W2", "b2", "W3", "b3", "W4", "b4"]
    assert list(network.params) == names
    check(network, rng.normal(size=(4, 2, 6, 6)), np.array([0, 2, 1, 1]))


@pytest.mark.parametrize(
    ("last", "targets"),
    [
        (None, np.array([0, 2, 1, 1, 0])),
        (IdentityWithLoss(), np.random.default_rng(3).normal(size=(5, 3))),
        (SigmoidWithLoss(), np.eye(3)[[0, 2, 1, 1, 0]]),
    ],
)
@pytest.mark.parametrize("batch_norm", [False, True])
def test_multi_layer_gradients(
    rng: np.random.Generator, last: Any, targets: Any, batch_norm: bool
) -> None:
    network = multi_layer(rng, (4, 6, 5, 3), activation=Tanh, batch_norm=batch_norm, last=last)
    if batch_norm:  # a bias before batch normalisation has no effect: it learns nothing
        _, grads = network.gradient(rng.normal(size=(5, 4)), targets)
        np.testing.assert_allclose(grads.pop("b1"), 0, atol=1e-12)
        np.testing.assert_allclose(grads.pop("b2"), 0, atol=1e-12)
        assert all(np.abs(g).max() > 1e-4 for g in grads.values())
    else:
        check(network, rng.normal(size=(5, 4)), targets)


def test_multi_layer_is_the_plain_network(rng: np.random.Generator) -> None:
    sizes = (4, 6, 3)
    plain = Network(first_params(np.random.default_rng(1), sizes))
    network = multi_layer(np.random.default_rng(1), sizes)
    x, t = rng.normal(size=(5, 4)), np.array([0, 2, 1, 1, 0])
    loss, grads = network.gradient(x, t)
    expected_loss, expected = plain.gradient(x, t)
    assert loss == expected_loss
    assert list(grads) == list(expected)
    for name, g in grads.items():
        np.testing.assert_array_equal(g, expected[name])
    assert network.accuracy(x, t) == plain.accuracy(x, t)


def test_multi_layer_has_its_layers_in_order(rng: np.random.Generator) -> None:
    network = multi_layer(rng, (4, 6, 5, 3), activation=Sigmoid, batch_norm=True, dropout=0.3)
    hidden = [Affine, BatchNorm, Sigmoid, Dropout]
    assert [type(layer) for layer in network.layers] == [*hidden, *hidden, Affine]
    assert isinstance(network.last, SoftmaxWithLoss)
    plain = multi_layer(rng, (4, 3))
    assert [type(layer) for layer in plain.layers] == [Affine]


@pytest.mark.parametrize("sizes", [(), (4,)])
def test_multi_layer_needs_two_layers(rng: np.random.Generator, sizes: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"expected nodes of two layers or more"):
        multi_layer(rng, sizes)


def test_a_network_needs_a_layer() -> None:
    with pytest.raises(ValueError, match="there are no layers; expected at least one"):
        Sequential([])


def test_zero_weights_keep_all_nodes_of_a_layer_alike(rng: np.random.Generator) -> None:
    network = multi_layer(rng, (4, 5, 3), activation=Sigmoid, initialiser=zeros)
    x, t = rng.normal(size=(6, 4)), np.array([0, 1, 2, 2, 1, 1])
    for _ in range(3):
        _, grads = network.gradient(x, t)
        for name, g in grads.items():
            network.params[name] -= 0.5 * g
    weights = network.params["W1"]
    assert np.abs(weights).max() > 0
    np.testing.assert_array_equal(weights, np.repeat(weights[:, :1], 5, axis=1))


@pytest.mark.parametrize("kind", [Dropout, InvertedDropout])
def test_nodes_are_dropped_only_while_learning(
    rng: np.random.Generator, kind: type[Dropout]
) -> None:
    network = Sequential([kind(0.5, rng), Affine(np.ones((50, 2)), np.zeros(2))])
    x, t = np.ones((3, 50)), np.array([0, 1, 1])
    network.loss(x, t)
    assert (network.layers[0].forward(x) == 0).any()
    expected = 25 if kind is Dropout else 50
    np.testing.assert_allclose(network.predict(x), expected)
    network.gradient(x, t)
    assert (network.layers[0].forward(x) == 0).any()


def test_predicting_leaves_running_statistics_alone(rng: np.random.Generator) -> None:
    norm = BatchNorm(np.ones(2), np.zeros(2))
    network, x = Sequential([norm]), rng.normal(size=(5, 2))
    network.predict(x)
    assert not norm.running_mean.any()
    network.loss(x, np.array([0, 1, 0, 1, 0]))
    np.testing.assert_allclose(norm.running_mean, 0.1 * x.mean(axis=0))


def test_a_first_convolution_is_not_asked_for_the_pictures_gradient(
    rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Convolution] = []
    original = Convolution.backward

    def backward(self: Convolution, dy: Floats) -> Floats:
        asked.append(self)
        return original(self, dy)

    monkeypatch.setattr(Convolution, "backward", backward)
    network = small(rng)
    network.gradient(rng.normal(size=(2, 2, 6, 6)), np.array([0, 1]))
    assert asked == [network.layers[4]]


# Convolutional networks.


@pytest.mark.parametrize(
    ("build", "kinds"), [(simple_conv_net, SIMPLE_CONV_NET), (deep_conv_net, DEEP_CONV_NET)]
)
@pytest.mark.parametrize("shape", [MNIST_INPUT, (1, 8, 8), (3, 9, 7)])
def test_conv_nets_have_the_shapes_and_counts_of_their_architecture(
    rng: np.random.Generator, build: Any, kinds: Any, shape: tuple[int, int, int]
) -> None:
    network = build(rng, shape)
    assert sum(w.size for w in network.params.values()) == parameters(shape, kinds)
    signals = forward_signals(network.layers, rng.normal(size=(2, *shape)))
    learnt = (Convolution, Affine, MaxPooling)
    found = [
        y.shape[1:]
        for layer, y in zip(network.layers, signals, strict=True)
        if isinstance(layer, learnt)
    ]
    assert found == [stage.shape for stage in trace(shape, kinds)]


def test_the_simple_net_by_layers(rng: np.random.Generator) -> None:
    network = simple_conv_net(rng)
    kinds = [Convolution, ReLU, MaxPooling, Flatten, Affine, ReLU, Affine]
    assert [type(layer) for layer in network.layers] == kinds
    assert network.predict(rng.random((3, 1, 28, 28))).shape == (3, 10)


def test_the_deep_net_drops_hidden_nodes_and_never_scores(rng: np.random.Generator) -> None:
    kinds = [type(layer) for layer in deep_conv_net(rng).layers]
    pair = [Convolution, ReLU, Convolution, ReLU, MaxPooling]
    assert kinds == [*pair * 3, Flatten, Affine, ReLU, Dropout, Affine]
    without = [type(layer) for layer in deep_conv_net(rng, dropout=0).layers]
    assert without == [kind for kind in kinds if kind is not Dropout]


def test_conv_net_gradients(rng: np.random.Generator) -> None:
    network = simple_conv_net(rng, (1, 6, 6))
    x, t = rng.normal(size=(3, 1, 6, 6)), np.array([3, 9, 0])
    _, grads = network.gradient(x, t)
    for name in ["W1", "b1", "b2", "W3", "b3"]:
        close(grads[name].copy(), slope(lambda: network.loss(x, t), network.params[name], 1e-6))


def test_he_weights_keep_the_signal_through_the_deep_net(rng: np.random.Generator) -> None:
    network = deep_conv_net(rng, dropout=0)
    signals = forward_signals(network.layers, rng.normal(size=(4, 1, 28, 28)))
    assert 0.1 < signals[-1].std() < 10


def test_pictures_too_small_for_the_net(rng: np.random.Generator) -> None:
    with pytest.raises(ValueError, match="the window takes 5 pixels; expected at most 4"):
        simple_conv_net(rng, (1, 4, 4))


# Signals.


def test_signals_are_those_of_the_passes(rng: np.random.Generator) -> None:
    network = multi_layer(rng, (4, 6, 3))
    x = rng.normal(size=(5, 4))
    forward = forward_signals(network.layers, x)
    assert [y.shape for y in forward] == [(5, 6), (5, 6), (5, 3)]
    np.testing.assert_array_equal(forward[-1], network.predict(x))
    dy = rng.normal(size=(5, 3))
    backward = backward_signals(network.layers, dy)
    assert [dx.shape for dx in backward] == [(5, 4), (5, 6), (5, 6)]
    close(backward[0], slope(lambda: float((network.predict(x) * dy).sum()), x))
