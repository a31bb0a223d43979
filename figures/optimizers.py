"""The drawings of the chapter on optimizers."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Ellipse
from matplotlib.ticker import LogLocator, NullLocator

from experiments.toys import slope
from snippets.arrays import Floats
from snippets.optimizers import Momentum
from studyreport.figures import Canvas, figure

Point = tuple[float, float]
HIGHEST = 3  # of the losses shown: somewhat above ln 10, the loss of guessing
# What the results call a method, and what the text and the palette call it.
NAMES = {
    "sgd": "SGD",
    "momentum": "Momentum",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSprop",
    "adam": "Adam",
}


@figure(
    alt="Six panels with the contours of a long flat valley, and in each the path of one method "
    "from the same start. SGD zigzags across the valley; Momentum and Nesterov swing like a "
    "ball, Nesterov less; AdaGrad and RMSprop soon turn along the floor; Adam takes a wide curve.",
    caption="Six ways down $f(x, y) = x^2/20 + y^2$ from "
    "$({{ optimizer_paths.settings.start.0:g }}, {{ optimizer_paths.settings.start.1:g }})$, each "
    "with the learning rate $\\eta$ written above it. Each dot is one of "
    "{{ optimizer_paths.settings.steps }} updates; the cross is the lowest point. "
    "Nesterov’s dots are the places ahead, as its code stores them. "
    "Both axes have the same scale.",
    heights=(270, 390),
)
def optimizer_trajectories(canvas: Canvas) -> None:
    """Six panels: the same start, the same valley, six ways down; every update is a dot."""
    paths = canvas.result("optimizer_paths")["values"]
    panels = canvas.panels(len(NAMES), wide=3, narrow=2)
    for axes, (key, name) in zip(panels, NAMES.items(), strict=True):
        x, y, hue = paths[key]["x"], paths[key]["y"], canvas.hue(name)
        _valley(canvas, axes, (-8.2, 3.2), (-2.4, 2.4))
        axes.plot(0, 0, "+", color=canvas.ink, markersize=7)
        axes.plot(x, y, ".-", color=hue, linewidth=1.1, markersize=3.5)
        axes.plot(x[0], y[0], "o", color=hue, markersize=5)
        axes.set_title(f"{name}  $\\eta = {paths[key]['rate']:g}$", color=hue)


@figure(
    alt="Velocity against the number of updates: it falls from 0 by ever smaller steps, "
    "{{ momentum_velocity.velocity.1:g }}, {{ momentum_velocity.velocity.2:g }}, "
    "{{ momentum_velocity.velocity.3:g }}, {{ momentum_velocity.velocity.4:g }}, and comes close "
    "to a dashed line at {{ momentum_velocity.limit:g }}.",
    caption="The velocity of Momentum while the gradient stays at "
    "{{ momentum_velocity.settings.gradient:g }} "
    "($\\eta = {{ momentum_velocity.settings.rate:g }}$, "
    "${\\alpha = {{ momentum_velocity.settings.momentum:g }} }$): "
    "{{ momentum_velocity.settings.share:.0%}} of the limit is reached after "
    "{{ momentum_velocity.steps_to_share }} updates.",
    heights=(280, 270),
)
def momentum_velocity(canvas: Canvas) -> None:
    """Momentum's velocity under a constant gradient, its first values, and its limit."""
    values = canvas.result("momentum_velocity")["values"]
    velocity, limit = values["velocity"], values["limit"]
    axes = canvas.axes(xlabel="updates", ylabel="velocity $v$")
    axes.axhline(limit, color=canvas.muted, linewidth=1, linestyle=(0, (4, 3)))
    axes.plot(velocity, "o-", color=canvas.hue("Momentum"), linewidth=1, markersize=3)
    for updates, v in list(enumerate(velocity))[1:5]:
        canvas.label(axes, (updates, v), f"{v:g}".replace("-", "−"), key="Momentum", dx=7)
    canvas.label(axes, (0, limit), rf"limit $-\eta g/(1-\alpha) = {limit:g}$", dx=7, dy=-9)
    axes.set(xlim=(0, len(velocity)), ylim=(1.16 * limit, 0.4))


# The step that `nesterov_look_ahead` shows and its caption names: a high rate is easy to see.
LOOK_RATE, LOOK_MOMENTUM, LOOK_UPDATES = 0.3, 0.9, 5


