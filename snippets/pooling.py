"""Pooling: a picture made smaller. It learns nothing and keeps the number of channels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from snippets.arrays import Floats, Shape
from snippets.im2col import col2im, im2col, output_size
from snippets.shapes import expect_at_least, expect_shape


class _Pooling:
    """What all kinds share: each channel is cut into windows, laid out as rows.

    Args:
        window: Height and width of the window, in pixels, at least 1.
        stride: By how many pixels it moves on; by its own size if none is given.
    """

    def __init__(self, window: int, stride: int | None = None) -> None:
        self.window, self.stride = window, window if stride is None else stride
        expect_at_least(1, window=window, stride=self.stride)
        self.shape: Shape = (0, 0, window, window)  # of the latest pictures

    def _rows(self, x: Floats) -> Floats:
        """Return the windows of all channels as rows, (N·C·OH·OW, window²)."""
        expect_shape("x", x.shape, "N", "C", "H", "W")
        self.shape = x.shape
        return im2col(_single(x), self.window, self.window, self.stride)

    def _pictures(self, rows: Floats) -> Floats:
        """Return rows put back where they came from, added up where windows overlap."""
        n, c, h, w = self.shape
        single = (n * c, 1, h, w)
        return col2im(rows, single, self.window, self.window, self.stride).reshape(self.shape)

    def _output_shape(self) -> Shape:
        n, c, h, w = self.shape
        oh, ow = (output_size(size, self.window, self.stride) for size in (h, w))
        return n, c, oh, ow


# --8<-- [start:max-pooling]
class MaxPooling(_Pooling):
    """Of each window only the largest number is passed on; the gradient goes back to it alone."""

    def __init__(self, window: int, stride: int | None = None) -> None:
        super().__init__(window, stride)
        self.largest: NDArray[np.intp] = np.zeros(0, np.intp)  # where in its window it was

    def forward(self, x: Floats) -> Floats:
        """Map pictures (N, C, H, W) to (N, C, OH, OW).

        Raises:
            ValueError: `x` has another shape, or the window is larger than the pictures.
        """
        rows = self._rows(x)
        self.largest = rows.argmax(axis=1)
        return np.asarray(rows.max(axis=1)).reshape(self._output_shape())

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy (N, C, OH, OW) to dL/dx (N, C, H, W).

        Raises:
            ValueError: `dy` does not have the shape of what `forward` gave.
        """
        expect_shape("dy", dy.shape, *self._output_shape())
        rows = np.zeros((dy.size, self.window**2), dy.dtype)
        rows[np.arange(dy.size), self.largest] = dy.ravel()
        return self._pictures(rows)


# --8<-- [end:max-pooling]


# --8<-- [start:average-pooling]
class AveragePooling(_Pooling):
    """Of each window the mean is passed on; the gradient is shared out evenly."""

    def forward(self, x: Floats) -> Floats:
        """Map pictures (N, C, H, W) to (N, C, OH, OW).

        Raises:
            ValueError: `x` has another shape, or the window is larger than the pictures.
        """
        return np.asarray(self._rows(x).mean(axis=1)).reshape(self._output_shape())

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy (N, C, OH, OW) to dL/dx (N, C, H, W).

        Raises:
            ValueError: `dy` does not have the shape of what `forward` gave.
        """
        expect_shape("dy", dy.shape, *self._output_shape())
        shares = np.repeat(dy.reshape(-1, 1), self.window**2, axis=1) / self.window**2
        return self._pictures(shares)


# --8<-- [end:average-pooling]


def _single(x: Floats) -> Floats:
    """Return every channel as a picture of its own: (N, C, H, W) as (N·C, 1, H, W)."""
    n, c, h, w = x.shape
    return x.reshape(n * c, 1, h, w)
