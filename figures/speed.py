"""The drawings of the chapter on speed."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from figures.grids import bare, cells, frame
from studyreport.figures import Canvas, figure

# What the results call a version or a trick, and what the drawings call it.
VERSIONS = {
    "float64": "readable, 64 bits",
    "float32": "readable, 32 bits",
    "fast_float64": "fast, 64 bits",
    "fast": "fast, 32 bits",
}
TRICKS = {
    "patches": "lay out patches",
    "pooling": "pool, both ways",
    "input_gradient": "gradient of the input",
    "ReLU": "ReLU",
    "precision": "32 bits, not 64",
    "passes": "update in fewer passes",
    "stretches": "update in stretches",
}
NETS = {"simple": "SimpleConvNet", "deep": "DeepConvNet"}


@figure(
    alt="Two panels of four bars, the time of a training step as multiples of the floor. "
    "SimpleConvNet: {{ step_times.simple.float64:.1f}}, {{ step_times.simple.float32:.1f}}, "
    "{{ step_times.simple.fast_float64:.1f}}, {{ step_times.simple.fast:.1f}}. DeepConvNet: "
    "{{ step_times.deep.float64:.1f}}, {{ step_times.deep.float32:.1f}}, "
    "{{ step_times.deep.fast_float64:.1f}}, {{ step_times.deep.fast:.1f}}. A line marks the floor, "
    "1.",
    caption="Time of one training step, batch {{ step_times.settings.batch }}, one processor core, "
    "as multiples of what its products alone would take (dashed). Medians of "
    "{{ step_times.settings.repeats }} measurements in turn.",
    heights=(190, 330),
)
def step_times(canvas: Canvas) -> None:
    """For each network four bars, from readable to fast, over the floor."""
    values = canvas.result("step_times")["values"]
    for axes, (net, name) in zip(canvas.panels(2, wide=2, narrow=1), NETS.items(), strict=True):
        times = [values[net][version] for version in VERSIONS]
        hues = [canvas.hue("readable")] * 2 + [canvas.hue("fast")] * 2
        _bars(canvas, axes, list(VERSIONS.values()), times, hues, "{:.1f}")
        axes.axvline(1, color=canvas.ink, linewidth=1, linestyle=(0, (3, 2)))
        axes.set(title=name, xlim=(0, 1.2 * max(times)), xlabel="times the floor")


@figure(
    alt="Seven bars on a logarithmic scale, how many times as fast each part of the work becomes: "
    "patches {{ step_times.tricks.patches.gain:.1f}}, pooling "
    "{{ step_times.tricks.pooling.gain:.1f}}, gradient of the input "
    "{{ step_times.tricks.input_gradient.gain:.1f}}, ReLU {{ step_times.tricks.ReLU.gain:.1f}}, "
    "32 bits {{ step_times.tricks.precision.gain:.1f}}, fewer passes "
    "{{ step_times.tricks.passes.gain:.1f}}, stretches "
    "{{ step_times.tricks.stretches.gain:.1f}}.",
    caption="How many times as fast a part of the work becomes, each measured by itself. "
    "Left of the line the trick makes things slower.",
    heights=(255, 265),
)
def trick_gains(canvas: Canvas) -> None:
    """A bar for each trick, on a logarithmic scale."""
    tricks = canvas.result("step_times")["values"]["tricks"]
    gains = [tricks[trick]["gain"] for trick in TRICKS]
    axes = canvas.axes(xscale="log", xlabel="times as fast")
    hues = [canvas.hue("fast")] * len(gains)
    _bars(canvas, axes, list(TRICKS.values()), gains, hues, "{:.1f}", foot=1)
    axes.axvline(1, color=canvas.ink, linewidth=1, linestyle=(0, (3, 2)))
    axes.set(xlim=(0.5, 3 * max(gains)), xticks=[1, 10], xticklabels=["1", "10"])


def _bars(
    canvas: Canvas,
    axes: Axes,
    names: list[str],
    ends: list[float],
    hues: list[str],
    form: str,
    foot: float = 0,
) -> None:
    """Draw bars from top to bottom, from `foot` to their ends, each with its end's number."""
    places = np.arange(len(names))[::-1]
    axes.barh(places, np.array(ends) - foot, left=foot, color=hues, height=0.62, label="times")
    axes.set_yticks(places, names)
    axes.tick_params(axis="y", length=0)
    for place, end in zip(places, ends, strict=True):
        canvas.label(axes, (max(end, 1), place), form.format(end), dx=5)


