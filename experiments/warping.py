"""Augmentation of a whole batch at once: pictures turned, stretched, slanted and moved a little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from snippets.arrays import Floats


@dataclass(frozen=True)
class Warp:
    """How far a picture may be changed; each change is drawn evenly from − to + this.

    Attributes:
        turn: Angle, in degrees.
        stretch: Of height and of width, as a share: 0.1 is 90 % to 110 %.
        slant: Pixels that a row moves sideways for each row above or below the middle.
        move: Pixels, up or down and left or right.
    """

    turn: float
    stretch: float
    slant: float
    move: float


def warp(rng: np.random.Generator, pictures: Floats, most: Warp) -> Floats:
    """Return pictures (N, H, W), each changed in its own way; what comes in from outside is 0."""
    matrices, moves = draw(rng, len(pictures), most)
    return resample(pictures, matrices, moves)


def draw(rng: np.random.Generator, count: int, most: Warp) -> tuple[Floats, Floats]:
    """Draw for each picture a matrix (2, 2) and a move (2,), in rows and columns.

    They lead from a pixel's place in the new picture, seen from the middle, to where its shade
    is found in the old one.
    """
    turn = np.deg2rad(rng.uniform(-most.turn, most.turn, count))
    high, wide = rng.uniform(1 - most.stretch, 1 + most.stretch, (2, count))
    slant = rng.uniform(-most.slant, most.slant, count)
    cosine, sine, none = np.cos(turn), np.sin(turn), np.zeros(count)
    turned = np.stack([cosine, -sine, sine, cosine], axis=1).reshape(count, 2, 2)
    stretched = np.stack([high, none, slant, wide], axis=1).reshape(count, 2, 2)
    return turned @ stretched, rng.uniform(-most.move, most.move, (count, 2))


def resample(pictures: Floats, matrices: Floats, moves: Floats) -> Floats:
    """Return pictures (N, H, W) whose shades come from other places of the given ones.

    A place between pixels has the mean of the four around it, weighted by how near they are.

    Args:
        pictures: (N, H, W).
        matrices: (N, 2, 2), from `draw`.
        moves: (N, 2), in pixels.
    """
    count, height, width = pictures.shape
    framed = np.pad(pictures, [(0, 0), (1, 1), (1, 1)])  # so that each place has four neighbours
    place = _places(height, width, matrices.astype(pictures.dtype), moves.astype(pictures.dtype))
    corner = np.floor(place)
    down, right = (place - corner).transpose(1, 0, 2)
    row, column = corner.astype(np.intp).transpose(1, 0, 2)
    first = np.arange(count)[:, np.newaxis] * framed[0].size + row * (width + 2) + column
    shades = framed.ravel()
    upper = _between(shades[first], shades[first + 1], right)
    lower = _between(shades[first + width + 2], shades[first + width + 3], right)
    return _between(upper, lower, down).reshape(pictures.shape)


def _places(height: int, width: int, matrices: Floats, moves: Floats) -> Floats:
    """Return where in the framed picture each pixel's shade is found, (N, 2, H · W)."""
    middle = np.array([height - 1, width - 1], matrices.dtype) / 2
    grid = np.indices((height, width), matrices.dtype).reshape(2, -1) - middle[:, np.newaxis]
    place = matrices @ grid + (moves + middle + 1)[:, :, np.newaxis]
    for axis, size in enumerate((height, width)):
        # Beyond the frame there is as little as on it. A hair less than its last row or column.
        np.clip(place[:, axis], 0, (size + 1) * (1 - 1e-6), out=place[:, axis])
    return place


def _between(one: Floats, other: Floats, share: Floats) -> Floats:
    """Return the mean of two shades, `share` of it from the other."""
    return one + share * (other - one)
