"""Layers: each maps a batch forward and hands the gradient of the loss backward.

A batch holds N examples as rows. `backward` belongs to the latest `forward`: it takes the
gradient of the loss with respect to what `forward` gave and returns the gradient with respect to
what `forward` took.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from snippets.arrays import Floats
from snippets.shapes import expect_shape


# --8<-- [start:layer]
class Layer(Protocol):
    """Anything that has a forward and a backward pass."""

    def forward(self, x: Floats) -> Floats:
        """Map a batch (N, inputs) to (N, outputs)."""

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy (N, outputs) to dL/dx (N, inputs)."""


# --8<-- [end:layer]


# --8<-- [start:affine]
class Affine:
    """Weighted sums of the inputs: y = x W + b.

    Args:
        weights: W, (inputs, outputs). Kept, not copied: an optimizer changes it in place.
        bias: b, (outputs,). Kept likewise.
    """

    def __init__(self, weights: Floats, bias: Floats) -> None:
        if weights.ndim != 2 or bias.shape != weights.shape[1:]:
            raise ValueError(
                f"weights have shape {weights.shape} and bias {bias.shape}; "
                f"expected (inputs, outputs) and (outputs,)."
            )
        self.weights, self.bias = weights, bias
        self.x = np.zeros((0, len(weights)), weights.dtype)
        self.d_weights, self.d_bias = np.zeros_like(weights), np.zeros_like(bias)

    def forward(self, x: Floats) -> Floats:
        """Map a batch (N, inputs) to (N, outputs).

        Raises:
            ValueError: `x` has another shape.
        """
        expect_shape("x", x.shape, "N", len(self.weights))
        self.x = x
        return x @ self.weights + self.bias

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy (N, outputs) to dL/dx (N, inputs); keep dL/dW and dL/db.

        Raises:
            ValueError: `dy` has another shape.
        """
        expect_shape("dy", dy.shape, len(self.x), len(self.bias), reason="as forward gave")
        self.d_weights = self.x.T @ dy
        self.d_bias = dy.sum(axis=0)
        return dy @ self.weights.T


# --8<-- [end:affine]


# --8<-- [start:relu]
class ReLU:
    """Lets what is above zero through: y = max(0, x). Its derivative at 0 is taken as 0."""

    def __init__(self) -> None:
        self.open: NDArray[np.bool_] = np.zeros((0, 0), np.bool_)

    def forward(self, x: Floats) -> Floats:
        """Map a batch (N, nodes) to one of the same shape."""
        self.open = x > 0
        return x * self.open

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy (N, nodes) to dL/dx, of the same shape.

        Raises:
            ValueError: `dy` has another shape.
        """
        expect_shape("dy", dy.shape, *self.open.shape, reason="as forward gave")
        return dy * self.open


# --8<-- [end:relu]
