"""The drawings of the chapter on digits: learning, answers, doubts, and pictures from elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MultipleLocator, PercentFormatter

from experiments.foreign import CHANGES
from figures.over_fitting import draw_lines
from snippets.arrays import Floats
from snippets.preparing import prepared
from studyreport.figures import Canvas, figure

NETS = {"two_layers": "two layers", "deep": "deep"}
TITLES = {
    "as_given": "as given",
    "moved": "moved",
    "small": "small",
    "faint": "faint",
    "swapped": "brightness",
    "all_at_once": "all at once",
}


@figure(
    alt="Accuracy against mini-batches. Both curves rise steeply at first. On the training "
    "pictures it reaches {{ tested_digits.final.train.mean:.1%}}, on the test pictures "
    "{{ tested_digits.final.test.mean:.1%}}; the gap opens slowly.",
    caption="Accuracy of the network with {{ tested_digits.settings.hidden }} hidden nodes, "
    "measured every {{ tested_digits.settings.every }} mini-batches, once an epoch. Mean of five "
    "trainings; the band reaches from the lowest to the highest.",
    heights=(250, 270),
)
def digit_learning(canvas: Canvas) -> None:
    """How the accuracy on the training and on the test pictures grows."""
    values = canvas.result("tested_digits")["values"]
    axes = canvas.axes()
    lines = {"training": values["train"], "new pictures": values["test"]}
    later = {name: {key: band[1:] for key, band in line.items()} for name, line in lines.items()}
    draw_lines(canvas, axes, values["iterations"][1:], later)
    axes.set(xlabel="mini-batches", title="accuracy", xlim=(0, None))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))


@figure(
    alt="The first ten pictures of the test set with what the network reads in them, and how sure "
    "it is. {{ tested_digits.first_ten.0 }} of the ten are read right.",
    caption="The first ten test pictures. Under each: what the first network reads, and the "
    "probability that it gives to that. Right answers are {{ tested_digits.first_ten.0 }} of 10.",
    heights=(130, 420),
)
def ten_digits(canvas: Canvas) -> None:
    """Ten pictures, ten answers."""
    found = canvas.result("tested_digits")["values"]["ten"]
    for axes, one in zip(canvas.panels(10, wide=10, narrow=4), found, strict=True):
        picture = np.array([[int(shade, 16) for shade in row] for row in one["picture"]])
        _ink(canvas, axes, picture)
        right = one["read"] == one["right"]
        said = f"{one['read']}" if right else f"{one['read']}, not {one['right']}"
        colour = canvas.ink if right else canvas.hue("two layers")
        axes.set_xlabel(f"{said}\n{100 * one['probability']:.0f}%", color=colour)


@figure(
    alt="A table of ten rows, the right digits, and ten columns, the digits read. Nearly all "
    "counts stand in the diagonal. Among the others, the largest are between digits that look "
    "alike, such as 4 and 9.",
    caption="Which digit (row) was read as which (column), of {{ tested_digits.dataset.test:,}} "
    "test pictures, in the first training. The stronger the shade, the more often a mistake was "
    "made. The diagonal holds what was read right.",
    heights=(330, 330),
)
def digit_confusion(canvas: Canvas) -> None:
    """The counts of right and wrong readings."""
    counts = np.array(canvas.result("tested_digits")["values"]["confusion"])
    axes = canvas.axes()
    wrong = counts * (1 - np.eye(10))
    # from the paper itself, so that in both themes a mistake never made has no shade
    shades = LinearSegmentedColormap.from_list("mistakes", [canvas.paper, canvas.ink])
    axes.imshow(wrong, cmap=shades, vmin=0, vmax=60)
    for (row, column), count in np.ndenumerate(counts):
        if count:
            shaded = canvas.ink if count <= 35 else canvas.paper
            colour = canvas.muted if row == column else shaded
            style: dict[str, Any] = {"ha": "center", "va": "center", "color": colour}
            axes.text(column, row, str(count), **style)
    axes.set_xticks(range(10))
    axes.set_yticks(range(10))
    axes.set(xlabel="read as", ylabel="right digit")
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


@figure(
    alt="Accuracy on the pictures that are answered, against the share that is refused. Both "
    "curves rise steeply at first. Two layers: from "
    "{{ tested_digits.sure.two_layers.accuracy.0:.1%}} to "
    "{{ tested_digits.sure.two_layers.accuracy.6:.1%}} when a tenth is refused. The deep network "
    "begins at {{ tested_digits.sure.deep.accuracy.0:.2%}}.",
    caption="Accuracy on the pictures that are left if the network refuses those of which it is "
    "least sure. Two layers: mean of five trainings.",
    heights=(240, 260),
)
def digit_refusals(canvas: Canvas) -> None:
    """What is gained by staying silent when in doubt."""
    found = canvas.result("tested_digits")["values"]["sure"]
    axes = canvas.axes()
    for net, name in NETS.items():
        x, y = found[net]["refused"], found[net]["accuracy"]
        axes.plot(x, y, ".-", color=canvas.hue(name), linewidth=1.3, label=name)
    axes.set(xlabel="share of pictures refused", title="accuracy on the others", xlim=(0, 0.2))
    axes.xaxis.set_major_locator(MultipleLocator(0.05))
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    canvas.name_lines(axes, {name: found[net]["accuracy"][-1] for net, name in NETS.items()})


@figure(
    alt="Two rows of six pictures of the same digit. Upper row: as given, moved to one side, "
    "small, pale, as brightness, and all of this at once. Lower row: after preparing, all six "
    "look alike: dark on light, large, in the middle.",
    caption="Above: a test picture, changed in four ways and in all of them at once. Below: the "
    "same pictures after `prepared`. Dark is what the network gets as ink.",
    heights=(240, 480),
)
def foreign_digits(canvas: Canvas) -> None:
    """One digit as strangers hand it in, and what preparing makes of it."""
    rows = canvas.result("tested_digits")["values"]["ten"][0]["picture"]
    picture = np.array([[int(shade, 16) for shade in row] for row in rows]) / 15
    made = [change(np.random.default_rng(4), picture) for change in CHANGES.values()]
    ready = [prepared(one, box=round(len(picture) * 20 / 28), frame=len(picture)) for one in made]
    panels = canvas.panels(12, wide=6, narrow=3)
    order = [*range(12)] if not canvas.narrow else [0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11]
    for place, axes in zip(order, panels, strict=True):
        _ink(canvas, axes, 15 * (made + ready)[place])
        if place < len(made):
            axes.set_title(list(TITLES.values())[place])


@figure(
    alt="Two panels, accuracy of the network with two layers and of the deep one. In each a row "
    "for every change, with a ring for raw and a disc for prepared pictures. Raw, brightness is at "
    "{{ tested_digits.foreign.two_layers.swapped.raw:.0%}} and "
    "{{ tested_digits.foreign.deep.swapped.raw:.0%}}. Prepared, all stand far to the "
    "right.",
    caption="Accuracy on the changed test pictures, as they are handed in (raw) and after "
    "`prepared`. Two layers: mean of five trainings.",
    heights=(330, 560),
)
def foreign_accuracy(canvas: Canvas) -> None:
    """What changes of the pictures cost, and what preparing wins back."""
    found = canvas.result("tested_digits")["values"]["foreign"]
    panels = canvas.panels(2, wide=2, narrow=1, sharex=True)
    for axes, (net, name) in zip(panels, NETS.items(), strict=True):
        for row, change in enumerate(TITLES):
            raw, ready = (found[net][change][kind] for kind in ("raw", "prepared"))
            axes.plot([raw, ready], [row, row], color=canvas.faint, linewidth=1, zorder=1)
            # a ring, since often the disc lies in the middle of it
            axes.plot(raw, row, "o", color=canvas.hue("raw"), markersize=8, mfc=canvas.paper)
            axes.plot(ready, row, "o", color=canvas.hue("prepared"), markersize=6)
        shown = list(TITLES.values()) if net == "two_layers" or canvas.narrow else [""] * 6
        axes.set_yticks(range(6), shown)
        axes.set(title=name, xlim=(-0.03, 1.03), ylim=(5.6, -0.9))
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        for kind, x, mark in (("raw", 0.05, "○"), ("prepared", 0.62, "●")):
            axes.text(x, -0.55, f"{mark} {kind}", color=canvas.hue(kind), va="center")
    canvas.figure.supxlabel("accuracy")


def _ink(canvas: Canvas, axes: Axes, picture: Floats) -> None:
    """Show a picture of ink, 0 to 15: dark on light, also on a dark page."""
    del canvas
    axes.imshow(np.rint(picture).astype(int), "gray_r", vmin=0, vmax=15, interpolation="none")
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(False)
