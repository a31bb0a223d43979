"""The drawings of the chapter on hyper-parameters: what is chosen, how, and what choosing does."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator, PercentFormatter

from experiments.grids import Race, score
from snippets.search import LogRange, random
from studyreport.figures import Canvas, figure

RANGE = LogRange(1e-6, 1.0)
DRAWS, DRAW_SEED = 60, 3


@figure(
    alt="MNIST’s 70,000 pictures in three bars, to scale: 48,000 for training, from which the "
    "weights are learnt; 12,000 for validation, by which settings are chosen; 10,000 for the "
    "test, which is asked once.",
    caption="MNIST in three parts. What is decided in one part must be judged in the next.",
    heights=(120, 200),
)
def three_sets(canvas: Canvas) -> None:
    """The pictures of MNIST in three parts, and what each part is for."""
    parts = (
        ("training", 48_000, "learn W and b"),
        ("validation", 12_000, "choose settings"),
        ("new pictures", 10_000, "test, once"),
    )
    axes, start = canvas.axes(), 0
    for row, (name, count, purpose) in enumerate(parts):
        hue = canvas.hue(name)
        if canvas.narrow:
            axes.barh(-row, count, 0.45, color=hue)
            text = f"{count:,}: {purpose}"
            canvas.label(axes, (0, -row), text, dx=0, dy=17, color=hue)
        else:
            axes.barh(0, count - 300, 0.5, left=start, color=hue)
            spot, lift = start + count / 2, (24, -24, 24)[row]
            canvas.label(
                axes, (spot, 0), f"{count:,}: {purpose}", dx=0, dy=lift, ha="center", color=hue
            )
        start += count
    axes.set(ylim=(-2.5, 0.9) if canvas.narrow else (-0.9, 0.9))
    axes.axis("off")


@figure(
    alt="Two rows of 60 strokes on a logarithmic axis from one millionth to 1. Drawn evenly, "
    "nearly all lie between 0.1 and 1 and none below 0.001. Drawn on the logarithmic scale, they "
    "spread over all six decades.",
    caption="Sixty learning rates between $10^{-6}$ and 1, drawn in two ways.",
    heights=(150, 170),
)
def log_scale(canvas: Canvas) -> None:
    """Even draws crowd into the last decade; draws of the exponent do not."""
    rng = np.random.default_rng(DRAW_SEED)
    even = rng.uniform(RANGE.low, RANGE.high, DRAWS)
    exponent = [tried["rate"] for tried in random({"rate": RANGE}, rng, DRAWS)]
    axes = canvas.axes(xscale="log", xlim=(RANGE.low, RANGE.high), xlabel="learning rate")
    rows = {"the rate drawn evenly": even, "its exponent drawn evenly": np.array(exponent)}
    for row, (name, values) in zip((1, 0), rows.items(), strict=True):
        hue = canvas.hue("random" if row == 0 else "grid")
        axes.plot(values, [row] * DRAWS, "|", color=hue, markersize=14, label=name)
        canvas.label(axes, (RANGE.low, row), name, color=hue, dx=2, dy=17)
    axes.set(ylim=(-0.5, 1.8), yticks=[])
    axes.spines["left"].set_visible(False)


@figure(
    alt="Two squares with nine settings each, the learning rate to the right, the weight decay "
    "upwards; above each square the score, a peak that depends on the rate alone. The grid tries "
    "three rates, three times each, and misses the peak; the random settings try nine rates, and "
    "some lie near it.",
    caption="Nine trials either way, and the score above them. It depends on the rate alone. Nine "
    "dots fall onto three places of the curve from the grid, onto nine from the random draw.",
    heights=(300, 560),
)
def grid_and_random(canvas: Canvas) -> None:
    """Nine settings of a grid and nine at random, seen from the one that matters."""
    values = canvas.result("grid_against_random")["values"]
    width, peak = Race().width, values["peak"]["rate"]
    x = np.linspace(-6, 0, 200)
    for axes, kind in zip(canvas.panels(2, wide=2, narrow=1), ("grid", "random"), strict=True):
        points, hue = values["nine"][kind], canvas.hue(kind)
        axes.plot(x, _above(x, peak, width), color=canvas.ink, linewidth=1.1, label="score")
        tops = _above(np.array(points["rate"]), peak, width)
        axes.vlines(points["rate"], points["decay"], tops, color=canvas.faint, linewidth=0.6)
        axes.plot(points["rate"], tops, "o", color=hue, markersize=4, label="score of a trial")
        axes.plot(points["rate"], points["decay"], "o", color=hue, markersize=6, label="trial")
        axes.axhline(0.5, color=canvas.muted, linewidth=0.6)
        axes.set(title=kind, xlim=(-6.4, 0.4), ylim=(-6.4, 3.2))
        axes.set(xlabel="learning rate", ylabel="weight decay")
        ticks = [-6, -4, -2, 0]
        axes.set_xticks(ticks, [f"$10^{{{tick}}}$" for tick in ticks])
        axes.set_yticks(ticks, [f"$10^{{{tick}}}$" for tick in ticks])


def _above(x: np.ndarray, peak: float, width: float) -> np.ndarray:
    """Return the scores at rates with the exponents `x`, as heights above the square."""
    places = np.stack([x, 0 * x], axis=1)
    matters = np.array([1.0, 0.0])
    return 0.8 + 2.1 * score(places, np.array([peak, 0.0]), matters, width)


@figure(
    alt="Best score against the number of trials, grid and random, in two panels. If one "
    "hyper-parameter matters, random trials are far ahead: with 9 trials "
    "{{ grid_against_random.one.random.0:.2f}} against {{ grid_against_random.one.grid.0:.2f}}. If "
    "both matter, the grid overtakes: with 64 trials {{ grid_against_random.both.grid.5:.2f}} "
    "against {{ grid_against_random.both.random.5:.2f}}.",
    caption="The best score that is found (1 is the peak), mean over "
    "{{ grid_against_random.settings.peaks:,}} peaks at random places.",
    heights=(250, 460),
)
def grid_against_random(canvas: Canvas) -> None:
    """Random search wins if one of two matters; the grid does if both do."""
    values = canvas.result("grid_against_random")["values"]
    titles = {"one": "one of two matters", "both": "both matter"}
    panels = canvas.panels(2, wide=2, narrow=1, sharey=True)
    for axes, (name, title) in zip(panels, titles.items(), strict=True):
        for kind in ("grid", "random"):
            scores, hue = values[name][kind], canvas.hue(kind)
            axes.plot(values["trials"], scores, "o-", color=hue, markersize=4, label=kind)
        canvas.name_lines(axes, {kind: values[name][kind][-1] for kind in ("grid", "random")})
        axes.set(title=title, xlim=(5, 66), ylim=(0, 1.04), xticks=values["trials"])
    canvas.figure.supxlabel("trials")
    canvas.figure.supylabel("best score")


@figure(
    alt="Accuracy on validation pictures against the learning rate, a dot for each trial, in two "
    "panels. In the usual range, up to 0.01, accuracy rises with the rate to the very edge; the "
    "best of a search is {{ hyper_search.narrow.quoted.mean:.0%}} on average. In the range up "
    "to 1 that is {{ hyper_search.wide.quoted.mean:.0%}}, at rates above 0.01, and accuracy falls "
    "again.",
    caption="Random search with {{ hyper_search.settings.trials }} trials, "
    "{{ hyper_search.settings.epochs }} epochs each, three searches together: in the range that is "
    "often copied, and, with the same network, in a wider one, each up to the "
    "dashed line. Rings: weight decay above 0.1.",
    heights=(290, 520),
)
def searched_rates(canvas: Canvas) -> None:
    """The same search in a narrow and in a wide range of learning rates."""
    result = canvas.result("hyper_search")
    panels = canvas.panels(2, wide=2, narrow=1, sharex=True, sharey=True)
    for axes, name in zip(panels, ("narrow", "wide"), strict=True):
        points, span = result["values"][name]["points"], result["settings"][name]["rate"]
        rate, validation = np.array(points["rate"]), np.array(points["validation"])
        heavy, hue = np.array(points["decay"]) > 0.1, canvas.hue("random")
        axes.plot(rate[~heavy], validation[~heavy], ".", color=hue, markersize=3.5, label="trial")
        if heavy.any():
            axes.plot(
                rate[heavy],
                validation[heavy],
                "o",
                color=canvas.hue("grid"),
                markersize=3.5,
                fillstyle="none",
                label="trial with decay above 0.1",
            )
        axes.axvline(span["high"], color=canvas.muted, linewidth=0.9, linestyle=(0, (4, 3)))
        title = "$10^{-6}$ to $10^{-2}$" if name == "narrow" else "$10^{-6}$ to 1"
        axes.set(title=f"rates from {title}", xscale="log", xlim=(5e-7, 2), ylim=(0, 1))
        axes.xaxis.set_major_locator(LogLocator(numticks=8))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(PercentFormatter(1))
    canvas.figure.supxlabel("learning rate")
    canvas.figure.supylabel("accuracy, validation")


@figure(
    alt="Accuracy of the best trial against the number of trials, in two panels. The score on the "
    "pictures by which it was chosen lies above the score on others, and the gap grows with the "
    "trials: to {{ hyper_search.flattered.100.gap:.1%}} for 100 pictures, to "
    "{{ hyper_search.flattered.1000.gap:.1%}} for 1,000.",
    caption="The best of so many trials, chosen by a small test set: its score there, and on all "
    "other test pictures. Mean of {{ hyper_search.settings.repeats }} small test sets for each of "
    "three searches.",
    heights=(260, 460),
)
def flattering_choice(canvas: Canvas) -> None:
    """Whoever chooses by the test set and quotes the same test set promises too much."""
    values = canvas.result("hyper_search")["values"]["flattered"]
    panels = canvas.panels(2, wide=2, narrow=1, sharey=True)
    for axes, (size, scores) in zip(panels, values.items(), strict=True):
        trials = np.arange(1, len(scores["quoted"]) + 1)
        lines = {
            "quoted": ("validation", scores["quoted"]),
            "true": ("new pictures", scores["true"]),
        }
        for name, (key, line) in lines.items():
            axes.plot(trials, line, color=canvas.hue(key), label=name)
            at = (trials[-1], line[-1])
            lift = 10 if name == "quoted" else -11
            canvas.label(axes, at, name, key=key, dx=-2, dy=lift, ha="right")
        axes.set(title=f"{int(size):,} pictures choose", xscale="log", xlim=(4, trials[-1]))
        axes.set_ylim(0.6, 0.92)
        axes.set_xticks([5, 10, 20, 50, 100], ["5", "10", "20", "50", "100"])
        axes.xaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(PercentFormatter(1, 0))
    canvas.figure.supxlabel("trials")
    canvas.figure.supylabel("accuracy of the best")


@figure(
    alt="Three maps of the settings that three Bayesian searches tried, learning rate against "
    "weight decay, and the best validation accuracy against trials. Search 1 came back again and "
    "again to two places at rates below 0.01. Searches 2 and 3 found rates near 0.1, and search 3 "
    "stayed there. On average random search is ahead after "
    "{{ hyper_search.bayesian.trials }} trials, {{ hyper_search.bayesian.last.random:.0%}} to "
    "{{ hyper_search.bayesian.last.guided:.0%}}.",
    caption="*Search 1* to *3*: the trials of three Bayesian searches. Rings: the "
    "{{ hyper_search.settings.first }} random ones with which each begins. Discs: those that it "
    "chose. *Best so far*: mean of three searches of either kind.",
    heights=(470, 440),
)
def guided_search(canvas: Canvas) -> None:
    """Where Bayesian searches look, and how soon they find."""
    result = canvas.result("hyper_search")
    values, first = result["values"]["bayesian"], result["settings"]["first"]
    *maps, curves = canvas.panels(len(values["points"]) + 1, wide=2, narrow=2)
    for number, (axes, points) in enumerate(zip(maps, values["points"], strict=True), 1):
        _map(canvas, axes, points, first)
        axes.set_title(f"search {number}")
    for name, key in (("Bayesian", "guided"), ("random", "random")):
        trials = np.arange(1, len(values[key]) + 1)
        curves.plot(trials, values[key], color=canvas.hue(name), label=name)
    canvas.label(curves, (7, values["guided"][6]), "Bayesian", key="Bayesian", dx=0, dy=-12)
    canvas.label(curves, (7, values["random"][6]), "random", key="random", dx=0, dy=10)
    curves.set(title="best so far", xlabel="trials", ylabel="accuracy", xlim=(1, None), ylim=(0, 1))
    curves.yaxis.set_major_formatter(PercentFormatter(1))


def _map(canvas: Canvas, axes: Axes, points: dict[str, Any], first: int) -> None:
    hue, rate, decay = canvas.hue("Bayesian"), points["rate"], points["decay"]
    axes.plot(
        rate[first:], decay[first:], "o", color=hue, markersize=4.5, alpha=0.6, label="chosen"
    )
    axes.plot(rate[:first], decay[:first], "o", color=hue, markersize=5, mfc="none", label="random")
    axes.set(xscale="log", yscale="log", xlim=(4e-7, 2.5), ylim=(4e-9, 2.5))
    axes.set(xlabel="learning rate", ylabel="weight decay")
    for side in (axes.xaxis, axes.yaxis):
        side.set_major_locator(LogLocator(numticks=5))
        side.set_minor_locator(NullLocator())
