"""Gradients by trying: slow, simple, and the judge of every backward pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np

from snippets.arrays import Floats, Params
from snippets.shapes import expect_shape


# --8<-- [start:numerical-gradient]
def numerical_gradient(f: Callable[[], float], w: Floats, h: float = 1e-5) -> Floats:
    """Return df/dw by central differences: (f(w + h) − f(w − h)) / 2h, one element at a time.

    Its error is of order h² from the third derivative plus rounding / h; both are about 1e-10 for
    numbers near 1.

    Args:
        f: Computes a number from `w`, which it sees change.
        w: Array of any shape, float64. It is changed in place and put back.
        h: How far each element is moved to both sides, above 0, in units of w.

    Returns:
        The gradient, of the shape of `w`.

    Raises:
        ValueError: `w` has another dtype, whose rounding would drown the differences.
    """
    if w.dtype != np.float64:
        raise ValueError(f"w is an array of {w.dtype}; expected float64.")
    # --8<-- [start:numerical-gradient-lines]
    gradient = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        middle = w[place]
        w[place] = middle + h
        above = f()
        w[place] = middle - h
        gradient[place] = (above - f()) / (2 * h)
        w[place] = middle
    return gradient
    # --8<-- [end:numerical-gradient-lines]


# --8<-- [end:numerical-gradient]


# --8<-- [start:relative-error]
def relative_error(a: Floats, b: Floats) -> float:
    """Return ‖a − b‖ / (‖a‖ + ‖b‖): 0 if they are the same, 1 if they have nothing in common.

    Raises:
        ValueError: the shapes differ.
    """
    expect_shape("b", b.shape, *a.shape, reason="the shape of a")
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / size) if size else 0.0


# --8<-- [end:relative-error]


class Differentiable(Protocol):
    """A network that knows its loss and claims to know the gradient of it."""

    @property
    def params(self) -> Params:
        """Its parameters by name."""

    def loss(self, x: Floats, t: Any) -> float:
        """Return the loss of a batch."""

    def gradient(self, x: Floats, t: Any) -> tuple[float, Params]:
        """Return the loss of a batch and its gradient."""


# --8<-- [start:gradient-check]
def gradient_check(network: Differentiable, x: Floats, t: Any) -> Mapping[str, float]:
    """Return how far each gradient of a network is from the numerical one.

    Below 1e-7 all is well; 1e-3 and more is a mistake in the backward pass. In between, an
    activation such as ReLU may have been moved over its corner.

    Args:
        network: Whose parameters are float64.
        x: A small batch, (N, …): the loss is computed twice for every parameter.
        t: Its targets.

    Returns:
        The relative error by the parameter's name, 0 to 1.
    """
    # --8<-- [start:gradient-check-lines]
    _, grads = network.gradient(x, t)
    return {
        name: relative_error(grads[name], numerical_gradient(lambda: network.loss(x, t), w))
        for name, w in network.params.items()
    }
    # --8<-- [end:gradient-check-lines]


# --8<-- [end:gradient-check]
