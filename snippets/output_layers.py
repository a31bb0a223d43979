"""Output layers that measure their own error: activation and loss in one.

That for many classes, `SoftmaxWithLoss`, is in `snippets.losses`.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from snippets.arrays import Floats
from snippets.deltas import identity_delta, sigmoid_delta
from snippets.shapes import expect_shape
from snippets.squared_error import squared_error


# --8<-- [start:output-layer]
class OutputLayer(Protocol):
    """Anything that can stand at the end of a network."""

    def forward(self, u: Floats, t: Any) -> float:
        """Return the loss of a batch `u` (N, K), given its targets `t`."""

    def backward(self) -> Floats:
        """Return dL/du, (N, K), for the latest `forward`."""


# --8<-- [end:output-layer]


# --8<-- [start:identity-with-loss]
class IdentityWithLoss:
    """Regression: the outputs as they are, and half their squared error, mean over the batch."""

    def __init__(self) -> None:
        self.u: Floats = np.zeros((0, 0))
        self.d: Floats = np.zeros((0, 0))

    def forward(self, u: Floats, t: Floats) -> float:
        """Return the loss of `u` (N, K), given what it should have been, `t` (N, K).

        Raises:
            ValueError: the shapes differ.
        """
        self.u, self.d = u, t
        return squared_error(u, t)

    def backward(self) -> Floats:
        """Return dL/du, (N, K)."""
        return identity_delta(self.u, self.d)


# --8<-- [end:identity-with-loss]


# --8<-- [start:sigmoid-with-loss]
class SigmoidWithLoss:
    """Yes or no: a sigmoid and its binary cross entropy in nats, mean over the batch.

    −log σ(u) is log(1 + exp(−u)), and −log(1 − σ(u)) is that plus u; so no logarithm of a
    rounded 0 is ever taken.
    """

    def __init__(self) -> None:
        self.u: Floats = np.zeros((0, 0))
        self.d: Floats = np.zeros((0, 0))

    def forward(self, u: Floats, t: Floats) -> float:
        """Return the loss of the scores `u` (N, K), given the answers `t` (N, K), 1 or 0.

        Raises:
            ValueError: the shapes differ.
        """
        expect_shape("t", t.shape, *u.shape, reason="the shape of u")
        self.u, self.d = u, t
        return float((np.logaddexp(0, -u) + (1 - t) * u).sum() / len(u))

    def backward(self) -> Floats:
        """Return dL/du, (N, K)."""
        return sigmoid_delta(self.u, self.d)


# --8<-- [end:sigmoid-with-loss]
