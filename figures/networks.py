"""The drawings of the chapter on what a network is."""

from __future__ import annotations

from itertools import product

import numpy as np
from matplotlib.axes import Axes

from experiments.animals import ANIMALS, EXAMPLES, FEATURES, MEASURES, animal_params
from experiments.line_fit import T, X, best_line, line_error
from figures.page import Page, Point, minus
from snippets.arrays import Floats
from snippets.losses import softmax
from snippets.neuron import total_input
from snippets.two_layer import forward
from studyreport.figures import Canvas, figure

RADIUS = 19
MOUSE = EXAMPLES[2:]


@figure(
    alt="A network of three columns of circles. On the left the inputs, body length 1 and ear "
    "length 2. Each is joined to each of three hidden nodes, which hold 0.5, 1 and 0. Each of "
    "these is joined to each of three outputs: dog 0.10, cat 0.05, mouse 0.85.",
    caption="A network looks at a mouse. In the circles: what each node gives. Lines: weights, "
    "blue where they are positive, red where negative, the thicker the larger. (The weight 0, from "
    "*dog-sized* to *mouse*, draws no line.)",
    heights=(290, 330),
)
def animal_network(canvas: Canvas) -> None:
    """Draw the network of three animals with the numbers that a mouse gives in its nodes."""
    page, params = Page(canvas), animal_params()
    seen = forward(MOUSE, params)
    columns = (MOUSE[0], seen.z1[0], softmax(seen.u2)[0])
    names = (MEASURES, FEATURES, ANIMALS)
    places = [
        _column(page, share, len(column)) for share, column in zip(_SHARES, columns, strict=True)
    ]
    for weights, left, right in zip((params["W1"], params["W2"]), places, places[1:], strict=False):
        _weights(page, weights, left, right)
    for column, values, words in zip(places, columns, names, strict=True):
        digits = ".2f" if words == ANIMALS else "g"
        for at, value, name in zip(column, values, words, strict=True):
            page.node(at, minus(value, digits), radius=RADIUS)
            above = at[0], at[1] + RADIUS + 9
            page.text(above, name, color=canvas.muted, bbox=_paper(canvas))
    for share, title in zip(_SHARES, ("input", "hidden", "output"), strict=True):
        page.text((share * page.width, page.height - 12), title, weight="bold")


_SHARES = (0.15, 0.5, 0.85)  # of the width: where the layers stand


def _column(page: Page, share: float, nodes: int) -> list[Point]:
    """Return the places of the nodes of one layer, from the top."""
    gap = (page.height - 40) / 3
    middle = (page.height - 52) / 2
    return [(share * page.width, middle + gap * ((nodes - 1) / 2 - n)) for n in range(nodes)]


def _weights(page: Page, weights: Floats, left: list[Point], right: list[Point]) -> None:
    for row, column in product(range(len(left)), range(len(right))):
        weight = weights[row, column]
        if weight:
            hue = page.canvas.hue("positive" if weight > 0 else "negative")
            page.line(left[row], right[column], colour=hue, width=0.4 + 1.3 * abs(weight))


@figure(
    alt="One node in steps, from left to right: the input 1 times the weight 0.5 and the input 2 "
    "times the weight 0.5 meet in a sum, to which the bias −1 is added; the sum u = 0.5 goes "
    "through the function f and leaves as z = 0.5.",
    caption="One node from the inside: the one called *size*, which looks at a mouse.",
    heights=(170, 210),
)
def one_neuron(canvas: Canvas) -> None:
    """Draw what one node does, from its inputs to its output, with numbers."""
    page = Page(canvas)
    across = [share * page.width for share in (0.09, 0.45, 0.7, 0.92)]
    middle, gap = page.height / 2 - 2, page.height / 4 - 4
    for sign, name, value in ((1, "x_1", 1), (-1, "x_2", 2)):
        at = across[0], middle + sign * gap
        page.node(at, f"${name}$")
        page.text((at[0], at[1] - 28), f"{value}", color=canvas.muted)
        page.arrow((at[0] + 18, at[1]), (across[1] - 24, middle + sign * 8))
        halfway = (at[0] + across[1]) / 2 - 4, middle + sign * (gap / 2 + 4)
        page.text(halfway, f"$w_{name[-1]}$ = 0.5", key="positive", bbox=_paper(canvas))
    page.node((across[1], middle), "+", radius=22)
    page.text((across[1], middle + gap + 32), "b = −1", key="negative")
    page.arrow((across[1], middle + gap + 20), (across[1], middle + 22))
    page.arrow((across[1] + 22, middle), (across[2] - 18, middle))
    page.text(((across[1] + across[2]) / 2, middle + 12), "u")
    page.text(((across[1] + across[2]) / 2, middle - 14), "0.5", color=canvas.muted)
    page.box((across[2] - 18, middle - 18), (36, 36), "f")
    page.arrow((across[2] + 18, middle), (across[3], middle))
    page.text(((across[2] + across[3]) / 2 + 8, middle + 12), "z")
    page.text(((across[2] + across[3]) / 2 + 8, middle - 14), "0.5", color=canvas.muted)


