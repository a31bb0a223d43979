"""First values of filters, which have as many inputs as they have weights."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.initialisers import he


# --8<-- [start:he-filters]
def he_filters(
    rng: np.random.Generator, filters: int, channels: int, height: int, width: int
) -> Floats:
    """Draw the filters of a convolution that feeds ReLUs: deviation √(2 / (C·FH·FW)).

    Args:
        rng: Where the random numbers come from.
        filters: How many, F.
        channels: Of the pictures they look at, C, at least 1.
        height: Of a filter, FH, at least 1.
        width: Of a filter, FW, at least 1.

    Returns:
        Weights, (F, C, FH, FW), float64.
    """
    weights = he(rng, channels * height * width, filters)  # one column for each filter
    return np.ascontiguousarray(weights.T).reshape(filters, channels, height, width)


# --8<-- [end:he-filters]
