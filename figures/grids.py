"""Pictures as grids of numbers, windows around some of them, and stacks of such grids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from snippets.arrays import Floats
from snippets.im2col import output_size
from studyreport.figures import Canvas

GAP = (float("nan"), float("nan"))  # ends a line within a path
Corner = tuple[float, float]  # row and column of a grid's upper left corner
Colour = Callable[[int, int], str | None]  # of a cell, by its row and column
CHANNELS = ("red", "green", "blue")  # hues
PLACES = ("first", "second", "third", "fourth")  # hues of what a small filter meets


def bare(axes: Axes, height: float, width: float, margin: float = 0.1) -> None:
    """Make axes a plane of cells: rows run down, a cell is a square, and no frame is drawn."""
    axes.set(xlim=(-margin, width + margin), ylim=(height + margin, -margin), aspect="equal")
    axes.axis("off")


def cells(
    canvas: Canvas,
    axes: Axes,
    values: Sequence[Sequence[object]] | NDArray[Any],
    at: Corner = (0, 0),
    fill: Colour | None = None,
    colour: Colour | None = None,
) -> None:
    """Draw a grid with what stands in each cell; `fill` tints cells, `colour` colours the text."""
    top, left = at
    for i, row in enumerate(values):
        for j, value in enumerate(row):
            if tint := fill and fill(i, j):
                corner = (left + j, top + i)
                axes.add_patch(Rectangle(corner, 1, 1, facecolor=tint, linewidth=0, alpha=0.22))
            if str(value):
                ink = (colour and colour(i, j)) or canvas.ink
                place = (left + j + 0.5, top + i + 0.5)
                axes.text(*place, str(value), ha="center", va="center_baseline", color=ink)
    _lines(axes, at, (len(values), len(values[0])), canvas.faint)


def _lines(axes: Axes, at: Corner, size: tuple[int, int], colour: str) -> None:
    """Draw the lines of a grid as one path, which is lighter than a frame for each cell."""
    (top, left), (height, width) = at, size
    level = [[(left, top + i), (left + width, top + i), GAP] for i in range(height + 1)]
    upright = [[(left + j, top), (left + j, top + height), GAP] for j in range(width + 1)]
    x, y = zip(*(point for line in level + upright for point in line), strict=True)
    axes.plot(x, y, color=colour, linewidth=0.6, solid_capstyle="projecting", label="_")


def frame(
    axes: Axes, at: Sequence[float], size: Sequence[float], colour: str, linewidth: float = 2
) -> None:
    """Draw a window around some cells; `at` is its row and column, `size` its height and width."""
    (top, left), (height, width) = at, size
    place = Rectangle((left, top), width, height, fill=False, edgecolor=colour, linewidth=linewidth)
    axes.add_patch(place)


def minus(value: float) -> str:
    """Write a number as print does, with a real minus sign."""
    return f"{value:g}".replace("-", "−")


def numbers(values: Floats) -> list[list[str]]:
    """Write all numbers of a grid."""
    return [[minus(value) for value in row] for row in values]


def photograph(axes: Axes, picture: Floats, low: float, high: float) -> None:
    """Show brightness from `low` (black) to `high` (white), pixel by pixel, in 32 shades."""
    shades = np.round(31 * np.clip((picture - low) / (high - low), 0, 1)).astype(int)
    axes.imshow(shades, "gray", vmin=0, vmax=31, interpolation="none")
    axes.axis("off")


def stops(canvas: Canvas, axes: Axes, stride: int, pad: int) -> int:
    """Draw all places of a 3×3 filter on a 5×5 picture; return how many there are along a side."""
    size, outer, corner = output_size(5, 3, stride, pad), 5 + 2 * pad, 1 - pad
    inner = range(pad, pad + 5)
    zeros = [["" if r in inner and c in inner else "0" for c in range(outer)] for r in range(outer)]
    cells(
        canvas,
        axes,
        zeros,
        (corner, corner),
        fill=lambda r, c: canvas.accent if r < 3 and c < 3 else None,
        colour=lambda *_: canvas.faint,
    )
    frame(axes, (1, 1), (5, 5), canvas.muted, linewidth=1.4)
    frame(axes, (corner, corner), (3, 3), canvas.accent)
    middles = [corner + 1.5 + stride * place for place in range(size)]
    x, y = (axis.ravel() for axis in np.meshgrid(middles, middles))
    axes.plot(x, y, "o", color=canvas.accent, markersize=4.5, label="places")
    bare(axes, 7, 7)
    return size
