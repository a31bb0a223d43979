"""Mini-batches: the few examples from which one step estimates the gradient."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


# --8<-- [start:draw]
def draw(rng: np.random.Generator, examples: int, size: int) -> NDArray[np.int64]:
    """Draw a mini-batch: each of its examples independently, all equally likely.

    Independent draws make the batch's mean gradient an unbiased estimate of the whole set's;
    that an example may come twice does no harm.

    Args:
        rng: Where the random numbers come from.
        examples: How many there are to draw from, at least 1.
        size: How many to draw, at least 1.

    Returns:
        The numbers of the examples drawn, (size,), from 0 up to examples − 1.
    """
    if examples < 1 or size < 1:
        raise ValueError(f"examples is {examples} and size {size}; expected at least 1 of each.")
    return rng.integers(0, examples, size)


# --8<-- [end:draw]
