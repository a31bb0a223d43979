"""Convolution with windows of 3 × 3 by two thirds of the multiplications.

Two neighbours y₀ = d₀g₀ + d₁g₁ + d₂g₂ and y₁ = d₁g₀ + d₂g₁ + d₃g₂ take six multiplications. Four
do, if pixels and weights are mixed first:

    m₀ = (d₀ − d₂) g₀             m₁ = (d₁ + d₂) (g₀ + g₁ + g₂) / 2
    m₃ = (d₃ − d₁) g₂             m₂ = (d₂ − d₁) (g₀ − g₁ + g₂) / 2
    y₀ = m₀ + m₁ + m₂             y₁ = m₁ − m₂ + m₃

Source: Winograd (1980); for networks Lavin and Gray (2016), arXiv:1509.09308, section 4.1; here
along the rows only.
"""

from __future__ import annotations

import math

import numpy as np

from experiments.fast.convolution import Apart
from experiments.fast.patches import halves, in_turn, windows
from snippets.architectures import Filters
from snippets.arrays import Floats, Shape

ROWS = 2  # of the output that are made at a time, at most
SMALL = 10**6  # multiplications in a product that OpenBLAS makes without copying matrices first
PIECES = 4  # of a product, at most: so many calls still cost less than the copies


class Mixtures:
    """A convolution with windows of 3 × 3 that mixes what it is given.

    Args:
        shape: Of a picture, (C, H, W).
        filters: How many, F.
        pad: How many rows and columns of zeros are put around the pictures.
        batch: How many pictures come at a time, N.
        dtype: Of all arrays.

    Attributes:
        windows: What each row of the output is made from, (OH, 4, 3 · C, pairs · N).
        products: The latest ones, (ROWS, 4, F, pairs, N).
        pieces: Into which the columns of a product, pairs · N, are cut.
    """

    def __init__(
        self, shape: Shape, filters: int, pad: int, batch: int, dtype: type[np.floating]
    ) -> None:
        channels, height, width = shape
        self.pad, height, pairs = pad, height + 2 * pad, (width + 2 * pad - 1) // 2
        self.columns = np.zeros((2, channels, pairs + 1, batch), dtype)  # even ones, odd ones
        rows = np.zeros((4 * height + 2, channels, pairs, batch), dtype)
        self.mixed = rows[:-2].reshape(4, height, channels, pairs, batch)
        patches = windows(rows.reshape(len(rows), channels, -1), 3)
        patches = patches.reshape(4, height, *patches.shape[1:])
        self.windows = patches[:, :-2].swapaxes(0, 1)
        self.products = np.zeros((ROWS, 4, filters, pairs, batch), dtype)
        self.pieces = _pieces(pairs * batch, 3 * channels * filters)

    def take(self, start: int, left: Floats, right: Floats) -> None:
        """Mix rows from `start` on: their columns 0, 2 …, (rows, C, _, N), and columns 1, 3 …."""
        even, odd = self.columns
        d0, d1, d2, d3 = even[:, :-1], odd[:, :-1], even[:, 1:], odd[:, 1:]
        for row, sides in enumerate(zip(left, right, strict=True), start + self.pad):
            for first, side in enumerate(sides, self.pad):  # the first column, counted with the pad
                place = first // 2
                self.columns[first % 2, :, place : place + side.shape[1]] = side
            np.subtract(d0, d2, out=self.mixed[0, row])
            np.add(d1, d2, out=self.mixed[1, row])
            np.subtract(d2, d1, out=self.mixed[2, row])
            np.subtract(d3, d1, out=self.mixed[3, row])

    # --8<-- [start:forward]
    def forward(self, start: int, filters: Floats, left: Floats, right: Floats) -> None:
        """Write rows from `start` on: their columns 0, 2 …, (rows, F, _, N), and columns 1, 3 …."""
        m, patches = self.products[: len(left)], self.windows[start : start + len(left)]
        for some in self.pieces:
            np.matmul(filters, patches[..., some], out=_flat(m)[..., some])
        many, few = left.shape[2], right.shape[2]  # the last column may stand alone
        m[:, 0] += m[:, 1]
        np.add(m[:, 0, :, :many], m[:, 2, :, :many], out=left)
        m[:, 3] -= m[:, 2]
        np.add(m[:, 3, :, :few], m[:, 1, :, :few], out=right)

    # --8<-- [end:forward]


