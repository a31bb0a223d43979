"""First values of the weights: random, of a scale that suits the layer."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats


# --8<-- [start:he]
def he(rng: np.random.Generator, inputs: int, outputs: int) -> Floats:
    """Draw the weights of a layer that feeds ReLUs: normal, mean 0, deviation √(2 / inputs).

    A ReLU lets half of a symmetric signal through; the 2 makes up for it, so that the mean
    square of the signal stays the same from layer to layer.

    Source: He, Zhang, Ren and Sun (2015), doi:10.1109/ICCV.2015.123, eq. 10.

    Args:
        rng: Where the random numbers come from.
        inputs: Nodes of the layer before, at least 1.
        outputs: Nodes of this layer.

    Returns:
        Weights, (inputs, outputs), float64.
    """
    if inputs < 1:
        raise ValueError(f"inputs is {inputs}; expected at least 1.")
    return rng.normal(0.0, np.sqrt(2.0 / inputs), (inputs, outputs))


# --8<-- [end:he]


# --8<-- [start:zeros]
def zeros(rng: np.random.Generator, inputs: int, outputs: int) -> Floats:  # noqa: ARG001
    """Return zeros, with which all nodes of a layer stay alike for ever: not to be used.

    Args:
        rng: Not asked; here so that all initialisers are called alike.
        inputs: Nodes of the layer before.
        outputs: Nodes of this layer.

    Returns:
        Weights, (inputs, outputs), float64.
    """
    return np.zeros((inputs, outputs))


# --8<-- [end:zeros]


# --8<-- [start:uniform]
def uniform(rng: np.random.Generator, inputs: int, outputs: int) -> Floats:
    """Draw weights from [0, 1): none is below 0, so signals only grow. Not to be used either.

    Args:
        rng: Where the random numbers come from.
        inputs: Nodes of the layer before.
        outputs: Nodes of this layer.

    Returns:
        Weights, (inputs, outputs), float64.
    """
    return rng.random((inputs, outputs))


# --8<-- [end:uniform]


# --8<-- [start:normal]
def normal(rng: np.random.Generator, inputs: int, outputs: int, deviation: float = 0.01) -> Floats:
    """Draw weights of the same deviation for every layer, however many inputs it sums.

    Args:
        rng: Where the random numbers come from.
        inputs: Nodes of the layer before.
        outputs: Nodes of this layer.
        deviation: Standard deviation, at least 0; 1 and 0.01 are the classical bad choices.

    Returns:
        Weights, (inputs, outputs), float64.
    """
    return rng.normal(0.0, deviation, (inputs, outputs))


# --8<-- [end:normal]


# --8<-- [start:xavier]
def xavier(rng: np.random.Generator, inputs: int, outputs: int) -> Floats:
    """Draw the weights of a layer that feeds tanh: normal, mean 0, deviation √(1 / inputs).

    A sum of n independent terms has n times their variance; 1 / n takes that back. It suits
    activations that are symmetric about 0 and there nearly linear. This is the short form, in
    wide use, of `glorot`.

    Args:
        rng: Where the random numbers come from.
        inputs: Nodes of the layer before, at least 1.
        outputs: Nodes of this layer.

    Returns:
        Weights, (inputs, outputs), float64.
    """
    if inputs < 1:
        raise ValueError(f"inputs is {inputs}; expected at least 1.")
    return rng.normal(0.0, np.sqrt(1.0 / inputs), (inputs, outputs))


# --8<-- [end:xavier]


# --8<-- [start:glorot]
def glorot(rng: np.random.Generator, inputs: int, outputs: int) -> Floats:
    """Draw weights as Xavier Glorot's paper does: deviation √(2 / (inputs + outputs)).

    The signal going forward asks for 1 / inputs, the gradient coming back for 1 / outputs; this
    is the compromise.

    Source: Glorot and Bengio (2010), Proceedings of Machine Learning Research 9, eq. 12.

    Args:
        rng: Where the random numbers come from.
        inputs: Nodes of the layer before.
        outputs: Nodes of this layer; at least 1 together.

    Returns:
        Weights, (inputs, outputs), float64.
    """
    if inputs + outputs < 1:
        raise ValueError(f"inputs + outputs is {inputs + outputs}; expected at least 1.")
    return rng.normal(0.0, np.sqrt(2.0 / (inputs + outputs)), (inputs, outputs))


# --8<-- [end:glorot]
