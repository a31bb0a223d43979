"""The drawings of the chapter on im2col and pooling."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from experiments.pictures import temple
from figures.convolution import FILTER, PICTURE, SIDEWAYS
from figures.grids import PLACES, bare, cells, frame, minus, numbers, photograph
from snippets.arrays import Floats
from snippets.convolution import convolve
from snippets.im2col import coverage, im2col
from snippets.pooling import MaxPooling
from studyreport.figures import Canvas, figure

# What is pooled, and the gradient that comes back.
POOLED = np.array([[1, 3, 2, 0], [4, 2, 1, 1], [0, 5, 6, 2], [2, 1, 3, 7]], dtype=float)
GRADIENT = np.array([[1, -2], [3, 4]], dtype=float)


@figure(
    alt="A picture of 4×4 numbers with four overlapping windows of 3×3 in four colours. "
    "Each window is laid out as one row of nine numbers, in its colour, so that they make a "
    "matrix of 4×9. The filter is laid out as a column of nine. Their product is a column of "
    "four numbers: 7, 2, 0, 10.",
    caption="Each patch that the filter meets becomes a row, the filter becomes a column. One "
    "matrix product then does what the sliding window did.",
    heights=(350, 450),
)
def im2col_matrix(canvas: Canvas) -> None:
    """Four windows, four rows; the filter as a column, and their product."""
    axes = canvas.axes()
    rows = im2col(PICTURE[None, None], 3, 3)
    products = rows @ FILTER.ravel()
    top, left = (6.1, 0.0) if canvas.narrow else (0.8, 5.4)
    _windows(canvas, axes, (0.8, 0.3))
    axes.text(2.3, 0.3, "picture", ha="center", va="center", color=canvas.muted)
    for row, key in enumerate(PLACES):
        hue = canvas.hue(key)
        cells(canvas, axes, numbers(rows[row : row + 1]), (top + row, left), lambda *_, h=hue: h)
        frame(axes, (top + row + 0.05, left + 0.05), (0.9, 8.9), hue, 1)
        place = (top + row, left + 11.7)
        cells(canvas, axes, [[minus(products[row])]], place, lambda *_, h=hue: h)
    cells(canvas, axes, numbers(FILTER.reshape(9, 1)), (top, left + 9.9), lambda *_: canvas.accent)
    for x, sign in ((left + 9.45, "·"), (left + 11.3, "=")):
        axes.text(x, top + 2, sign, ha="center", va="center", color=canvas.ink)
    for x, name in ((left + 4.5, "patches"), (left + 10.4, "filter"), (left + 12.2, "output")):
        axes.text(x, top - 0.5, name, ha="center", va="center", color=canvas.muted)
    bare(axes, top + 9, left + 12.8)


def _windows(canvas: Canvas, axes: Axes, at: tuple[float, float]) -> None:
    """Draw the picture with its four windows, each a little smaller than the one before."""
    cells(canvas, axes, numbers(PICTURE), at)
    for number, (key, (i, j)) in enumerate(zip(PLACES, np.ndindex(2, 2), strict=True)):
        inset = 0.06 + 0.08 * number
        corner = (at[0] + i + inset, at[1] + j + inset)
        frame(axes, corner, (3 - 2 * inset, 3 - 2 * inset), canvas.hue(key), 1.6)


@figure(
    alt="Four pictures of 6×6 with a count in each pixel. Filter 3×3, stride 1: from 1 in the "
    "corners to 9 in the middle. Stride 2: mostly 1, 2 in the middle row and column, 4 at their "
    "crossing, 0 in the last row and column. Stride 3: 1 everywhere. Filter 2×2, stride 3: 1, with "
    "a 0 in every third row and column.",
    caption="In how many patches does each pixel of a 6×6 picture lie? Where the count is above 1, "
    "patches overlap; where it is 0, no filter ever looks.",
    heights=(220, 400),
)
def im2col_coverage(canvas: Canvas) -> None:
    """How often each pixel is copied, for four pairs of filter and stride."""
    shades = LinearSegmentedColormap.from_list("counts", [canvas.paper, canvas.accent])
    panels = canvas.panels(4, wide=4, narrow=2)
    for axes, (window, stride) in zip(panels, ((3, 1), (3, 2), (3, 3), (2, 3)), strict=True):
        counts = coverage((6, 6), window, window, stride)
        axes.imshow(
            counts, shades, vmin=0, vmax=9, extent=(0, 6, 6, 0), alpha=0.5, interpolation="none"
        )
        cells(canvas, axes, counts)
        axes.set_title(f"filter {window}×{window},\nstride {stride}")
        bare(axes, 6, 6)


@figure(
    alt="Forward: a picture of 4×4 numbers in four blocks of 2×2; the largest of each block goes "
    "into a 2×2 output: 4, 2, 5 and 7. Backward: the gradient 1, −2, 3, 4 goes to the four places "
    "where the largest numbers stood; the other twelve places get 0.",
    caption="Max pooling forward and backward. Each block has a winner; only it is passed on, and "
    "only to it the gradient goes back.",
    heights=(230, 430),
)
def max_pooling(canvas: Canvas) -> None:
    """The winners of four blocks, and the gradient that goes back to them."""
    layer = MaxPooling(2)
    y = layer.forward(POOLED[None, None])[0, 0]
    back = layer.backward(GRADIENT[None, None])[0, 0]
    winners = back != 0
    panels = canvas.panels(2, wide=2, narrow=1)
    for axes, name, large, small in (
        (panels[0], "forward", POOLED, y),
        (panels[1], "backward", back, GRADIENT),
    ):
        _blocks(canvas, axes, large, winners)
        cells(canvas, axes, numbers(small), (1, 6.2), lambda i, j: canvas.hue(PLACES[2 * i + j]))
        ends = ((5.9, 2), (4.3, 2)) if name == "forward" else ((4.3, 2), (5.9, 2))
        arrow = {"arrowstyle": "-|>", "color": canvas.muted, "linewidth": 1}
        axes.annotate("", *ends, arrowprops=arrow)
        axes.set_title(name)
        bare(axes, 4, 8.4)


def _blocks(canvas: Canvas, axes: Axes, values: Floats, winners: Floats) -> None:
    """Draw 4×4 numbers, the winners of the four blocks tinted, each block in a frame."""
    cells(
        canvas,
        axes,
        numbers(values),
        fill=lambda i, j: _block_hue(canvas, i, j) if winners[i, j] else None,
        colour=lambda i, j: canvas.ink if winners[i, j] else canvas.muted,
    )
    for i, j in np.ndindex(2, 2):
        frame(axes, (2 * i + 0.07, 2 * j + 0.07), (1.86, 1.86), _block_hue(canvas, 2 * i, 2 * j))


def _block_hue(canvas: Canvas, i: int, j: int) -> str:
    return canvas.hue(PLACES[2 * (i // 2) + j // 2])


@figure(
    alt="Three pictures, each half as high and wide as the one before but drawn equally large: "
    "bright lines where the photograph of the temple gets brighter from left to right. After one "
    "pooling the same lines are coarser, after two coarser still, and all can still be recognised.",
    caption="A map of vertical edges after ReLU, then pooled once and twice. The pixels get fewer, "
    "the strongest answers stay. Photograph: danielbuechele, CC BY 2.0.",
    heights=(270, 160),
)
def pooled_maps(canvas: Canvas) -> None:
    """A map of edges, pooled once and twice."""
    once, twice = MaxPooling(2), MaxPooling(2)
    edges = np.maximum(convolve(temple(5), SIDEWAYS), 0)[None, None]
    half = once.forward(edges)
    quarter = twice.forward(half)
    for axes, maps in zip(canvas.panels(3, wide=3, narrow=3), (edges, half, quarter), strict=True):
        photograph(axes, maps[0, 0], 0, 1.5)
        axes.set_title("{}×{}".format(*maps.shape[2:]))
