"""A first convolution before pooling: each patch gives two neighbours.

With one channel a patch is small, and its product spends more time on fetching than on multiplying.
One column wider, it holds the patches of two neighbours: for windows of 5 × 5 that are 30 numbers
instead of 50, for a fifth more multiplications. And the two pixels, which pooling compares, come
out in two long stretches.
"""

from __future__ import annotations

import numpy as np

from experiments.fast.convolution import Apart
from experiments.fast.patches import in_turn, spread, windows
from snippets.architectures import Filters
from snippets.arrays import Floats, Shape


class Neighbours(Apart):
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

    def bind(self, weights: Floats, gradient: Floats) -> None:
        """Take the place, (size,) each, that weights and gradient have in a network."""
        super().bind(weights, gradient)
        self.matrix = self.both.reshape(-1, 2 * self.filters)

    def take(self, x: Floats) -> None:
        """Lay out every second shift of pictures (H, C, W, N), and the filters for both pixels."""
        rows = self.rows.reshape(len(x), -1, self.channels, *self.rows.shape[2:])
        for odd, columns in enumerate(in_turn(x)):
            spread(columns, rows[:, odd::2], 0)
        filters = self._filters(self.weights)
        self.both[:, :-1, :, 0] = filters
        self.both[:, 1:, :, 1] = filters

    def gradient(self) -> None:
        """Leave dL/dW in the gradient: what the left and the right pixels say, added."""
        both = self.by_row.sum(axis=0).reshape(self.both.shape)
        np.add(both[:, :-1, :, 0], both[:, 1:, :, 1], out=self._filters(self.d_weights))

    def _make_arrays(self, shape: Shape) -> None:
        (channels, height, _), (filters, out_height, out_width) = shape, self.shape
        wide = self.window + 1
        self.rows = np.zeros((height, wide * channels, out_width // 2, self.batch), self.dtype)
        self.windows = windows(self.rows.reshape(height, wide * channels, -1), self.window)
        self.both = np.zeros((self.window, wide, channels, 2, filters), self.dtype)
        self.by_row = np.zeros((out_height, self.window * wide * channels, 2 * filters), self.dtype)
