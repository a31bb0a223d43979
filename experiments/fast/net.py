"""A whole network made for speed, from the same description as the readable one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from experiments.fast.convolution import Convolution
from experiments.fast.dense import Dense
from experiments.fast.neighbours import Neighbours
from experiments.fast.pooling import MaxPooling
from experiments.fast.softmax import to_delta, to_loss
from experiments.fast.stages import ConvolutionStage, DenseStage
from experiments.fast.winograd import ThreeByThree
from snippets.architectures import Filters, Kind, Pool
from snippets.arrays import Floats, Labels, Params, Shape


class FastNet:
    """Convolutions, poolings and fully connected layers with ReLU, then softmax.

    Args:
        kinds: The layers, e.g. `snippets.architectures.DEEP_CONV_NET`.
        shape: Of a picture, (C, H, W).
        batch: Examples N in each mini-batch.
        dtype: Of all arrays: np.float32 or np.float64.
        dropout: Probability that a hidden node of a fully connected layer is dropped.
        rng: Where the random numbers for that come from.

    Attributes:
        vector: All parameters, (P,); to be changed in place, or set by `put`.
        gradient: The gradient of the latest batch's loss with respect to it, (P,).
    """

    def __init__(
        self,
        kinds: Sequence[Kind],
        shape: Shape,
        batch: int,
        dtype: type[np.floating] = np.float32,
        dropout: float = 0.0,
        rng: np.random.Generator | None = None,
    ) -> None:
        self.shape, self.batch = shape, batch
        rng = rng or np.random.default_rng(0)
        self.stages = list(_stages(kinds, shape, batch, dtype, dropout, rng))
        ends = np.cumsum([0, *(stage.layer.size for stage in self.stages)])
        self.vector, self.gradient = np.zeros(ends[-1], dtype), np.zeros(ends[-1], dtype)
        for stage, (start, end) in zip(self.stages, pairwise(ends), strict=True):
            stage.layer.bind(self.vector[start:end], self.gradient[start:end])
        channels, height, width = shape
        self.x = np.zeros((height, channels, width, batch), dtype)

    def step(self, x: Floats, t: Labels) -> float:
        """Return the loss of a batch, in nats, and leave its gradient in `gradient`.

        Args:
            x: Pictures, (N, C, H, W) or (N, C · H · W).
            t: Right classes, (N,).
        """
        delta = self._forward(x, training=True)
        loss, sums = to_loss(delta, t)
        to_delta(delta, sums, t)
        dy: Floats | None = delta
        for stage in reversed(self.stages):
            assert dy is not None  # noqa: S101 - only the first stage gives none
            dy = stage.backward(dy)
        return float(loss)

    def scores(self, x: Floats) -> Floats:
        """Return the scores (M, K) of any number M of pictures, all nodes taking part."""
        found = np.zeros((len(x), *self.stages[-1].shape), self.vector.dtype)
        for start in range(0, len(x), self.batch):
            part = x[start : start + self.batch]
            missing = self.batch - len(part)
            full = np.concatenate([part, part[:1].repeat(missing, axis=0)]) if missing else part
            found[start : start + len(part)] = self._forward(full, training=False).T[: len(part)]
        return found

    def put(self, params: Params) -> None:
        """Take over the parameters "W1", "b1", "W2" … of the readable network."""
        for number, stage in enumerate(self.stages, 1):
            weights, bias = params[f"W{number}"], params[f"b{number}"]
            stage.layer.put(weights, bias)

    def params(self) -> Params:
        """Return the parameters as the readable network has them, as copies."""
        return self._readable(gradient=False)

    def grads(self) -> Params:
        """Return the gradient as the readable network has it, one array for each parameter."""
        return self._readable(gradient=True)

    def _forward(self, x: Floats, training: bool) -> Floats:
        pictures = x.reshape(self.batch, *self.shape)
        np.copyto(self.x, pictures.transpose(2, 1, 3, 0))
        y = self.x
        for stage in self.stages:
            y = stage.forward(y, training)
        return y

    def _readable(self, gradient: bool) -> Params:
        found: Params = {}
        for number, stage in enumerate(self.stages, 1):
            found[f"W{number}"], found[f"b{number}"] = stage.layer.get(gradient)
        return found


def _stages(
    kinds: Sequence[Kind],
    shape: Shape,
    batch: int,
    dtype: type[np.floating],
    dropout: float,
    rng: np.random.Generator,
) -> Iterator[ConvolutionStage | DenseStage]:
    """Yield the stages of an architecture; each writes what the next one reads."""
    if not isinstance(kinds[0], Filters):
        raise ValueError(f"the first layer is {kinds[0]}; expected Filters.")
    before: ConvolutionStage | DenseStage | None = None
    for kind, following in zip(kinds, [*kinds[1:], None], strict=True):
        if isinstance(kind, Pool):
            continue  # belongs to the stage of its convolution
        if isinstance(kind, Filters):
            first = before is None
            layer = _convolution(kind, shape, batch, dtype, first, isinstance(following, Pool))
            pooling = None
            if isinstance(following, Pool):
                pooling = MaxPooling(following, layer.shape, batch, dtype)
            stage: ConvolutionStage | DenseStage = ConvolutionStage(layer, pooling)
        else:
            dense = Dense(shape, kind.nodes, batch, dtype)
            stage = DenseStage(dense, following is None, dropout, rng)
            if before is not None:
                before.write_to(dense.x)
        yield stage
        before, shape = stage, stage.shape


def _convolution(
    kind: Filters, shape: Shape, batch: int, dtype: type[np.floating], first: bool, pooled: bool
) -> Convolution:
    """Return the quickest convolution of this kind."""
    if first and pooled and kind.pad == 0 and kind.stride == 1:
        return Neighbours(kind, shape, batch, dtype)
    if not first and kind.window == 3:
        return ThreeByThree(kind, shape, batch, dtype)
    return Convolution(kind, shape, batch, dtype, first)
