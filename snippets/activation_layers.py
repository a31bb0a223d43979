"""Activations as layers. They learn nothing: they only hand gradients on."""

from __future__ import annotations

import numpy as np

from snippets.activations import d_sigmoid, d_tanh, sigmoid, tanh
from snippets.arrays import Floats
from snippets.shapes import expect_shape


# --8<-- [start:sigmoid]
class Sigmoid:
    """Squeezes every number into 0 to 1: y = σ(x)."""

    def __init__(self) -> None:
        self.x: Floats = np.zeros((0, 0))

    def forward(self, x: Floats) -> Floats:
        """Map a batch of any shape to one of the same shape."""
        self.x = x
        return sigmoid(x)

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy to dL/dx, both of the shape of x.

        Raises:
            ValueError: `dy` has another shape.
        """
        expect_shape("dy", dy.shape, *self.x.shape)
        return dy * d_sigmoid(self.x)


# --8<-- [end:sigmoid]


# --8<-- [start:tanh]
class Tanh:
    """Squeezes every number into −1 to 1: y = tanh(x)."""

    def __init__(self) -> None:
        self.x: Floats = np.zeros((0, 0))

    def forward(self, x: Floats) -> Floats:
        """Map a batch of any shape to one of the same shape."""
        self.x = x
        return tanh(x)

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy to dL/dx, both of the shape of x.

        Raises:
            ValueError: `dy` has another shape.
        """
        expect_shape("dy", dy.shape, *self.x.shape)
        return dy * d_tanh(self.x)


# --8<-- [end:tanh]
