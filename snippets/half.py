"""Half precision: numbers of 16 bits, half the memory, three to four digits.

Enough to use a trained network, where a little rounding seldom changes which score is highest.
Training needs more care: a step far below its weight, under about 1/2000 of it, is rounded away.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from snippets.arrays import Floats

HALF_MAX = float(np.finfo(np.float16).max)  # 65,504


# --8<-- [start:to-half]
def to_half(params: Mapping[str, Floats]) -> dict[str, NDArray[np.float16]]:
    """Return a network's parameters as new arrays of float16; the old ones stay as they are.

    Args:
        params: Arrays of floats by name.

    Raises:
        ValueError: a number is too large for float16, or none; the message names the array.
    """
    for name, w in params.items():
        if not (np.abs(w) <= HALF_MAX).all():
            raise ValueError(
                f"'{name}' holds numbers beyond ±{HALF_MAX:,.0f} or none; expected such as float16 "
                f"can hold."
            )
    return {name: w.astype(np.float16) for name, w in params.items()}


# --8<-- [end:to-half]


# --8<-- [start:size-in-bytes]
def size_in_bytes(params: Mapping[str, Floats]) -> int:
    """Return how much memory the arrays take, in bytes."""
    return sum(w.nbytes for w in params.values())


# --8<-- [end:size-in-bytes]
