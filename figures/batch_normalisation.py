"""The drawings of the chapter on batch normalisation."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullLocator

from figures.page import Page
from snippets.batch_normalisation import BatchNorm
from studyreport.figures import Canvas, figure

BATCH = np.array([[2.0], [4.0], [6.0], [10.0], [13.0]])  # of the example by hand
GAMMA, BETA = 2.0, 3.0
PLACES = {"none": "without", "before": "with", "after": "behind ReLU"}


@figure(
    alt="Five numbers, 2, 4, 6, 10 and 13, on a line, with their mean 7 and a bar of their "
    "standard deviation 4. Below them the same pattern moved to the mean 0 and shrunk to the "
    "deviation 1. Below that, stretched to the deviation 2 and moved to the mean 3.",
    caption="What happens to the five numbers of one node. The tick is their mean, the bar their "
    "standard deviation. The pattern stays; place and width are set anew. Last row: $\\gamma = "
    "2$, $\\beta = 3$.",
    heights=(230, 240),
)
def norm_steps(canvas: Canvas) -> None:
    """The batch of the example, normalised, then scaled and shifted."""
    norm = BatchNorm(np.array([GAMMA]), np.array([BETA]), epsilon=1e-12)
    y = norm.forward(BATCH)
    rows = {"$x$": BATCH, "$\\hat{x}$": norm.normal, "$y = \\gamma\\hat{x} + \\beta$": y}
    axes = canvas.axes(xlim=(-3, 14), ylim=(2.6, -0.7), xlabel="value", xticks=[0, 4, 8, 12])
    for height, (name, values) in enumerate(rows.items()):
        mean, deviation = values.mean().round(9), values.std().round(9)
        axes.plot(values, np.full_like(values, height), "o", color=canvas.accent, markersize=6)
        axes.plot([mean, mean], [height + 0.16, height + 0.34], color=canvas.ink, linewidth=1.5)
        axes.plot([mean, mean + deviation], [height + 0.25] * 2, color=canvas.ink, linewidth=2.5)
        text = f"mean {mean:.2g}, deviation {deviation:.2g}".replace("-", "−")
        canvas.label(axes, (mean + deviation, height + 0.25), text, color=canvas.ink)
        canvas.label(axes, (-3, height - 0.35), name, dx=0)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)


@figure(
    alt="Two chains of boxes. The upper one: Affine, batch norm, ReLU, and on to the next Affine. "
    "The lower one: Affine, ReLU, batch norm, and on to the next Affine.",
    caption="Two places in use. Above: between the sums and the activation, as in the paper. "
    "Below: behind the activation.",
    heights=(150, 150),
)
def norm_places(canvas: Canvas) -> None:
    """Where batch normalisation stands: in front of the activation, or behind it."""
    page = Page(canvas)
    width, gap = (76, 14) if canvas.narrow else (120, 44)
    for height, names in (
        (0.72, ("Affine", "batch norm", "ReLU")),
        (0.24, ("Affine", "ReLU", "batch norm")),
    ):
        y = height * page.height
        for place, name in enumerate(names):
            x = 16 + place * (width + gap) + (0 if canvas.narrow else 30)
            page.box((x, y - 16), (width, 32), name)
            page.arrow((x - gap, y), (x, y))
        page.arrow((x + width, y), (x + width + gap, y))
        if not canvas.narrow:
            page.text((x + width + gap + 36, y), "Affine …", color=canvas.muted)
        else:
            page.text((x + width + gap + 26, y), "Affine", color=canvas.muted)


@figure(
    alt="Left, a table with a row for each of 5 examples and a column for each of 4 nodes; one "
    "column is filled. Right, three examples with two channels each, every channel a grid of 3 "
    "by 3 numbers; the same channel of all three examples is filled.",
    caption="Which numbers share a mean and a variance (filled). Left, $(N, C)$: one node over all "
    "examples. Right, $(N, C, H, W)$: one channel over all examples and all places.",
    heights=(230, 220),
)
def norm_axes(canvas: Canvas) -> None:
    """The numbers that are averaged: a node over the batch, a channel over batch and places."""
    left, right = canvas.panels(2, wide=2, narrow=2, width_ratios=(1, 1.6))
    for row in range(5):
        for column in range(4):
            _cell(canvas, left, column, row, filled=column == 1)
    left.set(xlim=(-0.6, 4.1), ylim=(5.1, -0.6), aspect="equal", title="nodes")
    canvas.label(left, (-0.1, 2.5), "examples", dx=-3, rotation=90, ha="right")
    for example in range(3):
        for channel in range(2):
            for place in range(9):
                x, y = channel * 4 + place % 3, example * 4 + place // 3
                _cell(canvas, right, x, y, filled=channel == 0)
    right.set(xlim=(-1.2, 8), ylim=(11.2, -0.6), aspect="equal", title="channels")
    canvas.label(right, (-0.2, 5.5), "examples", dx=-3, rotation=90, ha="right")
    for axes in (left, right):
        axes.axis("off")


def _cell(canvas: Canvas, axes: Axes, x: float, y: float, filled: bool) -> None:
    colour = canvas.hue("with") if filled else "none"
    axes.add_patch(Rectangle((x, y), 0.9, 0.9, facecolor=colour, edgecolor=canvas.muted))


@figure(
    alt="Sixteen small panels, one for each standard deviation of the first weights from 1 to "
    "0.0001: training accuracy against the epoch, with and without batch normalisation. With it, "
    "the line rises in all panels but the last. Without it, it rises far only at 0.29 "
    "and 0.16, and a little at 0.086.",
    caption="Accuracy on {{ batch_normalisation.settings.pictures:,}} training pictures, epoch by "
    "epoch; above each panel the standard deviation of all first weights. Means of four seeds, "
    "SGD at the rate {{ batch_normalisation.settings.rate:g}}.",
    heights=(470, 430),
)
def norm_curves(canvas: Canvas) -> None:
    """Accuracy over the epochs for sixteen scales of first weights."""
    scales = canvas.result("batch_normalisation")["values"]["scales"]
    panels = canvas.panels(16, wide=4, narrow=4, sharex=True, sharey=True)
    for place in ("none", "before"):
        name = PLACES[place]
        for axes, found in zip(panels, scales[place], strict=True):
            epochs = range(1, len(found["curve"]) + 1)
            axes.plot(epochs, found["curve"], color=canvas.hue(name), linewidth=1.4, label=name)
            axes.set(title=f"{found['scale']:.2g}", ylim=(0, 1.03), yticks=[0, 1])
    last = len(scales["none"][0]["curve"])
    panels[-1].set(xlim=(0, last), xticks=[0, last])
    for axes in panels[-4:]:  # else the end of one panel and the 0 of the next read as one number
        first, end = axes.get_xticklabels()
        first.set_horizontalalignment("left")
        end.set_horizontalalignment("right")
    canvas.label(panels[6], (0.35 * last, 0.72), "with", key="with", dx=0)
    canvas.label(panels[6], (0.2 * last, 0.3), "without", key="without", dx=0)
    canvas.figure.supxlabel("epoch")
    canvas.figure.supylabel("training accuracy")


@figure(
    alt="Accuracy at the end against the standard deviation of the first weights, on training and "
    "on test pictures. With batch normalisation it is highest around 0.01 and falls slowly to both "
    "sides. Without it, there is one narrow peak between 0.1 and 0.3.",
    caption="The ends of these trainings. Solid: the pictures learnt from. Dashed: the test "
    "pictures. Means and ranges of four seeds. Dotted: He’s scale for layers of 100 nodes.",
    heights=(300, 300),
)
def norm_scales(canvas: Canvas) -> None:
    """Accuracy at the end against the scale of the first weights."""
    scales = canvas.result("batch_normalisation")["values"]["scales"]
    axes = canvas.axes(xlabel="standard deviation of the first weights", ylabel="accuracy")
    axes.axvline(np.sqrt(2 / 100), color=canvas.muted, linewidth=1, linestyle=":")
    for place in ("none", "before"):
        name = PLACES[place]
        x = [found["scale"] for found in scales[place]]
        for part, line in (("train", "-"), ("test", "--")):
            ends = [found[part] for found in scales[place]]
            _band(canvas, axes, name, x, ends, linestyle=line, label=f"{name}, {part}")
    axes.set(xscale="log", ylim=(0, 1.03))
    canvas.label(axes, (0.0008, 0.9), "with", key="with", dx=0, ha="right")
    canvas.label(axes, (0.004, 0.2), "without", key="without", dx=0)


@figure(
    alt="Training loss of the last epoch against the learning rate, for a network without batch "
    "normalisation, with it in front of each ReLU, and with it behind. Without it the loss is "
    "lowest at 0.1 to 0.3 and there is nothing beyond. With it larger rates work as well.",
    caption="From He’s first weights: mean training loss in the last of "
    "{{ batch_normalisation.settings.epochs }} epochs at six learning rates. Means and ranges of "
    "four seeds. A line ends where a training diverged.",
    heights=(300, 300),
)
def norm_rates(canvas: Canvas) -> None:
    """The last training loss against the learning rate, by the place of the normalisation."""
    rates = canvas.result("batch_normalisation")["values"]["rates"]
    axes = canvas.axes(xlabel="learning rate", ylabel="training loss")
    ends = {}
    for place, name in PLACES.items():
        known = [entry for entry in rates[place]["tried"] if entry["loss"]]
        x = [entry["rate"] for entry in known]
        _band(canvas, axes, name, x, [entry["loss"] for entry in known], marker="o", label=name)
        ends[name] = x[-1], known[-1]["loss"]["mean"]
    axes.set(xscale="log", yscale="log", xlim=(None, 3))
    axes.yaxis.set_major_locator(LogLocator(numticks=6))
    axes.yaxis.set_minor_locator(NullLocator())
    last = max(rate for rate, _ in ends.values())
    canvas.name_lines(axes, {name: loss for name, (rate, loss) in ends.items() if rate == last})
    for name in (name for name, (rate, _) in ends.items() if rate < last):
        canvas.label(axes, ends[name], name, key=name)


@figure(
    alt="Test accuracy of four kinds of training on few pictures, each a disc for the mean of four "
    "seeds and a line for their range: without batch normalisation and with it, with mini-batches "
    "of 20 and with all pictures at once. The four means lie close to 0.79, and all lines overlap.",
    caption="Accuracy on the test pictures after learning from "
    "{{ batch_normalisation.settings.few }}, each at the rate that was best on pictures held out. "
    "Disc: mean of four seeds. Line: their range.",
    heights=(220, 230),
)
def norm_few(canvas: Canvas) -> None:
    """Test accuracy after learning few pictures by heart, with and without."""
    few = canvas.result("batch_normalisation")["values"]["few"]
    axes = canvas.axes(xlabel="test accuracy")
    rows = [(place, size) for size in few["none"] for place in few]
    for height, (place, size) in enumerate(rows):
        found, hue = few[place][size]["test"], canvas.hue(PLACES[place])
        axes.plot([found["min"], found["max"]], [height] * 2, color=hue, linewidth=2)
        axes.plot(found["mean"], height, "o", color=hue, markersize=8)
    names = [f"{PLACES[place]}, {size.removeprefix('batch_')} at a time" for place, size in rows]
    axes.set(yticks=range(len(rows)), yticklabels=names, ylim=(len(rows) - 0.5, -0.5))
    axes.margins(x=0.1)
    axes.tick_params(axis="y", length=0)


def _band(
    canvas: Canvas, axes: Axes, name: str, x: list[float], found: list[Any], **line: Any
) -> None:
    """Draw means, and the range from the least to the greatest seed."""
    hue = canvas.hue(name)
    low, high = [one["min"] for one in found], [one["max"] for one in found]
    axes.fill_between(x, low, high, color=hue, alpha=0.15, linewidth=0)
    axes.plot(x, [one["mean"] for one in found], color=hue, markersize=4, linewidth=1.4, **line)
