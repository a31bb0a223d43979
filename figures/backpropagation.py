"""The drawings of the chapter on back-propagation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from snippets.graph import Add, Multiply, Square
from studyreport.figures import Canvas, figure

Point = tuple[float, float]


@dataclass(frozen=True)
class Edge:
    """A number on its way: what it is called, its value, and the derivative that comes back."""

    name: str
    value: float
    back: float


def two_ways() -> tuple[list[Edge], list[Edge | None]]:
    """Run ½ (w₂ max(0, w₁ x + b₁) + b₂ − t)² both ways.

    Returns:
        The edges along the chain, from x to L; and below each node what joins there, or None.
    """
    x, w1, b1, w2, b2, t = 2.0, 1.5, -1.0, 0.5, 1.0, 3.0
    times1, plus1, times2, plus2, minus, square = (
        Multiply(), Add(), Multiply(), Add(), Add(), Square()
    )  # fmt: skip
    product1 = times1.forward(x, w1)
    u = plus1.forward(product1, b1)
    z = max(0.0, u)
    product2 = times2.forward(z, w2)
    y = plus2.forward(product2, b2)
    loss = square.forward(minus.forward(y, -t)) / 2
    d_y, _ = minus.backward(square.backward(0.5))
    d_product2, d_b2 = plus2.backward(d_y)
    d_z, d_w2 = times2.backward(d_product2)
    d_u = d_z if u > 0 else 0.0
    d_product1, d_b1 = plus1.backward(d_u)
    d_x, d_w1 = times1.backward(d_product1)
    chain = [
        Edge("x", x, d_x),
        Edge("", product1, d_product1),
        Edge("u", u, d_u),
        Edge("z", z, d_z),
        Edge("", product2, d_product2),
        Edge("y", y, d_y),
        Edge("L", loss, 1.0),
    ]
    joins = [
        Edge("w_1", w1, d_w1),
        Edge("b_1", b1, d_b1),
        None,
        Edge("w_2", w2, d_w2),
        Edge("b_2", b2, d_b2),
        Edge("t", t, float("nan")),
    ]
    return chain, joins


NODES = (r"$\times$", "+", "ReLU", r"$\times$", "+", "½( )²")


@figure(
    alt="A chain of six nodes: times w1, plus b1, ReLU, times w2, plus b2, half the squared error. "
    "At the arrows the values going forward: 2, 3, 2, 2, 1, 2 and the loss 0.5. Under these the "
    "derivatives coming back: 1, −1, −1, −0.5, −0.5, −0.5 and −0.75. Those of w1, b1, w2 and b2 "
    "are −1, −0.5, −2 and −1.",
    caption="A network with one hidden node, as a graph. Upper number, blue: the value on its way "
    "forward. Lower number, red: the derivative of $L$ with respect to it, on its way back.",
    heights=(210, 560),
)
def backward_graph(canvas: Canvas) -> None:
    """A computational graph with its numbers both ways."""
    chain, joins = two_ways()
    axes = canvas.axes()
    axes.axis("off")
    last = len(NODES)
    if canvas.narrow:
        axes.set(xlim=(-1.5, 1.5), ylim=(-last - 0.75, 0.75))
    else:
        axes.set(xlim=(-0.85, last + 0.75), ylim=(-1.6, 0.75))

    def place(along: float, aside: float = 0.0) -> Point:
        return (-0.35 + aside, -along) if canvas.narrow else (along, aside)

    for number, edge in enumerate(chain):
        tail, tip = number - (0.72 if number == 0 else 0.73), number - 0.27
        if number == last:
            tip = number + 0.45 - 0.2
        _arrow(canvas, axes, place(tail), place(tip))
        middle = (tail + tip) / 2 if canvas.narrow else (tail + tip) / 2 - 0.03
        _both(canvas, axes, place(middle), edge)
    for number, symbol in enumerate(NODES):
        at = place(number)
        box = {"boxstyle": "round,pad=0.35", "facecolor": canvas.paper, "edgecolor": canvas.muted}
        axes.text(*at, symbol, ha="center", va="center", color=canvas.ink, bbox=box)
        join = joins[number]
        if join is not None:
            _join(canvas, axes, at, join)


def _both(canvas: Canvas, axes: Axes, at: Point, edge: Edge) -> None:
    """Write the value above (or left of) an arrow and the derivative below (or right of) it."""
    value = f"${edge.name} = {edge.value:g}$" if edge.name else f"${edge.value:g}$"
    dx, dy, align = (7.0, 6.0, "left") if canvas.narrow else (0.0, 9.0, "center")
    canvas.label(axes, at, value, key="forward", dx=dx, dy=dy, ha=align)
    canvas.label(axes, at, f"${edge.back:g}$", key="backward", dx=dx, dy=-dy, ha=align)


def _join(canvas: Canvas, axes: Axes, at: Point, edge: Edge) -> None:
    """Draw what joins at a node: from below, or on a phone from the left."""
    x, y = at
    tail = (x - 0.62, y) if canvas.narrow else (x, y - 0.95)
    tip = (x - 0.2, y) if canvas.narrow else (x, y - 0.2)
    _arrow(canvas, axes, tail, tip)
    align, dx, up, down = ("right", -3, 6, -6) if canvas.narrow else ("center", 0, -8, -22)
    canvas.label(
        axes, tail, f"${edge.name} = {edge.value:g}$", key="forward", dx=dx, dy=up, ha=align
    )
    if not np.isnan(edge.back):
        canvas.label(axes, tail, f"${edge.back:g}$", key="backward", dx=dx, dy=down, ha=align)


def _arrow(canvas: Canvas, axes: Axes, tail: Point, tip: Point) -> None:
    style = {"arrowstyle": "-|>,head_width=0.2,head_length=0.35", "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", tip, tail, arrowprops={**style, "color": canvas.muted, "linewidth": 1})


# Each box of the figure: its text and its place, in units of the way from one delta to the other.
BOXES = {
    "delta2": (r"$\delta^{(2)}$", (1.0, 0.0)),
    "W2": (
        "$\\partial L/\\partial W^{(2)}$\n$= z^{(1)\\,\\mathrm{T}}\\,\\delta^{(2)}$",
        (0.76, -1.0),
    ),
    "b2": ("$\\partial L/\\partial b^{(2)}$\nsum over\nexamples", (1.27, -1.0)),
    "delta1": (r"$\delta^{(1)}$", (0.0, 0.0)),
    "W1": ("$\\partial L/\\partial W^{(1)}$\n$= x^{\\mathrm{T}}\\,\\delta^{(1)}$", (-0.24, -1.0)),
    "b1": ("$\\partial L/\\partial b^{(1)}$\nsum over\nexamples", (0.27, -1.0)),
}


@figure(
    alt="Delta 2 stands at the top right. Three arrows leave it: to the gradient of W2, to the "
    "gradient of b2, and to delta 1 at the top left. Two arrows leave delta 1: to the gradients "
    "of W1 and of b1.",
    caption="What is computed from what, from right to left. Every delta is computed once and used "
    "by all the arrows that leave it.",
    heights=(190, 220),
)
def delta_reuse(canvas: Canvas) -> None:
    """Which results of the backward pass are used again."""
    axes = canvas.axes(xlim=(-0.5, 1.55), ylim=(-1.45, 0.45))
    axes.axis("off")
    for name, (text, (x, y)) in BOXES.items():
        is_delta = name.startswith("delta")
        colour = canvas.hue("backward") if is_delta else canvas.ink
        edge = colour if is_delta else canvas.faint
        box = {"boxstyle": "round,pad=0.4", "facecolor": canvas.paper, "edgecolor": edge}
        axes.text(x, y, text, ha="center", va="center", color=colour, bbox=box, linespacing=1.6)
        if not is_delta:
            _arrow(canvas, axes, (round(x) + 0.2 * (x - round(x)), -0.2), (x, -0.66))
    _arrow(canvas, axes, (0.9, 0.0), (0.1, 0.0))
    middle = r"$(\delta^{(2)} W^{(2)\,\mathrm{T}}) \odot f'(u^{(1)})$"
    canvas.label(axes, (0.5, 0.0), middle, dx=0, dy=10, ha="center", color=canvas.ink)
