"""The fast convolutional networks give the readable ones' numbers."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
import pytest

from experiments.fast.net import FastNet
from experiments.fast.winograd import SMALL, Mixtures, ThreeByThree
from snippets.architectures import (
    DEEP_CONV_NET,
    SIMPLE_CONV_NET,
    Connected,
    Filters,
    Kind,
    Pool,
)
from snippets.arrays import Shape
from snippets.conv_nets import deep_conv_net, simple_conv_net
from snippets.optimizers import Adam
from snippets.sequential import Sequential

DIGITS = (1, 8, 8)


def pictures(rng: np.random.Generator, count: int, shape: Shape) -> np.ndarray:
    """Return pictures with much empty paper: there many windows hold equal numbers."""
    x = rng.random((count, *shape))
    return np.where(x < 0.6, 0, x)


def pair(
    name: str,
    dtype: type[np.floating],
    shape: Shape,
    dropout: float = 0.0,
    batch: int = 6,
) -> tuple[Sequential, FastNet]:
    rng = np.random.default_rng(5)
    kinds: Sequence[Kind] = SIMPLE_CONV_NET if name == "simple" else DEEP_CONV_NET
    if name == "simple":
        readable = simple_conv_net(rng, shape)
    else:
        readable = deep_conv_net(rng, shape, dropout)
    for parameter in readable.params.values():  # biases other than 0
        if parameter.ndim == 1:
            parameter += rng.normal(0, 0.1, parameter.shape)
    fast = FastNet(kinds, shape, batch, dtype, dropout, copy.deepcopy(rng))
    fast.put(readable.params)
    return readable, fast


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("simple", DIGITS),
        ("deep", DIGITS),
        ("simple", (1, 28, 28)),
        ("deep", (1, 28, 28)),
        ("deep", (3, 13, 10)),
        ("simple", (2, 15, 12)),
    ],
)
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-10), (np.float32, 2e-5)])
def test_losses_and_gradients(
    name: str, shape: Shape, dtype: type[np.floating], tolerance: float
) -> None:
    readable, fast = pair(name, dtype, shape)
    rng = np.random.default_rng(10)  # draws no two pixels so alike that rounding exchanges them
    for _ in range(2):  # buffers are used again
        x, t = pictures(rng, 6, shape), rng.integers(0, 10, 6)
        loss, grads = readable.gradient(x, t)
        assert fast.step(x.astype(dtype), t) == pytest.approx(loss, abs=tolerance * (1 + loss))
        assert fast.gradient.dtype == fast.vector.dtype == dtype
        found = fast.grads()
        assert found.keys() == grads.keys()
        for key, gradient in grads.items():
            scale = 1 + np.abs(gradient).max()
            np.testing.assert_allclose(found[key], gradient, rtol=0, atol=tolerance * scale)


def test_large_batches_whose_products_are_made_in_pieces() -> None:
    readable, fast = pair("deep", np.float64, DIGITS, batch=100)
    layers = [stage.layer for stage in fast.stages]
    cut = {len(layer.way.pieces) for layer in layers if isinstance(layer, ThreeByThree)}
    assert cut == {1, 2, 3}
    rng = np.random.default_rng(11)
    x, t = pictures(rng, 100, DIGITS), rng.integers(0, 10, 100)
    loss, grads = readable.gradient(x, t)
    assert fast.step(x, t) == pytest.approx(loss, abs=1e-10)
    for key, gradient in fast.grads().items():
        np.testing.assert_allclose(gradient, grads[key], rtol=0, atol=1e-10)


@pytest.mark.parametrize(
    ("channels", "filters", "count"), [(16, 16, 2), (8, 16, 1), (32, 32, 1), (32, 16, 3)]
)
def test_pieces_hold_each_column_once(channels: int, filters: int, count: int) -> None:
    """Too many pieces are not worth their calls; each piece but the last fills vectors of 16."""
    mixtures = Mixtures((channels, 28, 28), filters, pad=1, batch=100, dtype=np.float32)
    columns, each = np.arange(14 * 100), 3 * channels * filters
    pieces = [columns[some] for some in mixtures.pieces]
    assert len(pieces) == count
    np.testing.assert_array_equal(np.concatenate(pieces), columns)
    assert all(len(piece) % 16 == 0 for piece in pieces[:-1])
    if count > 1:
        assert all(len(piece) * each <= SMALL for piece in pieces)


def test_dropout_drops_the_same_nodes() -> None:
    readable, fast = pair("deep", np.float64, DIGITS, dropout=0.4)
    rng = np.random.default_rng(7)
    for _ in range(3):
        x, t = pictures(rng, 6, DIGITS), rng.integers(0, 10, 6)
        loss, grads = readable.gradient(x, t)
        assert fast.step(x, t) == pytest.approx(loss, abs=1e-10)
        for key, gradient in fast.grads().items():
            np.testing.assert_allclose(gradient, grads[key], rtol=0, atol=1e-10)
    x = pictures(rng, 6, DIGITS)
    np.testing.assert_allclose(fast.scores(x), readable.predict(x), rtol=0, atol=1e-10)


@pytest.mark.parametrize("count", [1, 6, 20])
def test_scores_of_another_number_of_pictures(count: int) -> None:
    readable, fast = pair("simple", np.float64, DIGITS)
    x = pictures(np.random.default_rng(8), count, DIGITS)
    np.testing.assert_allclose(fast.scores(x), readable.predict(x), rtol=0, atol=1e-10)
    np.testing.assert_allclose(fast.scores(x.reshape(count, -1)), readable.predict(x), atol=1e-10)


def test_parameters_come_back_as_they_were_put() -> None:
    readable, fast = pair("deep", np.float64, (3, 13, 10))
    found = fast.params()
    assert list(found) == list(readable.params)
    for key, parameter in readable.params.items():
        np.testing.assert_array_equal(found[key], parameter)


def test_a_whole_training_with_adam() -> None:
    readable, fast = pair("deep", np.float64, DIGITS)
    slow, quick = Adam(0.01), Adam(0.01)
    rng = np.random.default_rng(9)
    for _ in range(8):
        x, t = pictures(rng, 6, DIGITS), rng.integers(0, 10, 6)
        loss, grads = readable.gradient(x, t)
        assert fast.step(x, t) == pytest.approx(loss, abs=1e-9)
        slow.update(readable.params, grads)
        quick.update({"all": fast.vector}, {"all": fast.gradient})
    for key, parameter in fast.params().items():
        np.testing.assert_allclose(parameter, readable.params[key], rtol=0, atol=1e-8)


@pytest.mark.parametrize(
    ("kinds", "message"),
    [
        ((Connected(5),), "expected Filters"),
        ((Filters(2, 3, stride=2), Connected(5)), "expected a stride of 1"),
        ((Filters(2, 3, pad=3), Connected(5)), "a pad below 3"),
        ((Filters(2, 3), Pool(3, 3), Connected(5)), "expected 2"),
    ],
)
def test_what_it_cannot_do_is_said(kinds: Sequence[Kind], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        FastNet(kinds, DIGITS, 4)
