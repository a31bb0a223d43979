"""Batch normalisation: every feature of a mini-batch is given mean 0 and variance 1."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.shapes import expect_shape


# --8<-- [start:batch-norm]
class BatchNorm:
    """Normalises over the batch, then scales and shifts: y = γ x̂ + β, x̂ = (x − μ) / √(σ² + ε).

    μ and σ² are those of the mini-batch while learning, of each feature of (N, C) or of each
    channel of (N, C, H, W). Afterwards they are the running ones, so that an example's result
    does not hang on its neighbours.

    Source: Ioffe and Szegedy (2015), arXiv:1502.03167, algorithms 1 and 2.

    Args:
        gamma: γ, (C,). Kept, not copied: an optimizer changes it in place.
        beta: β, (C,). Kept likewise.
        memory: Share of the running statistics that one batch leaves over, in [0, 1).
        epsilon: ε, above 0, in units of x²: keeps a constant feature from a division by 0.
    """

    def __init__(
        self, gamma: Floats, beta: Floats, memory: float = 0.9, epsilon: float = 1e-5
    ) -> None:
        expect_shape("gamma", gamma.shape, "C")
        expect_shape("beta", beta.shape, len(gamma), reason="the shape of gamma")
        if not 0 <= memory < 1 or not epsilon > 0:
            raise ValueError(
                f"memory is {memory} and epsilon {epsilon}; expected memory in [0, 1) and "
                f"epsilon above 0."
            )
        self.gamma, self.beta, self.memory, self.epsilon = gamma, beta, memory, epsilon
        self.training = True
        self.running_mean, self.running_variance = np.zeros_like(gamma), np.ones_like(gamma)
        self.d_gamma, self.d_beta = np.zeros_like(gamma), np.zeros_like(beta)
        self.normal, self.deviation = np.zeros((0, len(gamma)), gamma.dtype), np.ones_like(gamma)

    def forward(self, x: Floats) -> Floats:
        """Map a batch (N, C) or (N, C, H, W) to one of the same shape.

        Raises:
            ValueError: `x` has another shape, or while learning only one number per feature.
        """
        axes = self._axes(x)
        mean, variance = self._statistics(x, axes)
        self.deviation = np.sqrt(variance + self.epsilon)
        self.normal = (x - _spread(mean, x)) / _spread(self.deviation, x)
        return _spread(self.gamma, x) * self.normal + _spread(self.beta, x)

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy to dL/dx, of the same shape; keep dL/dγ and dL/dβ.

        μ and σ² depend on every example. The two terms that this adds take from dL/dx̂ what would
        shift or stretch the whole batch, which normalising undoes anyway.

        Raises:
            ValueError: `dy` does not have the shape of x.
        """
        expect_shape("dy", dy.shape, *self.normal.shape)
        axes = self._axes(dy)
        self.d_beta = dy.sum(axis=axes)
        self.d_gamma = (dy * self.normal).sum(axis=axes)
        slope = _spread(self.gamma / self.deviation, dy)
        if not self.training:
            return slope * dy
        examples = dy.size // len(self.gamma)
        shift = _spread(self.d_beta, dy) / examples
        stretch = _spread(self.d_gamma, dy) / examples
        return slope * (dy - shift - stretch * self.normal)

    def _statistics(self, x: Floats, axes: tuple[int, ...]) -> tuple[Floats, Floats]:
        """Return the mean and variance to normalise by; while learning, remember them."""
        if not self.training:
            return self.running_mean, self.running_variance
        examples = x.size // len(self.gamma)
        if examples < 2:
            raise ValueError(
                f"x holds {examples} numbers for each feature; expected at least 2 to learn."
            )
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        # A sample's variance falls short of that of all examples by this factor.
        unbiased = variance * examples / (examples - 1)
        self.running_mean += (1 - self.memory) * (mean - self.running_mean)
        self.running_variance += (1 - self.memory) * (unbiased - self.running_variance)
        return mean, variance

    def _axes(self, x: Floats) -> tuple[int, ...]:
        """Return the axes to average over: all but the features'."""
        if x.ndim == 4:
            expect_shape("x", x.shape, "N", len(self.gamma), "H", "W")
            return (0, 2, 3)
        expect_shape("x", x.shape, "N", len(self.gamma), reason=f"or (N, {len(self.gamma)}, H, W)")
        return (0,)


# --8<-- [end:batch-norm]


def _spread(feature: Floats, x: Floats) -> Floats:
    """Return numbers per feature (C,) as (C,) or (C, 1, 1), to go with the shape of x."""
    return feature.reshape(-1, *[1] * (x.ndim - 2))
