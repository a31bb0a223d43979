"""The drawings of the chapter on convolution."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.pictures import temple
from figures.grids import CHANNELS, PLACES, bare, cells, frame, minus, numbers, photograph, stops
from snippets.arrays import Floats
from snippets.convolution import convolve
from studyreport.figures import Canvas, figure

# The picture and the filter of the example that the chapter works by hand.
PICTURE = np.array([[2, 0, 1, 3], [1, 2, 0, 1], [0, 1, 3, 0], [1, 0, 2, 1]], dtype=float)
FILTER = np.array([[1, 0, 0], [0, 2, -1], [0, 1, 0]], dtype=float)
SIDEWAYS = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=float)
BLUR = np.full((5, 5), 1 / 25)


@figure(
    alt="Left: a photograph of a temple. Right: the same pixels in another order, a grey noise in "
    "which nothing can be recognised.",
    caption="The same pixels twice, the second time shuffled. In every photograph each pixel goes "
    "to the same new place. Photograph: danielbuechele, CC BY 2.0, cropped, made grey and smaller.",
    heights=(350, 200),
)
def shuffled_pixels(canvas: Canvas) -> None:
    """A photograph, and its pixels in another order."""
    photo = temple(5)
    order = np.random.default_rng(0).permutation(photo.size)
    left, right = canvas.panels(2, wide=2, narrow=2)
    photograph(left, photo, 0, 1)
    photograph(right, photo.ravel()[order].reshape(photo.shape), 0, 1)
    left.set_title("as photographed")
    right.set_title("shuffled")


@figure(
    alt="Two drawings of five inputs x0 to x4 above three outputs y0 to y2. Fully connected: each "
    "input is joined to each output, 15 lines; the five that lead to y0 stand out. Convolution: "
    "each output is joined to three neighbouring inputs only, by a line of the colour of w0, of w1 "
    "and of w2, the same three for all outputs.",
    caption="Five inputs, three outputs. Fully connected, each line is a weight of its own. In a "
    "convolution each colour is one weight, used three times.",
    heights=(260, 260),
)
def shared_weights(canvas: Canvas) -> None:
    """Connections of a fully connected layer, and of a convolution of the same size."""
    left, right = canvas.panels(2, wide=2, narrow=2)
    for out, into in np.ndindex(3, 5):
        ends = [into, out + 1], [1, 0]
        strong = out == 0
        colour, width = (canvas.ink, 1.5) if strong else (canvas.faint, 0.8)
        left.plot(*ends, color=colour, linewidth=width, label="_", zorder=2 if strong else 1)
        if 0 <= into - out < 3:
            hue = canvas.hue(PLACES[into - out])
            right.plot(*ends, color=hue, linewidth=1.8, label="_")
    for weight, key in enumerate(PLACES[:3]):  # on the lines of y0, high up, where they are apart
        spot = (0.35 * 1 + 0.65 * weight, 0.65)
        name = f"$w_{weight}$"
        canvas.label(right, spot, name, key=key, dx=0, ha="center")
    for axes, name in ((left, "fully connected:\n15 weights"), (right, "convolution:\n3 weights")):
        axes.plot(range(5), [1] * 5, "o", color=canvas.ink, markersize=6, label="inputs")
        axes.plot(range(1, 4), [0] * 3, "o", color=canvas.ink, markersize=6, label="outputs")
        for place in range(5):
            canvas.label(axes, (place, 1), f"$x_{place}$", dx=0, dy=12, ha="center")
        for place in range(3):
            canvas.label(axes, (place + 1, 0), f"$y_{place}$", dx=0, dy=-12, ha="center")
        axes.set_title(name)
        axes.set(xlim=(-0.4, 4.4), ylim=(-0.25, 1.25))
        axes.axis("off")


@figure(
    alt="Four panels. In each a window of 3×3 numbers is marked in a picture of 4×4: at the upper "
    "left, the upper right, the lower left and the lower right. Below it stands the sum of the "
    "products, which becomes one number of a 2×2 output: 7, 2, 0 and 10.",
    caption="The filter stops at four places. At each it is multiplied with what lies "
    "under it, number by number; the sum goes into the output.",
    heights=(260, 580),
)
def convolution_steps(canvas: Canvas) -> None:
    """The window at its four places, and what each adds to the output."""
    y = convolve(PICTURE, FILTER)
    if canvas.narrow:
        places = canvas.figure.subplot_mosaic("ff\nab\ncd", height_ratios=[3.2, 8.4, 8.4])
    else:
        places = canvas.figure.subplot_mosaic("fabcd", width_ratios=[3.2, 4.4, 4.4, 4.4, 4.4])
    top, *rest = places.values()
    _filter(canvas, top)
    for axes, place in zip(rest, np.ndindex(y.shape), strict=True):
        _step(canvas, axes, place, y)


def _filter(canvas: Canvas, axes: Axes) -> None:
    cells(canvas, axes, numbers(FILTER), fill=lambda *_: canvas.accent)
    frame(axes, (0, 0), FILTER.shape, canvas.accent)
    bare(axes, 3 if canvas.narrow else 8.2, 3)
    axes.set_title("filter", color=canvas.accent)


def _step(canvas: Canvas, axes: Axes, place: tuple[int, ...], y: Floats) -> None:
    """Draw the picture with the window at one place, and as much of the output as is known."""
    i, j = place
    cells(
        canvas,
        axes,
        numbers(PICTURE),
        fill=lambda r, c: canvas.accent if i <= r < i + 3 and j <= c < j + 3 else None,
        colour=lambda r, c: canvas.ink if i <= r < i + 3 and j <= c < j + 3 else canvas.muted,
    )
    frame(axes, place, FILTER.shape, canvas.accent)
    known = [
        [minus(y[r, c]) if (r, c) <= (i, j) else "" for c in range(y.shape[1])]
        for r in range(y.shape[0])
    ]
    at = (5.6, 1)
    cells(canvas, axes, known, at, fill=lambda r, c: canvas.accent if (r, c) == place else None)
    frame(axes, (at[0] + i, at[1] + j), (1, 1), canvas.accent)
    terms = [
        f"{minus(FILTER[r, c])}·{minus(PICTURE[i + r, j + c])}".removeprefix("1·")
        for r, c in np.argwhere(FILTER)
    ]
    text = " + ".join(terms).replace("+ −1·", "− ")
    axes.text(2, 4.8, text, ha="center", va="center", color=canvas.accent)
    bare(axes, 8.2, 4)


@figure(
    alt="Three panels with a picture of 5×5 pixels and windows of 3×3. Without padding there are "
    "3×3 places. With a frame of zeros around the picture there are 5×5 places. With the frame "
    "and a stride of 2 there are 3×3 places again, two pixels apart.",
    caption="Where a 3×3 filter can stop on a 5×5 picture. Shaded: its first place. Each dot is "
    "the middle of a place, and so one number of the output. Pale: zeros of the padding.",
    heights=(270, 430),
)
def padding_and_stride(canvas: Canvas) -> None:
    """All places of a filter on one picture: as it is, padded, and with a stride of 2."""
    panels = canvas.panels(3, wide=3, narrow=2)
    for axes, (pad, stride) in zip(panels, ((0, 1), (1, 1), (1, 2)), strict=True):
        size = stops(canvas, axes, stride, pad)
        axes.set_title(f"padding {pad}, stride {stride}:\n{size}×{size} numbers")


@figure(
    alt="One place of a picture with two channels. In the first channel the patch 1, 2, 0, 3 is "
    "multiplied number by number with the filter's first sheet 2, −1, 1, 1 and gives 3. In the "
    "second channel the patch 4, 1, 2, 0 with the sheet 0, 1, −1, 3 gives −1. These are added up, "
    "and the bias 2 is added: 4, one number of the map.",
    caption="One place, two channels: two sums of products, added up, and the bias, added once, "
    "make one number of the map.",
    heights=(250, 240),
)
def channel_sum(canvas: Canvas) -> None:
    """Two channels under two sheets of a filter, and the one number that they make."""
    axes = canvas.axes()
    sums = []
    for top, patch, sheet, key in zip((1.0, 4.2), PATCHES, SHEETS, ("red", "blue"), strict=True):
        hue = canvas.hue(key)
        cells(canvas, axes, numbers(patch), (top, 0), lambda *_, h=hue: h)
        cells(canvas, axes, numbers(sheet), (top, 3), lambda *_: canvas.accent)
        frame(axes, (top, 3), (2, 2), canvas.accent)
        sums.append(float((patch * sheet).sum()))
        _sign(canvas, axes, (2.5, top + 1), "⊙")
        _sign(canvas, axes, (5.5, top + 1), "=")
        _sign(canvas, axes, (6.5, top + 1), minus(sums[-1]))
    for place, text in (((6.5, 3.6), "+"), ((6.5, 6.6), "+"), ((6.5, 7.4), f"bias {BIAS}")):
        _sign(canvas, axes, place, text)
    _sign(canvas, axes, (8, 3.6), "=")
    cells(canvas, axes, [[minus(sum(sums) + BIAS)]], (3.1, 8.7), lambda *_: canvas.accent)
    for place, text in (((1, 0.4), "picture"), ((4, 0.4), "filter"), ((9.2, 2.5), "map")):
        _sign(canvas, axes, place, text)
    bare(axes, 7.8, 10)


# One place of a picture with two channels, and a filter; small numbers that all count.
PATCHES = np.array([[[1, 2], [0, 3]], [[4, 1], [2, 0]]], dtype=float)
SHEETS = np.array([[[2, -1], [1, 1]], [[0, 1], [-1, 3]]], dtype=float)
BIAS = 2


def _sign(canvas: Canvas, axes: Axes, at: tuple[float, float], text: str) -> None:
    axes.text(*at, text, ha="center", va="center", color=canvas.ink)


@figure(
    alt="A picture of three channels, red, green and blue, drawn as three sheets one behind the "
    "other. Two filters, each of three small sheets in the same colours. Each filter gives one "
    "single sheet of output, so that the output has two channels.",
    caption="Three channels in (red, green, blue), two filters, two channels out. A filter has as "
    "many sheets as the picture; what they give is added up into one map.",
    heights=(290, 300),
)
def convolution_channels(canvas: Canvas) -> None:
    """A picture of three channels, two filters as deep as it is, and the two maps they give."""
    axes = canvas.axes()
    gap = 1.6 if canvas.narrow else 4.0
    filters, maps = 5 + gap, 8 + 2 * gap
    _sheets(canvas, axes, (3.0, 0), 4, [canvas.hue(key) for key in CHANNELS])
    axes.text(2, 7.8, "picture", ha="center", va="center", color=canvas.ink)
    for top, which in ((1.0, "first"), (6.0, "second")):
        _sheets(canvas, axes, (top, filters), 2, [canvas.hue(key) for key in CHANNELS])
        _sheets(canvas, axes, (top - 0.7, maps), 2.4, [canvas.accent])
        for start, end in ((5, filters), (filters + 3, maps)):
            arrow = {"arrowstyle": "-|>", "color": canvas.muted, "linewidth": 1}
            axes.annotate("", (end - 0.2, top + 0.6), (start + 0.2, top + 0.6), arrowprops=arrow)
        middle = filters + 1.2
        axes.text(middle, top + 2.7, f"{which} filter", ha="center", va="center", color=canvas.ink)
        axes.text(maps + 1.2, top + 2.7, f"{which} map", ha="center", va="center", color=canvas.ink)
    bare(axes, 9.2, maps + 3)


def _sheets(
    canvas: Canvas, axes: Axes, at: tuple[float, float], size: float, colours: list[str]
) -> None:
    """Draw sheets one behind the other, the last one at the back."""
    top, left = at
    for number in reversed(range(len(colours))):
        corner = (top - 0.5 * number, left + 0.5 * number)
        sheet = [(corner[1], corner[0]), (corner[1] + size, corner[0])]
        sheet += [(corner[1] + size, corner[0] + size), (corner[1], corner[0] + size)]
        axes.fill(*zip(*sheet, strict=True), color=canvas.paper, linewidth=0, label="_")
        axes.fill(*zip(*sheet, strict=True), color=colours[number], alpha=0.35, label="_")
        frame(axes, corner, (size, size), colours[number], linewidth=1.2)


@figure(
    alt="The photograph of a temple and three outputs. The filter for vertical edges lights up "
    "where the picture gets brighter from left to right and darkens where it gets darker: columns "
    "and edges of walls. The filter for horizontal edges shows the lines of the roofs. The third "
    "gives a blurred photograph.",
    caption="One photograph, three filters, without padding. For edges grey is 0, black and white "
    "stand for −1.5 and 1.5 and what lies beyond; the photograph’s brightness goes from 0 to 1. "
    "Photograph: danielbuechele, CC BY 2.0, cropped, made grey and smaller.",
    heights=(680, 380),
)
def edge_filters(canvas: Canvas) -> None:
    """A photograph, and what filters for edges and a blur make of it."""
    photo = temple(5)
    panels = canvas.panels(4, wide=2, narrow=2)
    shown = (
        ("photograph", photo, 0.0, 1.0),
        ("vertical edges", convolve(photo, SIDEWAYS), -1.5, 1.5),
        ("horizontal edges", convolve(photo, SIDEWAYS.T), -1.5, 1.5),
        ("blur", convolve(photo, BLUR), 0.0, 1.0),
    )
    for axes, (name, picture, low, high) in zip(panels, shown, strict=True):
        photograph(axes, picture, low, high)
        axes.set_title(name)
