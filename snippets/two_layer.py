"""Back-propagation through one hidden layer, written out line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from snippets.activations import d_relu, relu
from snippets.arrays import Floats, Labels, Params
from snippets.deltas import identity_delta, softmax_delta
from snippets.shapes import expect_shape

Function = Callable[[Floats], Floats]


# --8<-- [start:pass]
@dataclass(frozen=True)
class Pass:
    """What the forward pass computed and the backward pass needs again.

    Attributes:
        x: Inputs, (N, inputs).
        u1: Total input of the hidden layer, (N, hidden).
        z1: Its output, f(u1).
        u2: Total input of the output layer, (N, outputs).
    """

    x: Floats
    u1: Floats
    z1: Floats
    u2: Floats


# --8<-- [end:pass]


# --8<-- [start:forward]
def forward(x: Floats, params: Params, activation: Function = relu) -> Pass:
    """Compute both layers.

    Args:
        x: Inputs, (N, inputs).
        params: "W1" (inputs, hidden), "b1" (hidden,), "W2" (hidden, outputs), "b2" (outputs,).
        activation: f, of the hidden layer.

    Raises:
        ValueError: a shape does not fit.
    """
    check(params)
    expect_shape("x", x.shape, "N", len(params["W1"]), reason="as W1 has that many rows")
    u1 = np.dot(x, params["W1"]) + params["b1"]
    z1 = activation(u1)
    u2 = np.dot(z1, params["W2"]) + params["b2"]
    return Pass(x, u1, z1, u2)


# --8<-- [end:forward]


# --8<-- [start:backward]
def backward(
    seen: Pass,
    params: Params,
    t: Floats | Labels,
    delta: Callable[[Floats, Any], Floats] = softmax_delta,
    d_activation: Function = d_relu,
) -> Params:
    """Return the gradient of the loss; each delta is computed once and used three times.

    Args:
        seen: What `forward` gave.
        params: The parameters it was given.
        t: Targets of the batch.
        delta: dE/du of the output layer, one of `snippets.deltas`.
        d_activation: f′, the derivative of the activation that `forward` used. It is taken at
            the total input u1, not at the output z1.

    Returns:
        One array for each parameter, of its shape.

    Raises:
        ValueError: a shape does not fit.
    """
    # --8<-- [start:backward-lines]
    grad: Params = {}
    delta2 = delta(seen.u2, t)
    grad["b2"] = np.sum(delta2, axis=0)
    grad["W2"] = np.dot(seen.z1.T, delta2)
    delta1 = np.dot(delta2, params["W2"].T) * d_activation(seen.u1)
    grad["b1"] = np.sum(delta1, axis=0)
    grad["W1"] = np.dot(seen.x.T, delta1)
    return grad
    # --8<-- [end:backward-lines]


# --8<-- [end:backward]


# --8<-- [start:backward-regression]
def backward_regression(
    seen: Pass, params: Params, d: Floats, d_activation: Function = d_relu
) -> Params:
    """Return the gradient of half the squared error of the output u2; only delta2 is another.

    Args:
        seen: What `forward` gave.
        params: The parameters it was given.
        d: What the outputs should have been, (N, outputs).
        d_activation: f′, as for `backward`.

    Raises:
        ValueError: a shape does not fit.
    """
    return backward(seen, params, d, identity_delta, d_activation)


# --8<-- [end:backward-regression]


def check(params: Params) -> None:
    """Raise an error unless the four arrays fit each other.

    Raises:
        ValueError: one is missing or has another shape; the message says which.
    """
    missing = sorted({"W1", "b1", "W2", "b2"} - params.keys())
    if missing:
        raise ValueError(f"params lacks {', '.join(missing)}; expected W1, b1, W2 and b2.")
    expect_shape("W1", params["W1"].shape, "inputs", "hidden")
    hidden = params["W1"].shape[1]
    expect_shape("b1", params["b1"].shape, hidden, reason=f"as W1 has {hidden} columns")
    expect_shape("W2", params["W2"].shape, hidden, "outputs", reason=f"as W1 has {hidden} columns")
    expect_shape("b2", params["b2"].shape, params["W2"].shape[1], reason="one for each output")
