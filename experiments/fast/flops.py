"""How much a training step has to compute: its sums of products, as its layers define them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from snippets.architectures import Connected, Filters, Kind
from snippets.arrays import Shape


def forward_flops(kinds: Sequence[Kind], shape: Shape) -> int:
    """Return how many multiplications and additions one example takes on its way to the scores."""
    return sum(_layers(kinds, shape))


# --8<-- [start:step-flops]
def step_flops(kinds: Sequence[Kind], shape: Shape) -> int:
    """Return how many multiplications and additions one example takes, forward and backward.

    Each layer's product is made three times: for its output, for the gradient of its weights,
    for that of its input. No one asks for the last of the first layer's.
    """
    layers = _layers(kinds, shape)
    return 3 * sum(layers) - layers[0]


def _layers(kinds: Sequence[Kind], shape: Shape) -> list[int]:
    """Return for each layer with weights two operations for each weight at each place."""
    counts = []
    for kind in kinds:
        output = kind.output(shape)
        if isinstance(kind, Filters):
            counts.append(2 * math.prod(output) * shape[0] * kind.window**2)
        elif isinstance(kind, Connected):
            counts.append(2 * math.prod(output) * math.prod(shape))
        shape = output
    return counts


# --8<-- [end:step-flops]