def _paper(canvas: Canvas) -> dict[str, object]:
    return {"facecolor": canvas.paper, "edgecolor": "none", "pad": 1.0}


@figure(
    alt="Two panels with body length to the right, ear length upward, and a line on one side of "
    "which a node is silent. First, three parallel lines for three biases. Then, three lines that "
    "meet in one point of the upward axis, for three weights of the body length.",
    caption="Where the total input of a node is 0. It is positive above a line, on the side of the "
    "mouse (shaded, for $w = (0.5, 0.5)$ and ${b = -1}$). *The bias shifts:* the weights stay "
    "$(0.5, 0.5)$. *A weight turns:* the bias stays $-1$ and the second weight 0.5.",
    heights=(250, 430),
)
def neuron_border(canvas: Canvas) -> None:
    """Show that a bias shifts and a weight turns the line on which u is 0."""
    shifted, turned = canvas.panels(2, 2, 1, sharex=True, sharey=True)
    for bias, at in ((-0.5, 0.4), (-1.0, 1.2), (-1.4, 1.9)):
        _border(canvas, shifted, (0.5, 0.5), bias, f"b = {minus(bias)}", at)
    for weight, at in ((0.2, 2.2), (0.5, 1.2), (0.9, 0.7)):
        _border(canvas, turned, (weight, 0.5), -1.0, f"$w_1$ = {weight:g}", at)
    for axes, title in ((shifted, "the bias shifts"), (turned, "a weight turns")):
        x = np.array([0.0, 2.0, 3.4])
        axes.fill_between(x, np.maximum(2 - x, 0), 3, color=canvas.accent, alpha=0.1, linewidth=0)
        axes.plot(*MOUSE[0], "o", color=canvas.ink, markersize=5, label="mouse")
        canvas.label(axes, MOUSE[0], "mouse", dx=6, dy=7, color=canvas.ink, bbox=None)
        axes.set(xlim=(0, 3.4), ylim=(0, 3), xlabel=MEASURES[0], ylabel=MEASURES[1], title=title)
    canvas.label(shifted, (2.5, 2.5), "u > 0", dx=0, color=canvas.accent, bbox=None)


def _border(canvas: Canvas, axes: Axes, w: Point, bias: float, name: str, at: float) -> None:
    """Draw w₁ x₁ + w₂ x₂ + b = 0, and write its name on it where the first measure is `at`."""
    x = np.array([0, min(3.4, -bias / w[0])])
    hue = canvas.accent if (bias, w[0]) == (-1.0, 0.5) else canvas.muted
    axes.plot(x, -(w[0] * x + bias) / w[1], color=hue, label=name)
    angle = float(np.degrees(np.arctan2(-w[0], w[1])))
    place = at, -(w[0] * at + bias) / w[1]
    canvas.label(
        axes,
        place,
        name,
        dx=0,
        ha="center",
        color=hue,
        rotation=angle,
        rotation_mode="anchor",
        transform_rotates_text=True,
    )


