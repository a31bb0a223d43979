"""Fully connected networks that learn from the same mini-batches, made for speed.

Comparing optimizers means training the same network several times on the same pictures. So the
products that the pictures take part in, by far the largest, are made for all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from experiments.fast.softmax import to_delta, to_loss, to_powers
from snippets.arrays import Floats, Labels, Params

FEW = 250  # inputs that are answered at a time, so that their sums stay in the cache


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
        layers = [_stacked(networks, number, dtype) for number in range(1, depth + 1)]
        self.weights, self.vectors = _in_two(layers)
        self.gradients, self.d_vectors = _in_two([np.zeros_like(w) for w in layers])
        shapes = [(self.count, w.shape[1], batch) for w in layers]
        self.inputs = [np.ones((count, n + 1, batch), dtype) for count, n, _ in shapes[:-1]]
        self.sums = [np.zeros(shape, dtype) for shape in shapes]  # on the way back dL/dsums
        self.y = [inputs[:, :-1] for inputs in self.inputs]  # what ReLU gives
        self.sums[1:-1] = self.y[1:]  # where ReLU is to find them
        self.turned = [_turned(inputs) for inputs in self.inputs]  # views, made once
        self.turned_weights = [_turned(weights[:, :, :-1]) for weights in self.weights[1:]]
        self.zeros = [np.zeros_like(u[0]) for u in self.sums]  # quicker to compare with than a 0
        self.open = [np.zeros(shape, np.bool_) for shape in shapes]

    def step(self, x: Floats, t: Labels) -> None:
        """Leave the gradients of each network's loss in `gradients`.

        The losses themselves are not computed: no gradient needs them.

        Args:
            x: Inputs and a 1 each, (N, inputs + 1), as from `with_one`.
            t: Right classes, (N,).
        """
        self._forward(x)
        scores = self.sums[-1]
        _, sums = to_powers(scores)
        to_delta(scores, sums, t)
        self._backward(x)

    def losses(self, x: Floats, t: Labels) -> Floats:
        """Return each network's mean loss, in nats, (networks,); arguments as for `step`."""
        self._forward(x)
        return to_loss(self.sums[-1], t)[0]

    def answers(self, x: Floats) -> Labels:
        """Return the class that each network takes inputs for, (networks, M).

        Networks that shared no batch may be put together for this, say all states of one in
        training: the inputs are then fetched once for all.

        Args:
            x: Any number M of inputs and a 1 each, (M, inputs + 1).
        """
        found = np.zeros((self.count, len(x)), np.intp)
        for start in range(0, len(x), FEW):
            some = slice(start, start + FEW)
            self.scores(x[some]).argmax(axis=1, out=found[:, some])
        return found

    def parts(self, network: int) -> tuple[Params, Params]:
        """Return the parameters of one network and their gradient in two parts, for an optimizer.

        They are views, to be asked for once: changing them in place changes the network.
        """
        names = ("first layer", "other layers")
        w, g = ([v[network] for v in vectors] for vectors in (self.vectors, self.d_vectors))
        return dict(zip(names, w, strict=True)), dict(zip(names, g, strict=True))

    def params(self, network: int, gradient: bool = False) -> Params:
        """Return the parameters of one network, or its gradient, as "W1", "b1", "W2" …; copies."""
        found: Params = {}
        for number, layer in enumerate(self.gradients if gradient else self.weights, 1):
            found[f"W{number}"] = layer[network, :, :-1].T.copy()
            found[f"b{number}"] = layer[network, :, -1].copy()
        return found

    def scores(self, x: Floats) -> Floats:
        """Return the scores (networks, K, M) of a few inputs (M, inputs + 1)."""
        y: Floats = np.matmul(_joined(self.weights[0]), x.T).reshape(self.count, -1, len(x))
        zeros = np.zeros(len(x), y.dtype)
        for weights in self.weights[1:]:
            np.maximum(y, zeros, out=y)
            y = np.matmul(weights[:, :, :-1], y)
            y += weights[:, :, -1:]
        return y

    # --8<-- [start:shared]
    def _forward(self, x: Floats) -> None:
        np.matmul(_joined(self.weights[0]), x.T, out=_joined(self.sums[0]))
        for layer, inputs in enumerate(self.inputs):
            np.maximum(self.sums[layer], self.zeros[layer], out=self.y[layer])
            np.matmul(self.weights[layer + 1], inputs, out=self.sums[layer + 1])

    # --8<-- [end:shared]

    def _backward(self, x: Floats) -> None:
        """Overwrite `sums`, from the last to the first, with the gradients by them."""
        delta = self.sums[-1]
        for layer in reversed(range(len(self.inputs))):
            sums = self.sums[layer]
            np.matmul(delta, self.turned[layer], out=self.gradients[layer + 1])
            np.greater(sums, 0, out=self.open[layer])
            delta = np.matmul(self.turned_weights[layer], delta, out=sums)
            delta *= self.open[layer]
        np.matmul(_joined(delta), x, out=_joined(self.gradients[0]))


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


def _turned(layers: Floats) -> Floats:
    """Return (networks, rows, columns) as (networks, columns, rows), a view."""
    return layers.transpose(0, 2, 1)


def _in_two(layers: Sequence[Floats]) -> tuple[list[Floats], list[Floats]]:
    """Return copies of layers (networks, …), and of each network two vectors that hold them.

    An optimizer needs two calls then, not one for each layer. The first layer lies apart, so that
    `_joined` finds it in one piece.
    """
    first, rest = layers[0].copy(), [layer.reshape(len(layer), -1) for layer in layers[1:]]
    vectors = np.concatenate([first.reshape(len(first), -1)[:, :0], *rest], axis=1)
    ends = np.cumsum([0, *(layer.shape[1] for layer in rest)])
    views = [
        vectors[:, start:end].reshape(layer.shape)
        for (start, end), layer in zip(pairwise(ends), layers[1:], strict=True)
    ]
    return [first, *views], [first.reshape(len(first), -1), vectors]
