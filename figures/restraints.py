"""The drawings of what holds over-fitting back: penalties, masks, new pictures, an early end."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon
from matplotlib.ticker import MultipleLocator, NullLocator, PercentFormatter

from experiments.penalties import bowl, soft
from snippets.arrays import Floats
from snippets.dropout import Dropout
from studyreport.figures import Canvas, figure

# What the results call a way of learning, and what the text and the palette call it.
NAMES = {
    "none": "none",
    "l2": "L2",
    "l1": "L1",
    "dropout": "dropout",
    "shift": "shifts",
    "flip": "flips",
}
TASKS = {"clean": "all labels right", "wrong": "a fifth of the labels wrong"}


@figure(
    alt="Two panels with the ellipses of a loss around its lowest point. A circle around 0 "
    "is touched by one ellipse on its side: both weights are above 0. A diamond is touched "
    "at its upper corner, where the first weight is exactly 0.",
    caption="Loss plus penalty is lowest where a contour of the loss touches one of the penalty: "
    "computed, for the same loss (lowest at the cross) and the same "
    "$\\lambda = {{ touching_points.settings.strength:g }}$.",
    heights=(300, 560),
)
def touching_points(canvas: Canvas) -> None:
    """Where the circle of L2 and the diamond of L1 touch the contours of the same loss."""
    result = canvas.result("touching_points")
    panels = canvas.panels(2, wide=2, narrow=1)
    for axes, key in zip(panels, ("l2", "l1"), strict=True):
        values, hue = result["values"][key], canvas.hue(NAMES[key])
        _contours(canvas, axes, result["settings"], values["height"])
        axes.add_patch(_reach(key, values["reach"], hue))
        axes.plot(*values["point"], "o", color=hue, markersize=6, label="touching point")
        axes.plot(*result["settings"]["lowest"], "+", color=canvas.ink, markersize=8)
        x, y = values["point"]
        canvas.label(axes, (x, y), f"({x:.2f}, {y:.2f})", key=NAMES[key], dx=9, dy=-3)
        axes.set_title({"l2": "L2: a circle", "l1": "L1: a diamond"}[key], color=hue)
        axes.set(aspect="equal", xlim=(-1.3, 2.1), ylim=(-1.05, 2.3))
        axes.set(xlabel="$w_1$", ylabel="$w_2$", xticks=[-1, 0, 1], yticks=[-1, 0, 1, 2])
        for line in (axes.axhline, axes.axvline):
            line(0, color=canvas.faint, linewidth=0.6)


def _contours(canvas: Canvas, axes: Axes, settings: dict[str, Any], touched: float) -> None:
    """Draw the loss's contours, and strongly the one that touches."""
    a, c = np.array(settings["curvature"]), np.array(settings["lowest"])
    x, y = np.linspace(-1.3, 2.1, 110), np.linspace(-1.05, 2.3, 110)
    heights = [[bowl(a, c, np.array([i, j])) for i in x] for j in y]
    levels = sorted({touched * share for share in (0.15, 0.5, 1.8, 3)})
    axes.contour(x, y, heights, levels, colors=canvas.faint, linewidths=0.6)
    axes.contour(x, y, heights, [touched], colors=canvas.ink, linewidths=1.3)


def _reach(key: str, reach: float, hue: str) -> Circle | Polygon:
    look: dict[str, Any] = {"facecolor": hue, "alpha": 0.3, "edgecolor": hue, "linewidth": 1.2}
    if key == "l2":
        return Circle((0, 0), reach, **look)
    return Polygon([(reach, 0), (0, reach), (-reach, 0), (0, -reach)], **look)


PRICE = 1.0  # λ of `shrunken_weights`; its caption names it


@figure(
    alt="One weight: what is left of it, against the weight that the data ask for. L2 gives a "
    "straight line of half the slope; L1 gives 0 between −1 and 1, and beyond it a line moved "
    "towards 0 by 1. Twenty weights: without a penalty and with L2 none is 0; with L1 "
    "{{ idle_inputs.l1.zero }} are exactly 0.",
    caption="*One weight*: what either penalty with $\\lambda = 1$ leaves of it. *Twenty weights*: "
    "those of twenty inputs, of which only the first three have something to say (grey bars: the "
    "truth), learnt from {{ idle_inputs.settings.examples }} examples with "
    "$\\lambda = {{ idle_inputs.settings.l1:g }}$. Rings: exactly 0.",
    heights=(290, 560),
)
def shrunken_weights(canvas: Canvas) -> None:
    """What each penalty leaves of one weight, and of the weights of twenty inputs."""
    left, right = canvas.panels(2, wide=2, narrow=1)
    asked = np.linspace(-3, 3, 121)
    kept = {"L2": asked / (1 + PRICE), "L1": soft(asked, PRICE)}
    left.plot(asked, asked, color=canvas.faint, linewidth=0.9, linestyle=(0, (4, 3)), label="asked")
    for name, weights in kept.items():
        left.plot(asked, weights, color=canvas.hue(name), label=name)
    canvas.label(left, (-2.0, -1.0), "L2", key="L2", dx=0, dy=-10)
    canvas.label(left, (1.0, 0.0), "L1", key="L1", dx=6, dy=-7)
    canvas.label(left, (2.1, 2.1), "no penalty", dx=-7, ha="right")
    left.set(
        title="one weight", xlabel="weight that the data ask for", ylabel="weight that is left"
    )
    _idle(canvas, right)