@figure(
    alt="A place on one side of a valley’s floor, and an arrow, the velocity, that leads across "
    "to the other side. Momentum adds the downhill push of the place where it is, and lands "
    "farther up the other side; Nesterov adds the push of the place ahead, which points back.",
    caption="One step in the valley $x^2/20 + y^2$, from one place at one velocity (those of "
    "Momentum with $\\eta = 0.3$, ${\\alpha = 0.9}$ after 5 updates from the start). Dashed: the "
    "floor.",
    heights=(300, 330),
)
def nesterov_look_ahead(canvas: Canvas) -> None:
    """One step from the same place at the same velocity: where each method asks the gradient."""
    w, v = _on_the_way(canvas.result("optimizer_paths")["settings"]["start"])
    ahead = w + LOOK_MOMENTUM * v
    push, brake = -LOOK_RATE * slope(w), -LOOK_RATE * slope(ahead)
    axes, middle = canvas.axes(), w + 0.35 * (ahead - w)
    _valley(canvas, axes, (-5.2, -2.75) if canvas.narrow else (-6.1, -1.7), (-0.8, 1.15))
    axes.axhline(0, color=canvas.muted, linewidth=0.8, linestyle=(0, (6, 4)))
    _arrow(axes, w, ahead, canvas.muted)
    _arrow(axes, w, w + push, canvas.hue("Momentum"))
    _arrow(axes, ahead, ahead + push, canvas.hue("Momentum"))
    _arrow(axes, ahead, ahead + brake, canvas.hue("Nesterov"))
    axes.plot(*np.transpose([w, ahead]), "o", color=canvas.ink, markersize=4.5)
    canvas.label(axes, w, "$W$", dx=7, dy=-4, color=canvas.ink)
    canvas.label(axes, middle, r"$\alpha v$", dx=6, dy=-4)
    canvas.label(axes, ahead, r"$W + \alpha v$", dx=-7, dy=4, ha="right", color=canvas.ink)
    canvas.label(axes, w + push, r"$-\eta\,g(W)$", key="Momentum", dx=-6, ha="right")
    canvas.label(axes, ahead + push, "Momentum:\ngradient at $W$", key="Momentum", dx=7)
    canvas.label(
        axes, ahead + brake, "Nesterov:\ngradient at $W + \\alpha v$", key="Nesterov", dx=7
    )


def _on_the_way(start: list[float]) -> tuple[Floats, Floats]:
    """Return place and velocity of Momentum some updates after the start."""
    optimizer, params = Momentum(LOOK_RATE, LOOK_MOMENTUM), {"w": np.array(start)}
    for _ in range(LOOK_UPDATES):
        optimizer.update(params, {"w": slope(params["w"])})
    return params["w"], optimizer.v["w"]


def _arrow(axes: Axes, tail: Floats, tip: Floats, colour: str) -> None:
    style = {"arrowstyle": "-|>,head_width=0.25", "shrinkA": 0, "shrinkB": 0, "linewidth": 1.5}
    axes.annotate("", (tip[0], tip[1]), (tail[0], tail[1]), arrowprops={**style, "color": colour})


def _valley(canvas: Canvas, axes: Axes, x: tuple[float, float], y: tuple[float, float]) -> None:
    """Draw contours of x²/20 + y² between two x and two y; a unit is as long in x as in y."""
    for height in np.arange(0.3, 2.4, 0.4) ** 2:
        size = 2 * np.sqrt(20 * height), 2 * np.sqrt(height)
        axes.add_patch(Ellipse((0, 0), *size, fill=False, edgecolor=canvas.faint, linewidth=0.5))
    axes.set(aspect="equal", xlim=x, ylim=y)
    axes.axis("off")


@figure(
    alt="Training loss against iteration on a logarithmic scale, in two panels with a line and a "
    "band for each of the six methods. At the default rates they end far apart, SGD highest; at "
    "tuned rates they end close together, with bands that overlap.",
    caption="Each point of a line is the mean loss of {{ optimizer_comparison.settings.block }} "
    "consecutive mini-batches, each before the step that it leads to, and the mean over the seeds "
    "{{ optimizer_comparison.seeds.0 }} to {{ optimizer_comparison.seeds.-1 }}; there is no other "
    "smoothing. The band reaches from the lowest seed to the highest. The first point of RMSprop "
    "at its default rate, {{ optimizer_comparison.default.rmsprop.curve.before.mean.0:.1f }}, lies "
    "above the picture.",
    heights=(330, 580),
)
def optimizer_comparison(canvas: Canvas) -> None:
    """Training loss of six methods: at the default rates, and at rates tuned for each."""
    values = canvas.result("optimizer_comparison")["values"]
    panels = canvas.panels(2, wide=2, narrow=1, sharex=True, sharey=True)
    for axes, rates in zip(panels, ("default", "tuned"), strict=True):
        curves = {name: values[rates][key]["curve"]["before"] for key, name in NAMES.items()}
        _bands(canvas, axes, values["curve_iterations"], curves)
        axes.set_title(f"{rates} learning rates")
        axes.set(yscale="log", xlim=(0, None), ylim=(None, HIGHEST))
    _loss_ticks(panels[0])
    canvas.figure.supylabel("training loss")
    canvas.figure.supxlabel("iteration")


