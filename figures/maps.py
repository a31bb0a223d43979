"""What filters make of simple pictures, and what stacked filters see."""

from __future__ import annotations

import numpy as np

from figures.convolution import SIDEWAYS
from figures.grids import PLACES, photograph, stops
from snippets.arrays import Floats
from snippets.convolution import convolve
from studyreport.figures import Canvas, figure

RADIUS = 7  # of the disc


@figure(
    alt="A bright square in a dark picture, and its map: a white and a black stripe, where the "
    "square begins and where it ends. Below, the square has moved by two pixels to the right, and "
    "both stripes have moved by two places to the right.",
    caption="A bright square and its map of vertical edges; below, the square has moved by two "
    "pixels. Grey in the map is 0.",
    heights=(330, 230),
)
def moving_dot(canvas: Canvas) -> None:
    """A bright square and its map, and both after a move.

    Picture and map have the same scale, and each number of the map stands at its filter's middle.
    """
    panels = canvas.panels(4, wide=2, narrow=2)
    for row, (shift, name) in enumerate(((0, ""), (2, ", moved"))):
        picture = np.zeros((9, 16))
        picture[3:6, 4 + shift : 7 + shift] = 1
        photograph(panels[2 * row], picture, 0, 1)
        photograph(panels[2 * row + 1], convolve(picture, SIDEWAYS), -4, 4)
        panels[2 * row + 1].set(xlim=(-1.5, 14.5), ylim=(7.5, -1.5))
        panels[2 * row].set_title("picture" + name)
        panels[2 * row + 1].set_title("map" + name)


@figure(
    alt="Four rows of dots: seven pixels, five numbers of the first map, three of the second, one "
    "of the third. Each dot is joined to three neighbours in the row above, so that the one number "
    "at the bottom depends on all seven pixels.",
    caption="Three layers of filters three wide, seen along one side: one number of the third map "
    "depends on seven pixels.",
    heights=(260, 250),
)
def stacked_filters(canvas: Canvas) -> None:
    """What one number of the third map depends on."""
    axes = canvas.axes()
    names = ("picture: 7", "first map: 5", "second map: 3", "third map: 1")
    for row, (name, key) in enumerate(zip(names, PLACES, strict=True)):
        count = 7 - 2 * row
        for dot in range(count):
            for above in range(3) if row else ():
                ends = [dot + row, dot + row - 1 + above], [-row, 1 - row]
                axes.plot(*ends, color=canvas.faint, linewidth=1, label="_", zorder=1)
        x = np.arange(count) + row
        axes.plot(x, [-row] * count, "o", color=canvas.hue(key), markersize=7, label=name)
        canvas.label(axes, (6.5, -row), name, key=key, dx=4)
    axes.set(xlim=(-0.3, 10), ylim=(-3.3, 0.3))
    axes.axis("off")


@figure(
    alt="A grey square with a ring: its left half is white, its right half black.",
    caption="A bright disc on a dark ground, as a map shows it. Grey is 0, white positive.",
    heights=(150, 150),
)
def disc_white_left(canvas: Canvas) -> None:
    """What a filter finds that takes what lies on its right minus what lies on its left."""
    _disc(canvas, SIDEWAYS)


@figure(
    alt="A grey square with a ring: its right half is white, its left half black.",
    caption="A bright disc on a dark ground, as a map shows it. Grey is 0, white positive.",
    heights=(150, 150),
)
def disc_white_right(canvas: Canvas) -> None:
    """What a filter finds that takes what lies on its left minus what lies on its right."""
    _disc(canvas, -SIDEWAYS)


@figure(
    alt="A grey square with a ring: its upper half is white, its lower half black.",
    caption="A bright disc on a dark ground, as a map shows it. Grey is 0, white positive.",
    heights=(150, 150),
)
def disc_white_above(canvas: Canvas) -> None:
    """What a filter finds that takes what lies below minus what lies above."""
    _disc(canvas, SIDEWAYS.T)


@figure(
    alt="A grey square with a ring: its lower half is white, its upper half black.",
    caption="A bright disc on a dark ground, as a map shows it. Grey is 0, white positive.",
    heights=(150, 150),
)
def disc_white_below(canvas: Canvas) -> None:
    """What a filter finds that takes what lies above minus what lies below."""
    _disc(canvas, -SIDEWAYS.T)


@figure(
    alt="A picture of 5×5 pixels, and three rows of three dots, next to one another.",
    caption="5×5 pixels. Shaded: the filter’s first place. Each dot: the middle of a place.",
    heights=(200, 200),
)
def places_plain(canvas: Canvas) -> None:
    """All places of a filter that moves by one pixel."""
    stops(canvas, canvas.axes(), stride=1, pad=0)


@figure(
    alt="A picture of 5×5 pixels with a border of zeros, and five rows of five dots.",
    caption="5×5 pixels. Shaded: the filter’s first place. Each dot: the middle of a place.",
    heights=(200, 200),
)
def places_framed(canvas: Canvas) -> None:
    """All places of a filter that moves by one pixel over a padded picture."""
    stops(canvas, canvas.axes(), stride=1, pad=1)


@figure(
    alt="A picture of 5×5 pixels, and two rows of two dots with a gap between them.",
    caption="5×5 pixels. Shaded: the filter’s first place. Each dot: the middle of a place.",
    heights=(200, 200),
)
def places_apart(canvas: Canvas) -> None:
    """All places of a filter that moves by two pixels."""
    stops(canvas, canvas.axes(), stride=2, pad=0)


@figure(
    alt="A picture of 5×5 pixels with a border of zeros, and three rows of three dots with gaps.",
    caption="5×5 pixels. Shaded: the filter’s first place. Each dot: the middle of a place.",
    heights=(200, 200),
)
def places_framed_apart(canvas: Canvas) -> None:
    """All places of a filter that moves by two pixels over a padded picture."""
    stops(canvas, canvas.axes(), stride=2, pad=1)


def _disc(canvas: Canvas, window: Floats) -> None:
    """Show what a filter makes of a bright disc."""
    y, x = np.mgrid[-12:13, -12:13]
    axes = canvas.axes()
    photograph(axes, convolve((x**2 + y**2 < RADIUS**2).astype(float), window), -4, 4)
