"""The multi-layer network of the experiments: fully connected, everything to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from snippets.arrays import Floats
from snippets.batch_normalisation import BatchNorm
from snippets.dropout import Dropout
from snippets.initialisers import he
from snippets.layers import Affine, Layer, ReLU
from snippets.output_layers import OutputLayer
from snippets.sequential import Sequential

Initialiser = Callable[[np.random.Generator, int, int], Floats]


# --8<-- [start:multi-layer]
def multi_layer(
    rng: np.random.Generator,
    sizes: Sequence[int],
    *,
    activation: Callable[[], Layer] = ReLU,
    initialiser: Initialiser = he,
    batch_norm: bool = False,
    dropout: float = 0.0,
    last: OutputLayer | None = None,
) -> Sequential:
    """Return a network: Affine, batch normalisation, activation, dropout, …, Affine.

    The last Affine gives the scores: nothing is normalised, bent or dropped behind it.

    Args:
        rng: Where the random numbers come from.
        sizes: Nodes per layer, from the input to the output, e.g. (784, 100, 10): at least two.
        activation: Makes the layer that follows each hidden Affine.
        initialiser: Draws the weights, given the nodes before and behind.
        batch_norm: Whether to normalise what the hidden Affines give.
        dropout: Probability that a hidden node is dropped, in [0, 1).
        last: Output layer; softmax with cross entropy if none is given.
    """
    if len(sizes) < 2:
        raise ValueError(f"sizes is {tuple(sizes)}; expected nodes of two layers or more.")
    layers: list[Layer] = []
    for inputs, outputs in pairwise(sizes[:-1]):
        layers.append(Affine(initialiser(rng, inputs, outputs), np.zeros(outputs)))
        if batch_norm:
            layers.append(BatchNorm(np.ones(outputs), np.zeros(outputs)))
        layers.append(activation())
        if dropout:
            layers.append(Dropout(dropout, rng))
    layers.append(Affine(initialiser(rng, sizes[-2], sizes[-1]), np.zeros(sizes[-1])))
    return Sequential(layers, last)


# --8<-- [end:multi-layer]
