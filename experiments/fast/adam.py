"""Adam over one long vector, a stretch at a time, which stays in the cache for all steps."""

from __future__ import annotations

import math

import numpy as np

from snippets.arrays import Floats

CHUNK = 8192  # numbers: four stretches of float32 are 128 KiB


class FastAdam:
    """The numbers of `snippets.optimizers.Adam`, with a rate that may change from step to step.

    Args:
        size: How many parameters there are.
        dtype: Of all arrays.
        beta1: Share of the mean gradient that one step leaves over, in [0, 1).
        beta2: Share of the mean squared gradient that one step leaves over, in [0, 1).
        epsilon: Above 0, in units of the gradient.
    """

    def __init__(
        self,
        size: int,
        dtype: type[np.floating] = np.float32,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-7,
    ) -> None:
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon
        self.m, self.v = np.zeros(size, dtype), np.zeros(size, dtype)
        self.scratch = np.zeros(CHUNK, dtype)
        self.iteration = 0

    def step(self, w: Floats, g: Floats, rate: float) -> None:
        """Change `w` in place by its gradient `g`, both (size,)."""
        self.iteration += 1
        t = self.iteration
        rate *= math.sqrt(1 - self.beta2**t) / (1 - self.beta1**t)
        for start in range(0, len(w), CHUNK):
            part = slice(start, start + CHUNK)
            self._stretch(w[part], g[part], self.m[part], self.v[part], rate)

    def _stretch(self, w: Floats, g: Floats, m: Floats, v: Floats, rate: float) -> None:
        s = self.scratch[: len(w)]
        np.subtract(g, m, out=s)
        s *= 1 - self.beta1
        m += s
        np.multiply(g, g, out=s)
        s -= v
        s *= 1 - self.beta2
        v += s
        np.sqrt(v, out=s)
        s += self.epsilon
        np.divide(m, s, out=s)
        s *= rate
        w -= s
