"""The drawings of the chapter on gradient descent."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator

from experiments.descent import KIOSK, sales_loss, two_valleys_height
from studyreport.figures import Canvas, figure

# Settings of the two knobs that the figure and the text compare.
SETTINGS = {"A": (0.0, 0.0), "B": (-0.5, 1.5), "C": (0.9, 0.8)}
# Of each walk: which steps get their number, and how many points beside their dot.
STEPS = {
    "small": {20: (6, 5)},
    "right": {1: (-2, -9), 2: (8, -3)},
    "large": {1: (-4, -10), 2: (-8, 9), 3: (-4, -10), 4: (-8, 9)},
}
RATES = {"small": "too small", "right": "right", "large": "too large"}


@figure(
    alt="In the first panel four points and three straight lines: A is level at zero and misses "
    "the warm days, B falls while the points rise, C passes between the points. In the second a "
    "map of the two knobs with rings of equal loss: A and B lie on outer rings, C at the centre.",
    caption="*Lines:* what was sold on four days, and three settings of the knobs. *A map:* the "
    "same three settings on the map of all settings. Along a ring the loss is the same; the "
    "numbers on the rings say how high it is.",
    heights=(300, 560),
)
def loss_surface(canvas: Canvas) -> None:
    """Three lines through four points, and the same three as places on the loss surface."""
    lines, surface = canvas.panels(2, wide=2, narrow=1)
    x = np.array([-1.3, 2.3])
    for name, (w, b) in SETTINGS.items():
        hue = canvas.hue(f"knobs {name}")
        lines.plot(x, w * x + b, color=hue, label=name)
        canvas.label(lines, (x[1], w * x[1] + b), name, key=f"knobs {name}")
    lines.plot(KIOSK.x, KIOSK.t, "o", color=canvas.ink, markersize=5, label="sold")
    lines.set(xlabel="warmth $x$ (0: 15 °C, 1: 25 °C)", ylabel="ices sold, in hundreds")
    lines.set(title="lines", xticks=KIOSK.x, xlim=(-1.4, 2.55))
    surface.set_title("a map")
    _map(canvas, surface, (-1.3, 2.3), (-0.9, 2.4), labelled=True)
    for name, place in SETTINGS.items():
        key = f"knobs {name}"
        surface.plot(*place, "o", color=canvas.hue(key), markersize=6, label=name)
        canvas.label(surface, place, name, key=key, dx=7, dy=6)


def _map(
    canvas: Canvas, axes: Axes, w: tuple[float, float], b: tuple[float, float], labelled: bool
) -> None:
    """Draw rings of equal loss between two w and two b; a unit is as long in w as in b."""
    across, up = np.meshgrid(np.linspace(*w, 80), np.linspace(*b, 80))
    places = np.c_[across.ravel(), up.ravel()]
    heights = np.array([sales_loss(place) for place in places]).reshape(across.shape)
    rings = axes.contour(
        across, up, heights, [0.1, 0.2, 0.5, 1, 2, 3, 4, 6], colors=canvas.faint, linewidths=0.6
    )
    if labelled:
        axes.clabel(rings, [0.5, 1, 2, 4], fontsize=9, colors=canvas.muted)
    axes.set(aspect="equal", xlim=w, ylim=b, xlabel="knob $w$", ylabel="knob $b$")


@figure(
    alt="Three maps with rings of equal loss and a path from the same start. Too small a rate: the "
    "dots creep and stop half-way. The right one: a few steps reach the centre. Too large: the "
    "path jumps from side to side over the centre, farther out each time.",
    caption="Gradient descent on the map of the two knobs, from ${w = b = 0}$: "
    "{{ three_rates.settings.steps }} steps each, at the largest rate the first 8. The cross is "
    "the lowest point; numbers count the steps.",
    heights=(240, 640),
)
def three_learning_rates(canvas: Canvas) -> None:
    """The same start, the same surface, three learning rates."""
    values = canvas.result("three_rates")["values"]
    panels = canvas.panels(3, wide=3, narrow=1, sharex=True, sharey=True)
    for axes, (name, words) in zip(panels, RATES.items(), strict=True):
        walk, hue = values[name], canvas.hue(f"{words} rate")
        shown = 9 if name == "large" else None
        _map(canvas, axes, (-1.1, 2.9), (-0.5, 2.1), labelled=False)
        axes.plot(walk["w"][:shown], walk["b"][:shown], ".-", color=hue, linewidth=1, label=name)
        axes.plot(walk["w"][0], walk["b"][0], "o", color=hue, markersize=5, label="_start")
        axes.plot(values["best"]["w"], values["best"]["b"], "+", color=canvas.ink, markersize=8)
        for step, (dx, dy) in STEPS[name].items():
            at = walk["w"][step], walk["b"][step]
            canvas.label(axes, at, f"{step}", key=f"{words} rate", dx=dx, dy=dy)
        axes.set_title(f"$\\eta = {walk['rate']:g}$, {words}", color=hue)
        if axes is not panels[0] and not canvas.narrow:
            axes.set_ylabel("")


@figure(
    alt="Loss against the number of steps, on a logarithmic scale. At the rate "
    "{{ three_rates.small.rate:g }} it falls slowly and steadily; at "
    "{{ three_rates.right.rate:g }} it drops at once and stays level; at "
    "{{ three_rates.large.rate:g }} it climbs.",
    caption="The loss in the same three walks. Dashed: the lowest possible loss, "
    "{{ three_rates.best.loss:.4f}}. Of a real network you see only such curves, never the map.",
    heights=(260, 260),
)
def loss_by_rate(canvas: Canvas) -> None:
    """Loss after each step, at the three rates."""
    values = canvas.result("three_rates")["values"]
    axes = canvas.axes(xlabel="steps", ylabel="loss $L$", yscale="log")
    axes.axhline(values["best"]["loss"], color=canvas.muted, linewidth=1, linestyle=(0, (4, 3)))
    ends = {}
    for name, words in RATES.items():
        key = f"{words} rate"
        axes.plot(values[name]["loss"], ".-", color=canvas.hue(key), linewidth=1, label=words)
        ends[key] = values[name]["loss"][-1]
    _plain_ticks(axes)
    axes.set(xlim=(0, None), ylim=(0.06, 40), xticks=[0, 5, 10, 15, 20])
    canvas.name_lines(axes, ends)


def _plain_ticks(axes: Axes) -> None:
    """Write out the powers of ten, as plain numbers."""
    axes.yaxis.set_major_locator(LogLocator())
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(NullLocator())


@figure(
    alt="A curve with two valleys and a ridge between them; the left valley is the deeper one. Two "
    "walks that begin left of the ridge end in the left valley, two that begin right of it end in "
    "the right one.",
    caption="Four walks down $f(w) = {(w^2-1)^2/4 + w/10}$, without noise. Where a walk ends is "
    "decided by where it begins: left or right of the ridge at "
    "${w = {{ two_valleys.places.ridge:.2f}} }$.",
    heights=(270, 280),
)
def two_valleys(canvas: Canvas) -> None:
    """A global and a local minimum, and where walks from four places end."""
    values = canvas.result("two_valleys")["values"]
    axes = canvas.axes(xlabel="weight $w$", ylabel="loss $f(w)$")
    w = np.linspace(-1.75, 1.75, 160)
    axes.plot(w, two_valleys_height(w), color=canvas.faint, linewidth=1, label="f")
    for number, walk in enumerate(values["walks"]):
        places, hue = np.array(walk), canvas.hue(f"walk {number + 1}")
        heights = two_valleys_height(places)
        axes.plot(places, heights, ".", color=hue, markersize=4, label=f"walk {number + 1}")
        axes.plot(places[0], heights[0], "o", color=hue, markersize=6, label="_start")
    places, heights = values["places"], values["heights"]
    for name, text in {"deep": "global\nminimum", "shallow": "local\nminimum"}.items():
        at = places[name], heights[name]
        canvas.label(axes, at, text, dx=0, dy=-20, ha="center", color=canvas.ink)
    canvas.label(axes, (places["ridge"], heights["ridge"]), "ridge", dx=0, dy=9, ha="center")
    axes.set(xlim=(-1.8, 1.8), ylim=(-0.32, 0.8))


@figure(
    alt="Held-out loss against the number of pictures read, both on logarithmic scales. The curve "
    "of mini-batches of {{ batch_sizes.sizes.0.size }} is lowest all the way; larger mini-batches "
    "lie higher; the whole set gives two points only, the second still high.",
    caption="One epoch: {{ batch_sizes.settings.examples:, }} pictures of MNIST, each read once. "
    "Loss on {{ batch_sizes.settings.held_out:, }} others, mean of three seeds, each size at the "
    "best of {{ batch_sizes.sizes.0.rates.rate.0:g }}, {{ batch_sizes.sizes.0.rates.rate.1:g }}, "
    "{{ batch_sizes.sizes.0.rates.rate.2:g }}, {{ batch_sizes.sizes.0.rates.rate.3:g }} and "
    "{{ batch_sizes.sizes.0.rates.rate.4:g }}, chosen by the last of these losses. The ring is the "
    "loss before any step; the dotted line is the only step that the whole set allows.",
    heights=(300, 320),
)
def one_epoch(canvas: Canvas) -> None:
    """What one reading of the data brings, by size of the mini-batch."""
    values = canvas.result("batch_sizes")["values"]
    axes = canvas.axes(xlabel="pictures read", ylabel="held-out loss", xscale="log", yscale="log")
    ends, first = {}, values["first"]
    for number, size in enumerate(values["sizes"]):
        key = "whole set" if number == len(values["sizes"]) - 1 else f"N = {size['size']:,}"
        hue, seen, loss = canvas.hue(f"size {number + 1}"), size["seen"][1:], size["loss"][1:]
        axes.plot(seen, loss, "o-", color=hue, linewidth=1.2, markersize=3.5, label=key)
        ends[f"size {number + 1}"] = (key, loss[-1])
    low, whole = values["sizes"][0]["seen"][1] / 1.5, values["sizes"][-1]
    hue, end = canvas.hue(f"size {len(values['sizes'])}"), (whole["seen"][-1], whole["loss"][-1])
    axes.plot([low, end[0]], [first, end[1]], ":", color=hue, linewidth=1, label="_one step")
    axes.plot(low, first, "o", color=canvas.muted, markersize=6, fillstyle="none", clip_on=False)
    axes.set(xlim=(low, 1.15 * end[0]))
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(NullLocator())
    _name_ends(canvas, axes, ends)


def _name_ends(canvas: Canvas, axes: Axes, ends: dict[str, Any]) -> None:
    side = axes.get_yaxis_transform()
    for key, (text, height) in ends.items():
        canvas.label(axes, (1, height), text, key=key, dx=7, xycoords=side)
