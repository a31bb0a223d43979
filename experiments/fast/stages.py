"""The parts of a network between which signals pass: weights, then pooling, ReLU, dropout."""

# A convolution is the same in training, and a dense layer holds its inputs:
# ruff: noqa: ARG002

from __future__ import annotations

import numpy as np

from experiments.fast.convolution import Convolution
from experiments.fast.dense import Dense
from experiments.fast.pooling import MaxPooling
from snippets.arrays import Floats, Shape


class ConvolutionStage:
    """Convolution, pooling if wanted, bias, ReLU: a row of the output at a time.

    Bias and ReLU follow pooling, on a quarter of the numbers: they change nothing about which of
    four is the largest.
    """

    def __init__(self, layer: Convolution, pooling: MaxPooling | None) -> None:
        self.layer, self.pooling = layer, pooling
        self.shape: Shape = layer.shape if pooling is None else pooling.shape
        channels, height, width = self.shape
        batch, dtype = layer.batch, layer.dtype
        self.y = np.zeros((height, channels, width, batch), dtype)
        self.open = np.zeros(self.y.shape, np.bool_)
        self.d_bias = np.zeros((height, channels), dtype)
        self.ones = np.ones(width * batch, dtype)
        self.zeros = np.zeros((channels, width, batch), dtype)  # quicker to compare with than a 0
        self.few, self.d_few = layer.new_rows(2), layer.new_rows(2)  # to be pooled
        self.bias = np.zeros((channels, width, batch), dtype)

    def write_to(self, place: Floats) -> None:
        """Write what comes out there, (H' · C' · W', N): it need not be copied."""
        self.y = place.reshape(self.y.shape)

    # --8<-- [start:forward]
    def forward(self, x: Floats, training: bool) -> Floats:
        """Map pictures (H, C, W, N) to (H', C', W', N)."""
        self.x = x
        self.layer.take(x)
        self.bias[:] = self.layer.bias[:, np.newaxis, np.newaxis]
        pairs = self.layer.pairs(self.few)
        for row, y in enumerate(self.y):
            if self.pooling is None:
                self.layer.forward(row, y[np.newaxis])
            else:
                self.layer.forward(2 * row, self.few)
                self.pooling.forward(row, *pairs, y)
            y += self.bias  # laid out, as numbers are added sooner to as many
            np.maximum(y, self.zeros, out=y)
            np.greater(y, 0, out=self.open[row])
        return self.y

    # --8<-- [end:forward]

    def backward(self, dy: Floats) -> Floats | None:
        """Map dL/dy (H', C', W', N), overwritten, to dL/dx, in the place of x, if asked for."""
        pairs = self.layer.pairs(self.d_few)
        for row, d in enumerate(dy.reshape(self.y.shape)):
            np.multiply(d, self.open[row], out=d)
            np.matmul(d.reshape(len(d), -1), self.ones, out=self.d_bias[row])  # a sum, but quicker
            if self.pooling is None:
                self.layer.backward(row, d[np.newaxis])
            else:
                self.pooling.backward(row, d, *pairs)
                self.layer.backward(2 * row, self.d_few)
        self.d_bias.sum(axis=0, out=self.layer.d_bias)
        self.layer.gradient()
        return None if self.layer.first else self.layer.input_gradient(self.x)


class DenseStage:
    """Fully connected; unless it is the last, ReLU and dropout."""

    def __init__(self, layer: Dense, last: bool, dropout: float, rng: np.random.Generator) -> None:
        self.layer, self.last, self.dropout, self.rng = layer, last, dropout, rng
        self.shape: Shape = (layer.nodes,)
        self.open = np.zeros(layer.y.shape, np.bool_)

    def write_to(self, place: Floats) -> None:
        """Write what comes out there, (nodes, N)."""
        self.layer.y = place

    def forward(self, x: Floats, training: bool) -> Floats:
        """Map what the stage before wrote into the layer's `x` to (nodes, N)."""
        y = self.layer.forward()
        if not self.last:
            np.maximum(y, 0, out=y)
            if self.dropout:
                self._drop(y, training)
            np.greater(y, 0, out=self.open)  # a dropped node is 0 too
        return y

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy (nodes, N) to dL/dx (inputs, N)."""
        if self.last:
            np.copyto(self.layer.dy, dy)
        else:
            np.multiply(dy, self.open, out=self.layer.dy)
        return self.layer.backward()

    def _drop(self, y: Floats, training: bool) -> None:
        """Drop nodes in the order in which the readable layer draws them, or weaken all."""
        if training:
            nodes, batch = y.shape
            drawn: Floats = self.rng.random((batch, nodes))
            y *= drawn.T >= self.dropout  # noqa: SIM300 - drawn.T is no constant
        else:
            y *= 1 - self.dropout
