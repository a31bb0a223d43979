"""The network of `snippets.network`, made for speed: the same numbers, several times sooner.

All parameters lie end to end in one vector, so that an optimizer takes one step for the whole
network; activations and gradients are written into arrays made once; the elements may be
float32. The tests hold every number of it against the readable network.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from snippets.arrays import Floats, Labels, Params


class Engine:
    """Affine layers with a ReLU between each two, then softmax with cross entropy.

    Args:
        params: First values: "W1" (inputs, outputs), "b1" (outputs,), "W2" … Copied.
        batch: Examples N in each mini-batch.
        dtype: Of all arrays: np.float32 or np.float64.

    Attributes:
        vector: All parameters, (P,); to be changed in place.
        gradient: The gradient of the latest batch's loss with respect to it, (P,).
    """

    def __init__(self, params: Params, batch: int, dtype: type[np.floating] = np.float32) -> None:
        self.vector = np.concatenate([w.ravel() for w in params.values()]).astype(dtype)
        self.gradient = np.zeros_like(self.vector)
        shapes = [w.shape for w in params.values()]
        self.weights, self.biases = _layers(self.vector, shapes)
        self.d_weights, self.d_biases = _layers(self.gradient, shapes)
        nodes = [len(bias) for bias in self.biases]
        self.outputs = [np.zeros((batch, n), dtype) for n in nodes]  # after the ReLU, if any
        self.deltas = [np.zeros((batch, n), dtype) for n in nodes]  # dL/d(before the ReLU)
        self.rows = np.arange(batch)

    def step(self, x: Floats, t: Labels) -> float:
        """Return the loss of a batch, in nats, and leave its gradient in `gradient`.

        Args:
            x: Inputs, (N, inputs), of this engine's dtype.
            t: Right classes, (N,).
        """
        loss = self.loss(x, t)
        self._backward(x)
        return loss

    def loss(self, x: Floats, t: Labels) -> float:
        """Return the loss of a batch (N, inputs), as `step` does, but not its gradient."""
        self._forward(x)
        return self._loss(t)

    def scores(self, x: Floats) -> Floats:
        """Return the scores (M, K) of any number M of inputs (M, inputs)."""
        for weights, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            x = np.maximum(x @ weights + bias, 0)
        return x @ self.weights[-1] + self.biases[-1]

    def _forward(self, x: Floats) -> None:
        last = self.outputs[-1]
        for weights, bias, y in zip(self.weights, self.biases, self.outputs, strict=True):
            np.matmul(x, weights, out=y)
            y += bias
            if y is not last:
                np.maximum(y, 0, out=y)
            x = y

    def _loss(self, t: Labels) -> float:
        """Return the loss of the scores in `outputs[-1]`; leave dL/dscores in `deltas[-1]`."""
        scores, delta = self.outputs[-1], self.deltas[-1]
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=delta)
        sums = delta.sum(axis=1, keepdims=True)
        loss = np.log(sums).mean() - scores[self.rows, t].mean()
        delta /= sums
        delta[self.rows, t] -= 1
        delta /= len(t)
        return float(loss)

    def _backward(self, x: Floats) -> None:
        inputs = [x, *self.outputs[:-1]]
        for layer in reversed(range(len(self.weights))):
            delta = self.deltas[layer]
            np.matmul(inputs[layer].T, delta, out=self.d_weights[layer])
            delta.sum(axis=0, out=self.d_biases[layer])
            if layer > 0:
                np.matmul(delta, self.weights[layer].T, out=self.deltas[layer - 1])
                self.deltas[layer - 1] *= inputs[layer] > 0


def accuracy(scores: Floats, t: Labels) -> float:
    """Return the share, 0 to 1, of the rows of `scores` that are highest at the class in `t`."""
    return float((scores.argmax(axis=1) == t).mean())


def _layers(vector: Floats, shapes: Sequence[tuple[int, ...]]) -> tuple[list[Floats], list[Floats]]:
    """Return the weights and the biases that lie in `vector`, as views of these shapes."""
    ends = np.cumsum([0, *(int(np.prod(shape)) for shape in shapes)])
    views = [
        vector[start:end].reshape(shape)
        for (start, end), shape in zip(pairwise(ends), shapes, strict=True)
    ]
    return views[0::2], views[1::2]
