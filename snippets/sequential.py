"""A network of any layers, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from snippets.arrays import Floats, Labels, Params
from snippets.batch_normalisation import BatchNorm
from snippets.convolution import Convolution
from snippets.dropout import Dropout
from snippets.layers import Affine, Layer
from snippets.losses import SoftmaxWithLoss
from snippets.output_layers import OutputLayer


# --8<-- [start:sequential]
class Sequential:
    """Layers one after the other, and an output layer that measures the loss.

    Args:
        layers: At least one.
        last: Softmax with cross entropy if none is given.

    Attributes:
        params: All that is learnt, by name: "W1" and "b1" of the first layer that has weights,
            "gamma1" and "beta1" of the first batch normalisation, and so on.
    """

    def __init__(self, layers: Sequence[Layer], last: OutputLayer | None = None) -> None:
        if not layers:
            raise ValueError("there are no layers; expected at least one.")
        self.layers = list(layers)
        self.last: OutputLayer = last or SoftmaxWithLoss()
        self.params: Params = {name: w for name, w, _ in self._learnt()}

    def predict(self, x: Floats) -> Floats:
        """Return the scores (N, K) of a batch `x` (N, …), all nodes taking part."""
        self._set_training(False)
        return self._forward(x)

    def loss(self, x: Floats, t: Any) -> float:
        """Return the loss of a batch as it is while learning, nodes dropped and all.

        For the loss afterwards, give the scores of `predict` to an output layer.
        """
        self._set_training(True)
        return self.last.forward(self._forward(x), t)

    def gradient(self, x: Floats, t: Any) -> tuple[float, Params]:
        """Return the loss of a batch and its gradient, one array for each parameter."""
        loss = self.loss(x, t)
        dy = self.last.backward()
        for layer in reversed(self.layers[1:]):
            dy = layer.backward(dy)
        first = self.layers[0]
        if isinstance(first, Convolution):
            first.learn(dy)  # nothing asks for dL/dx of the pictures, the costly part
        else:
            first.backward(dy)
        return loss, {name: gradient for name, _, gradient in self._learnt()}

    def accuracy(self, x: Floats, t: Labels) -> float:
        """Return the share, 0 to 1, of examples whose highest score is that of their class."""
        return float((self.predict(x).argmax(axis=1) == t).mean())

    def _forward(self, x: Floats) -> Floats:
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def _set_training(self, training: bool) -> None:
        for layer in self.layers:
            if isinstance(layer, BatchNorm | Dropout):
                layer.training = training

    def _learnt(self) -> Iterator[tuple[str, Floats, Floats]]:
        """Yield the name, the values and the latest gradient of each parameter."""
        weighted = normed = 0
        for layer in self.layers:
            if isinstance(layer, Affine | Convolution):
                weighted += 1
                yield f"W{weighted}", layer.weights, layer.d_weights
                yield f"b{weighted}", layer.bias, layer.d_bias
            elif isinstance(layer, BatchNorm):
                normed += 1
                yield f"gamma{normed}", layer.gamma, layer.d_gamma
                yield f"beta{normed}", layer.beta, layer.d_beta


# --8<-- [end:sequential]
