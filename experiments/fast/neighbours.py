"""A first convolution before pooling: each patch gives two neighbours.

With one channel a patch is small, and its product spends more time on fetching than on multiplying.
One column wider, it holds the patches of two neighbours: for windows of 5 × 5 that are 30 numbers
instead of 50, for a fifth more multiplications. And the two pixels, which pooling compares, come
out in two long stretches.
"""

from __future__ import annotations

import numpy as np

from experiments.fast.convolution import Convolution
from experiments.fast.patches import spread, windows
from snippets.architectures import Filters
from snippets.arrays import Floats, Shape


class Neighbours(Convolution):
    """F filters without padding, before the first pooling of a network.

    Its rows are (2 · F, OW // 2, N): all left pixels of the pairs, then all right ones.

    Args:
        kind: Their number and window.
        shape: Of a picture, (C, H, W).
        batch: How many pictures come at a time, N.
        dtype: Of all arrays.
    """

    def __init__(self, kind: Filters, shape: Shape, batch: int, dtype: type[np.floating]) -> None:
        super().__init__(kind, shape, batch, dtype, first=True)
        out_height, out_width = self.shape[1:]
        per_row = (kind.window + 1) * self.channels
        self.rows = np.zeros((shape[1], per_row, out_width // 2, batch), dtype)
        self.windows = windows(self.rows.reshape(shape[1], per_row, -1), kind.window)
        self.by_row = np.zeros((out_height, kind.window * per_row, 2 * self.filters), dtype)
        self.both = np.zeros((kind.window, kind.window + 1, self.channels, 2, self.filters), dtype)

    def bind(self, weights: Floats, gradient: Floats) -> None:
        """Take the place, (size,) each, that weights and gradient have in a network."""
        super().bind(weights, gradient)
        self.matrix = self.both.reshape(-1, 2 * self.filters)

    def take(self, x: Floats) -> None:
        """Lay out every second shift of pictures (H, C, W, N), and the filters for both pixels."""
        rows = self.rows.reshape(len(x), -1, self.channels, *self.rows.shape[2:])
        for odd in range(2):
            spread(x[:, :, odd::2], rows[:, odd::2], 0)
        filters = self._filters(self.weights)
        self.both[:, :-1, :, 0] = filters
        self.both[:, 1:, :, 1] = filters

    def pairs(self, y: Floats) -> tuple[Floats, Floats]:
        """Return of rows that `forward` wrote the left and the right pixels of all pairs, views."""
        return y[:, : self.filters], y[:, self.filters :]

    def gradient(self) -> None:
        """Leave dL/dW in the gradient: what the left and the right pixels say, added."""
        both = self.by_row.sum(axis=0).reshape(self.both.shape)
        np.add(both[:, :-1, :, 0], both[:, 1:, :, 1], out=self._filters(self.d_weights))