@figure(
    alt="A strip of five blocks, one for each row of a padded picture; each block holds the row "
    "three times, shifted by no, one and two pixels, in three colours. Below, three frames: the "
    "patches of output row 0 are blocks 0 to 2, those of row 1 blocks 1 to 3, those of row 2 "
    "blocks 2 to 4.",
    caption="In memory: each row of the picture three times, shifted. For filters of "
    "3×3 the patches of one output row are three blocks in a line; those of the next row begin one "
    "block later. Nothing is copied for them.",
    heights=(170, 160),
)
def patch_slices(canvas: Canvas) -> None:
    """Blocks in memory, and the slices of them that are patches."""
    axes = canvas.axes()
    wide = 3.0
    for block in range(5):
        left = block * (wide + 0.3)
        for shift, key in enumerate(("shift 1", "shift 2", "shift 3")):
            hue = canvas.hue(key)
            cells(canvas, axes, [[str(shift)]], (1.2, left + shift), lambda *_, h=hue: h)
        axes.text(left + 1.5, 0.6, f"row {block}", ha="center", va="center", color=canvas.ink)
    for row in range(3):
        top, left = 2.7 + 1.1 * row, row * (wide + 0.3)
        frame(axes, (top, left), (0.8, 3 * wide + 0.6), canvas.muted, 1)
        middle = (left + 1.5 * wide + 0.3, top + 0.4)
        axes.text(*middle, f"output row {row}", ha="center", va="center", color=canvas.ink)
    bare(axes, 6, 5 * wide + 1.2)


@figure(
    alt="Predictions changed, of {{ half_precision.pictures:,}}, against the bits kept after the "
    "leading one of each weight, a line for each of three networks, on a scale that is "
    "logarithmic above 1. With one bit {{ half_precision.bits.0.changed.0}}, "
    "{{ half_precision.bits.0.changed.1}} and {{ half_precision.bits.0.changed.2}} change; from "
    "there the lines fall, unevenly. Dashed lines mark seven bits, those of bfloat16, with "
    "{{ half_precision.bits.6.changed.0}}, {{ half_precision.bits.6.changed.1}} and "
    "{{ half_precision.bits.6.changed.2}} changed, and ten bits, those of float16, with "
    "{{ half_precision.bits.9.changed.0}}, {{ half_precision.bits.9.changed.1}} and "
    "{{ half_precision.bits.9.changed.2}}.",
    caption="How many of {{ half_precision.pictures:,}} test pictures are read differently when "
    "each weight of DeepConvNet keeps only so many bits after the leading one. One line for each "
    "of three networks.",
    heights=(260, 250),
)
def kept_bits(canvas: Canvas) -> None:
    """Changed predictions against kept bits, one line for each network."""
    rows = canvas.result("half_precision")["values"]["bits"]
    bits = [row["bits"] for row in rows]
    changed = np.array([row["changed"] for row in rows])
    axes = canvas.axes(xlabel="bits kept", ylabel="predictions changed")
    axes.set_yscale("symlog", linthresh=1, linscale=0.5)
    for number, line in enumerate(changed.T):
        axes.plot(bits, line, ".-", color=canvas.hue("fast"), linewidth=1, label=f"net {number}")
    axes.axvline(10, color=canvas.muted, linewidth=1, linestyle=(0, (3, 2)))
    axes.axvline(7, color=canvas.muted, linewidth=1, linestyle=(0, (3, 2)))
    top = 3 * changed.max()
    canvas.label(axes, (10, top / 2), "float16", ha="right", dx=-4)
    canvas.label(axes, (7, top / 2), "bfloat16", ha="right", dx=-4)
    ticks = [tick for tick in (0, 1, 10, 100, 1000) if tick <= top]
    axes.set(xticks=bits, ylim=(-0.3, top), yticks=ticks, yticklabels=[f"{t:,}" for t in ticks])
