"""A fully connected layer with the batch as columns."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from snippets.arrays import Floats, Shape


class Dense:
    """Weighted sums with a bias, for batches of one size.

    Args:
        shape: Of an example: (inputs,), or (C, H, W) of a picture that comes as (H, C, W).
        nodes: How many sums.
        batch: How many examples come at a time, N.
        dtype: Of all arrays.

    Attributes:
        x: Where to write the inputs, (inputs, N); after the way back, dL/dx.
        y: The sums, (nodes, N).
        dy: Where to write dL/dy, (nodes, N).
        size: How many numbers the weights take, with those for the bias.
    """

    def __init__(self, shape: Shape, nodes: int, batch: int, dtype: type[np.floating]) -> None:
        inputs = math.prod(shape)
        self.order, self.inputs = _order(shape), inputs
        self.nodes, self.size = nodes, nodes * (inputs + 1)
        self.with_one = np.ones((inputs + 1, batch), dtype)  # the weight of this 1 is the bias
        if len(shape) == 1:  # nodes before it: in memory each example's together, as in `y`
            self.with_one = np.ones((batch, inputs + 1), dtype).T
        self.x = self.with_one[:inputs]
        self.y = np.zeros((batch, nodes), dtype).T  # the product is quicker with rows that turn
        self.dy = np.zeros((nodes, batch), dtype)

    def bind(self, weights: Floats, gradient: Floats) -> None:
        """Take the place, (size,) each, that weights and gradient have in a network."""
        self.weights = weights.reshape(self.nodes, -1)
        self.d_weights = gradient.reshape(self.nodes, -1)

    def forward(self) -> Floats:
        """Map the inputs in `x` to (nodes, N)."""
        return np.matmul(self.weights, self.with_one, out=self.y)

    def backward(self) -> Floats:
        """Map dL/dy, found in `dy`, to dL/dx (inputs, N) in `x`; leave dL/dW in the gradient."""
        np.matmul(self.dy, self.with_one.T, out=self.d_weights)
        return np.matmul(self.weights[:, : self.inputs].T, self.dy, out=self.x)

    def put(self, weights: Floats, bias: Floats) -> None:
        """Take over weights (inputs, nodes) and biases (nodes,) of the readable layer."""
        self.weights[:, : self.inputs] = weights[self.order].T
        self.weights[:, self.inputs] = bias

    def get(self, gradient: bool = False) -> tuple[Floats, Floats]:
        """Return weights and biases, or their gradients, as the readable layer has them."""
        flat = self.d_weights if gradient else self.weights
        weights = np.zeros((self.inputs, self.nodes), flat.dtype)
        weights[self.order] = flat[:, : self.inputs].T
        return weights, flat[:, self.inputs].copy()


def _order(shape: Shape) -> NDArray[np.intp]:
    """Return which of the readable layer's inputs, (C, H, W), each input is here."""
    inputs = np.arange(math.prod(shape))
    return inputs.reshape(shape).swapaxes(0, 1).ravel() if len(shape) == 3 else inputs
