"""Architectures as shapes and parameter counts, without a single weight."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from snippets.arrays import Shape
from snippets.im2col import output_size
from snippets.shapes import expect_shape


# --8<-- [start:kinds]
@dataclass(frozen=True)
class Filters:
    """A convolution: `count` filters of `window` × `window` pixels, each with a bias.

    Attributes:
        count: How many filters, and so channels of the output.
        window: Height and width, in pixels.
        stride: By how many pixels they move on.
        pad: Rows and columns of zeros around the picture.
        pairs: How many pairs of an input and an output channel are connected, if not all.
    """

    count: int
    window: int
    stride: int = 1
    pad: int = 0
    pairs: int | None = None

    def output(self, shape: Shape) -> Shape:
        """Return the shape (C, H, W) of what comes out, given that of what goes in."""
        _, h, w = _picture(shape)
        sizes = (output_size(size, self.window, self.stride, self.pad) for size in (h, w))
        return (self.count, *sizes)

    def parameters(self, shape: Shape) -> int:
        """Return how many numbers are learnt."""
        pairs = shape[0] * self.count if self.pairs is None else self.pairs
        return pairs * self.window**2 + self.count


@dataclass(frozen=True)
class Pool:
    """Pooling: every channel made smaller.

    Attributes:
        window: Height and width, in pixels.
        stride: By how many pixels it moves on.
        learnt: Numbers learnt per channel: 2 where, as in LeNet-5, a factor and a bias follow.
    """

    window: int
    stride: int
    learnt: int = 0

    def output(self, shape: Shape) -> Shape:
        """Return the shape (C, H, W) of what comes out, given that of what goes in."""
        c, h, w = _picture(shape)
        return (c, *(output_size(size, self.window, self.stride) for size in (h, w)))

    def parameters(self, shape: Shape) -> int:
        """Return how many numbers are learnt."""
        return self.learnt * shape[0]


@dataclass(frozen=True)
class Connected:
    """A fully connected layer of `nodes` nodes, each with a bias.

    Attributes:
        nodes: How many.
        fixed: Whether its weights are given, not learnt, and it has no bias.
    """

    nodes: int
    fixed: bool = False

    def output(self, shape: Shape) -> Shape:  # noqa: ARG002 - the same for any
        """Return the shape (nodes,)."""
        return (self.nodes,)

    def parameters(self, shape: Shape) -> int:
        """Return how many numbers are learnt; pictures are laid out in a row first."""
        return 0 if self.fixed else (math.prod(shape) + 1) * self.nodes


Kind = Filters | Pool | Connected
# --8<-- [end:kinds]


# --8<-- [start:trace]
@dataclass(frozen=True)
class Stage:
    """One layer in an architecture: the shape (C, H, W) or (nodes,) it gives, what it learns."""

    kind: Kind
    shape: Shape
    parameters: int


def trace(shape: Shape, kinds: Iterable[Kind]) -> list[Stage]:
    """Follow one picture through an architecture.

    Args:
        shape: Of the picture, (C, H, W).
        kinds: The layers in order. Activations and dropout change no shape and learn nothing.

    Raises:
        ValueError: a window is larger than what it is to look at, or that is no picture.
    """
    stages = []
    for kind in kinds:
        stages.append(Stage(kind, kind.output(shape), kind.parameters(shape)))
        shape = stages[-1].shape
    return stages


def parameters(shape: Shape, kinds: Iterable[Kind]) -> int:
    """Return how many numbers an architecture learns, for pictures (C, H, W)."""
    return sum(stage.parameters for stage in trace(shape, kinds))


# --8<-- [end:trace]


# LeCun, Bottou, Bengio and Haffner (1998), doi:10.1109/5.726791, section II.B. In C3 each map
# sees only some of S2's (60 of 96 pairs, table I); the output compares F6 with given patterns.
# --8<-- [start:lenet]
LENET_5_INPUT = (1, 32, 32)
LENET_5 = (
    Filters(6, 5),  # C1
    Pool(2, 2, learnt=2),  # S2
    Filters(16, 5, pairs=60),  # C3
    Pool(2, 2, learnt=2),  # S4
    Filters(120, 5),  # C5
    Connected(84),  # F6
    Connected(10, fixed=True),
)
# --8<-- [end:lenet]


# --8<-- [start:alexnet]
# Krizhevsky, Sutskever and Hinton (2012), NIPS 25, section 3.5. Two processors shared the work:
# in the 2nd, 4th and 5th convolution a filter sees only the half of the channels that lay on its
# own. (The paper says 224 pixels; its shapes need 227.)
ALEXNET_INPUT = (3, 227, 227)
ALEXNET = (
    Filters(96, 11, stride=4),
    Pool(3, 2),
    Filters(256, 5, pad=2, pairs=96 * 256 // 2),
    Pool(3, 2),
    Filters(384, 3, pad=1),
    Filters(384, 3, pad=1, pairs=384 * 384 // 2),
    Filters(256, 3, pad=1, pairs=384 * 256 // 2),
    Pool(3, 2),
    Connected(4096),
    Connected(4096),
    Connected(1000),
)
# --8<-- [end:alexnet]


# --8<-- [start:small]
MNIST_INPUT = (1, 28, 28)
SIMPLE_CONV_NET = (Filters(30, 5), Pool(2, 2), Connected(100), Connected(10))
DEEP_CONV_NET = (
    Filters(16, 3, pad=1),
    Filters(16, 3, pad=1),
    Pool(2, 2),
    Filters(32, 3, pad=1),
    Filters(32, 3, pad=2),
    Pool(2, 2),
    Filters(64, 3, pad=1),
    Filters(64, 3, pad=1),
    Pool(2, 2),
    Connected(50),
    Connected(10),
)
# --8<-- [end:small]


# --8<-- [start:receptive-field]
def receptive_field(kinds: Iterable[Filters | Pool]) -> int:
    """Return how many input pixels, along one axis, one pixel of the output hangs on.

    Two filters of 3 × 3 one after the other see 5 × 5 with 18 weights instead of 25 per pair of
    channels; three see 7 × 7 with 27 instead of 49.
    """
    field = step = 1
    for kind in kinds:
        field += (kind.window - 1) * step
        step *= kind.stride
    return field


# --8<-- [end:receptive-field]


def _picture(shape: Shape) -> tuple[int, int, int]:
    """Return (C, H, W), or say that this is no picture."""
    expect_shape("the input", shape, "C", "H", "W")
    c, h, w = shape
    return c, h, w