def _bands(
    canvas: Canvas, axes: Axes, x: list[float], curves: dict[str, dict[str, list[float]]]
) -> None:
    """Draw the mean of each method, and the band from its lowest to its highest seed."""
    for name, curve in curves.items():
        hue = canvas.hue(name)
        axes.fill_between(x, curve["low"], curve["high"], color=hue, alpha=0.15, linewidth=0)
        axes.plot(x, curve["mean"], color=hue, linewidth=1.2)
    canvas.name_lines(axes, {name: curve["mean"][-1] for name, curve in curves.items()})


@figure(
    alt="Six panels, one for each method: loss on held-out pictures against the learning rate, "
    "with the curves of the other methods in grey behind. Each curve is a valley. The lowest "
    "points, marked by discs, lie at rates as different as "
    "{{ optimizer_comparison.sweep.rmsprop.best }} for RMSprop and "
    "{{ optimizer_comparison.sweep.sgd.best }} for SGD; rings mark the default rates.",
    caption="Loss on {{ optimizer_comparison.settings.held_out:, }} training pictures held out, "
    "mean over the seeds {{ optimizer_comparison.settings.sweep_seeds.0 }} to "
    "{{ optimizer_comparison.settings.sweep_seeds.-1 }}. A ring marks the default rate, a disc the "
    "tuned one; without a ring they are the same. Grey: the curves of the other methods. At the "
    "rate 1 SGD diverged.",
    heights=(350, 470),
)
def learning_rate_sweep(canvas: Canvas) -> None:
    """Held-out loss against learning rate; a ring marks the default, a disc the tuned rate."""
    values = canvas.result("optimizer_comparison")["values"]
    panels = canvas.panels(len(NAMES), wide=3, narrow=2, sharex=True, sharey=True)
    for axes, (key, name) in zip(panels, NAMES.items(), strict=True):
        sweep, hue = values["sweep"][key], canvas.hue(name)
        for other in values["sweep"].values():
            axes.plot(other["rate"], _gaps(other), color=canvas.faint, linewidth=0.5)
        axes.plot(sweep["rate"], _gaps(sweep), color=hue)
        default, tuned = _at(sweep, values["default"][key]["rate"]), _at(sweep, sweep["best"])
        _rates(canvas, axes, hue, default, tuned)
        if key == "sgd":  # where they are far apart
            canvas.label(axes, default, "default", dx=5, dy=7)
            canvas.label(axes, tuned, "tuned", dx=0, dy=10, ha="center")
        axes.set_title(name, color=hue)
        axes.set(xscale="log", yscale="log", xticks=[1e-3, 1e-1])
    _loss_ticks(panels[0])
    canvas.figure.supxlabel("learning rate")
    canvas.figure.supylabel("held-out loss")


def _rates(canvas: Canvas, axes: Axes, hue: str, default: Point, tuned: Point) -> None:
    """Mark the default rate by a ring, and the tuned one by a disc."""
    axes.plot(*default, "o", color=hue, markersize=7.5)
    axes.plot(*default, "o", color=canvas.paper, markersize=4.5)
    axes.plot(*tuned, "o", color=hue, markersize=6)


def _loss_ticks(axes: Axes) -> None:
    """Write out the losses 1, 2 and 5 of each decade."""
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(NullLocator())


def _gaps(sweep: dict[str, Any]) -> list[float]:
    """Return the losses, with NaN, which draws nothing, where a training diverged."""
    return [float("nan") if loss is None else loss for loss in sweep["loss"]]


def _at(sweep: dict[str, Any], rate: float) -> Point:
    """Return the point of a method's sweep at one of its rates."""
    return rate, sweep["loss"][sweep["rate"].index(rate)]
