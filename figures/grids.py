"""Pictures as grids of numbers, windows around some of them, and stacks of such grids."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from snippets.arrays import Floats
from studyreport.figures import Canvas

Corner = tuple[float, float]  # row and column of a grid's upper left corner
Colour = Callable[[int, int], str | None]  # of a cell, by its row and column
# Three channels of a picture are red, green and blue; these are hues that the palette has.
CHANNELS = ("RMSprop", "Nesterov", "Momentum")


def bare(axes: Axes, height: float, width: float, margin: float = 0.1) -> None:
    """Make axes a plane of cells: rows run down, a cell is a square, and no frame is drawn."""
    axes.set(xlim=(-margin, width + margin), ylim=(height + margin, -margin), aspect="equal")
    axes.axis("off")


def cells(
    canvas: Canvas,
    axes: Axes,
    values: Sequence[Sequence[object]] | Floats,
    at: Corner = (0, 0),
    fill: Colour | None = None,
    colour: Colour | None = None,
    **text: object,
) -> None:
    """Draw a grid with what stands in each cell; `fill` tints cells, `colour` colours the text."""
    top, left = at
    for i, row in enumerate(values):
        for j, value in enumerate(row):
            corner = (left + j, top + i)
            if tint := fill and fill(i, j):
                axes.add_patch(Rectangle(corner, 1, 1, facecolor=tint, linewidth=0, alpha=0.22))
            axes.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=canvas.faint))
            if value == "":
                continue
            ink = (colour(i, j) if colour else None) or canvas.ink
            style = {"ha": "center", "va": "center_baseline", "color": ink, **text}
            axes.text(left + j + 0.5, top + i + 0.5, str(value), **style)  # type: ignore[arg-type] # the styles of several kinds of value


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
