"""Deltas: dE/du at the output layer, the composite derivative of loss and activation.

Each activation has a loss that suits it, and then all is left of the chain rule is the error
itself, y − d. (Of a batch, E is the mean over its N examples: hence the / N.)
"""

from __future__ import annotations

import numpy as np

from snippets.activations import d_sigmoid, sigmoid
from snippets.arrays import Floats, Labels
from snippets.labels import targets
from snippets.losses import softmax
from snippets.squared_error import d_squared_error


# --8<-- [start:identity-delta]
def identity_delta(u: Floats, d: Floats) -> Floats:
    """Return dE/du of the squared error of the identity, for regression: (u − d) / N.

    Args:
        u: Total input of the output layer, (K,) or (N, K).
        d: What the output should have been, of the same shape.

    Raises:
        ValueError: the shapes differ.
    """
    return d_squared_error(u, d)


# --8<-- [end:identity-delta]


# --8<-- [start:sigmoid-delta]
def sigmoid_delta(u: Floats, d: Floats) -> Floats:
    """Return dE/du of the binary cross entropy of a sigmoid: (σ(u) − d) / N.

    Args:
        u: Total input of the output layer, (K,) or (N, K).
        d: The right answers, 1 or 0, of the same shape.

    Raises:
        ValueError: the shapes differ.
    """
    return d_squared_error(sigmoid(u), d)


# --8<-- [end:sigmoid-delta]


# --8<-- [start:softmax-delta]
def softmax_delta(u: Floats, t: Labels | Floats) -> Floats:
    """Return dE/du of the cross entropy of a softmax: (softmax(u) − d) / N.

    Args:
        u: Scores, (K,) or (N, K).
        t: The right classes: one-hot, of the same shape, or as class numbers, () or (N,).

    Raises:
        ValueError: `t` does not fit `u`.
    """
    return (softmax(u) - targets(t, u)) / len(np.atleast_2d(u))


# --8<-- [end:softmax-delta]


# --8<-- [start:sigmoid-squared-error-delta]
def sigmoid_squared_error_delta(u: Floats, d: Floats) -> Floats:
    """Return dE/du of the squared error of a sigmoid, a pair that does *not* suit.

    The factor σ′(u) stays, and is nearly 0 just where the output is most decidedly wrong.

    Args:
        u: Total input of the output layer, (K,) or (N, K).
        d: What the output should have been, of the same shape.

    Raises:
        ValueError: the shapes differ.
    """
    return d_squared_error(sigmoid(u), d) * d_sigmoid(u)


# --8<-- [end:sigmoid-squared-error-delta]
