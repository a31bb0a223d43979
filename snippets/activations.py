"""Activations: what a node gives, z = f(u), for its total input u; and their derivatives.

All work element by element on an array of any shape. Every derivative is f′(u), a function of
the total input u and not of the output z = f(u): a function that takes u for z, or z for u,
gives a plausible and wrong number.
"""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats


# --8<-- [start:step]
def step(u: Floats) -> Floats:
    """Return 1 where u > 0, else 0: all or nothing.

    Source: Rosenblatt (1958), doi:10.1037/h0042519.
    """
    return (u > 0).astype(u.dtype)


# --8<-- [end:step]


# --8<-- [start:d-step]
def d_step(u: Floats) -> Floats:
    """Return the step's derivative, 0 (at u = 0 there is none): no gradient ever passes."""
    return np.zeros_like(u)


# --8<-- [end:d-step]


# --8<-- [start:sigmoid]
def sigmoid(u: Floats) -> Floats:
    """Return σ(u) = 1 / (1 + exp(−u)), between 0 and 1.

    For u < 0 it is computed as exp(u) / (1 + exp(u)), the same quotient: exp is only ever taken
    of numbers below 0, and cannot overflow.
    """
    power = np.exp(-np.abs(u))
    return np.asarray(np.where(u >= 0, 1, power) / (1 + power))


# --8<-- [end:sigmoid]


# --8<-- [start:d-sigmoid]
def d_sigmoid(u: Floats) -> Floats:
    """Return σ′(u) = (1 − σ(u)) σ(u), at most 0.25, where u = 0.

    1 − σ(u) is σ(−u); taken so, it loses no digits where σ(u) is nearly 1.
    """
    return sigmoid(-u) * sigmoid(u)


# --8<-- [end:d-sigmoid]


# --8<-- [start:tanh]
def tanh(u: Floats) -> Floats:
    """Return the hyperbolic tangent, 2 σ(2u) − 1: between −1 and 1, symmetric about 0."""
    return np.asarray(np.tanh(u))


# --8<-- [end:tanh]


# --8<-- [start:d-tanh]
def d_tanh(u: Floats) -> Floats:
    """Return tanh′(u) = 1 − tanh²(u), at most 1, where u = 0."""
    return np.asarray(1 - np.tanh(u) ** 2)


# --8<-- [end:d-tanh]


# --8<-- [start:relu]
def relu(u: Floats) -> Floats:
    """Return max(0, u): what is above 0 passes unchanged.

    Source: Nair and Hinton (2010); Glorot, Bordes and Bengio (2011).
    """
    return np.asarray(np.maximum(u, 0))


# --8<-- [end:relu]


# --8<-- [start:d-relu]
def d_relu(u: Floats) -> Floats:
    """Return 1 where u > 0, else 0. At u = 0 there is no derivative; 0 is taken."""
    return (u > 0).astype(u.dtype)


# --8<-- [end:d-relu]


# --8<-- [start:identity]
def identity(u: Floats) -> Floats:
    """Return u itself: the output of a regression."""
    return u


# --8<-- [end:identity]


# --8<-- [start:d-identity]
def d_identity(u: Floats) -> Floats:
    """Return 1 everywhere."""
    return np.ones_like(u)


# --8<-- [end:d-identity]
