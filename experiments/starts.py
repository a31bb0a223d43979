"""The first weights, and the activations, that the experiments on initialisation compare."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from snippets.activation_layers import Sigmoid, Tanh
from snippets.arrays import Floats
from snippets.initialisers import he, normal, xavier, zeros
from snippets.layers import Layer, ReLU
from snippets.multi_layer import Initialiser

ACTIVATIONS: dict[str, Callable[[], Layer]] = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU}


def fourfold(rng: np.random.Generator, inputs: int, outputs: int) -> Floats:
    """Return weights of four times Xavier's deviation: they make up for a slope of 1/4."""
    return 4 * xavier(rng, inputs, outputs)


STARTS: dict[str, Initialiser] = {
    "zeros": zeros,
    "one": partial(normal, deviation=1.0),
    "hundredth": partial(normal, deviation=0.01),
    "xavier": xavier,
    "he": he,
    "fourfold": fourfold,
}
# Which starts are tried with which activation, in the order in which the figures show them.
COMBINATIONS: dict[str, tuple[str, ...]] = {
    "sigmoid": ("one", "hundredth", "xavier", "fourfold"),
    "tanh": ("one", "hundredth", "xavier"),
    "relu": ("one", "hundredth", "xavier", "he"),
}
