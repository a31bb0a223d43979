"""The drawings of the chapter on vanishing gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator

from studyreport.figures import Canvas, figure

# What the results call first weights, and what the text and the palette call them.
WEIGHTS = {"std_001": "std 0.01", "xavier": "Xavier", "he": "He", "std_1": "std 1"}
ACTIVATIONS = {"sigmoid": "sigmoid", "relu": "ReLU"}
MARKS = {"std_001": "v", "xavier": "o", "he": "s", "std_1": "^"}


@figure(
    alt="Two panels, size of the gradient against the layer, on a logarithmic scale; all lines "
    "meet at 1 in layer 10. Going back to layer 1, with sigmoid the lines of std 0.01, Xavier and "
    "He fall to {{ layer_gradients.deep.sigmoid.std_001.ratio.mean:.0e}}, "
    "{{ layer_gradients.deep.sigmoid.xavier.ratio.mean:.0e}} and "
    "{{ layer_gradients.deep.sigmoid.he.ratio.mean:.0e}}, only std 1 stays near 1. With ReLU "
    "He stays near 1, Xavier falls a little, std 0.01 to "
    "{{ layer_gradients.deep.relu.std_001.ratio.mean:.0e}}, and std 1 rises to "
    "{{ layer_gradients.deep.relu.std_1.ratio.mean:.0e}}.",
    caption="The length of ${\\partial L/\\partial u}$ in each of "
    "{{ layer_gradients.settings.deep }} layers before any training, divided by that in the last. "
    "Layers of {{ layer_gradients.settings.width }} nodes; mean of five seeds. Read from right to "
    "left: that is the way the gradient goes.",
    heights=(310, 560),
)
def gradient_by_layer(canvas: Canvas) -> None:
    """What is left of the gradient in each layer, for two activations and four first weights."""
    values = canvas.result("layer_gradients")["values"]["deep"]
    panels = canvas.panels(2, wide=2, narrow=1, sharex=True, sharey=True)
    for axes, (key, name) in zip(panels, ACTIVATIONS.items(), strict=True):
        for weights, label in WEIGHTS.items():
            norm, hue = values[key][weights]["norm"], canvas.hue(label)
            layers, mark = range(1, len(norm) + 1), MARKS[weights] + "-"
            axes.plot(layers, norm, mark, color=hue, linewidth=1.1, markersize=3.5, label=label)
        axes.set_title(name)
        axes.set(yscale="log", xlim=(0.7, 10.3), ylim=(1e-16, 1e9), xticks=[1, 4, 7, 10])
        axes.set_yticks([1e-15, 1e-10, 1e-5, 1, 1e5])
        axes.yaxis.set_minor_locator(NullLocator())
    _name_left(
        canvas, panels[0], values["sigmoid"], {"std_001": 0, "xavier": -7, "he": 8, "std_1": 9}
    )
    _name_left(canvas, panels[1], values["relu"], {"std_001": 0, "xavier": -9, "he": 9, "std_1": 5})
    canvas.figure.supxlabel("layer")
    canvas.figure.supylabel("gradient, as a share of the last layer’s")


def _name_left(canvas: Canvas, axes: Axes, lines: dict[str, Any], shifts: dict[str, float]) -> None:
    """Name lines near their left ends, each moved up by so many points."""
    for weights, dy in shifts.items():
        label, norm = WEIGHTS[weights], lines[weights]["norm"]
        steep = weights == "std_001"
        at = (2, norm[1])
        canvas.label(axes, at, label, key=label, dx=8 if steep else 6, dy=-4 if steep else dy)


@figure(
    alt="Two panels over five layers with sigmoid. Slope, the mean of the activation’s: std 0.01 "
    "lies highest at 0.25, Xavier and He just below, std 1 lowest at about 0.06. "
    "Gradient: the order is turned round, std 1 stays near 1 and std 0.01 falls to "
    "{{ layer_gradients.shallow.sigmoid.std_001.ratio.mean:.0e}}.",
    caption="Five layers of {{ layer_gradients.settings.width }} sigmoids before any training. "
    "*Slope*: the mean of $\\sigma'(u)$ in each layer. *Gradient*: the length of "
    "${\\partial L/\\partial u}$, as a share of the last layer’s.",
    heights=(270, 500),
)
def slope_and_gradient(canvas: Canvas) -> None:
    """The local slope beside the gradient that arrives: the control for a common conclusion."""
    values = canvas.result("layer_gradients")["values"]["shallow"]["sigmoid"]
    left, right = canvas.panels(2, wide=2, narrow=1)
    for axes, what, title in ((left, "slope", "slope"), (right, "norm", "gradient")):
        for weights, label in WEIGHTS.items():
            numbers, hue = values[weights][what], canvas.hue(label)
            layers, mark = range(1, len(numbers) + 1), MARKS[weights] + "-"
            axes.plot(layers, numbers, mark, color=hue, linewidth=1.1, markersize=4, label=label)
        axes.set_title(title)
        axes.set(xlabel="layer", xticks=range(1, 6), xlim=(0.8, 5.2))
    left.set(ylim=(0, 0.29), yticks=[0, 0.1, 0.2, 0.25])
    right.set(yscale="log", ylim=(1e-7, 3))
    right.yaxis.set_major_locator(LogLocator(numticks=5))
    right.yaxis.set_minor_locator(NullLocator())
    ends = {WEIGHTS[key]: values[key]["slope"][-1] for key in WEIGHTS}
    canvas.name_lines(left, ends)
    for weights, dy in {"std_001": -2.0, "xavier": -7.0, "he": 9.0, "std_1": -9.0}.items():
        label, layer = WEIGHTS[weights], 1 if weights == "std_1" else 2
        at = (layer, values[weights]["norm"][layer - 1])
        canvas.label(right, at, label, key=label, dx=8, dy=dy)


@figure(
    alt="Two panels, training loss of networks of five hidden layers against the step. With "
    "sigmoid three lines stay level at 2.3, the loss of guessing, and only std 1 falls, to about "
    "0.6. With ReLU Xavier and He fall at once and lie on each other, std 0.01 stays at 2.3, and "
    "std 1 is missing, as it flies apart.",
    caption="Networks with five hidden layers of {{ vanishing.settings.networks.five.0 }} nodes on "
    "MNIST, learning rate {{ vanishing.settings.rates.0:g }}. Each point is the mean loss of "
    "{{ vanishing.settings.block }} mini-batches before their steps and of three seeds. ReLU from "
    "std 1 flies apart and has no line.",
    heights=(290, 520),
)
def first_weights_trained(canvas: Canvas) -> None:
    """Loss while training, for two activations and four first weights."""
    values = canvas.result("vanishing")["values"]
    panels = canvas.panels(2, wide=2, narrow=1, sharex=True, sharey=True)
    for axes, (key, name) in zip(panels, ACTIVATIONS.items(), strict=True):
        ends: dict[str, float] = {}
        for weights, label in WEIGHTS.items():
            curve = np.array(values["five"][key][weights]["curve"], float)
            if np.isfinite(curve).all():
                hue = canvas.hue(label)
                axes.plot(values["iterations"], curve, color=hue, linewidth=1.2, label=label)
                ends[label] = float(curve[-1])
        canvas.name_lines(axes, ends)
        axes.set_title(name)
        axes.set(xlim=(0, None), ylim=(0, 2.6))
    canvas.figure.supxlabel("step")
    canvas.figure.supylabel("training loss")