def _idle(canvas: Canvas, axes: Axes) -> None:
    values = canvas.result("idle_inputs")["values"]
    places = np.arange(1, len(values["true"]) + 1)
    axes.bar(places, values["true"], 0.9, color=canvas.faint, alpha=0.45, label="true")
    for offset, key in ((-0.25, "none"), (0, "l2"), (0.25, "l1")):
        weights, hue = np.array(values[key]["weights"]), canvas.hue(NAMES[key])
        axes.vlines(places + offset, 0, weights, color=hue, linewidth=1.6, label=NAMES[key])
        if key == "l1":
            zeros = places[weights == 0]
            axes.plot(zeros + offset, 0 * zeros, "o", color=hue, markersize=3.5, fillstyle="none")
    for row, key in enumerate(("none", "l2", "l1")):
        canvas.label(axes, (20.4, 1.35 - 0.3 * row), NAMES[key], key=NAMES[key], dx=0, ha="right")
    axes.axhline(0, color=canvas.muted, linewidth=0.6)
    axes.set(
        title="twenty weights",
        xlabel="input",
        ylabel="weight",
        xlim=(0.3, 20.7),
        xticks=[1, 5, 10, 15, 20],
    )


LAYERS, RATIO, MASK_SEED = (3, 5, 5, 2), 0.5, 16


@figure(
    alt="Four drawings of the same small network of 3, 5, 5 and 2 nodes. In three of them half of "
    "the hidden nodes, others each time, are missing with all their lines. The fourth is whole.",
    caption="Three steps of learning with dropout ($p = 0.5$), the masks drawn by the code below, "
    "and the whole network that answers afterwards.",
    heights=(190, 360),
)
def dropout_masks(canvas: Canvas) -> None:
    """Three masks of a small network, and the network that answers."""
    dropout = Dropout(RATIO, np.random.default_rng(MASK_SEED))
    panels = canvas.panels(4, wide=4, narrow=2)
    for number, axes in enumerate(panels, 1):
        dropout.training = number < 4
        masks: list[Floats] = [np.ones(nodes) for nodes in LAYERS]
        for layer in (1, 2):
            dropout.forward(np.ones(LAYERS[layer]))
            masks[layer] = dropout.factor
        _network(canvas, axes, masks)
        axes.set_title(f"step {number}" if number < 4 else "afterwards: all")


def _network(canvas: Canvas, axes: Axes, masks: list[Floats]) -> None:
    hue = canvas.hue("dropout")
    places = [np.linspace(-1, 1, len(mask)) * (len(mask) - 1) / 4 for mask in masks]
    for layer, (ys, nexts) in enumerate(pairwise(places)):
        for i, y in enumerate(ys):
            for j, other in enumerate(nexts):
                if masks[layer][i] and masks[layer + 1][j]:
                    axes.plot([layer, layer + 1], [y, other], color=canvas.faint, linewidth=0.7)
    for layer, (ys, mask) in enumerate(zip(places, masks, strict=True)):
        on = mask > 0
        axes.plot([layer] * int(on.sum()), ys[on], "o", color=hue, markersize=7)
        axes.plot([layer] * int((~on).sum()), ys[~on], "x", color=canvas.muted, markersize=6)
    axes.set(xlim=(-0.3, len(masks) - 0.7), ylim=(-1.25, 1.25))
    axes.axis("off")