class ThreeByThree(Apart):
    """F filters of 3 × 3 with a stride of 1, for a layer that is not the first.

    Args:
        kind: Their number and padding.
        shape: Of a picture, (C, H, W).
        batch: How many pictures come at a time, N.
        dtype: Of all arrays.
    """

    def __init__(self, kind: Filters, shape: Shape, batch: int, dtype: type[np.floating]) -> None:
        super().__init__(kind, shape, batch, dtype, first=False)

    def take(self, x: Floats) -> None:
        """Mix the filters, and prepare to mix pictures (H, C, W, N), each row before it is used."""
        self.x, self.taken = x, 0
        self.mixed = _mixed(self._filters(self.weights))

    def forward(self, start: int, y: Floats) -> None:
        """Write the output's rows from `start` on to `y`, (rows, F, OW, N) or `new_rows`."""
        self._take_until(start + len(y) + 2 - self.pad)
        self.way.forward(start, self.mixed, *self._sides(y))

    def backward(self, start: int, dy: Floats) -> None:
        """Take in dL/dy of the output's rows from `start` on, as `forward` wrote them."""
        end, sides, m = start + len(dy), self._sides(dy), self.d_products[: len(dy)]
        _part(*sides, m)
        np.matmul(self.way.windows[start:end], _flat(m).swapaxes(2, 3), out=self.by_row[start:end])
        self.way_back.take(start, *sides)

    def gradient(self) -> None:
        """Leave dL/dW in the gradient, when `backward` has taken in all rows."""
        g = self.by_row.sum(axis=0).reshape(4, 3, self.channels, self.filters)
        half = (g[1] + g[2]) / 2
        columns = (g[0] + half, (g[1] - g[2]) / 2, half + g[3])
        np.stack(columns, axis=1, out=self._filters(self.d_weights))

    def input_gradient(self, dx: Floats) -> Floats:
        """Write dL/dx (H, C, W, N): a convolution again, with the filters turned round."""
        turned = self._filters(self.weights)[::-1, ::-1].swapaxes(2, 3)
        mixed = _mixed(turned)
        for start in range(0, len(dx), ROWS):
            self.way_back.forward(start, mixed, *in_turn(dx[start : start + ROWS]))
        return dx

    def _take_until(self, end: int) -> None:
        rows = self.x[self.taken : end]
        self.way.take(self.taken, *in_turn(rows))
        self.taken += len(rows)

    def _sides(self, y: Floats) -> tuple[Floats, Floats]:
        return in_turn(y) if y.shape[1] == self.filters else halves(y)

    def _make_arrays(self, shape: Shape) -> None:
        channels, batch, dtype = shape[0], self.batch, self.dtype
        self.way = Mixtures(shape, self.filters, self.pad, batch, dtype)
        self.way_back = Mixtures(self.shape, channels, self.back, batch, dtype)
        self.d_products = np.zeros_like(self.way.products)
        self.by_row = np.zeros((self.shape[1], 4, 3 * channels, self.filters), dtype)


def _pieces(columns: int, each: int) -> list[slice]:
    """Return how to cut the columns of a product; each column takes `each` multiplications.

    With AVX-512 OpenBLAS makes small products without copying the matrices first (its pull request
    3335, 2021). Its vectors are 16 numbers long, so a piece has a multiple of that.
    """
    count = math.ceil(columns * each / SMALL)
    if count > PIECES:
        return [slice(None)]
    size = 16 * math.ceil(columns / count / 16)
    return [slice(start, start + size) for start in range(0, columns, size)]


def _mixed(filters: Floats) -> Floats:
    """Return filters (KH, 3, C, F) mixed, (4, F, KH · C)."""
    left, middle, right = (filters[:, column] for column in range(3))
    outer = left + right
    mixed = np.stack([left, (outer + middle) / 2, (outer - middle) / 2, right])
    return mixed.reshape(4, -1, filters.shape[3]).swapaxes(1, 2)


def _part(left: Floats, right: Floats, m: Floats) -> None:
    """Write dL/dm of the four products, given dL/dy: the last column of `left` may stand alone."""
    many, few = left.shape[2], right.shape[2]
    m[:, 0, :, :many] = left
    m[:, 1:3, :, few:many] = left[:, np.newaxis, :, few:]
    np.add(left[:, :, :few], right, out=m[:, 1, :, :few])
    np.subtract(left[:, :, :few], right, out=m[:, 2, :, :few])
    m[:, 3, :, :few] = right


def _flat(m: Floats) -> Floats:
    """Return products (rows, 4, F, pairs, N) as (rows, 4, F, pairs · N), a view."""
    return m.reshape(*m.shape[:3], -1)
