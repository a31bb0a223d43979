"""Convolution as one matrix product per row of the output, a few rows at a time.

What is done to rows as soon as they are computed finds them in the cache; a whole layer's output
would have gone through memory before.
"""

from __future__ import annotations

import numpy as np

from experiments.fast.patches import halves, spread, windows
from snippets.architectures import Filters
from snippets.arrays import Floats, Shape

SOME = 4  # rows to lay out at a time: when they are copied again, they are in the cache still


class Convolution:
    """F filters with a stride of 1, for batches of one size.

    Args:
        kind: Their number, window and padding.
        shape: Of a picture, (C, H, W).
        batch: How many pictures come at a time, N.
        dtype: Of all arrays.
        first: Whether nothing lies before it that learns: then no one asks for dL/dx.

    Attributes:
        shape: Of what comes out, (F, OH, OW).
        size: How many numbers the weights and biases take.
        matrix: What patches are multiplied with, (KH · KW · C, F): the weights.
        bias: (F,); the stage adds it, after pooling, to a quarter of the numbers.
        d_bias: Its gradient, (F,), from the stage likewise.
    """

    def __init__(
        self, kind: Filters, shape: Shape, batch: int, dtype: type[np.floating], first: bool
    ) -> None:
        if kind.stride != 1 or kind.pad >= kind.window:
            raise ValueError(
                f"stride is {kind.stride} and pad {kind.pad}; expected a stride of 1 and a pad "
                f"below {kind.window}, the window."
            )
        self.window, self.pad, self.first = kind.window, kind.pad, first
        self.batch, self.dtype, self.shape = batch, dtype, kind.output(shape)
        self.channels, self.filters = shape[0], self.shape[0]
        self.size = (kind.window**2 * self.channels + 1) * self.filters
        self.back = kind.window - 1 - kind.pad  # padding of the convolution that goes back
        self._make_arrays(shape)

    def bind(self, weights: Floats, gradient: Floats) -> None:
        """Take the place, (size,) each, that weights and gradient have in a network."""
        inputs = len(weights) // self.filters - 1
        matrix, matrix_gradient = (v.reshape(-1, self.filters) for v in (weights, gradient))
        self.weights, self.bias = matrix[:inputs], matrix[inputs]
        self.d_weights, self.d_bias = matrix_gradient[:inputs], matrix_gradient[inputs]
        self.matrix = self.weights

    def take(self, x: Floats) -> None:
        """Lay out pictures (H, C, W, N) for `forward`."""
        rows = self._shifted(self.rows, self.channels)
        for start in range(0, len(x), SOME):
            spread(x[start : start + SOME], rows[start : start + SOME + 2 * self.pad], self.pad)

    def new_rows(self, count: int) -> Floats:
        """Return where `forward` may write rows for pooling."""
        return np.zeros((count, self.filters, self.shape[2], self.batch), self.dtype)

    def pairs(self, y: Floats) -> tuple[Floats, Floats]:
        """Return of `new_rows` the left and the right pixels of all pairs, as views."""
        end = y.shape[2] // 2 * 2
        return y[:, :, 0:end:2], y[:, :, 1:end:2]

    def forward(self, start: int, y: Floats) -> None:
        """Write the output's rows from `start` on to `y` (rows, F, OW, N)."""
        np.matmul(self.matrix.T, self.windows[start : start + len(y)], out=_flat(y))

    def backward(self, start: int, dy: Floats) -> None:
        """Take in dL/dy of the output's rows from `start` on, (rows, F, OW, N)."""
        end = start + len(dy)
        rows_last = _flat(dy).transpose(0, 2, 1)
        np.matmul(self.windows[start:end], rows_last, out=self.by_row[start:end])
        if not self.first:
            rows = self.d_rows[start : end + 2 * self.back]
            spread(dy, self._shifted(rows, self.filters), self.back)

    def gradient(self) -> None:
        """Leave dL/dW in the gradient, when `backward` has taken in all rows."""
        self.by_row.sum(axis=0, out=self.d_weights)

    def input_gradient(self, dx: Floats) -> Floats:
        """Write dL/dx (H, C, W, N): a convolution again, with the filters turned round.

        The usual way, a product and then col2im, adds nine overlapping pictures into one.
        """
        np.matmul(self._turned(), self.d_windows, out=_flat(dx))
        return dx

    def put(self, weights: Floats, bias: Floats) -> None:
        """Take over filters (F, C, FH, FW) and biases (F,) of the readable layer."""
        self._filters(self.weights)[:] = weights.transpose(2, 3, 1, 0)
        self.bias[:] = bias

    def get(self, gradient: bool = False) -> tuple[Floats, Floats]:
        """Return filters and biases, or their gradients, as the readable layer has them."""
        weights, bias = self.weights, self.bias
        if gradient:
            weights, bias = self.d_weights, self.d_bias
        return self._filters(weights).transpose(3, 2, 0, 1).copy(), bias.copy()

    def _make_arrays(self, shape: Shape) -> None:
        (channels, height, width), (filters, out_height, out_width) = shape, self.shape
        batch, dtype, per_row = self.batch, self.dtype, self.window * channels
        self.rows = np.zeros((height + 2 * self.pad, per_row, out_width, batch), dtype)
        self.windows = windows(_flat(self.rows), self.window)
        self.by_row = np.zeros((out_height, self.window * per_row, filters), dtype)
        if not self.first:
            back_rows = out_height + 2 * self.back
            self.d_rows = np.zeros((back_rows, self.window * filters, width, batch), dtype)
            self.d_windows = windows(_flat(self.d_rows), self.window)

    # --8<-- [start:turned]
    def _turned(self) -> Floats:
        """Return the filters upside down and left to right, channels and filters exchanged."""
        turned = self._filters(self.weights)[::-1, ::-1]  # (KH, KW, C, F)
        return turned.transpose(2, 0, 1, 3).reshape(self.channels, -1)

    # --8<-- [end:turned]

    def _shifted(self, rows: Floats, channels: int) -> Floats:
        """Return rows as (rows, KW, channels, OW, N)."""
        return rows.reshape(len(rows), self.window, channels, *rows.shape[2:])

    def _filters(self, flat: Floats) -> Floats:
        """Return weights or their gradient as (KH, KW, C, F)."""
        return flat.reshape(self.window, self.window, self.channels, self.filters)


class Apart(Convolution):
    """A convolution with another form of rows for pooling, (2 · F, OW // 2, N) each.

    They hold all left pixels of the pairs, then all right ones: two long stretches to compare.
    """

    def new_rows(self, count: int) -> Floats:
        """Return where `forward` may write rows for pooling: left and right pixels apart."""
        return np.zeros((count, 2 * self.filters, self.shape[2] // 2, self.batch), self.dtype)

    def pairs(self, y: Floats) -> tuple[Floats, Floats]:
        """Return of `new_rows` the left and the right pixels of all pairs, as views."""
        return halves(y)


def _flat(x: Floats) -> Floats:
    """Return (rows, channels, columns, N) as (rows, channels, columns · N), a view."""
    return x.reshape(*x.shape[:2], -1)
