"""Regularisation: a price on large weights, which narrows the network's freedom.

Only weights pay, arrays whose name begins with "W": a bias, or the γ and β of batch
normalisation, cannot make the network follow every example.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from snippets.arrays import Floats


# --8<-- [start:l2]
def l2_penalty(params: Mapping[str, Floats], strength: float) -> float:
    """Return ½ λ Σ w² over all weights: what L2, "Ridge", adds to the loss.

    Args:
        params: A network's arrays by name.
        strength: λ, at least 0.
    """
    return sum(0.5 * _checked(strength) * float((w**2).sum()) for _, w in weights(params))


def add_l2(grads: Mapping[str, Floats], params: Mapping[str, Floats], strength: float) -> None:
    """Add its gradient, λ w, to those of the weights, in place: weight decay.

    The pull is in proportion to the weight, so all shrink and none becomes exactly 0.

    Args:
        grads: Gradients of the loss by the parameter's name. Changed in place.
        params: The parameters.
        strength: λ, at least 0.
    """
    for name, param in weights(params):
        g = grads[name]
        g += _checked(strength) * param


# --8<-- [end:l2]


# --8<-- [start:l1]
def l1_penalty(params: Mapping[str, Floats], strength: float) -> float:
    """Return λ Σ |w| over all weights: what L1, "Lasso", adds to the loss.

    Args:
        params: A network's arrays by name.
        strength: λ, at least 0.
    """
    return sum(_checked(strength) * float(np.abs(w).sum()) for _, w in weights(params))


def add_l1(grads: Mapping[str, Floats], params: Mapping[str, Floats], strength: float) -> None:
    """Add its gradient, λ sign(w), to those of the weights, in place.

    The pull is the same however small the weight, so that many end at 0.

    Args:
        grads: Gradients of the loss by the parameter's name. Changed in place.
        params: The parameters.
        strength: λ, at least 0.
    """
    for name, param in weights(params):
        g = grads[name]
        g += _checked(strength) * np.sign(param)


# --8<-- [end:l1]


def weights(params: Mapping[str, Floats]) -> Iterator[tuple[str, Floats]]:
    """Yield the names and arrays of a network's weights, and no others."""
    return ((name, w) for name, w in params.items() if name.startswith("W"))


def _checked(strength: float) -> float:
    if not strength >= 0:
        raise ValueError(f"strength is {strength}; expected at least 0.")
    return strength
