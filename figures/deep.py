"""The drawings of the chapter on going deep."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Polygon, Rectangle
from matplotlib.ticker import (
    FixedLocator,
    FormatStrFormatter,
    NullFormatter,
    NullLocator,
    PercentFormatter,
)

from figures.page import Page
from snippets.architectures import Filters, receptive_field
from snippets.folding import fold, straight_pieces
from studyreport.figures import Canvas, figure

STACKS = (
    ("one of 5×5", (5,)),
    ("two of 3×3", (3, 3)),
    ("one of 7×7", (7,)),
    ("three of 3×3", (3, 3, 3)),
)


@figure(
    alt="Four drawings of layers from the side, the picture below, one number at the top. "
    "One filter of 5×5 reaches 5 pixels with 25 weights; two of 3×3 reach 5 with 9 + 9 = 18. "
    "One of 7×7 reaches 7 pixels with 49 weights; three of 3×3 reach 7 with 9 + 9 + 9 = 27.",
    caption="Layers from the side: the picture is the lowest row, each box is a number. The number "
    "at the top depends on all the boxes in colour below it. On the right, the weights "
    "of its filter. One channel, no biases.",
    heights=(230, 430),
)
def stacked_windows(canvas: Canvas) -> None:
    """What one number depends on, behind one large filter and behind a stack of small ones."""
    for axes, (title, windows) in zip(canvas.panels(4, wide=4, narrow=2), STACKS, strict=True):
        _stack(canvas, axes, windows)
        axes.set_title(title)


STEP = 1.9  # from a row of boxes to the next, in boxes


def _stack(canvas: Canvas, axes: Axes, windows: Sequence[int]) -> None:
    """Draw the numbers that one number depends on, row above row, and what is learnt between."""
    kinds = [Filters(1, window) for window in windows]
    sizes = [receptive_field(kinds[len(kinds) - n :]) for n in range(len(kinds), -1, -1)]
    hue = canvas.hue("convolution")
    for row, size in enumerate(sizes):
        y = STEP * row
        for box in range(size):
            left = box - size / 2
            place = Rectangle((left, y), 1, 1, facecolor=hue, edgecolor=canvas.paper, alpha=0.75)
            axes.add_patch(place)
        if row < len(windows):
            above, top = sizes[row + 1], y + STEP
            corners = [(-size / 2, y + 1), (size / 2, y + 1), (above / 2, top), (-above / 2, top)]
            axes.add_patch(Polygon(corners, facecolor=hue, alpha=0.16, linewidth=0))
            text = f"{windows[row] ** 2}"
            axes.text(
                size / 2 + 0.2, (y + 1 + top) / 2, text, color=canvas.ink, ha="left", va="center"
            )
    total = sum(window**2 for window in windows)
    sums = " + ".join(str(window**2) for window in windows)
    text = f"{sums} = {total}" if len(windows) > 1 else f"{total}"
    axes.text(0, -0.9, f"{text} weights", color=canvas.ink, ha="center", va="center")
    axes.set(xlim=(-3.7, 5), ylim=(-1.5, 3 * STEP + 1.2), aspect="equal")
    axes.axis("off")


@figure(
    alt="Four panels with a zigzag line from 0 to 1. One layer gives 2 straight pieces, two layers "
    "4, three layers 8, four layers 16. Each time the zigzag is as high and twice as fast.",
    caption="What comes out of 1, 2, 3 and 4 layers of two ReLU nodes each, all with the same "
    "weights, for an input from 0 to 1.",
    heights=(190, 350),
)
def folded_line(canvas: Canvas) -> None:
    """A line folded by ever more layers."""
    x = np.linspace(0, 1, 65)
    panels = canvas.panels(4, wide=4, narrow=2, sharex=True, sharey=True)
    for layers, axes in enumerate(panels, 1):
        y = fold(x, layers)
        axes.plot(x, y, color=canvas.hue("ReLU"), linewidth=1.3, label="output")
        axes.set_title(f"{layers} × 2 nodes: {straight_pieces(y)} pieces", fontsize=9)
        axes.set(yticks=[0, 1], xlim=(0, 1), ylim=(-0.05, 1.05))
        axes.set_xticks([0, 0.5, 1], ["0", "½", "1"])


# Error (top 5) of the best entry and of those the text names: Russakovsky et al. (2015), tables 5
# and 6, doi:10.1007/s11263-015-0816-y; ResNet: He et al. (2016), doi:10.1109/CVPR.2016.90.
CONTEST = (
    ("2010", 28.2),
    ("2011", 25.8),
    ("2012 AlexNet, 8", 16.4),
    ("2013 Clarifai", 11.7),
    ("2014 VGG, 19", 7.3),
    ("2014 GoogLeNet, 22", 6.7),
    ("2015 ResNet, 152", 3.57),
)
HUMAN = 5.1


@figure(
    alt="Bars that get shorter from year to year: 28.2% in 2010, 25.8% in 2011, 16.4% for "
    "AlexNet with 8 layers in 2012, 11.7% in 2013, 7.3% for VGG with 19 and 6.7% for GoogLeNet "
    "with 22 layers in 2014, 3.57% for ResNet with 152 layers in 2015. A person had 5.1%.",
    caption="ILSVRC: share of the test photographs whose class was not among an entry’s first five "
    "guesses. Behind a network’s name, how many of its layers learn. Grey: no deep network. "
    "Dashed: a trained person. Sources: [Russakovsky et al. (2015)](#russakovsky-2015), [He et al. "
    "(2016)](#he-2016).",
    heights=(260, 280),
)
def contest_errors(canvas: Canvas) -> None:
    """The error of the winners of ILSVRC, and of two more, by year."""
    axes = canvas.axes()
    rows = range(len(CONTEST))
    errors = [error for _, error in CONTEST]
    colours = [canvas.muted if row < 2 else canvas.hue("convolution") for row in rows]
    axes.barh(rows, errors, color=colours, height=0.7, label="error, %")
    for row, error in zip(rows, errors, strict=True):
        behind = max(error, HUMAN)  # so that the dashed line leaves the number alone
        canvas.label(axes, (behind, row), f"{error:g}%", color=canvas.ink)
    axes.axvline(HUMAN, color=canvas.ink, linewidth=1, linestyle=(0, (4, 3)), zorder=0.5)
    canvas.label(axes, (HUMAN, -0.75), "a person: 5.1%", color=canvas.ink)
    axes.set_yticks(rows, [name for name, _ in CONTEST])
    axes.set(xlim=(0, 33), ylim=(len(CONTEST) - 0.5, -1.2), xticks=[])
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)


@figure(
    alt="Training loss against the number of layers. Without shortcuts it falls a little from 4 to "
    "10 layers and then rises, to {{ plain_depth.plain.4.loss.mean:.2f}} with 40 layers. With "
    "shortcuts it stays low, at {{ plain_depth.shortcut.4.loss.mean:.3f}} with 40 layers.",
    caption="Training loss of fully connected networks after "
    "{{ plain_depth.settings.steps }} mini-batches of small digits, each network at the best of "
    "three learning rates. Mean of three trainings; the band reaches from the lowest to the "
    "highest.",
    heights=(270, 270),
)
def plain_depth(canvas: Canvas) -> None:
    """Training loss by depth, without and with shortcuts."""
    values = canvas.result("plain_depth")["values"]
    axes = canvas.axes()
    names = {"plain": "plain", "shortcut": "with shortcuts"}
    for key, name in names.items():
        losses = [found["loss"] for found in values[key]]
        mean = [loss["mean"] for loss in losses]
        hue = canvas.hue(name)
        low, high = ([loss[end] for loss in losses] for end in ("min", "max"))
        axes.fill_between(values["layers"], low, high, color=hue, alpha=0.15, linewidth=0)
        axes.plot(values["layers"], mean, "o-", color=hue, linewidth=1.3, markersize=4, label=name)
    canvas.name_lines(axes, {name: values[key][-1]["loss"]["mean"] for key, name in names.items()})
    axes.set(xlabel="layers that learn", title="training loss", yscale="log")
    axes.set_xticks(values["layers"])
    axes.yaxis.set_major_locator(FixedLocator([0.002, 0.01, 0.05, 0.2, 1]))
    axes.yaxis.set_major_formatter(FormatStrFormatter("%g"))
    axes.yaxis.set_minor_locator(NullLocator())


@figure(
    alt="Two boxes that learn, twice. Plain: 2 goes in, −0.1 comes out, and of a gradient of 1 "
    "−0.05 comes back. With a shortcut past the box: 2 goes in, 1.9 comes out, and of "
    "the gradient 0.95 is left.",
    caption="The same small block $F$, plain and with a shortcut. Blue: forward. Red: the gradient "
    "that comes back.",
    heights=(165, 320),
)
def shortcut_block(canvas: Canvas) -> None:
    """A block with and without a shortcut, with the numbers of the worked example."""
    page = Page(canvas)
    width = page.width if canvas.narrow else page.width / 2
    for number, (title, out, back) in enumerate(
        (("plain", "−0.1", "−0.05"), ("with a shortcut", "1.9", "0.95"))
    ):
        left = 0.0 if canvas.narrow else number * width
        middle = page.height * (0.72 - 0.5 * number) if canvas.narrow else page.height * 0.42
        _block(page, (left, middle), width, (out, back), shortcut=bool(number))
        page.text((left + width / 2, middle + 80), title)


def _block(
    page: Page, at: tuple[float, float], width: float, told: tuple[str, str], shortcut: bool
) -> None:
    """Draw F between its input and its output; `told` is what comes out and what comes back."""
    canvas, (left, y) = page.canvas, at
    start, end = left + 42, left + width - 62
    middle, half = (start + end) / 2 - 12, 32.0
    forward, backward = canvas.hue("forward"), canvas.hue("backward")
    page.box((middle - half, y - 20), (2 * half, 40), "F")
    page.arrow((start, y), (middle - half, y), colour=canvas.muted)
    if shortcut:
        plus = end - 30
        page.line((start + 16, y), (start + 16, y + 46), colour=canvas.accent, width=1.6)
        page.line((start + 16, y + 46), (plus, y + 46), colour=canvas.accent, width=1.6)
        page.arrow((plus, y + 46), (plus, y + 10), colour=canvas.accent, width=1.6)
        page.text((middle, y + 58), "shortcut", color=canvas.accent)
        page.arrow((middle + half, y), (plus - 10, y))
        page.node((plus, y), "+", radius=10)
        page.arrow((plus + 10, y), (end, y))
    else:
        page.arrow((middle + half, y), (end, y))
    for x, ahead, back in ((start - 20, "2", told[1]), (end + 28, told[0], "1")):
        page.text((x, y + 10), ahead, color=forward)
        page.text((x, y - 12), back, color=backward)


@figure(
    alt="Share of wrongly read digits among those held out, against the epoch, on a logarithmic "
    "scale. Both lines fall; that of the deep network lies below that of the simple one. At the "
    "end {{ deep_digits.deep.held_out.-1:.1%}} are read rightly by the deep network, "
    "{{ deep_digits.simple.held_out.-1:.1%}} by the simple one.",
    caption="Error on {{ deep_digits.settings.held_out:, }} digits held out, after each epoch."
    " Mean of three trainings.",
    heights=(250, 250),
)
def deep_and_simple(canvas: Canvas) -> None:
    """The error of the deep and of the simple network on digits held out, epoch by epoch."""
    values = canvas.result("deep_digits")["values"]
    axes = canvas.axes()
    ends = {}
    for name in ("simple", "deep"):
        error = [1 - accuracy for accuracy in values[name]["held_out"]]
        epochs = range(1, len(error) + 1)
        axes.plot(epochs, error, "o-", color=canvas.hue(name), markersize=3.5, label=name)
        ends[name] = error[-1]
    canvas.name_lines(axes, ends)
    axes.set(xlabel="epoch", title="error on digits held out", yscale="log")
    axes.yaxis.set_major_locator(FixedLocator([0.005, 0.01, 0.02, 0.05, 0.1]))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    axes.yaxis.set_minor_formatter(NullFormatter())


@figure(
    alt="All the digits that the network reads wrongly, each with the right digit and what it "
    "reads. Some are scribbles or broken, as a 9 of a few dots. Some could be either digit. And "
    "some are plainly what they should be, as a 1 with a foot that is read as a 3.",
    caption="The {{ deep_digits.deep.errors.seeds.0:.0f }} of "
    "{{ deep_digits.dataset.test:, }} test digits that the first deep network reads wrongly: "
    "right → read, the surest first. With a star: all three deep networks misread it.",
    heights=(335, 480),
)
def wrong_digits(canvas: Canvas) -> None:
    """All digits that the deep network of the first seed reads wrongly."""
    values = canvas.result("deep_digits")["values"]
    wrong, always = values["wrong"], set(values["always"])
    axes, columns = canvas.axes(), 7 if canvas.narrow else 11
    across, down = 32, 42  # pixels from one picture to the next
    for place, one in enumerate(wrong):
        corner = place // columns * down, place % columns * across
        text = f"{one['t']}→{one['y']}" + "*" * (one["index"] in always)
        _picture(canvas, axes, one["picture"], corner, f"{one['index']}: {text}")
        middle = corner[1] + len(one["picture"]) / 2
        axes.text(middle, corner[0] + 33, text, ha="center", va="center")
    rows = -(-len(wrong) // columns)
    axes.set(xlim=(-2, columns * across), ylim=(rows * down, -1), aspect="equal")
    axes.axis("off")


def _picture(
    canvas: Canvas, axes: Axes, rows: Sequence[str], corner: tuple[int, int], name: str
) -> None:
    """Show the part with ink of a picture stored as text (a digit a pixel) in 6 shades."""
    picture = np.array([[int(shade, 16) // 3 for shade in row] for row in rows])
    (top, left), (bottom, right) = (edge(np.argwhere(picture), axis=0) for edge in (np.min, np.max))
    axes.imshow(
        picture[top : bottom + 1, left : right + 1],
        LinearSegmentedColormap.from_list("ink", [canvas.paper, canvas.ink]),
        vmin=0,
        vmax=5,
        interpolation="none",
        extent=(
            corner[1] + left,
            corner[1] + right + 1,
            corner[0] + bottom + 1,
            corner[0] + top,
        ),
        label=name,
    )


WARPS = {
    "none": "as it is",
    "turn": "turned",
    "stretch": "stretched",
    "slant": "slanted",
    "move": "moved",
    "all": "all four",
    "half a turn": "too far",
}


@figure(
    alt="Handwritten digits 2, 5, 6 and 9, each as it is, turned, stretched, slanted and moved a "
    "little, twice with all these changes, and last turned by half a turn, where the 6 "
    "looks like a 9 and the 9 like a 6.",
    caption="Four training digits and what a warp makes of them. The first changes are drawn as "
    "in training; *too far* is half a turn.",
    heights=(350, 240),
)
def warped_digits(canvas: Canvas) -> None:
    """Digits as they are and warped, each way alone, all together, and too far."""
    columns = canvas.result("warped_digits")["values"]["columns"]
    axes, across, down = canvas.axes(), 32, 31
    for number, column in enumerate(columns):
        for row, picture in enumerate(column["pictures"]):
            name = f"{WARPS[column['name']]} {row + 1}"
            _picture(canvas, axes, picture, (row * down, number * across), name)
        axes.text(
            number * across + 14,
            -4,
            WARPS[column["name"]],
            ha="center",
            va="bottom",
            rotation=90 if canvas.narrow else 0,
        )
    rows = len(columns[0]["pictures"])
    top = -44 if canvas.narrow else -16
    axes.set(xlim=(-2, len(columns) * across + 6), ylim=(rows * down, top), aspect="equal")
    axes.axis("off")
