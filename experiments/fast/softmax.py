"""Softmax with cross entropy, with the batch as columns."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats, Labels


def softmax_loss(scores: Floats, t: Labels, delta: Floats) -> float:
    """Return the mean loss of a batch, in nats, and write dL/dscores.

    Args:
        scores: (K, N); overwritten.
        t: Right classes, (N,).
        delta: Where to write dL/dscores, (K, N).
    """
    columns = np.arange(len(t))
    scores -= scores.max(axis=0)
    np.exp(scores, out=delta)
    sums = delta.sum(axis=0)
    loss = np.log(sums).mean() - scores[t, columns].mean()
    delta /= sums
    delta[t, columns] -= 1
    delta /= len(t)
    return float(loss)
