"""Losses: how wrong a batch of outputs is, as one number, and its gradient."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats, Labels


# --8<-- [start:softmax]
def softmax(u: Floats) -> Floats:
    """Turn scores into probabilities: y_k = exp(u_k) / Σ_i exp(u_i).

    The largest score is taken off first; that changes no quotient and keeps exp from overflowing.

    Args:
        u: Scores, (K,) for one example or (N, K) for a batch.

    Returns:
        Probabilities of the same shape; each row sums to 1.
    """
    powers = np.exp(u - u.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


# --8<-- [end:softmax]


# --8<-- [start:log-softmax]
def log_softmax(u: Floats) -> Floats:
    """Return log(softmax(u)) without the detour that would make log(0) of a small probability.

    Args:
        u: Scores, (K,) or (N, K).

    Returns:
        Log-probabilities, in nats, of the same shape.
    """
    shifted = u - u.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


# --8<-- [end:log-softmax]


# --8<-- [start:softmax-with-loss]
class SoftmaxWithLoss:
    """Softmax and cross entropy in one: together their gradient is just (y − t) / N.

    The loss is the mean over the batch of −log of the probability given to the right class, in
    nats; guessing evenly among K classes gives log K.
    """

    def __init__(self) -> None:
        self.y: Floats = np.zeros((0, 0))
        self.t: Labels = np.zeros(0, np.intp)

    def forward(self, u: Floats, t: Labels) -> float:
        """Return the loss of the scores `u` (N, K), given the right classes `t` (N,).

        Raises:
            ValueError: the labels are not one class number below K for each row.
        """
        _check(u, t)
        self.y, self.t = softmax(u), t
        return float(-log_softmax(u)[np.arange(len(t)), t].mean())

    def backward(self) -> Floats:
        """Return dL/du, (N, K)."""
        du = self.y.copy()
        du[np.arange(len(du)), self.t] -= 1
        return du / len(du)


# --8<-- [end:softmax-with-loss]


def _check(u: Floats, t: Labels) -> None:
    if u.ndim != 2 or t.shape != u.shape[:1]:
        raise ValueError(
            f"scores have shape {u.shape} and labels {t.shape}; expected (N, K), (N,)."
        )
    if t.size and not 0 <= t.min() <= t.max() < u.shape[1]:
        raise ValueError(
            f"labels run from {t.min()} to {t.max()}; expected 0 to {u.shape[1] - 1}, "
            f"as there are {u.shape[1]} classes."
        )
