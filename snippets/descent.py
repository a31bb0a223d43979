"""Gradient descent at its plainest: downhill, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from snippets.arrays import Floats, Params


# --8<-- [start:descend]
def descend(network: Params, grad: Mapping[str, Floats], learning_rate: float) -> None:
    """Take one step against the gradient, w ← w − η ∂E/∂w, in place.

    Args:
        network: Arrays by name. Changed in place.
        grad: For each of these names the gradient of the loss, of the same shape.
        learning_rate: η.

    Raises:
        ValueError: the names differ.
    """
    if network.keys() != grad.keys():
        raise ValueError(f"grad has {sorted(grad)}; expected {sorted(network)}, as the network.")
    for key in network:
        network[key] -= learning_rate * grad[key]


# --8<-- [end:descend]


# --8<-- [start:path]
def path(slope: Callable[[Floats], Floats], start: Floats, rate: float, steps: int) -> Floats:
    """Return the places that gradient descent comes through.

    Args:
        slope: The gradient of the function at a place (D,).
        start: Where to begin, (D,).
        rate: Learning rate η. On ½ λ w² every step multiplies w by 1 − η λ: too small a rate
            creeps, 1 / λ arrives at once, and above 2 / λ it moves further and further away.
        steps: How many, at least 0.

    Returns:
        Places, (steps + 1, D), the start first.
    """
    places = [np.asarray(start, float)]
    for _ in range(steps):
        places.append(places[-1] - rate * slope(places[-1]))
    return np.array(places)


# --8<-- [end:path]
