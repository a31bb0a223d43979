"""A control for the comparison: a mistake that was once common, to show what it does."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.optimizers import Momentum


class NesterovOld(Momentum):
    """Nesterov's momentum coded wrongly: the formula for the old velocity, fed with the new one.

    Its change of w is α³ v − (1 + α + α²) η g instead of α² v − (1 + α) η g: its first step is
    2.71 times η g instead of 1.9 times; under a steady gradient its later ones come to the same.

    Source: common/optimizer.py of https://github.com/oreilly-japan/deep-learning-from-scratch
    until January 2021.
    """

    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        v = self.v.setdefault(name, np.zeros_like(w))
        v *= self.momentum
        v -= self.rate * g
        w += self.momentum**2 * v - (1 + self.momentum) * self.rate * g
