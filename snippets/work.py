"""How much an architecture has to compute for one picture."""

from __future__ import annotations

import math
from collections.abc import Iterable

from snippets.architectures import Filters, Kind, Pool, trace
from snippets.arrays import Shape


# --8<-- [start:multiplications]
def multiplications(shape: Shape, kinds: Iterable[Kind]) -> list[int]:
    """Return how often each layer multiplies a weight for one picture: weights times places.

    A fully connected layer has one place, so it uses each weight once. Pooling has no weights;
    what LeNet-5 learns in its poolings is left out.

    Args:
        shape: Of the picture, (C, H, W).
        kinds: The layers in order.

    Raises:
        ValueError: a window is larger than what it is to look at, or that is no picture.
    """
    work = []
    for stage in trace(shape, kinds):
        if isinstance(stage.kind, Filters):
            weights = stage.parameters - stage.kind.count
            work.append(weights * math.prod(stage.shape[1:]))
        else:
            learns = not isinstance(stage.kind, Pool)
            work.append(math.prod(shape) * stage.shape[0] if learns else 0)
        shape = stage.shape
    return work


# --8<-- [end:multiplications]
