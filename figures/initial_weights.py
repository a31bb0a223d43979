"""The drawings of the chapter on initial weights."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator

from studyreport.figures import Canvas, figure
from studyreport.figures.labels import spread

# What the results call a start or an activation, and what the text and the palette call it.
STARTS = {
    "zeros": "zeros",
    "one": "std 1",
    "hundredth": "std 0.01",
    "xavier": "Xavier",
    "he": "He",
    "fourfold": "4/√n",
}
ACTIVATIONS = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}
HIGHEST = 4  # of the losses shown: somewhat above ln 10, the loss of guessing
INPUTS = np.array([1.0, 2.0, 2.0, 4.0])  # of the example by hand
LINE = 1.5  # powers of ten from one name of a gradient to the next


@figure(
    alt="Three panels with the two weights into each of four hidden units as points that move "
    "during training. From zeros nothing moves. From equal weights all four follow one and the "
    "same path. From random weights each unit goes its own way.",
    caption="The weights into four hidden nodes during {{ symmetry.settings.steps }} steps on four "
    "examples. A ring is a start, a disc an end. The numbers: the loss before and after.",
    heights=(270, 170),
)
def symmetry_paths(canvas: Canvas) -> None:
    """The weights into each hidden unit: at rest, on one path, on four."""
    values = canvas.result("symmetry")["values"]
    names = {"zeros": "all zero", "alike": "all alike", "random": "random"}
    panels = canvas.panels(3, wide=3, narrow=3, sharex=True, sharey=True)
    for axes, (key, name) in zip(panels, names.items(), strict=True):
        for path in values[key]["paths"]:
            x, y = np.transpose(path)
            axes.plot(x, y, color=canvas.accent, linewidth=1.2)
            axes.plot(x[0], y[0], "o", color=canvas.accent, markersize=7)
            axes.plot(x[0], y[0], "o", color=canvas.paper, markersize=4.5)
            axes.plot(x[-1], y[-1], "o", color=canvas.accent, markersize=4.5)
        before, after = values[key]["loss"]
        canvas.label(axes, (-1.9, 1.75), f"{before:.2f} → {after:.2f}", dx=0)
        axes.set(title=name, aspect="equal", xlim=(-2, 2), ylim=(-2, 2))
        axes.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    canvas.figure.supxlabel("first weight into a node")
    canvas.figure.supylabel("second weight")


@figure(
    alt="Three rows of points, the sums that four inputs can make with sixteen choices of signs. "
    "With weights of plus or minus 1 they reach from minus 9 to 9; a bar marks their root mean "
    "square, 5. With weights of plus or minus one half all is half as wide, and the bar is 2.5 "
    "long, as long as that of the four inputs in the top row.",
    caption="All 16 sums $u$ of the inputs 1, 2, 2, 4 with weights that are $\\pm1$ or "
    "$\\pm\\frac12$. The bar has the length of the root mean square. With $\\pm\\frac12$ it is as "
    "long as that of the inputs.",
    heights=(230, 230),
)
def sixteen_sums(canvas: Canvas) -> None:
    """The inputs, and what sums of them with random signs come to at two sizes of weights."""
    sums = np.array([INPUTS @ signs for signs in product((-1.0, 1.0), repeat=4)])
    rows = {"inputs": INPUTS, "weights ±1": sums, "weights ±½": sums / 2}
    axes = canvas.axes(xlim=(-10, 10), ylim=(2.55, -0.85), xlabel="value")
    axes.set_xticks([-8, -4, 0, 4, 8])
    for height, (name, values) in enumerate(rows.items()):
        for value, count in zip(*np.unique(values, return_counts=True), strict=True):
            stack = height - 0.13 * np.arange(count)
            axes.plot(np.full(count, value), stack, "o", color=canvas.accent, markersize=4)
        size = np.sqrt((values**2).mean())
        axes.plot([0, size], [height + 0.22] * 2, color=canvas.ink, linewidth=2.5)
        canvas.label(axes, (size, height + 0.22), f"{size:g}", color=canvas.ink)
        canvas.label(axes, (-10, height - 0.5), name, dx=0)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)


@figure(
    alt="Four rows of five histograms, the outputs of five sigmoid layers. Deviation 1: two "
    "towers at 0 and 1. Deviation 0.01: one spike at 0.5. Xavier: a hill around 0.5 that from "
    "the second layer on becomes no narrower. Four over root n: broad, from 0 to 1.",
    caption="The same with the sigmoid.",
    heights=(430, 400),
)
def sigmoid_histograms(canvas: Canvas) -> None:
    """Outputs layer by layer, one row for each start: sigmoid."""
    _histograms(canvas, canvas.result("initial_signals")["values"], "sigmoid")


@figure(
    alt="Three rows of five histograms, the outputs of five tanh layers. Deviation 1: two towers "
    "at minus 1 and 1. Deviation 0.01: narrower with each layer, a spike at 0 from the second on. "
    "Xavier: a broad hill around 0 that narrows slowly.",
    caption="Outputs of five layers of {{ initial_signals.settings.nodes }} tanh nodes for "
    "{{ initial_signals.settings.examples:,}} random inputs, before any training. Each row has "
    "its own way to draw the weights. Five networks together.",
    heights=(330, 310),
)
def tanh_histograms(canvas: Canvas) -> None:
    """Outputs layer by layer, one row for each start: tanh."""
    _histograms(canvas, canvas.result("initial_signals")["values"], "tanh")


@figure(
    alt="Four rows of five histograms, the outputs of five ReLU layers, each with a tower at 0. "
    "Deviation 1: nearly all that is above 0 lies outside the picture. Deviation 0.01: all at 0 or "
    "close to it. Xavier: the rest moves towards 0 layer by layer. He: it keeps its width.",
    caption="The same with ReLU. Half of the outputs are exactly 0: the towers on the left go on "
    "above the picture. With std 1 most of the others are too large for it.",
    heights=(430, 400),
)
def relu_histograms(canvas: Canvas) -> None:
    """Outputs layer by layer, one row for each start: ReLU."""
    _histograms(canvas, canvas.result("initial_signals")["values"], "relu")


def _histograms(canvas: Canvas, values: dict[str, Any], activation: str) -> None:
    edges, signals = values["edges"][activation], values["signals"][activation]
    columns = len(next(iter(signals.values()))["share"])
    panels = canvas.panels(len(signals) * columns, columns, columns, sharex=True, sharey=True)
    places = iter(panels)
    for start, found in signals.items():
        hue = canvas.hue(STARTS[start])
        for number, share in enumerate(found["share"], 1):
            axes = next(places)
            axes.stairs(
                share, edges, fill=True, color=hue, label=f"{STARTS[start]}, layer {number}"
            )
            axes.set(ylim=(0, 0.2), xlim=(edges[0], edges[-1]), yticks=[])
            axes.spines["left"].set_visible(False)
            if number == 1:
                axes.set_title(STARTS[start], color=hue)
    low, high = edges[0], edges[-1]
    for number, axes in enumerate(panels[-columns:], 1):
        axes.set_xticks([low, high], [f"{low:g}".replace("-", "−"), f"{high:g}"])
        first, last = axes.get_xticklabels()
        first.set_horizontalalignment("left")
        last.set_horizontalalignment("right")
        axes.set_xlabel(f"layer {number}")


@figure(
    alt="Two columns of three panels, for sigmoid, tanh and ReLU. Left, the mean slope of the "
    "activation in each of five layers; right, on a logarithmic scale, the size of the gradient "
    "that reaches it. Sigmoid: with deviation 1 the slopes are the smallest and the gradient "
    "hardly shrinks; with 0.01 they are the largest and it shrinks to less than a millionth. "
    "tanh: with deviation 1 the slopes are the smallest and the gradient grows. ReLU: all slopes "
    "are about a half, and only He keeps the gradient.",
    caption="Left: mean slope $f'(u)$ of the activation in each layer. Right: what arrives there "
    "of a gradient that is fed in at the end, as a share of what it is in layer 5 (root mean "
    "square of $\\partial L/\\partial u$). Mean and range of five networks.",
    heights=(480, 520),
)
def slopes_and_gradients(canvas: Canvas) -> None:
    """The local derivative beside the propagated gradient, layer by layer."""
    signals = canvas.result("initial_signals")["values"]["signals"]
    widths = (2, 3) if canvas.narrow else (1, 1)  # names need a place within the gradients
    panels = canvas.panels(6, 2, 2, sharex="col", sharey="col", width_ratios=widths)
    for row, (key, name) in enumerate(ACTIVATIONS.items()):
        left, right = panels[2 * row : 2 * row + 2]
        for start, found in signals[key].items():
            _line(canvas, left, STARTS[start], found["slope"])
            _line(canvas, right, STARTS[start], found["gradient"])
        left.set_title(f"{name}: slope")
        right.set_title("gradient")
        _name_starts(canvas, right, signals[key])
        lasts = {STARTS[s]: found["slope"]["mean"][-1] for s, found in signals[key].items()}
        canvas.name_lines(left, lasts)
        left.set(ylim=(0, 1.05))
    for axes in panels[-2:]:
        axes.set(xlabel="layer", xticks=range(1, 6))


def _name_starts(canvas: Canvas, axes: Axes, signals: dict[str, Any]) -> None:
    """Name the gradients in layer 1, where they are apart; in layer 5 they all meet."""
    axes.set(yscale="log", ylim=(2e-8, 1e4), xlim=(-2.3 if canvas.narrow else -0.3, 5))
    axes.yaxis.set_major_locator(LogLocator(numticks=6))
    firsts = [found["gradient"]["mean"][0] for found in signals.values()]
    powers = spread(np.log10(firsts).tolist(), LINE)
    for start, power in zip(signals, powers, strict=True):
        name = STARTS[start]
        canvas.label(axes, (1, 10**power), name, key=name, dx=-5, ha="right")


@figure(
    alt="Three panels, for sigmoid, tanh and ReLU: how much the outputs differ from example to "
    "example, in five layers, on a logarithmic scale. Sigmoid with Xavier falls to less than a "
    "thousandth, with 0.01 to a hundred-millionth; four over root n falls slowly. tanh with "
    "Xavier and ReLU with He stay near their start.",
    caption="How much the output of a node differs from example to example: its standard "
    "deviation over the examples, root mean square over the nodes. Mean and range of five "
    "networks.",
    heights=(260, 560),
)
def differences(canvas: Canvas) -> None:
    """What is left of the differences between examples, layer by layer."""
    signals = canvas.result("initial_signals")["values"]["signals"]
    panels = canvas.panels(3, wide=3, narrow=1, sharex=True, sharey=True)
    for axes, (key, name) in zip(panels, ACTIVATIONS.items(), strict=True):
        for start, found in signals[key].items():
            _line(canvas, axes, STARTS[start], found["differ"])
        ends = {STARTS[s]: found["differ"]["mean"][-1] for s, found in signals[key].items()}
        canvas.name_lines(axes, ends)
        axes.set(title=name, yscale="log", xticks=range(1, 6))
    panels[0].yaxis.set_major_locator(LogLocator(numticks=8))
    canvas.figure.supxlabel("layer")
    canvas.figure.supylabel("differ by")


def _line(canvas: Canvas, axes: Axes, name: str, found: dict[str, list[float]]) -> None:
    """Draw the mean of each layer, and the range over the networks."""
    layers, hue = range(1, len(found["mean"]) + 1), canvas.hue(name)
    axes.fill_between(layers, found["min"], found["max"], color=hue, alpha=0.15, linewidth=0)
    axes.plot(layers, found["mean"], color=hue, linewidth=1.2, label=name)


@figure(
    alt="Training loss against the step in three panels. Sigmoid: zeros, 0.01 and Xavier stay at "
    "2.3; deviation 1 and, lower, four over root n come down. tanh: Xavier comes down at once, "
    "deviation 1 slowly from far above, zeros and 0.01 stay at 2.3. ReLU: He and Xavier come down "
    "at once; zeros and 0.01 stay at 2.3.",
    caption="Training loss on MNIST at the learning rate {{ initial_weights.settings.shown:g}}, "
    "mean and range of three seeds. Dotted: $\\ln 10$, the loss of "
    "guessing.",
    heights=(300, 640),
)
def initial_losses(canvas: Canvas) -> None:
    """Training loss from each start, for each activation."""
    values = canvas.result("initial_weights")["values"]
    panels = canvas.panels(3, wide=3, narrow=1, sharex=True, sharey=True)
    for axes, (key, name) in zip(panels, ACTIVATIONS.items(), strict=True):
        axes.axhline(values["guess"], color=canvas.muted, linewidth=1, linestyle=":")
        ends = {}
        for start, found in values["trainings"][key].items():
            curve, hue = found["curve"], canvas.hue(STARTS[start])
            if curve is None:
                continue
            x = values["iterations"]
            axes.fill_between(x, curve["low"], curve["high"], color=hue, alpha=0.15, linewidth=0)
            axes.plot(x, curve["mean"], color=hue, linewidth=1.2, label=STARTS[start])
            ends[STARTS[start]] = curve["mean"][-1]
        canvas.name_lines(axes, ends)
        axes.set(title=name, ylim=(0, 3), xlim=(0, None))
    canvas.figure.supxlabel("step")
    canvas.figure.supylabel("training loss")


@figure(
    alt="Loss at the end of training against the learning rate, in three panels. For each "
    "activation the starts zeros and 0.01 lie at 2.3, but for tanh at the rate 1, where all but "
    "zeros fly off. The others fall to different depths; with ReLU and deviation 1 no training "
    "reaches its end.",
    caption="The loss of the last {{ initial_weights.settings.tail }} steps, mean of all seeds, at "
    "five learning rates. A point is missing where a seed diverged; some lie above the picture.",
    heights=(300, 640),
)
def initial_rates(canvas: Canvas) -> None:
    """The last loss from each start at each learning rate."""
    values = canvas.result("initial_weights")["values"]
    panels = canvas.panels(3, wide=3, narrow=1, sharex=True, sharey=True)
    for axes, (key, name) in zip(panels, ACTIVATIONS.items(), strict=True):
        axes.axhline(values["guess"], color=canvas.muted, linewidth=1, linestyle=":")
        _rates(canvas, axes, values["trainings"][key])
        axes.set(title=name, xscale="log", yscale="log", ylim=(0.08, HIGHEST))
    panels[0].yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    panels[0].yaxis.set_major_formatter("{x:g}")
    panels[0].yaxis.set_minor_locator(NullLocator())
    canvas.figure.supxlabel("learning rate")
    canvas.figure.supylabel("last training loss")


def _rates(canvas: Canvas, axes: Axes, trainings: dict[str, Any]) -> None:
    """Draw a line for each start, with its name at the right edge, or where the line ends."""
    ends = {}
    for start, found in trainings.items():
        known = [entry for entry in found["rates"] if entry["mean"] is not None]
        if not known:
            continue
        name = STARTS[start]
        rates, losses = zip(*[(entry["rate"], entry["mean"]) for entry in known], strict=True)
        axes.plot(rates, losses, "o-", color=canvas.hue(name), linewidth=1.2, label=name)
        if len(known) == len(found["rates"]):
            ends[name] = min(losses[-1], HIGHEST)
        else:
            canvas.label(axes, (rates[-1], losses[-1]), name, key=name, dy=-7)
    canvas.name_lines(axes, ends)
