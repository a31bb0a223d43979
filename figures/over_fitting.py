"""The drawings of the chapter on over-fitting: what it is, and how it shows."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator, PercentFormatter

from studyreport.figures import Canvas, figure

Curve = dict[str, list[float]]  # "mean", "low" and "high" over the seeds
NAMES = {"train": "training", "new": "new pictures"}


@figure(
    alt="Two panels against the number of epochs. Accuracy: on the training pictures it rises to "
    "{{ over_fitting.none.last.train.mean:.0%}}, on new pictures it stops at "
    "{{ over_fitting.none.last.new.mean:.0%}}. Loss: on the training pictures it falls towards 0; "
    "on new pictures it falls, turns, and rises to {{ over_fitting.none.last.new_loss.mean:.2f}}.",
    caption="The learning curves of a network with {{ over_fitting.settings.weights:, }} weights "
    "and biases and {{ over_fitting.settings.task.pictures }} pictures to learn from. Mean of "
    "five trainings; the band reaches from the lowest to the highest.",
    heights=(260, 460),
)
def learning_curves(canvas: Canvas) -> None:
    """Accuracy and loss on the training pictures and on new ones: the curves part."""
    values = canvas.result("over_fitting")["values"]
    panels = canvas.panels(2, wide=2, narrow=1)
    for axes, suffix, title in zip(panels, ("", "_loss"), ("accuracy", "loss"), strict=True):
        lines = {name: values["none"][key + suffix] for key, name in NAMES.items()}
        draw_lines(canvas, axes, values["epochs"], lines)
        axes.set(title=title, xlim=(0, None), ylim=(0, None))
    panels[0].yaxis.set_major_formatter(PercentFormatter(1))
    canvas.figure.supxlabel("epoch")


def draw_lines(canvas: Canvas, axes: Axes, x: list[float], lines: dict[str, Curve]) -> None:
    """Draw the mean of each line in its hue, its band, and its name at the right edge."""
    for name, curve in lines.items():
        hue = canvas.hue(name)
        axes.fill_between(x, curve["low"], curve["high"], color=hue, alpha=0.15, linewidth=0)
        axes.plot(x, curve["mean"], color=hue, linewidth=1.3, label=name)
    canvas.name_lines(axes, {name: curve["mean"][-1] for name, curve in lines.items()})


@figure(
    alt="Four panels with the same ten points and a curve through or near them. A straight line "
    "misses them. A curve of degree 3 comes near the true curve. One of degree 9 meets every "
    "point and swings wildly between them. The same degree with a penalty is calm again.",
    caption="Ten noisy points of the dashed curve, and polynomials fitted to them. Under each: "
    "the error at these points and at new ones (root of the mean square).",
    heights=(225, 440),
)
def polynomial_fits(canvas: Canvas) -> None:
    """A polynomial that is too stiff, a right one, one too free, and that one with a penalty."""
    values = canvas.result("polynomials")["values"]
    panels = canvas.panels(4, wide=4, narrow=2, sharey=True)
    for axes, fit in zip(panels, values["fits"], strict=True):
        axes.plot(
            values["grid"],
            values["sine"],
            color=canvas.muted,
            linewidth=0.9,
            linestyle=(0, (4, 3)),
            label="true",
        )
        axes.plot(values["grid"], fit["heights"], color=canvas.accent, label="fitted")
        axes.plot(values["x"], values["y"], "o", color=canvas.ink, markersize=3.5, label="points")
        degree = f"degree {fit['degree']}"
        axes.set_title(degree + (" + penalty" if fit["strength"] else ""))
        axes.set_xlabel(f"error {fit['train']:.2f}, new {fit['new']:.2f}")
        axes.set(xlim=(-1.08, 1.08), ylim=(-1.7, 1.7), xticks=[], yticks=[])


@figure(
    alt="Accuracy against the number of training pictures, on a logarithmic scale. On training "
    "pictures it stays near 100%. On new ones it rises from "
    "{{ over_fitting.pictures.new.0.mean:.0%}} to {{ over_fitting.pictures.new.4.mean:.0%}}, so "
    "that the gap shrinks.",
    caption="The same network, the same {{ over_fitting.settings.steps:, }} steps, more pictures. "
    "Mean of three trainings, with the lowest and the highest; the learning rate is "
    "{{ over_fitting.settings.rate:g }}.",
    heights=(250, 250),
)
def more_pictures(canvas: Canvas) -> None:
    """The gap between old and new pictures shrinks as there are more of the old."""
    values = canvas.result("over_fitting")["values"]["pictures"]
    axes = canvas.axes(xlabel="training pictures", ylabel="accuracy", xscale="log")
    draw_lines(
        canvas, axes, values["count"], {name: _spreads(values[key]) for key, name in NAMES.items()}
    )
    axes.set_xticks(values["count"], [f"{count:,}" for count in values["count"]])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(PercentFormatter(1, 0))


def _spreads(spreads: list[dict[str, Any]]) -> Curve:
    return {
        name: [each[key] for each in spreads]
        for name, key in (("mean", "mean"), ("low", "min"), ("high", "max"))
    }


@figure(
    alt="Three panels with accuracy against epochs, on training pictures and on new ones. Without "
    "a restraint the lines part, at {{ over_fitting.none.last.train.mean:.0%}} and "
    "{{ over_fitting.none.last.new.mean:.0%}}. With weight decay they stay nearer, at "
    "{{ over_fitting.decay.last.train.mean:.0%}} and {{ over_fitting.decay.last.new.mean:.0%}}; "
    "with dropout nearer still, at {{ over_fitting.dropout.last.train.mean:.0%}} and "
    "{{ over_fitting.dropout.last.new.mean:.0%}}.",
    caption="The same five trainings, without a restraint and with either, at the usual strengths. "
    "Dotted: where the first panel’s accuracy on new pictures ends.",
    heights=(250, 560),
)
def closed_gaps(canvas: Canvas) -> None:
    """The classic settings: the gap closes from above, not from below."""
    result = canvas.result("over_fitting")
    values, strengths = result["values"], result["settings"]
    titles = {
        "none": "no restraint",
        "decay": f"weight decay {strengths['decay']}",
        "dropout": f"dropout {strengths['dropout']}",
    }
    panels = canvas.panels(3, wide=3, narrow=1, sharex=True, sharey=True)
    for axes, (key, title) in zip(panels, titles.items(), strict=True):
        _old_and_new(canvas, axes, values["epochs"], values[key])
        level = values["none"]["last"]["new"]["mean"]
        axes.axhline(level, color=canvas.muted, linewidth=0.9, linestyle=(0, (1, 2)))
        axes.set(title=title, xlim=(0, None), ylim=(0, 1.02))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
    _name(canvas, panels[0], values["epochs"], values["none"])
    canvas.figure.supxlabel("epoch")
    canvas.figure.supylabel("accuracy")


def _old_and_new(canvas: Canvas, axes: Axes, x: list[float], way: dict[str, Any]) -> None:
    for key, name in NAMES.items():
        hue, curve = canvas.hue(name), way[key]
        axes.fill_between(x, curve["low"], curve["high"], color=hue, alpha=0.15, linewidth=0)
        axes.plot(x, curve["mean"], color=hue, linewidth=1.3, label=name)


def _name(canvas: Canvas, axes: Axes, x: list[float], way: dict[str, Any]) -> None:
    """Name both lines under their ends, where there is room."""
    for key, name in NAMES.items():
        at = (x[-1], way[key]["mean"][-1])
        canvas.label(axes, at, name, key=name, dx=-4, dy=-11, ha="right")
