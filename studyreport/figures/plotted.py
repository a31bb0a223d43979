"""The data that a drawing shows, as a table: one row for each point, bar or cell.

Read from what was drawn, not from what was meant to be: lines, marks, bars, areas, cells and
contours in data coordinates. Axes, guides across a whole panel, boxes, arrows and text are not.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = ("panel", "series", "kind", "x", "y", "value")
Point = tuple[Any, Any, Any]  # x, y, and the value there, or None


def table(figure: Figure, hues: Mapping[str, str]) -> str:
    """Return CSV with the columns COLUMNS; numbers have 6 significant digits.

    `panel` is the panel's title, or its number; `series` is a label given to the artist, or what
    `hues` calls its colour, `#rrggbb`, or its number within panel and kind. An image's x and y are
    a cell's column and row.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for number, axes in enumerate(figure.axes, 1):
        titles = [axes.get_title(loc=side) for side in ("left", "center", "right")]
        panel = next(filter(None, titles), str(number))
        rows.writerows((panel, *row) for row in _panel(axes, hues))
    return text.getvalue()


def _panel(axes: Axes, hues: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    counts: dict[str, int] = {}
    for kind, artist, points in _series(axes):
        counts[kind] = counts.get(kind, 0) + 1
        name = _label(artist) or hues.get(_colour(artist)) or str(counts[kind])
        for point in points:
            yield (name, kind, *map(_written, point))


def _label(artist: object) -> str:
    label = str(getattr(artist, "get_label", str)() or "")
    return "" if label.startswith("_") else label


def _colour(artist: Any) -> str:
    """Return the one colour of an artist, or nothing."""
    from matplotlib.colors import is_color_like, to_hex

    artist = artist.patches[0] if getattr(artist, "patches", None) else artist
    for ask in ("get_color", "get_facecolor"):
        colour: Any = getattr(artist, ask, tuple)()
        colour = colour[0] if np.ndim(colour) == 2 and len(colour) == 1 else colour
        if is_color_like(colour):
            return to_hex(colour)
    return ""


def _written(value: Any) -> str:
    """Return a number, a date or a category as the table shows it; nothing for None."""
    if value is None or np.ma.is_masked(value):
        return ""
    return f"{float(value):.6g}" if isinstance(value, int | float | np.number) else str(value)


def _series(axes: Axes) -> Iterator[tuple[str, object, Iterable[Point]]]:
    """Yield each artist that shows data: its kind, itself, and its points."""
    from matplotlib.container import BarContainer

    for line in axes.lines:
        if _in_data(axes, line):
            yield "line", line, _pairs(line.get_xdata(), line.get_ydata())
    for bars in axes.containers:
        if isinstance(bars, BarContainer):
            yield "bars", bars, [_bar(bar, bars) for bar in bars.patches]
    yield from _outlines(axes)
    for collection in axes.collections:
        yield from _collection(axes, collection)
    for image in axes.images:
        yield "image", image, _cells(image.get_array())


def _outlines(axes: Axes) -> Iterator[tuple[str, object, Iterable[Point]]]:
    for patch in axes.patches:
        if hasattr(patch, "get_data"):  # a histogram drawn as one outline
            yield "steps", patch, _steps(*patch.get_data()[:2])


def _collection(axes: Axes, collection: Any) -> Iterator[tuple[str, object, Iterable[Point]]]:
    from matplotlib.collections import LineCollection, PathCollection, PolyCollection, QuadMesh
    from matplotlib.contour import ContourSet

    if isinstance(collection, ContourSet):
        yield "contour", collection, _contours(collection)
    elif isinstance(collection, PathCollection):
        yield "points", collection, _offsets(collection)
    elif isinstance(collection, QuadMesh):
        yield "cells", collection, _cells(collection.get_array())
    elif isinstance(collection, LineCollection | PolyCollection) and _in_data(axes, collection):
        kind = "lines" if isinstance(collection, LineCollection) else "area"
        yield kind, collection, _vertices(collection.get_paths())


def _in_data(axes: Axes, artist: Artist) -> bool:
    """Return whether both coordinates are data; a guide has one that spans the panel."""
    return all(artist.get_transform().contains_branch_seperately(axes.transData))


def _pairs(xs: Any, ys: Any) -> Iterator[Point]:
    for x, y in zip(np.asarray(xs), np.asarray(ys), strict=True):
        yield x, y, None


def _bar(bar: Any, of: Any) -> Point:
    """Return the middle of a bar's end."""
    if of.orientation == "horizontal":
        return bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height() / 2, None
    return bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height(), None


def _steps(values: Any, edges: Any) -> Iterator[Point]:
    """Yield the left edge of each step, and its height."""
    yield from _pairs(edges[:-1], values)


def _offsets(collection: Any) -> Iterator[Point]:
    values = collection.get_array()
    for place, (x, y) in enumerate(collection.get_offsets()):
        yield x, y, None if values is None else values[place]


def _vertices(paths: Iterable[Any]) -> Iterator[Point]:
    for path in paths:
        for x, y in path.vertices:
            yield x, y, None


def _contours(drawn: Any) -> Iterator[Point]:
    for level, path in zip(drawn.levels, drawn.get_paths(), strict=False):
        for x, y in path.vertices:
            yield x, y, level


def _cells(array: Any) -> Iterator[Point]:
    """Yield the cells of an image of one value each; a colour picture has no data to tell."""
    if np.ndim(array) == 2:
        for row, column in np.ndindex(array.shape):
            yield column, row, array[row, column]
