"""The six optimizers with fewer passes through memory; the numbers differ in their rounding only.

Where NumPy writes down η g before it takes that from w, BLAS has one routine for both, axpy:
y ← y + a x. What must be written down all the same goes to an array that is kept.

Source: Lawson, Hanson, Kincaid and Krogh (1979), doi:10.1145/355841.355847.
"""

# SGD remembers nothing, so its step has no use for the parameter's name:
# ruff: noqa: ARG002

from __future__ import annotations

from abc import ABC

import numpy as np
from scipy.linalg.blas import daxpy, saxpy

from snippets import optimizers
from snippets.arrays import Floats, Params


class Lean(optimizers.Optimizer, ABC):
    """What the six have in common: vectors that are kept from step to step.

    The parameters are vectors (P,) without gaps, of float32 or float64.
    """

    def __init__(self, *args: float, **options: float) -> None:
        super().__init__(*args, **options)
        self.rooms: Params = {}

    def room(self, name: str, w: Floats) -> Floats:
        """Return a vector like the parameter `w` called `name` to write to, the same each time."""
        return _kept(self.rooms, name, w)


class SGD(Lean, optimizers.SGD):
    """As `snippets.optimizers.SGD`."""

    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        _add(-self.rate, g, w)


class Momentum(Lean, optimizers.Momentum):
    """As `snippets.optimizers.Momentum`."""

    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        v = _kept(self.v, name, w)
        v *= self.momentum
        _add(-self.rate, g, v)
        _add(1, v, w)


class Nesterov(Lean, optimizers.Nesterov):
    """As `snippets.optimizers.Nesterov`."""

    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        v = _kept(self.v, name, w)
        v *= self.momentum
        _add(-self.rate, g, v)
        _add(self.momentum, v, w)
        _add(-self.rate, g, w)


class AdaGrad(Lean, optimizers.AdaGrad):
    """As `snippets.optimizers.AdaGrad`."""

    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        h, room = _kept(self.h, name, w), self.room(name, w)
        h += np.multiply(g, g, out=room)
        _add(-self.rate, _over_root(g, h, self.epsilon, room), w)


class RMSprop(Lean, optimizers.RMSprop):
    """As `snippets.optimizers.RMSprop`."""

    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        h, room = _kept(self.h, name, w), self.room(name, w)
        h *= self.decay
        _add(1 - self.decay, np.multiply(g, g, out=room), h)
        _add(-self.rate, _over_root(g, h, self.epsilon, room), w)


class Adam(Lean, optimizers.Adam):
    """As `snippets.optimizers.Adam`."""

    # --8<-- [start:adam]
    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        m, v = _kept(self.m, name, w), _kept(self.v, name, w)
        room = self.room(name, w)
        m *= self.beta1
        _add(1 - self.beta1, g, m)
        v *= self.beta2
        _add(1 - self.beta2, np.multiply(g, g, out=room), v)
        change = _over_root(m, v, self.epsilon, room)
        _add(-self.corrected_rate(), change, w)

    # --8<-- [end:adam]


def _add(a: float, x: Floats, y: Floats) -> None:
    """Add `a` times the vector `x` to the vector `y`, in one pass.

    Raises:
        ValueError: `y` is no vector without gaps: SciPy would change a copy of it.
    """
    axpy = daxpy if y.dtype == np.float64 else saxpy
    if axpy(x, y, a=a) is not y:
        raise ValueError(f"an array {y.shape} of {y.dtype} cannot be changed; expected a vector.")


def _over_root(x: Floats, h: Floats, epsilon: float, out: Floats) -> Floats:
    """Return x / (√h + ε) in `out`."""
    np.sqrt(h, out=out)
    out += epsilon
    return np.divide(x, out, out=out)


def _kept(memory: Params, name: str, w: Floats) -> Floats:
    if name not in memory:
        memory[name] = np.zeros_like(w)
    return memory[name]
