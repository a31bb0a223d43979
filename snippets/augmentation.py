"""Augmentation: more pictures out of those there are, such as might have been taken too.

A picture is (height, width, channels), of numbers from 0 to 1. Which changes leave the class
what it was depends on the task: a flipped cat is a cat, a flipped 2 is no digit.
"""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.shapes import expect_at_least, expect_shape


# --8<-- [start:random-crop]
def random_crop(rng: np.random.Generator, image: Floats, height: int, width: int) -> Floats:
    """Cut a part out of a picture, at a random place, all equally likely.

    Args:
        rng: Where the random numbers come from.
        image: (H, W, C).
        height: Of the part, in pixels, 1 to H.
        width: Of the part, 1 to W.

    Returns:
        The part, (height, width, C).

    Raises:
        ValueError: `image` has another shape, or the part does not fit into it.
    """
    expect_shape("image", image.shape, "H", "W", "C")
    if not (1 <= height <= image.shape[0] and 1 <= width <= image.shape[1]):
        raise ValueError(
            f"the part is {height} × {width}; expected at most {image.shape[0]} × "
            f"{image.shape[1]}, the picture's size, and at least 1 × 1."
        )
    top = rng.integers(0, image.shape[0] - height + 1)
    left = rng.integers(0, image.shape[1] - width + 1)
    bottom, right = top + height, left + width
    return image[top:bottom, left:right, :]


# --8<-- [end:random-crop]


# --8<-- [start:flip]
def flip(image: Floats) -> Floats:
    """Return a picture (H, W, C) as in a mirror, left for right.

    Raises:
        ValueError: `image` has another shape.
    """
    expect_shape("image", image.shape, "H", "W", "C")
    return image[:, ::-1, :]


# --8<-- [end:flip]


# --8<-- [start:random-flip]
def random_flip(rng: np.random.Generator, image: Floats) -> Floats:
    """Return a picture (H, W, C) flipped or not, by the toss of a coin.

    Raises:
        ValueError: `image` has another shape.
    """
    mirrored = flip(image)
    return mirrored if rng.random() < 0.5 else image


# --8<-- [end:random-flip]


# --8<-- [start:shift]
def shift(image: Floats, down: int, right: int) -> Floats:
    """Move a picture; what leaves it is lost, and what comes in is 0.

    Args:
        image: (H, W, C).
        down: By how many pixels; up if below 0.
        right: By how many pixels; left if below 0.

    Returns:
        A picture of the same shape.

    Raises:
        ValueError: `image` has another shape.
    """
    expect_shape("image", image.shape, "H", "W", "C")
    height, width, _ = image.shape
    rows, columns = (max(0, down), max(0, -down)), (max(0, right), max(0, -right))
    roomy = np.pad(image, [rows, columns, (0, 0)])
    top, left = rows[1], columns[1]
    return roomy[top : top + height, left : left + width, :]


# --8<-- [end:shift]


# --8<-- [start:random-shift]
def random_shift(rng: np.random.Generator, image: Floats, most: int) -> Floats:
    """Move a picture (H, W, C) by up to `most` pixels each way, all equally likely.

    Raises:
        ValueError: `image` has another shape, or `most` is below 0.
    """
    expect_at_least(0, most=most)
    down, right = rng.integers(-most, most + 1, 2)
    return shift(image, int(down), int(right))


# --8<-- [end:random-shift]


# --8<-- [start:noise]
def noise(rng: np.random.Generator, image: Floats, deviation: float) -> Floats:
    """Add normal noise to every number of a picture, and keep it between 0 and 1.

    Args:
        rng: Where the random numbers come from.
        image: Of any shape, e.g. (H, W, C).
        deviation: Standard deviation of the noise, at least 0; 1 is the whole range of shades.

    Returns:
        A picture of the same shape and dtype.

    Raises:
        ValueError: the deviation is below 0.
    """
    if not deviation >= 0:
        raise ValueError(f"deviation is {deviation}; expected at least 0.")
    noisy = image + rng.normal(0.0, deviation, image.shape)
    return np.clip(noisy, 0, 1).astype(image.dtype)


# --8<-- [end:noise]
