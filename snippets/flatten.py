"""From pictures to rows: what stands between convolutions and fully connected layers."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats, Shape
from snippets.shapes import expect_shape


# --8<-- [start:flatten]
class Flatten:
    """Lays every example out in one row: (N, C, H, W) becomes (N, C·H·W)."""

    def __init__(self) -> None:
        self.shape: Shape = (0, 0)

    def forward(self, x: Floats) -> Floats:
        """Map a batch of any shape (N, …) to (N, numbers of an example)."""
        self.shape = x.shape
        return x.reshape(len(x), int(np.prod(x.shape[1:])))

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy to dL/dx, of the shape of x.

        Raises:
            ValueError: `dy` does not have the shape of what `forward` gave.
        """
        expect_shape("dy", dy.shape, self.shape[0], int(np.prod(self.shape[1:])))
        return dy.reshape(self.shape)


# --8<-- [end:flatten]