@figure(
    alt="A table of three animals with two measures each, times a table of two rows and three "
    "columns, plus a row of three biases, gives a table of three animals and three nodes. The row "
    "of the mouse and the column of the first node meet in 0.5.",
    caption="A layer as one product: $U = XW_1 + b_1$. Rows are animals, columns of $W_1$ and $U$ "
    "are nodes. The cell where the mouse’s row meets the column of *size*: "
    "$1 \\cdot 0.5 + 2 \\cdot 0.5 - 1 = 0.5$.",
    heights=(210, 215),
)
def layer_product(canvas: Canvas) -> None:
    """Draw X W + b = U cell by cell, for three animals and three nodes."""
    page, params = Page(canvas), animal_params()
    cell = (35.0, 30.0) if canvas.narrow else (52.0, 32.0)
    gap = (page.width - 8 * cell[0]) / 4
    top = page.height - 50
    left = gap / 2
    hues = [canvas.accent, canvas.muted, canvas.muted]
    tables = (
        ("X", EXAMPLES),
        ("W_1", params["W1"]),
        ("U", total_input(EXAMPLES, params["W1"], params["b1"])),
    )
    signs = ("", "·", "=")
    for (name, table), sign in zip(tables, signs, strict=True):
        rows = [[minus(value) for value in row] for row in table]
        colours = hues if name == "W_1" else ()
        page.text((left - gap / 2, top - 1.5 * cell[1]), sign)
        page.grid((left, top), rows, cell, colours)
        size = "×".join(map(str, table.shape))
        page.text(
            (left + len(rows[0]) * cell[0] / 2, top + 14), f"${name}$  {size}", color=canvas.muted
        )
        if name == "W_1":
            below = top - 2 * cell[1] - 22
            page.text((left - gap / 2, below - cell[1] / 2), "+")
            page.grid((left, below), [[minus(b) for b in params["b1"]]], cell, hues)
            page.text((left + 1.5 * cell[0], below - cell[1] - 12), "$b_1$  3", color=canvas.muted)
        left += len(rows[0]) * cell[0] + gap
    _frames(page, cell, gap, top)


def _frames(page: Page, cell: Point, gap: float, top: float) -> None:
    """Frame the row of the mouse, the column of the first node, and where they meet."""
    width, height = cell
    third = top - 3 * height
    first, second, last = gap / 2, 1.5 * gap + 2 * width, 2.5 * gap + 5 * width
    for corner, size in (
        ((first, third), (2 * width, height)),
        ((second, top - 2 * height), (width, 2 * height)),
        ((second, top - 3 * height - 22), (width, height)),
        ((last, third), (width, height)),
    ):
        page.frame(corner, size)


@figure(
    alt="One panel: five points and three straight lines, A far too flat, B too steep and high, C "
    "through the middle of the points. The other: a map of the error over weight and bias, with "
    "oval contours; A and B lie high up its sides, C at its lowest point.",
    caption="*Three lines* ${wx + b}$ and the same five points. *A map of the error:* each line is "
    "one point of it, and its error is the height there. Learning is a walk on the map, from "
    "wherever it begins to the lowest point.",
    heights=(260, 470),
)
def error_map(canvas: Canvas) -> None:
    """Show that each choice of weight and bias has an error, and that one has the smallest."""
    lines, heights = canvas.panels(2, 2, 1)
    w, b = np.meshgrid(np.linspace(-0.4, 1.6, 81), np.linspace(-0.6, 3.4, 81))
    error = np.vectorize(line_error)(w, b)
    heights.contour(
        w, b, error, levels=0.04 + 0.12 * np.arange(9) ** 2, colors=canvas.faint, linewidths=0.6
    )
    lines.plot(X, T, "o", color=canvas.ink, label="points")
    choices = {"A": (0.1, 0.5), "B": (1.2, 1.8), "C": best_line()}
    for (name, (weight, bias)), key in zip(
        choices.items(), ("negative", "wrong slope", "positive"), strict=True
    ):
        hue = canvas.hue(key)
        ends = np.array([-0.2, 4.2])
        lines.plot(ends, weight * ends + bias, color=hue, label=name)
        canvas.label(lines, (4.2, weight * 4.2 + bias), name, color=hue, weight="bold")
        heights.plot(weight, bias, "o", color=hue, label=name)
        words = f"{name}: {line_error(weight, bias):.2f}"
        canvas.label(heights, (weight, bias), words, color=hue, weight="bold", dx=6, dy=5)
    lines.set_title("three lines")
    heights.set_title("a map of the error")
    lines.set(xlabel="$x$", ylabel="$y$", xlim=(-0.3, 4.6), ylim=(0, 7))
    heights.set(xlabel="weight $w$", ylabel="bias $b$")