@figure(
    alt="Accuracy and loss on new pictures against the number of masks whose answers are averaged. "
    "The accuracy rises from {{ regularisers.masks.masks.right.0:.0%}} with one mask to "
    "{{ regularisers.masks.masks.right.5:.0%}}, the loss falls from "
    "{{ regularisers.masks.masks.loss.0:.2f}} to {{ regularisers.masks.masks.loss.5:.2f}}. Dashed "
    "lines show the whole network, at {{ regularisers.masks.whole.right:.0%}} and "
    "{{ regularisers.masks.whole.loss:.2f}}.",
    caption="Networks trained with dropout "
    "$p = {{ regularisers.clean.chosen.dropout:g }}$: the answers of single masks averaged, and "
    "one answer of the whole network (dashed), on {{ regularisers.settings.voters:,}} test "
    "pictures. Mean of five trainings.",
    heights=(240, 420),
)
def averaged_masks(canvas: Canvas) -> None:
    """Many thinned networks together, against the whole one."""
    result = canvas.result("regularisers")
    masks, values = result["settings"]["masks"], result["values"]["masks"]
    titles = {"right": "accuracy", "loss": "loss"}
    for axes, (key, title) in zip(canvas.panels(2, wide=2, narrow=1), titles.items(), strict=True):
        axes.plot(masks, values["masks"][key], "o-", color=canvas.hue("dropout"), label="masks")
        whole = values["whole"][key]
        axes.axhline(whole, color=canvas.ink, linewidth=1, linestyle=(0, (4, 3)), label="whole")
        axes.set(title=title, xscale="log", xlim=(0.9, 60))
        axes.set_xticks(masks, [str(count) for count in masks])
        axes.xaxis.set_minor_locator(NullLocator())
        axes.margins(y=0.15)
        if key == "right":
            axes.yaxis.set_major_formatter(PercentFormatter(1, 0))
            canvas.label(axes, (1, whole), "the whole network", dx=0, dy=-9, color=canvas.ink)
    canvas.figure.supxlabel("masks averaged")


@figure(
    alt="Accuracy on new pictures for each way of learning, in two panels, a dot for each of five "
    "trainings. With right labels: without restraint "
    "{{ regularisers.clean.ways.none.last.new.mean:.1%}}, L2 "
    "{{ regularisers.clean.ways.l2.last.new.mean:.1%}}, L1 "
    "{{ regularisers.clean.ways.l1.last.new.mean:.1%}}, dropout "
    "{{ regularisers.clean.ways.dropout.last.new.mean:.1%}}, shifts "
    "{{ regularisers.clean.ways.shift.last.new.mean:.1%}}, flips "
    "{{ regularisers.clean.ways.flip.last.new.mean:.1%}}. With wrong labels: "
    "{{ regularisers.wrong.ways.none.last.new.mean:.1%}}, "
    "{{ regularisers.wrong.ways.l2.last.new.mean:.1%}}, "
    "{{ regularisers.wrong.ways.l1.last.new.mean:.1%}}, "
    "{{ regularisers.wrong.ways.dropout.last.new.mean:.1%}}, "
    "{{ regularisers.wrong.ways.shift.last.new.mean:.1%}}, "
    "{{ regularisers.wrong.ways.flip.last.new.mean:.1%}}.",
    caption="Each restraint at the strength that did best on validation pictures. A dot is one "
    "training, a bar their mean. Stop: no restraint, but the network of the epoch with the lowest "
    "validation loss.",
    heights=(300, 560),
)
def restraints_compared(canvas: Canvas) -> None:
    """What each restraint does to the accuracy on new pictures, for right and for wrong labels."""
    values = canvas.result("regularisers")["values"]
    panels = canvas.panels(2, wide=2, narrow=1)
    rows = {**NAMES, "both": "dropout + shifts", "early": "stop"}
    for axes, (task, title) in zip(panels, TASKS.items(), strict=True):
        ways = {key: way["last"]["new"] for key, way in values[task]["ways"].items()}
        ways["early"] = values[task]["early"]["new"]
        for row, key in enumerate(rows):
            hue = canvas.hue(NAMES[key]) if key in NAMES else canvas.accent
            seeds = ways[key]["seeds"]
            axes.plot(seeds, [row] * len(seeds), "o", color=hue, markersize=4, label=rows[key])
            axes.plot([ways[key]["mean"]] * 2, [row - 0.35, row + 0.35], color=hue, linewidth=1.6)
        axes.axvline(ways["none"]["mean"], color=canvas.muted, linewidth=0.8, linestyle=(0, (1, 2)))
        axes.set_yticks(range(len(rows)), list(rows.values()))
        axes.set(title=title, xlabel="accuracy on new pictures", ylim=(len(rows) - 0.4, -0.6))
        axes.xaxis.set_major_locator(MultipleLocator(0.05))
        axes.xaxis.set_major_formatter(PercentFormatter(1, 0))
        axes.margins(x=0.06)


