"""Two convolutional networks for small pictures: a simple one and a deep one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from snippets.architectures import (
    DEEP_CONV_NET,
    MNIST_INPUT,
    SIMPLE_CONV_NET,
    Filters,
    Kind,
    Pool,
)
from snippets.arrays import Shape
from snippets.convolution import Convolution
from snippets.dropout import Dropout
from snippets.filters import he_filters
from snippets.flatten import Flatten
from snippets.initialisers import he
from snippets.layers import Affine, Layer, ReLU
from snippets.pooling import MaxPooling
from snippets.sequential import Sequential


# --8<-- [start:simple-conv-net]
def simple_conv_net(rng: np.random.Generator, shape: Shape = MNIST_INPUT) -> Sequential:
    """Return Convolution – ReLU – Pooling – Affine – ReLU – Affine, with He weights.

    Args:
        rng: Where the random numbers come from.
        shape: Of a picture, (C, H, W), at least 6 × 6 pixels.

    Raises:
        ValueError: the pictures are too small.
    """
    return Sequential(list(_layers(rng, shape, SIMPLE_CONV_NET, 0.0)))


# --8<-- [end:simple-conv-net]


# --8<-- [start:deep-conv-net]
def deep_conv_net(
    rng: np.random.Generator, shape: Shape = MNIST_INPUT, dropout: float = 0.5
) -> Sequential:
    """Return six convolutions of 3 × 3, three poolings and two Affine layers, with He weights.

    Dropout follows the hidden Affine's ReLU. Behind the last Affine it would blot out scores:
    the loss could then not fall below a bound, however good the network.

    Args:
        rng: Where the random numbers come from.
        shape: Of a picture, (C, H, W), at least 6 × 6 pixels.
        dropout: Probability that a hidden node is dropped, in [0, 1).

    Raises:
        ValueError: the pictures are too small.
    """
    return Sequential(list(_layers(rng, shape, DEEP_CONV_NET, dropout)))


# --8<-- [end:deep-conv-net]


def _layers(
    rng: np.random.Generator, shape: Shape, kinds: Sequence[Kind], dropout: float
) -> Iterator[Layer]:
    """Yield the layers of an architecture, the last of which gives the scores."""
    for kind in kinds:
        if isinstance(kind, Filters):
            yield _convolution(rng, shape, kind)
            yield ReLU()
        elif isinstance(kind, Pool):
            yield MaxPooling(kind.window, kind.stride)
        else:
            yield from _connected(rng, shape, kind.nodes)
            if kind is not kinds[-1]:
                yield ReLU()
                if dropout:
                    yield Dropout(dropout, rng)
        shape = kind.output(shape)


def _convolution(rng: np.random.Generator, shape: Shape, kind: Filters) -> Convolution:
    weights = he_filters(rng, kind.count, shape[0], kind.window, kind.window)
    return Convolution(weights, np.zeros(kind.count), kind.stride, kind.pad)


def _connected(rng: np.random.Generator, shape: Shape, nodes: int) -> Iterator[Layer]:
    """Yield an Affine layer, and before it what lays pictures out in rows."""
    if len(shape) > 1:
        yield Flatten()
    yield Affine(he(rng, int(np.prod(shape)), nodes), np.zeros(nodes))
