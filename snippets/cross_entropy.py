"""Cross entropy of given probabilities: the loss of a classification.

A network is better trained on scores (`snippets.losses`), whose logarithm needs no guard; here
stand the formulas as they are usually written.
"""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats, Labels
from snippets.labels import targets
from snippets.shapes import expect_shape

# --8<-- [start:guard]
GUARD = 1e-7  # keeps the argument of log off 0; a probability of 0 then costs 16.1, not infinity
# --8<-- [end:guard]


# --8<-- [start:cross-entropy]
def cross_entropy(y: Floats, t: Labels | Floats) -> float:
    """Return E = −Σ d_k log y_k in nats; of a batch, the mean over its examples.

    Args:
        y: Probabilities, (K,) for one example or (N, K) for a batch.
        t: The right classes: one-hot, of the same shape, or as class numbers, () or (N,).

    Raises:
        ValueError: `t` does not fit `y`.
    """
    d = targets(t, y)
    return float(-(d * np.log(y + GUARD)).sum() / len(np.atleast_2d(y)))


# --8<-- [end:cross-entropy]


# --8<-- [start:cross-entropy-labels]
def cross_entropy_labels(y: Floats, t: Labels) -> float:
    """Return the same for class numbers, reading only the probabilities that count.

    Args:
        y: Probabilities, (N, K).
        t: Class numbers, (N,).

    Raises:
        ValueError: `t` does not fit `y`.
    """
    targets(t, y)  # for its checks
    batch_size = len(y)
    return float(-np.sum(np.log(y[np.arange(batch_size), t] + GUARD)) / batch_size)


# --8<-- [end:cross-entropy-labels]


# --8<-- [start:d-cross-entropy]
def d_cross_entropy(y: Floats, t: Labels | Floats) -> Floats:
    """Return ∂E/∂y_k = −d_k / y_k, with the same guard; of a batch, divided by N.

    Args:
        y: Probabilities, (K,) or (N, K).
        t: The right classes, as in `cross_entropy`.

    Raises:
        ValueError: `t` does not fit `y`.
    """
    return -targets(t, y) / (y + GUARD) / len(np.atleast_2d(y))


# --8<-- [end:d-cross-entropy]


# --8<-- [start:binary-cross-entropy]
def binary_cross_entropy(y: Floats, d: Floats) -> float:
    """Return E = −Σ (d log y + (1 − d) log(1 − y)) in nats; of a batch, the mean over it.

    Args:
        y: Probabilities of "yes", (K,) or (N, K): of K questions that do not exclude each other.
        d: The right answers, 1 or 0, of the same shape.

    Raises:
        ValueError: the shapes differ.
    """
    expect_shape("d", d.shape, *y.shape, reason="the shape of y")
    costs = d * np.log(y + GUARD) + (1 - d) * np.log(1 - y + GUARD)
    return float(-costs.sum() / len(np.atleast_2d(y)))


# --8<-- [end:binary-cross-entropy]