@figure(
    alt="Six panels with accuracy against epochs on a logarithmic scale, on training pictures and "
    "on new ones, when a fifth of the labels is wrong. Without a restraint the accuracy on new "
    "pictures rises, turns and falls to {{ regularisers.wrong.ways.none.last.new.mean:.0%}} while "
    "the wrong labels are learnt by heart.",
    caption="Learning with a fifth of the labels wrong. On the training pictures the accuracy is "
    "counted against their labels, the wrong ones too. Dotted: new pictures without a restraint.",
    heights=(400, 560),
)
def restrained_curves(canvas: Canvas) -> None:
    """Learning curves without a restraint and with each, when some labels are wrong."""
    values = canvas.result("regularisers")["values"]
    epochs, ways = values["epochs"], values["wrong"]["ways"]
    panels = canvas.panels(6, wide=3, narrow=2, sharex=True, sharey=True)
    for axes, (key, name) in zip(panels, NAMES.items(), strict=True):
        free = ways["none"]["new"]["mean"]
        axes.plot(epochs, free, color=canvas.muted, linewidth=0.9, linestyle=(0, (1, 2)))
        for curve, hue in (("train", "training"), ("new", "new pictures")):
            axes.plot(epochs, ways[key][curve]["mean"], color=canvas.hue(hue), label=hue)
        strength = values["wrong"]["chosen"].get(key)
        axes.set_title("no restraint" if key == "none" else f"{name} {strength or ''}".strip())
        axes.set(xscale="log", xlim=(1, None), ylim=(0, 1.02))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
    canvas.label(panels[0], (epochs[1], 0.85), "training", key="training", dx=0)
    end = epochs[-1], 0.57  # just under the line, which no other crosses there
    canvas.label(panels[0], end, "new pictures", key="new pictures", dx=0, ha="right")
    canvas.figure.supxlabel("epoch")
    canvas.figure.supylabel("accuracy")


@figure(
    alt="Loss against epochs on a logarithmic scale. On the training pictures it falls all the "
    "time. On validation and on new pictures it falls, and rises again. A vertical line marks the "
    "lowest validation loss.",
    caption="No restraint, a fifth of the labels wrong, mean of five trainings. The validation "
    "pictures have wrong labels too, so their loss lies higher; it still turns nearly where that "
    "of the new pictures does. The line marks its lowest point.",
    heights=(260, 260),
)
def early_stopping(canvas: Canvas) -> None:
    """The validation loss says when to stop."""
    values = canvas.result("regularisers")["values"]
    epochs, way = values["epochs"], values["wrong"]["ways"]["none"]
    validation = values["wrong"]["early"]["validation_loss"]
    axes = canvas.axes(xlabel="epoch", ylabel="loss", xscale="log")
    lines = {
        "training": way["train_loss"]["mean"],
        "new pictures": way["new_loss"]["mean"],
        "validation": validation,
    }
    for name, curve in lines.items():
        axes.plot(epochs, curve, color=canvas.hue(name), label=name)
    canvas.name_lines(axes, {name: curve[-1] for name, curve in lines.items()})
    best = epochs[int(np.argmin(validation))]
    axes.axvline(best, color=canvas.ink, linewidth=1, linestyle=(0, (4, 3)))
    canvas.label(axes, (best, 0.25), "stop", dx=-6, ha="right", color=canvas.ink)
    axes.set(ylim=(0, None))


def _equal_penalty(canvas: Canvas, corners: Floats) -> None:
    """Draw a closed line around 0 on two axes, with no more than the axes' names."""
    axes = canvas.axes(aspect="equal")
    axes.plot(*corners.T, color=canvas.accent, linewidth=1.6, label="equal penalty")
    for line in (axes.axhline, axes.axvline):
        line(0, color=canvas.muted, linewidth=0.6)
    axes.set(xlim=(-1.5, 1.5), ylim=(-1.5, 1.5))
    axes.axis("off")
    canvas.label(axes, (1.42, 0), "$w_1$", dx=0, dy=-8, ha="right")
    canvas.label(axes, (0, 1.4), "$w_2$", dx=5)


@figure(
    alt="A round line about 0 on two axes.",
    caption="Places of equal penalty: all equally far from 0.",
    heights=(150, 150),
)
def penalty_round(canvas: Canvas) -> None:
    """Places of equal penalty that lie on a circle."""
    turns = np.linspace(0, 2 * np.pi, 121)
    _equal_penalty(canvas, np.stack([np.cos(turns), np.sin(turns)], axis=1))


@figure(
    alt="A line with four straight sides about 0, parallel to the two axes.",
    caption="Places of equal penalty: four sides, parallel to the axes.",
    heights=(150, 150),
)
def penalty_level(canvas: Canvas) -> None:
    """Places of equal penalty that lie on an upright square."""
    _equal_penalty(canvas, np.array([(1, 1), (-1, 1), (-1, -1), (1, -1), (1, 1)], float))


@figure(
    alt="A line with four straight sides about 0, inclined to the two axes.",
    caption="Places of equal penalty: four sides, inclined to the axes.",
    heights=(150, 150),
)
def penalty_tilted(canvas: Canvas) -> None:
    """Places of equal penalty that lie on a square that stands on its corner."""
    _equal_penalty(canvas, np.array([(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)], float))
