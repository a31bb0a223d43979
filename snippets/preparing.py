"""A picture from elsewhere, made like those that the network has learned from."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.shapes import expect_shape

BOX, FRAME = 20, 28  # MNIST: the ink fits a square of 20 pixels, in a picture of 28


# --8<-- [start:ink]
def ink(picture: Floats) -> Floats:
    """Return a picture as ink from 0 to 1 on paper 0; what is darker on its rim is the paper.

    Args:
        picture: Shades of any range, (H, W), not all the same.

    Raises:
        ValueError: it is no picture, or all of one shade.
    """
    expect_shape("picture", picture.shape, "H", "W")
    low, high = picture.min(), picture.max()
    if low == high:
        raise ValueError("the picture is all of one shade; expected something drawn on it.")
    shades: Floats = (picture - low) / (high - low)
    rim = np.concatenate([shades[0], shades[-1], shades[:, 0], shades[:, -1]])
    return 1 - shades if rim.mean() > 0.5 else shades


# --8<-- [end:ink]


# --8<-- [start:resized]
def overlaps(old: int, new: int) -> Floats:
    """Return how a row of `old` pixels is shared out among `new` ones: (new, old), rows sum to 1.

    Each new pixel is the mean of what it covers, pixels that it covers in part counting in part.
    """
    edges = np.arange(new + 1) * old / new
    left, right = edges[:-1, np.newaxis], edges[1:, np.newaxis]
    start = np.arange(old)
    covered = np.minimum(right, start + 1) - np.maximum(left, start)
    shares: Floats = np.maximum(covered, 0) * new / old
    return shares


def resized(picture: Floats, height: int, width: int) -> Floats:
    """Return a picture (H, W) in another size, (height, width)."""
    rows, columns = overlaps(len(picture), height), overlaps(picture.shape[1], width)
    return rows @ picture @ columns.T


# --8<-- [end:resized]


# --8<-- [start:prepared]
def prepared(picture: Floats, box: int = BOX, frame: int = FRAME) -> Floats:
    """Return a picture of one digit as MNIST has it: as large, and in the middle.

    Source: LeCun, Bottou, Bengio and Haffner (1998), doi:10.1109/5.726791, section III.A.

    Args:
        picture: Shades of any range, of any size (H, W); dark on light or light on dark.
        box: The longer side of the digit afterwards, in pixels.
        frame: Height and width of what is returned, at least `box`.

    Returns:
        Ink from 0 to 1, (frame, frame), its centre of mass at the middle pixel, if it fits there.
    """
    shades = ink(picture)
    rows, columns = np.where(shades.max(axis=1) > 0.2)[0], np.where(shades.max(axis=0) > 0.2)[0]
    digit = shades[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    share = box / max(digit.shape)
    small = resized(digit, *(max(1, round(size * share)) for size in digit.shape))
    return _centred(small, frame)


def _centred(digit: Floats, frame: int) -> Floats:
    """Return the digit on empty paper (frame, frame), its centre of mass in the middle."""
    made = np.zeros((frame, frame))
    height, width = digit.shape
    mass = np.indices(digit.shape).reshape(2, -1) @ digit.ravel() / digit.sum()
    top, left = np.rint((frame - 1) / 2 - mass).astype(int)
    top, left = np.clip((top, left), 0, (frame - height, frame - width))
    made[top : top + height, left : left + width] = digit
    return made


# --8<-- [end:prepared]


# --8<-- [start:interval]
def interval(right: int, tested: int, z: float = 1.96) -> tuple[float, float]:
    """Return between which accuracies the true one lies, if `right` of `tested` answers were.

    Source: Wilson (1927), doi:10.1080/01621459.1927.10502953.

    Args:
        right: How many were, 0 to `tested`.
        tested: How many were asked, above 0.
        z: Standard deviations to each side; 1.96 is right in 95 of 100 cases.

    Raises:
        ValueError: more were right than were asked.
    """
    if not 0 <= right <= tested or tested == 0:
        raise ValueError(f"right is {right} of {tested}; expected from 0 to all, of at least 1.")
    share, spread = right / tested, z**2 / tested
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * np.sqrt(share * (1 - share) / tested + spread / (4 * tested))
    return float(middle - half), float(middle + half)


# --8<-- [end:interval]
