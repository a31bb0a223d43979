"""One layer seen from its nodes: the total input u and the output z = f(u)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from snippets.arrays import Floats
from snippets.shapes import expect_shape


# --8<-- [start:total-input]
def total_input(x: Floats, w: Floats, b: Floats | float) -> Floats:
    """Return u = x · W + b, the weighted sum of the inputs.

    Args:
        x: Inputs, (inputs,) for one example or (N, inputs) for a batch.
        w: Weights, (inputs,) for one node or (inputs, outputs) for a layer of them.
        b: Bias: a number, or (outputs,).

    Returns:
        u: a number as an array (), (N,), (outputs,) or (N, outputs).

    Raises:
        ValueError: a shape does not fit.
    """
    if x.ndim not in (1, 2):
        expect_shape("x", x.shape, "N", "inputs")
    outputs = ["outputs"] if w.ndim > 1 else []
    expect_shape("w", w.shape, x.shape[-1], *outputs, reason=f"as x has shape {x.shape}")
    if np.ndim(b):
        expect_shape("b", np.shape(b), *w.shape[1:], reason="one for each node")
    return np.asarray(np.dot(x, w) + b)


# --8<-- [end:total-input]


# --8<-- [start:node-output]
def node_output(
    x: Floats, w: Floats, b: Floats | float, activation: Callable[[Floats], Floats]
) -> Floats:
    """Return z = f(u) with u = x · W + b; the shapes are those of `total_input`.

    Raises:
        ValueError: a shape does not fit.
    """
    return activation(total_input(x, w, b))


# --8<-- [end:node-output]
