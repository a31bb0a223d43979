"""A network of fully connected layers, built from the layers of this library."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from snippets.arrays import Floats, Labels, Params
from snippets.initialisers import he
from snippets.layers import Affine, Layer, ReLU
from snippets.losses import SoftmaxWithLoss


# --8<-- [start:first-params]
def first_params(rng: np.random.Generator, sizes: Sequence[int]) -> Params:
    """Return the parameters that a network begins with: He weights, zero biases.

    Args:
        rng: Where the random numbers come from.
        sizes: Nodes per layer, from the input to the output, e.g. (784, 100, 10).

    Returns:
        "W1" (sizes[0], sizes[1]), "b1" (sizes[1],), "W2" and so on, float64.
    """
    params: Params = {}
    for number, (inputs, outputs) in enumerate(pairwise(sizes), 1):
        params[f"W{number}"] = he(rng, inputs, outputs)
        params[f"b{number}"] = np.zeros(outputs)
    return params


# --8<-- [end:first-params]


# --8<-- [start:network]
class Network:
    """Affine layers with a ReLU between each two, and softmax with cross entropy at the end.

    Args:
        params: "W1", "b1", "W2", "b2" … as from `first_params`. Kept, not copied: an optimizer
            changes them in place.
    """

    def __init__(self, params: Params) -> None:
        self.params = params
        depth = len(params) // 2
        self.affines = [Affine(params[f"W{n}"], params[f"b{n}"]) for n in range(1, depth + 1)]
        self.layers: list[Layer] = [self.affines[0]]
        for affine in self.affines[1:]:
            self.layers += [ReLU(), affine]
        self.last = SoftmaxWithLoss()

    def predict(self, x: Floats) -> Floats:
        """Return the scores (N, K) of a batch `x` (N, inputs)."""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x: Floats, t: Labels) -> float:
        """Return the mean cross entropy, in nats, of a batch with the right classes `t` (N,)."""
        return self.last.forward(self.predict(x), t)

    def gradient(self, x: Floats, t: Labels) -> tuple[float, Params]:
        """Return the loss of a batch and its gradient, one array for each parameter."""
        loss = self.loss(x, t)
        dy = self.last.backward()
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        grads: Params = {}
        for number, affine in enumerate(self.affines, 1):
            grads[f"W{number}"], grads[f"b{number}"] = affine.d_weights, affine.d_bias
        return loss, grads

    def accuracy(self, x: Floats, t: Labels) -> float:
        """Return the share, 0 to 1, of examples whose highest score is that of their class."""
        return float((self.predict(x).argmax(axis=1) == t).mean())


# --8<-- [end:network]
