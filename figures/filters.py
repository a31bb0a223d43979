"""The drawings of the chapter on LeNet, AlexNet and what filters learn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from snippets.architectures import (
    ALEXNET,
    ALEXNET_INPUT,
    LENET_5,
    LENET_5_INPUT,
    Filters,
    Kind,
    Pool,
    trace,
)
from snippets.arrays import Shape
from snippets.work import multiplications
from studyreport.figures import Canvas, figure

ROWS = 5  # in which a layer's filters are shown


@figure(
    alt="Eight bars from top to bottom, drawn to scale. The input is 32 pixels high and narrow. "
    "The first convolution gives 6 maps of 28×28, the largest bar. Then the bars get ever thinner: "
    "14, 10 and 5 pixels high, at last flat lines of 120, 84 and 10 numbers.",
    caption="LeNet-5 to scale. The height of a bar is that of the maps, its length all their "
    "columns side by side; so its area is the number of values.",
    heights=(390, 390),
)
def lenet_to_scale(canvas: Canvas) -> None:
    """LeNet-5, layer by layer, each as large as the numbers it gives."""
    _to_scale(canvas, LENET_5_INPUT, LENET_5, "10 classes")


@figure(
    alt="Twelve bars from top to bottom, drawn to scale. The input is by far the highest, 227 "
    "pixels, and short. The first convolution gives a long bar of 96 maps of 55×55. Then bars are "
    "27, 13 and 6 pixels high, and three flat lines of 4096, 4096 and 1000 numbers end the row.",
    caption="AlexNet to scale, in the same way. LeNet’s input would be a seventh as high as the "
    "topmost bar.",
    heights=(620, 620),
)
def alexnet_to_scale(canvas: Canvas) -> None:
    """AlexNet, layer by layer, each as large as the numbers it gives."""
    _to_scale(canvas, ALEXNET_INPUT, ALEXNET, "1000 classes")


def _to_scale(canvas: Canvas, shape: Shape, kinds: Sequence[Kind], last: str) -> None:
    """Draw one bar for the input and for each layer, as high and as long as it has values."""
    axes = canvas.axes()
    names = ["picture", *_names(kinds)]
    shapes = [shape, *(stage.shape for stage in trace(shape, kinds))]
    longest = max(one[0] * _width(one) for one in shapes)
    gap = sum(_height(one) for one in shapes) * 0.045
    y = 0.0
    for place, (name, one) in enumerate(zip(names, shapes, strict=True)):
        height, length = _height(one), one[0] * _width(one)
        row = max(height, 1.15 * gap)
        top = y + (row - height) / 2
        colour = canvas.muted if place == 0 else canvas.hue(name.split()[0])
        bar = Rectangle((0, top), length, height, facecolor=colour, linewidth=0)
        axes.add_patch(bar)
        text = last if place == len(shapes) - 1 else "×".join(map(str, one))
        middle = y + row / 2
        canvas.label(axes, (0, middle), name, dx=-5, ha="right", color=colour)
        canvas.label(axes, (length, middle), text, dx=5, color=canvas.ink)
        y += row + gap / 2
    axes.set(xlim=(-0.42 * longest, 1.5 * longest), ylim=(y, -gap / 2))
    axes.axis("off")


def _names(kinds: Sequence[Kind]) -> list[str]:
    """Name each layer by its kind, counting each kind from 1."""
    names: list[str] = []
    for kind in kinds:
        name = (
            "convolution"
            if isinstance(kind, Filters)
            else "pooling"
            if isinstance(kind, Pool)
            else "connected"
        )
        names.append(f"{name} {1 + sum(one.startswith(name) for one in names)}")
    return names


def _height(shape: Shape) -> int:
    return shape[1] if len(shape) > 1 else 1


def _width(shape: Shape) -> int:
    return shape[2] if len(shape) > 1 else 1


@figure(
    alt="Two panels with a bar for each layer of AlexNet that learns. Parameters: the five "
    "convolutions have hardly any, the first fully connected layer most of all, 37.8 million. "
    "Multiplications: the other way round, the convolutions need most, the second one 224 million.",
    caption="AlexNet: where its numbers are and where its work is, in millions. Multiplications "
    "for one picture.",
    heights=(250, 470),
)
def alexnet_numbers_and_work(canvas: Canvas) -> None:
    """Parameters and multiplications of each layer of AlexNet."""
    stages = trace(ALEXNET_INPUT, ALEXNET)
    work = multiplications(ALEXNET_INPUT, ALEXNET)
    learning = [place for place, stage in enumerate(stages) if stage.parameters]
    names = [_names(ALEXNET)[place] for place in learning]
    left, right = canvas.panels(2, wide=2, narrow=1)
    for axes, title, values in (
        (left, "parameters, millions", [stages[place].parameters / 1e6 for place in learning]),
        (right, "multiplications, millions", [work[place] / 1e6 for place in learning]),
    ):
        colours = [canvas.hue(name.split()[0]) for name in names]
        rows = range(len(names))
        axes.barh(rows, values, color=colours, height=0.7, label=title)
        for row, value in zip(rows, values, strict=True):
            digits = ".2f" if value < 1 else ".1f" if value < 100 else ".0f"
            canvas.label(axes, (value, row), f"{value:{digits}}", color=canvas.ink)
        axes.set_title(title)
        axes.set(xlim=(0, 1.2 * max(values)), ylim=(len(names) - 0.5, -0.5), xticks=[])
        shown = names if axes is left or canvas.narrow else [""] * len(names)
        axes.set_yticks(rows, shown)
        axes.tick_params(length=0)
        axes.spines["bottom"].set_visible(False)


@figure(
    alt="Three panels of 30 small filters of 5×5 each, in grey. Before training: noise. After "
    "training from He’s first values: still much noise. After training from small first values: "
    "smooth bright and dark strokes and patches in various directions.",
    caption="The 30 filters of the first layer (seed {{ first_filters.seeds.0 }}), each scaled by "
    "its own largest weight: black is negative, white positive, grey 0. *Before* looks the same "
    "for both starts, as it is scaled. *After* means {{ first_filters.settings.iterations:,}} "
    "mini-batches later; the two trainings differ only in the size of the first values.",
    heights=(190, 350),
)
def first_filters(canvas: Canvas) -> None:
    """The first layer's filters before and after training, from large and from small values."""
    values = canvas.result("first_filters")["values"]
    shown = (
        ("before", values["he"]["before"]),
        ("after, He’s start", values["he"]["after"]),
        ("after, small start", values["small"]["after"]),
    )
    for axes, (title, filters) in zip(canvas.panels(3, wide=3, narrow=2), shown, strict=True):
        _mosaic(axes, np.array(filters))
        axes.set_title(title)


def _mosaic(axes: Axes, filters: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
    """Show filters side by side, with gaps of one pixel through which the paper is seen."""
    count, height, width = filters.shape
    columns = -(-count // ROWS)
    sheet = np.full((ROWS * (height + 1) - 1, columns * (width + 1) - 1), np.nan)
    for place, one in enumerate(filters):
        top, left = place // columns * (height + 1), place % columns * (width + 1)
        sheet[top : top + height, left : left + width] = np.round(100 * one / abs(one).max())
    axes.imshow(sheet, "gray", vmin=-100, vmax=100, interpolation="none")
    axes.set_xlim(-0.5, sheet.shape[1] + 1.5)  # so that panels side by side stay apart
    axes.axis("off")
