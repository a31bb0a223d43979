"""Softmax with cross entropy, with the batch as columns, in place."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats, Labels


def to_powers(scores: Floats) -> tuple[Floats, Floats]:
    """Turn scores into powers of e, the highest score into 1.

    Args:
        scores: (K, N), or (networks, K, N).

    Returns:
        Each example's highest score, and the sum of its powers, (N,) or (networks, N).
    """
    highest = scores.max(axis=-2)
    scores -= highest[..., np.newaxis, :]
    np.exp(scores, out=scores)
    return highest, scores.sum(axis=-2)


def to_loss(scores: Floats, t: Labels) -> tuple[Floats, Floats]:
    """Turn scores into powers of e; return the mean loss, in nats, and each example's sum of them.

    Args:
        scores: (K, N), or (networks, K, N) for a loss of each.
        t: Right classes, (N,).
    """
    right = scores[..., t, np.arange(len(t))]
    highest, sums = to_powers(scores)
    return (np.log(sums) - (right - highest)).sum(axis=-1) / len(t), sums


def to_delta(powers: Floats, sums: Floats, t: Labels) -> None:
    """Turn what `to_powers` left into dL/dscores; a loss alone does not ask for it."""
    powers /= len(t) * sums[..., np.newaxis, :]
    powers[..., t, np.arange(len(t))] -= 1 / len(t)
