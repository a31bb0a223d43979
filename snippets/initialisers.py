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
