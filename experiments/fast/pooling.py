"""Max pooling over 2 × 2 pixels by comparing halves: no patches, no indices.

It works on two rows at a time, while they are in the cache.
"""

from __future__ import annotations

import numpy as np

from snippets.architectures import Pool
from snippets.arrays import Floats, Shape


class MaxPooling:
    """The largest of each 2 × 2 pixels; where several are, the gradient goes to the first.

    Args:
        kind: Window and stride; both must be 2.
        shape: Of a picture, (C, H, W). The last row or column of an odd number is left out.
        batch: How many pictures come at a time, N.
        dtype: Of all arrays.

    Attributes:
        shape: Of what comes out, (C, H // 2, W // 2).
    """

    def __init__(self, kind: Pool, shape: Shape, batch: int, dtype: type[np.floating]) -> None:
        if (kind.window, kind.stride) != (2, 2):
            raise ValueError(f"window and stride are {kind.window} and {kind.stride}; expected 2.")
        self.shape = kind.output(shape)
        channels, height, width = self.shape
        self.pairs = np.zeros((2, channels, width, batch), dtype)
        self.left = np.zeros((height, 2, channels, width, batch), np.bool_)
        self.upper = np.zeros((height, channels, width, batch), np.bool_)

    # --8<-- [start:forward]
    def forward(self, row: int, left: Floats, right: Floats, y: Floats) -> None:
        """Write one row of the output, (C, W // 2, N), from two of the input.

        The left and the right pixels of their pairs are (2, C, W // 2, N) each. Remember for each
        pair which was larger, under the row's number.
        """
        np.maximum(left, right, out=self.pairs)
        np.greater_equal(left, right, out=self.left[row])
        upper, lower = self.pairs
        np.maximum(upper, lower, out=y)
        np.greater_equal(upper, lower, out=self.upper[row])

    # --8<-- [end:forward]

    def backward(self, row: int, dy: Floats, left: Floats, right: Floats) -> None:
        """Write dL/dx of two rows, given dL/dy of one: to the upper or lower, there left or right.

        What does not go to the one goes to the other: a subtraction instead of a second mask.
        """
        upper, lower = self.pairs
        np.multiply(dy, self.upper[row], out=upper)
        np.subtract(dy, upper, out=lower)
        np.multiply(self.pairs, self.left[row], out=left)
        np.subtract(self.pairs, left, out=right)
