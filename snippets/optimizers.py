"""Six ways to turn a gradient into a change of the parameters, behind one interface.

Symbols, in the code as in the formulas: w a parameter, g the gradient of the loss with respect
to it (units: loss per unit of w), η the learning rate. All arithmetic is element by element, so
an array may have any shape.
"""

# SGD remembers nothing, so its step has no use for the parameter's name:
# ruff: noqa: ARG002

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np

from snippets.arrays import Floats, Params, Shape


# --8<-- [start:optimizer]
class Optimizer(ABC):
    """Changes parameters, in place, so that the loss falls.

    An optimizer remembers earlier gradients by the parameter's name: take a new one for a new
    network.

    Args:
        rate: Learning rate η, above 0.
    """

    def __init__(self, rate: float) -> None:
        self.rate = _above_zero("rate", rate)
        self.iteration = 0  # how many updates were made
        self.shapes: dict[str, Shape] = {}  # of the parameters met so far

    def update(self, params: Mapping[str, Floats], grads: Mapping[str, Floats]) -> None:
        """Take one step: change every array of `params` in place.

        Args:
            params: Arrays of floats by name, of any shape.
            grads: For each of these names the gradient of the loss, of the same shape.

        Raises:
            ValueError: A name is missing or unknown, or a shape or dtype does not fit. Nothing
                was changed then.
        """
        _check(params, grads, self.shapes)
        self.iteration += 1
        for name, w in params.items():
            self.step(name, w, grads[name])

    @abstractmethod
    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change the parameter `w`, called `name`, in place by its gradient `g`."""


# --8<-- [end:optimizer]


class SGD(Optimizer):
    """Stochastic gradient descent: w ← w − η g.

    Source: Robbins and Monro (1951), doi:10.1214/aoms/1177729586.

    Args:
        rate: Learning rate η, above 0.
    """

    def __init__(self, rate: float = 0.01) -> None:
        super().__init__(rate)

    # --8<-- [start:sgd]
    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        w -= self.rate * g

    # --8<-- [end:sgd]


class Momentum(Optimizer):
    """The gradient is a force on a ball that has a velocity: v ← α v − η g, w ← w + v.

    Source: Polyak (1964), doi:10.1016/0041-5553(64)90137-5; in the form of Sutskever et al.
    (2013), eq. 1 and 2.

    Args:
        rate: Learning rate η, above 0.
        momentum: Share α of the velocity that one step leaves over, in [0, 1).
    """

    def __init__(self, rate: float = 0.01, momentum: float = 0.9) -> None:
        super().__init__(rate)
        self.momentum = _share("momentum", momentum)
        self.v: Params = {}  # velocity: the last change of w

    # --8<-- [start:momentum]
    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        v = _kept(self.v, name, w)
        v *= self.momentum
        v -= self.rate * g
        w += v

    # --8<-- [end:momentum]


class Nesterov(Optimizer):
    """Momentum that asks for the gradient where its velocity is about to carry it.

    The place that `params` hold between two steps is that place ahead, so g is the gradient
    there: v ← α v − η g, w ← w + α v − η g with the new v. In terms of the old v the change
    of w is α² v − (1 + α) η g.

    Source: Nesterov (1983); Sutskever et al. (2013), eq. 3 and 4; with the change of variables
    of Bengio, Boulanger-Lewandowski and Pascanu (2013), doi:10.1109/ICASSP.2013.6639349.

    Args:
        rate: Learning rate η, above 0.
        momentum: Share α of the velocity that one step leaves over, in [0, 1).
    """

    def __init__(self, rate: float = 0.01, momentum: float = 0.9) -> None:
        super().__init__(rate)
        self.momentum = _share("momentum", momentum)
        self.v: Params = {}  # velocity, as in Momentum

    # --8<-- [start:nesterov]
    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        v = _kept(self.v, name, w)
        v *= self.momentum
        v -= self.rate * g
        w += self.momentum * v - self.rate * g

    # --8<-- [end:nesterov]


class AdaGrad(Optimizer):
    """Each parameter has its own rate, which shrinks as its gradients add up.

    h ← h + g², w ← w − η g / (√h + ε).

    Source: Duchi, Hazan and Singer (2011), JMLR 12, section 1.1, the diagonal form.

    Args:
        rate: Learning rate η, above 0; the size of the very first step, in units of w.
        epsilon: ε, above 0, in units of g: keeps a gradient of 0 from a division by 0.
    """

    def __init__(self, rate: float = 0.01, epsilon: float = 1e-7) -> None:
        super().__init__(rate)
        self.epsilon = _above_zero("epsilon", epsilon)
        self.h: Params = {}  # sum of the squared gradients

    # --8<-- [start:adagrad]
    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        h = _kept(self.h, name, w)
        h += g * g
        w -= self.rate * g / (np.sqrt(h) + self.epsilon)

    # --8<-- [end:adagrad]


class RMSprop(Optimizer):
    """AdaGrad with a fading memory: h is a moving average of g², not their sum.

    h ← ρ h + (1 − ρ) g², w ← w − η g / (√h + ε).

    Source: Tieleman and Hinton (2012), Neural Networks for Machine Learning, lecture 6.5.

    Args:
        rate: Learning rate η, above 0, in units of w.
        decay: Share ρ of h that one step leaves over, in [0, 1).
        epsilon: ε, above 0, in units of g: keeps a gradient of 0 from a division by 0.
    """

    def __init__(self, rate: float = 0.01, decay: float = 0.99, epsilon: float = 1e-7) -> None:
        super().__init__(rate)
        self.decay = _share("decay", decay)
        self.epsilon = _above_zero("epsilon", epsilon)
        self.h: Params = {}  # moving average of the squared gradients

    # --8<-- [start:rmsprop]
    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        h = _kept(self.h, name, w)
        h *= self.decay
        h += (1 - self.decay) * g * g
        w -= self.rate * g / (np.sqrt(h) + self.epsilon)

    # --8<-- [end:rmsprop]


class Adam(Optimizer):
    """Moving averages of the gradient (m) and of its square (v), freed of their bias towards 0.

    m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − η_t m / (√v + ε), where
    η_t = η √(1 − β₂ᵗ) / (1 − β₁ᵗ) corrects both averages, which begin at 0.

    Source: Kingma and Ba (2015), arXiv:1412.6980, algorithm 1 in the order of computation that
    ends section 2 (there ε is called ε̂).

    Args:
        rate: Learning rate η, above 0, in units of w: the step under a steady gradient.
            Sudden gradients after many of 0 can bring up to 7.3 times that by default.
        beta1: Share β₁ of m that one step leaves over, in [0, 1).
        beta2: Share β₂ of v that one step leaves over, in [0, 1).
        epsilon: ε, above 0, in units of g: keeps a gradient of 0 from a division by 0.
    """

    def __init__(
        self,
        rate: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-7,
    ) -> None:
        super().__init__(rate)
        self.beta1 = _share("beta1", beta1)
        self.beta2 = _share("beta2", beta2)
        self.epsilon = _above_zero("epsilon", epsilon)
        self.m: Params = {}  # moving average of the gradients
        self.v: Params = {}  # moving average of the squared gradients

    # --8<-- [start:adam]
    def step(self, name: str, w: Floats, g: Floats) -> None:
        """Change `w` in place by its gradient `g`."""
        m, v = _kept(self.m, name, w), _kept(self.v, name, w)
        m += (1 - self.beta1) * (g - m)
        v += (1 - self.beta2) * (g * g - v)
        w -= self.corrected_rate() * m / (np.sqrt(v) + self.epsilon)

    def corrected_rate(self) -> float:
        """Return η_t, the rate of the present iteration t."""
        t = self.iteration
        return self.rate * math.sqrt(1 - self.beta2**t) / (1 - self.beta1**t)

    # --8<-- [end:adam]


def _kept(memory: Params, name: str, w: Floats) -> Floats:
    """Return what is remembered of the parameter `w` called `name`: at first zeros."""
    if name not in memory:
        memory[name] = np.zeros_like(w)
    return memory[name]


def _check(
    params: Mapping[str, Floats], grads: Mapping[str, Floats], shapes: dict[str, Shape]
) -> None:
    for name in sorted(params.keys() ^ grads.keys()):
        short, full = ("grads", "params") if name in params else ("params", "grads")
        raise ValueError(f"{short} lacks '{name}', which {full} has; expected the same names.")
    for name, w in params.items():
        if not isinstance(w, np.ndarray) or not np.issubdtype(w.dtype, np.floating):
            raise ValueError(f"params['{name}'] is {_kind(w)}; expected an array of floats.")
        _check_shape(f"grads['{name}']", np.shape(grads[name]), w.shape, f"of params['{name}']")
        before = shapes.get(name, w.shape)
        _check_shape(f"params['{name}']", w.shape, before, "of the updates before")
    shapes.update({name: w.shape for name, w in params.items()})


def _check_shape(what: str, found: Shape, expected: Shape, whose: str) -> None:
    if found != expected:
        raise ValueError(f"{what} has shape {found}; expected {expected}, the shape {whose}.")


def _kind(value: object) -> str:
    dtype = getattr(value, "dtype", None)
    return f"an array of {dtype}" if dtype is not None else f"a {type(value).__name__}"


def _above_zero(name: str, value: float) -> float:
    if not 0 < value < math.inf:
        raise ValueError(f"{name} is {value}; expected a number above 0.")
    return value


def _share(name: str, value: float) -> float:
    if not 0 <= value < 1:
        raise ValueError(f"{name} is {value}; expected a number from 0 up to, not including, 1.")
    return value
