"""Fully connected networks that learn from the same mini-batches, made for speed.

Comparing optimizers means training the same network several times on the same pictures. So the
products that the pictures take part in, by far the largest, are made for all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.fast.stretches import stretches
from snippets.arrays import Floats, Labels, Params

FEW = 1000  # inputs that are scored at a time, so that their sums stay in the cache


class Twins:
    """Networks of one shape: Affine layers with a ReLU between each two, then softmax.

    Args:
        networks: First values of each: "W1" (inputs, nodes), "b1" (nodes,), "W2" … Copied.
        batch: Examples N in each mini-batch.
        dtype: Of all arrays: np.float32 or np.float64.

    Attributes:
        weights: Of each layer, (networks, nodes, inputs + 1): the last column is the bias.
        gradients: Those of the latest batch's losses, of the same shapes.
    """

    def __init__(
        self, networks: Sequence[Params], batch: int, dtype: type[np.floating] = np.float32
    ) -> None:
        self.count, depth = len(networks), len(networks[0]) // 2
        self.weights = [_stacked(networks, number, dtype) for number in range(1, depth + 1)]
        self.gradients = [np.zeros_like(w) for w in self.weights]
        nodes = [w.shape[1] for w in self.weights]
        self.sums = [np.zeros((self.count, n, batch), dtype) for n in nodes]
        self.deltas = [np.zeros_like(u) for u in self.sums]
        self.zeros = [np.zeros_like(u) for u in self.sums]  # quicker to compare with than a 0
        self.open = [np.zeros(u.shape, np.bool_) for u in self.sums]
        self.inputs = [np.ones((self.count, n + 1, batch), dtype) for n in nodes[:-1]]
        self.columns = np.arange(batch)

    def step(self, x: Floats, t: Labels) -> Floats:
        """Return each network's loss, in nats, (networks,), and leave the gradients.

        Args:
            x: Inputs and a 1 each, (N, inputs + 1), as from `with_one`.
            t: Right classes, (N,).
        """
        losses = self.losses(x, t)
        self._backward(x)
        return losses

    def losses(self, x: Floats, t: Labels) -> Floats:
        """Return each network's loss, as `step` does, but not the gradients."""
        self._forward(x)
        return self._softmax(t)

    def scores(self, x: Floats) -> Floats:
        """Return the scores (networks, K, M) of any number M of inputs (M, inputs + 1)."""
        parts = [self._scores(x[start : start + FEW]) for start in range(0, len(x), FEW)]
        return np.concatenate(parts, axis=2)

    def stretches(self, network: int) -> tuple[Params, Params]:
        """Return the parameters of one network and their gradient as `stretches`, for an optimizer.

        They are views: changing them in place changes the network.
        """
        return _cut(self.weights, network), _cut(self.gradients, network)

    def params(self, network: int, gradient: bool = False) -> Params:
        """Return the parameters of one network, or its gradient, as "W1", "b1", "W2" …; copies."""
        found: Params = {}
        for number, layer in enumerate(self.gradients if gradient else self.weights, 1):
            found[f"W{number}"] = layer[network, :, :-1].T.copy()
            found[f"b{number}"] = layer[network, :, -1].copy()
        return found

    def _scores(self, x: Floats) -> Floats:
        y: Floats = np.matmul(self.weights[0], x.T)
        for weights in self.weights[1:]:
            np.maximum(y, np.zeros_like(y), out=y)
            y = np.matmul(weights[:, :, :-1], y) + weights[:, :, -1:]
        return y

    # --8<-- [start:shared]
    def _forward(self, x: Floats) -> None:
        np.matmul(_joined(self.weights[0]), x.T, out=_joined(self.sums[0]))
        for layer, inputs in enumerate(self.inputs):
            np.maximum(self.sums[layer], self.zeros[layer], out=inputs[:, :-1])
            np.matmul(self.weights[layer + 1], inputs, out=self.sums[layer + 1])

    # --8<-- [end:shared]

    def _softmax(self, t: Labels) -> Floats:
        """Return the losses of the scores in `sums[-1]`; leave dL/dscores in `deltas[-1]`."""
        scores, delta = self.sums[-1], self.deltas[-1]
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=delta)
        sums = delta.sum(axis=1, keepdims=True)
        right = scores[:, t, self.columns].mean(axis=1)
        delta /= sums
        delta[:, t, self.columns] -= 1
        delta /= len(t)
        losses: Floats = np.log(sums).mean(axis=(1, 2)) - right
        return losses

    def _backward(self, x: Floats) -> None:
        for layer in reversed(range(1, len(self.weights))):
            delta, before, inputs = (
                self.deltas[layer],
                self.deltas[layer - 1],
                self.inputs[layer - 1],
            )
            np.matmul(delta, inputs.transpose(0, 2, 1), out=self.gradients[layer])
            np.matmul(self.weights[layer][:, :, :-1].transpose(0, 2, 1), delta, out=before)
            np.greater(self.sums[layer - 1], self.zeros[layer - 1], out=self.open[layer - 1])
            before *= self.open[layer - 1]
        np.matmul(_joined(self.deltas[0]), x, out=_joined(self.gradients[0]))


def with_one(x: Floats) -> Floats:
    """Return inputs (N, inputs) with a 1 behind each, whose weight is the bias."""
    return np.concatenate([x, np.ones((len(x), 1), x.dtype)], axis=1)


def _stacked(networks: Sequence[Params], number: int, dtype: type[np.floating]) -> Floats:
    """Return one layer's weights and biases of all networks, (networks, nodes, inputs + 1)."""
    layers = [np.vstack([one[f"W{number}"], one[f"b{number}"]]).T for one in networks]
    return np.ascontiguousarray(np.stack(layers), dtype)


def _joined(layers: Floats) -> Floats:
    """Return (networks, nodes, …) as if all nodes belonged to one network, a view."""
    return layers.reshape(-1, layers.shape[2])


def _cut(layers: Sequence[Floats], network: int) -> Params:
    return {
        f"layer {number} {place}": part
        for number, layer in enumerate(layers, 1)
        for place, part in stretches(layer[network].ravel()).items()
    }
