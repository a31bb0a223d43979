"""Judges that share no code with the library: differences, and autograd's own derivatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import autograd
import numpy as np

from snippets.arrays import Floats

LIMIT = 1e-6  # relative error that a gradient may have against differences in float64


class HasPasses(Protocol):
    def forward(self, x: Floats) -> Floats: ...

    def backward(self, dy: Floats) -> Floats: ...


def slope(f: Callable[[], float], w: Floats, h: float = 1e-4) -> Floats:
    """Return df/dw by differences over five points, whose error is of order h⁴."""
    result = np.zeros(w.shape)
    flat, places = result.reshape(-1), w.reshape(-1)
    assert np.shares_memory(places, w)
    for n, middle in enumerate(places.copy()):
        values = []
        for steps in (-2, -1, 1, 2):
            places[n] = middle + steps * h
            values.append(f())
        places[n] = middle
        flat[n] = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * h)
    return result


def close(found: Floats, expected: Floats, limit: float = LIMIT) -> None:
    """Assert that two gradients agree: ‖found − expected‖ ≤ limit · ‖expected‖."""
    assert found.shape == expected.shape
    assert np.abs(expected).max() > 0  # otherwise nothing would be compared
    error = np.linalg.norm(found - expected) / np.linalg.norm(expected)
    assert error <= limit, f"relative error {error}"


def check_layer(layer: HasPasses, x: Floats, *learnt: tuple[str, str]) -> None:
    """Hold a layer's backward pass, and what it keeps for its parameters, against differences.

    Args:
        layer: The layer.
        x: A batch, float64.
        learnt: Names of each parameter and of its gradient, e.g. ("weights", "d_weights").
    """
    dy = np.random.default_rng(77).normal(size=layer.forward(x).shape)

    def value() -> float:
        return float((layer.forward(x) * dy).sum())

    value()
    dx = layer.backward(dy)
    grads = {name: getattr(layer, gradient).copy() for name, gradient in learnt}
    close(dx, slope(value, x))
    for name, gradient in grads.items():
        close(gradient, slope(value, getattr(layer, name)))


def derivative(f: Callable[..., Any], *args: Any, of: int | Sequence[int] = 0) -> Any:
    """Return autograd's gradient of a function written with `autograd.numpy`."""
    return autograd.grad(f, of)(*args)
