"""The drawings of the chapter on output layers and error functions."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.animals import ANIMALS, EXAMPLES, animal_params
from figures.page import minus
from snippets.activations import sigmoid
from snippets.arrays import Floats
from snippets.deltas import sigmoid_delta, sigmoid_squared_error_delta
from snippets.labels import one_hot
from snippets.losses import softmax
from snippets.two_layer import forward
from studyreport.figures import Canvas, figure

MOUSE = EXAMPLES[2:]
CAT = 1  # its number
TARGETS = np.array([1.0, 2.0, 6.0])


def _scores() -> Floats:
    """Return the total inputs of the output layer that a mouse brings about, (3,)."""
    return np.asarray(forward(MOUSE, animal_params()).u2[0])


@figure(
    alt="Three bar charts for dog, cat and mouse. The scores 0.7, 0 and 2.8; their powers 2.0, 1 "
    "and 16.4, of which that of the mouse is by far the longest; the shares 0.10, 0.05 and 0.85, "
    "in the same proportion as the powers.",
    caption="Softmax in two steps, for the mouse of the first chapter: raise $e$ to each score, "
    "then divide by the sum.",
    heights=(190, 200),
)
def softmax_steps(canvas: Canvas) -> None:
    """Draw the scores, their powers and the shares as bars."""
    scores = _scores()
    steps = (
        ("scores $u$", scores, ".1f"),
        ("$e^u$", np.exp(scores), ".1f"),
        ("shares $y$", softmax(scores), ".2f"),
    )
    for axes, (title, values, digits) in zip(canvas.panels(3, 3, 3), steps, strict=True):
        _bars(canvas, axes, values, digits, canvas.accent)
        axes.set_title(title)
        axes.set_ylim(0, 1.2 * values.max())


def _bars(canvas: Canvas, axes: Axes, values: Floats, digits: str, colour: str) -> None:
    """Draw one bar for each animal, with its number above it, or below if it hangs."""
    axes.bar(ANIMALS, values, width=0.6, color=colour)
    for place, value in enumerate(np.round(values, 6) + 0.0):
        dy = 8 if value >= 0 else -8
        words = minus(float(value), digits)
        canvas.label(axes, (place, value), words, dx=0, dy=dy, ha="center", color=canvas.ink)
    axes.set(yticks=(), xlim=(-0.6, 2.6))
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0)


@figure(
    alt="Error against the answer c for three right answers 1, 2 and 6. The plain difference is a "
    "rising line that goes on below 0 to the left. The absolute error is a broken line with its "
    "lowest point at 2. Half the squared error is a smooth bowl with its lowest point at 3.",
    caption="One number $c$ has to serve for the right answers 1, 2 and 6 (ticks). Three ways to "
    "measure how wrong it is, each the mean of the three. Discs: the lowest points. The plain "
    "difference has none.",
    heights=(270, 290),
)
def error_choices(canvas: Canvas) -> None:
    """Compare plain, absolute and squared differences as functions of the answer."""
    axes = canvas.axes(xlabel="answer $c$", ylabel="error")
    c = np.linspace(-1, 7, 161)
    miss = c[:, None] - TARGETS
    curves = {
        "plain difference": miss.mean(axis=1),
        "absolute error": np.abs(miss).mean(axis=1),
        "squared error": (miss**2).mean(axis=1) / 2,
    }
    places = {"plain difference": 0.2, "absolute error": 1.4, "squared error": 0.15}
    axes.axhline(0, color=canvas.faint, linewidth=0.6)
    for name, y in curves.items():
        axes.plot(c, y, color=canvas.hue(name), label=name)
        if name != "plain difference":
            low = int(y.argmin())
            axes.plot(c[low], y[low], "o", color=canvas.hue(name), label=f"lowest {name}")
        at = int(np.abs(c - places[name]).argmin())
        # under its line, where no other line passes
        dx, dy, ha = (0, -9, "right") if name == "absolute error" else (7, 2, "left")
        canvas.label(axes, (c[at], y[at]), name, key=name, dx=dx, dy=dy, ha=ha)
    axes.plot(TARGETS, [0] * 3, "|", color=canvas.ink, markersize=11, label="right answers")
    axes.set(xlim=(-1, 7), ylim=(-3, 8))


@figure(
    alt="Cost against the share given to the right animal, from 0 to 1. The cross entropy falls "
    "from beyond the picture to 0; at 0.05 it is 3.0, at 0.10 it is 2.3, at 0.85 it is 0.2. Half "
    "the squared miss falls from only 0.5 to 0.",
    caption="What an answer costs, by the share that it gave to the right animal. Red: half the "
    "squared miss. Discs: the shares of the box for cat, dog and mouse.",
    heights=(250, 270),
)
def cross_entropy_cost(canvas: Canvas) -> None:
    """Draw −log y against the share y of the right class, with half the squared miss beside it."""
    axes = canvas.axes(xlabel="share $y$ given to the right animal", ylabel="cost")
    y = np.geomspace(0.01, 1, 160)
    hue = canvas.hue("cross entropy")
    axes.plot(y, -np.log(y), color=hue, label="cross entropy")
    axes.plot(y, (1 - y) ** 2 / 2, color=canvas.hue("squared error"), label="squared error")
    for animal, share in zip(ANIMALS, softmax(_scores()), strict=True):
        cost = -float(np.log(share))
        axes.plot(share, cost, "o", color=hue, label=animal)
        words = f"it was a {animal}: {cost:.2f}"
        right = animal == "mouse"
        canvas.label(
            axes,
            (share, cost),
            words,
            color=canvas.ink,
            dx=0 if right else 7,
            dy=22 if right else 4,
            ha="center" if right else "left",
        )
    canvas.label(axes, (0.36, 1.02), "cross entropy", key="cross entropy", dx=7, dy=4)
    canvas.label(axes, (0.05, 0.45), "squared error", key="squared error", dx=4, dy=10)
    axes.set(xlim=(0, 1), ylim=(0, 4.6))


@figure(
    alt="Three bar charts for dog, cat and mouse. The shares 0.10, 0.05, 0.85; the right answer, 1 "
    "for the cat and 0 for the others; their difference, 0.10, −0.95 and 0.85.",
    caption="The box said mouse, and it was a cat. What is left of all derivatives is $y - t$: "
    "lower dog a little and mouse much, raise cat.",
    heights=(200, 210),
)
def delta_bars(canvas: Canvas) -> None:
    """Draw outputs, right answer and their difference as bars."""
    y = softmax(_scores())
    t = one_hot(np.array(CAT), len(ANIMALS))
    steps = (("answer $y$", y), ("right $t$", t), ("delta $y - t$", y - t))
    for axes, (title, values) in zip(canvas.panels(3, 3, 3, sharey=True), steps, strict=True):
        _bars(canvas, axes, values, ".2f", canvas.accent)
        axes.axhline(0, color=canvas.muted, linewidth=0.6)
        axes.set_title(title)
        axes.set_ylim(-1.3, 1.3)


@figure(
    alt="Two panels over the total input u of a sigmoid whose right answer is 1. In one the loss: "
    "the cross entropy falls steadily from the left, half the squared error is a low step. In the "
    "other the slope: that of the cross entropy is near −1 far left and goes to 0 far right; that "
    "of the squared error is 0 at both ends.",
    caption="A sigmoid output whose right answer is 1. Far to the left it is sure and wrong. There "
    "the cross entropy pulls hardest, and the squared error hardly at all.",
    heights=(240, 430),
)
def matching_loss(canvas: Canvas) -> None:
    """Compare loss and delta of a sigmoid under cross entropy and squared error, for t = 1."""
    losses, slopes = canvas.panels(2, 2, 1)
    u = np.linspace(-8, 4, 121)
    column, t = u[:, None], np.ones((len(u), 1))
    y = sigmoid(u)
    curves = {
        "cross entropy": (np.logaddexp(0, -u), sigmoid_delta(column, t)),
        "squared error": ((1 - y) ** 2 / 2, sigmoid_squared_error_delta(column, t)),
    }
    for name, (loss, delta) in curves.items():
        losses.plot(u, loss, color=canvas.hue(name), label=name)
        slopes.plot(u, len(u) * delta[:, 0], color=canvas.hue(name), label=name)
    canvas.label(losses, (-5, 5), "cross entropy", key="cross entropy", dx=8, dy=6)
    canvas.label(losses, (-7.6, 0.5), "squared error", key="squared error", dx=0, dy=9)
    canvas.label(slopes, (-2.4, -0.9), "cross entropy", key="cross entropy", dx=8, dy=-2)
    canvas.label(slopes, (-7.6, 0), "squared error", key="squared error", dx=0, dy=-10)
    losses.set(title="loss", xlabel="$u$", xlim=(-8, 4), ylim=(0, 8))
    slopes.set(title="slope", xlabel="$u$", xlim=(-8, 4), ylim=(-1.1, 0.1))
