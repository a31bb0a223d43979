"""The drawings of the chapter on activation functions."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from snippets import activations as a
from snippets.arrays import Floats
from studyreport.figures import Canvas, figure

FUNCTIONS = {
    "step": (a.step, a.d_step),
    "sigmoid": (a.sigmoid, a.d_sigmoid),
    "tanh": (a.tanh, a.d_tanh),
    "ReLU": (a.relu, a.d_relu),
    "identity": (a.identity, a.d_identity),
}
# What the results call a variant of the regression, and what the palette calls it.
VARIANTS = {"relu": "ReLU", "sigmoid": "sigmoid", "faulty": "wrong slope"}
RANGES = {"narrow": "x from 0 to 1", "wide": "x from −5 to 5"}
U = np.linspace(-4, 4, 161)


@figure(
    alt="Five panels. Step: 0 on the left, 1 on the right, its slope 0. Sigmoid: an S from 0 to 1 "
    "with a low flat hill as its slope. Tanh: a steeper S from −1 to 1 with a hill of height 1. "
    "ReLU: 0 on the left, then a rising line; its slope jumps from 0 to 1. Identity: a straight "
    "line, its slope 1 everywhere.",
    caption="Five activation functions $f(u)$, and dashed their slopes $f'(u)$. Both axes have "
    "the same scale, so what looks steep is steep.",
    heights=(340, 480),
)
def activation_functions(canvas: Canvas) -> None:
    """Draw each function with its derivative, all to the same scale."""
    panels = canvas.panels(len(FUNCTIONS), 3, 2)
    for axes, (name, (f, slope)) in zip(panels, FUNCTIONS.items(), strict=True):
        _cross(canvas, axes)
        _curve(axes, f(U), color=canvas.hue(name), label=f"f {name}")
        _curve(axes, slope(U), color=canvas.ink, linestyle=(0, (3, 2)), linewidth=1, label="slope")
        axes.set_title(name, color=canvas.hue(name))
        axes.set(xlim=(-3, 3), ylim=(-1.3, 2.3), aspect="equal", xticks=(-2, 0, 2))
        axes.set_yticks((-1, 0, 1, 2))
    canvas.label(panels[0], (3, 0), "slope", dx=-4, dy=8, ha="right", color=canvas.ink)
    panels[-1].set_xlabel("$u$")


def _curve(axes: Axes, y: Floats, **style: Any) -> None:
    """Draw y over U, with a gap where it jumps."""
    jumps = np.flatnonzero(np.abs(np.diff(y)) > 0.5) + 1
    axes.plot(np.insert(U, jumps, U[jumps]), np.insert(y, jumps, np.nan), **style)


def _cross(canvas: Canvas, axes: Axes) -> None:
    axes.axhline(0, color=canvas.faint, linewidth=0.5)
    axes.axvline(0, color=canvas.faint, linewidth=0.5)


@figure(
    alt="Slopes of three functions over u from −6 to 6. That of ReLU is 0 and then 1. That of tanh "
    "is a hill of height 1 between about −2 and 2. That of the sigmoid is a wider hill of only a "
    "quarter of this height.",
    caption="The slopes side by side. Of its slope alone a sigmoid hands on a quarter at best.",
    heights=(220, 230),
)
def activation_slopes(canvas: Canvas) -> None:
    """Compare the derivatives of sigmoid, tanh and ReLU."""
    axes = canvas.axes(xlabel="total input $u$", ylabel="slope $f'(u)$")
    u = np.linspace(-6, 6, 241)
    for name, at in (("sigmoid", -2.2), ("tanh", -1.1), ("ReLU", 3.4)):
        slope = FUNCTIONS[name][1]
        y = slope(u)
        jumps = np.flatnonzero(np.abs(np.diff(y)) > 0.5) + 1
        axes.plot(
            np.insert(u, jumps, u[jumps]),
            np.insert(y, jumps, np.nan),
            color=canvas.hue(name),
            label=name,
        )
        height = float(slope(np.array([at]))[0])
        right = "left" if name == "ReLU" else "right"
        canvas.label(axes, (at, height), name, key=name, dx=-5, dy=9, ha=right)
    axes.axhline(0.25, color=canvas.faint, linewidth=0.6, linestyle=(0, (4, 3)))
    canvas.label(axes, (6, 0.25), "0.25", dx=-4, dy=8, ha="right")
    axes.set(xlim=(-6, 6), ylim=(-0.03, 1.15), yticks=(0, 0.5, 1))


NAMED = (1.6, 2.3, 0.9, 0.5)  # how high, or how deep, each ReLU of `hinges` has its number


@figure(
    alt="No bend: a curved line and the best straight line, which misses it at both ends and in "
    "the middle. Four bends: the same curve and, close to it, a line of five straight pieces; "
    "behind it, four faint lines that are flat and then bend upward or downward.",
    caption="*No bend:* all that straight layers can make of the curve is a straight line. *Four "
    "bends:* a line (dashed) plus four ReLUs (faint), added up, follow it. Each ReLU makes a bend.",
    heights=(250, 440),
)
def hinges(canvas: Canvas) -> None:
    """Show what a stack of linear layers can fit, and what four ReLUs add."""
    straight, bent = canvas.panels(2, 2, 1, sharey=True)
    x = np.linspace(0, 4, 161)
    curve = 1 + np.sin(1.8 * x - 0.6)
    for axes in (straight, bent):
        axes.plot(x, curve, color=canvas.muted, label="wanted")
        axes.set(xlim=(0, 4), ylim=(-3.2, 2.4), xlabel="$x$")
    w, b = np.polyfit(x, curve, 1)
    straight.plot(x, w * x + b, color=canvas.hue("wrong slope"), label="straight")
    canvas.label(straight, (2.2, w * 2.2 + b), "best line", key="wrong slope", dy=10)
    canvas.label(straight, (1.2, 2), "wanted", dx=4, dy=8)
    knots = np.array([0.7, 1.5, 2.5, 3.3])
    parts = np.stack([np.ones_like(x), x, *(a.relu(x - knot) for knot in knots)], axis=1)
    weights = np.linalg.lstsq(parts, curve, rcond=None)[0]
    for place, knot in enumerate(knots):
        part = weights[place + 2] * parts[:, place + 2]
        bent.plot(x, part, color=canvas.faint, linewidth=0.9, label=f"ReLU at {knot:g}")
        at = int(np.argmin(np.abs(np.abs(part) - NAMED[place])))
        canvas.label(bent, (x[at], part[at]), f"{place + 1}", dx=0, ha="center")
    line = parts[:, :2] @ weights[:2]
    bent.plot(x, line, color=canvas.faint, linewidth=0.9, linestyle=(0, (4, 3)), label="line")
    canvas.label(bent, (0.62, 1.9), "line", dx=-4, ha="right")
    bent.plot(x, parts @ weights, color=canvas.hue("ReLU"), label="sum")
    canvas.label(bent, (1.2, 2), "sum of ReLUs", key="ReLU", dx=6, dy=8)
    straight.set_title("no bend")
    bent.set_title("four bends")
    bent.set_ylim(-3.2, 2.6)


@figure(
    alt="Two curves over u. The right slope of the sigmoid is a hill that is nearly 0 beyond ±5. "
    "The wrong one never falls below about 0.197: it is flat at 0.25 on the left and at 0.197 on "
    "the right.",
    caption="The slope of a sigmoid, taken at $u$ as it should be, and by mistake at $z = f(u)$. "
    "The discs mark $u = 4$.",
    heights=(220, 230),
)
def slope_at_the_wrong_place(canvas: Canvas) -> None:
    """Compare d_sigmoid(u) with d_sigmoid(sigmoid(u))."""
    axes = canvas.axes(xlabel="total input $u$", ylabel="slope")
    u = np.linspace(-8, 8, 161)
    places = {"sigmoid": u, "wrong slope": a.sigmoid(u)}
    for name, place in places.items():
        slope = a.d_sigmoid(place)
        axes.plot(u, slope, color=canvas.hue(name), label=name)
        y = float(slope[u == 4][0])
        axes.plot(4, y, "o", color=canvas.hue(name), label=f"{name} at 4")
        canvas.label(axes, (4, y), f"{y:.3f}", key=name, dx=3, dy=9)
    canvas.label(axes, (-2.6, 0.065), "taken at $u$", key="sigmoid", dx=-6, ha="right")
    canvas.label(axes, (-4, 0.25), "taken at $z$", key="wrong slope", dy=9)
    axes.set(xlim=(-8, 8), ylim=(0, 0.29), yticks=(0, 0.1, 0.2))


@figure(
    alt="Two panels, loss against step on a logarithmic scale. With x from 0 to 1 ReLU falls "
    "lowest, then the sigmoid; that with the wrong slope stays higher. With x from −5 to 5 "
    "the curve of ReLU leaves the picture at once, and the other two stay high.",
    caption="The exercise at its rate, {{ regression.settings.rate:g }}. Error, as a share of what "
    "always answering the mean would cost; means of {{ regression.settings.block }} steps, median "
    "of {{ regression.settings.seeds }} seeds, with the band of their middle half. For $x$ "
    "from −5 to 5 ReLU diverges.",
    heights=(270, 470),
)
def regression_curves(canvas: Canvas) -> None:
    """Loss on the way, for three variants and two ranges of x, at the rate of the exercise."""
    stored = canvas.result("regression")
    block = stored["settings"]["block"]
    panels = canvas.panels(2, 2, 1, sharey=True)
    for axes, (key, title) in zip(panels, RANGES.items(), strict=True):
        of_range = stored["values"][key]
        for name, hue in VARIANTS.items():
            curve = of_range[name]["curve"]
            steps = block * (np.arange(len(curve["median"])) + 0.5)
            _band(canvas, axes, steps, curve, of_range["constant"], hue)
            if name != "relu" or key == "narrow":
                share, dy = (
                    curve["median"][-13] / of_range["constant"],
                    14 if name == "faulty" else -11,
                )
                canvas.label(axes, (steps[-13], share), hue, key=hue, dx=0, dy=dy, ha="center")
        axes.set_title(title)
        axes.set(yscale="log", ylim=(1e-4, 30), xlim=(0, None), xlabel="step")
    canvas.label(panels[1], (30, 8), "ReLU: beyond all bounds ↑", key="ReLU", dx=4)
    panels[0].set_ylabel("error, 1 = learnt nothing")


@figure(
    alt="Two panels, final error against the rate, both logarithmic. With x from 0 to 1 the curves "
    "of ReLU and sigmoid are valleys with their lowest points near 0.1, that of ReLU lower; "
    "that of the wrong slope follows the sigmoid’s at small rates and then stays above it. With x "
    "from −5 to 5 ReLU is lowest for small rates and ends at 0.01; the wrong slope hardly learns "
    "at any rate.",
    caption="The exercise at other rates: loss of the last {{ regression.settings.tail }} steps, "
    "as a share of what always answering the mean would cost. Median and middle half of "
    "{{ regression.settings.seeds }} seeds. A line ends where most seeds diverge. Dashed: the rate "
    "of the exercise.",
    heights=(270, 470),
)
def regression_rates(canvas: Canvas) -> None:
    """Final loss by rate, for three variants and two ranges of x."""
    stored = canvas.result("regression")
    rates = np.array(stored["settings"]["rates"])
    panels = canvas.panels(2, 2, 1, sharey=True)
    places = {  # which rate has the name of the line beside it
        "narrow": {"relu": 4, "sigmoid": 4, "faulty": 8},
        "wide": {"relu": 2, "sigmoid": 5, "faulty": 4},
    }
    for axes, (key, title) in zip(panels, RANGES.items(), strict=True):
        of_range = stored["values"][key]
        axes.axvline(
            stored["settings"]["rate"], color=canvas.faint, linewidth=0.8, linestyle=(0, (4, 3))
        )
        for name, hue in VARIANTS.items():
            final = of_range[name]["final"]
            _band(canvas, axes, rates, final, of_range["constant"], hue, marker=".")
            place = places[key][name]
            share = final["median"][place] / of_range["constant"]
            dx, dy = (0, 14) if name == "faulty" else (-14, -12)  # the lines below fall
            canvas.label(axes, (rates[place], share), hue, key=hue, dx=dx, dy=dy, ha="center")
        axes.set_title(title)
        axes.set(xscale="log", yscale="log", ylim=(1e-4, 30), xlim=(4e-4, 1.4), xlabel="rate")
    panels[0].set_ylabel("error, 1 = learnt nothing")


def _band(
    canvas: Canvas,
    axes: Axes,
    x: Floats,
    values: dict[str, list[float | None]],
    unit: float,
    hue: str,
    **style: Any,
) -> None:
    """Draw the median and the middle half of the seeds, with gaps where they diverge."""
    low, median, high = (
        np.array([np.nan if v is None else v for v in values[name]], float) / unit
        for name in ("low", "median", "high")
    )
    colour = canvas.hue(hue)
    axes.fill_between(x, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.plot(x, median, color=colour, linewidth=1.2, label=hue, **style)
