"""Single curves of activation functions and of their slopes, to be told apart by their shapes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from figures.grids import GAP
from snippets.activations import d_sigmoid, relu, sigmoid, step
from snippets.arrays import Floats
from studyreport.figures import Canvas, figure


@figure(
    alt="A curve that lies at 0 on the left, and from 0 on is a straight line that rises.",
    caption="A curve over $u$.",
    heights=(140, 140),
)
def curve_kink(canvas: Canvas) -> None:
    """What ReLU gives."""
    _curve(canvas, relu)


@figure(
    alt="A curve that lies at 0 on the left and at 1 on the right, with a jump between.",
    caption="A curve over $u$.",
    heights=(140, 140),
)
def curve_jump(canvas: Canvas) -> None:
    """What a step gives, and the slope of ReLU."""
    _curve(canvas, step, jumps=True)


@figure(
    alt="A curve that rises smoothly from 0 on the left to 1 on the right.",
    caption="A curve over $u$.",
    heights=(140, 140),
)
def curve_rise(canvas: Canvas) -> None:
    """What the sigmoid gives."""
    _curve(canvas, sigmoid)


@figure(
    alt="A curve that is near 0 on both sides and has a low hump in the middle.",
    caption="A curve over $u$.",
    heights=(140, 140),
)
def curve_hump(canvas: Canvas) -> None:
    """The slope of the sigmoid."""
    _curve(canvas, d_sigmoid)


def _curve(canvas: Canvas, function: Callable[[Floats], Floats], *, jumps: bool = False) -> None:
    """Draw a function from −6 to 6, with a gap at 0 where it jumps."""
    u = np.linspace(-6, 6, 241)
    z = function(u)
    if jumps:
        u, z = np.insert(u, 121, GAP[0]), np.insert(z, 121, GAP[0])
    axes = canvas.axes()
    axes.plot(u, z, color=canvas.accent, linewidth=2, label="curve")
    axes.set(xlim=(-6, 6), ylim=(-0.2, 2.1), xticks=[-5, 0, 5], yticks=[0, 1, 2])
