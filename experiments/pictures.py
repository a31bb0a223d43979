"""A photograph to filter: it comes with scikit-learn, so nothing is downloaded."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# What a pixel weighs as grey: the eye sees green best (ITU-R BT.601).
GREY = (0.299, 0.587, 0.114)


@lru_cache(maxsize=4)
def temple(shrink: int = 4) -> NDArray[np.float64]:
    """Return a grey photograph of a temple in China, by danielbuechele (CC BY 2.0).

    Args:
        shrink: How many pixels, in each direction, become one: their mean.

    Returns:
        Brightness from 0 (black) to 1 (white), (400 // shrink, 400 // shrink).
    """
    from sklearn.datasets import load_sample_image  # takes a second: only where it is needed

    square = load_sample_image("china.jpg")[:400, 120:520] @ np.array(GREY) / 255
    size = 400 // shrink
    blocks = square[: size * shrink, : size * shrink].reshape(size, shrink, size, shrink)
    return np.asarray(blocks.mean(axis=(1, 3)))
