"""Digits as a stranger would hand them in: elsewhere on the paper, small, as brightness."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from snippets.arrays import Floats
from snippets.preparing import prepared, resized

SHRUNK = 0.6  # height and width of a small digit, as a share of the given one
FAINT = 0.4  # the darkest ink of a pale pencil

Change = Callable[[np.random.Generator, Floats], Floats]


def as_given(rng: np.random.Generator, picture: Floats) -> Floats:  # noqa: ARG001 - as the others
    """Return the picture itself."""
    return picture


def moved(rng: np.random.Generator, picture: Floats) -> Floats:
    """Return a picture (H, W) moved by up to a seventh of its size, in each direction."""
    most = len(picture) // 7
    down, right = rng.integers(-most, most + 1, 2)
    framed = np.pad(picture, most)
    return framed[most - down :, most - right :][: len(picture), : picture.shape[1]]


def small(rng: np.random.Generator, picture: Floats) -> Floats:  # noqa: ARG001 - as the others
    """Return a smaller picture of the same digit, in the middle of paper of the same size."""
    size = len(picture)
    inner = round(SHRUNK * size)
    before = (size - inner) // 2
    return np.pad(resized(picture, inner, inner), (before, size - inner - before))


def swapped(rng: np.random.Generator, picture: Floats) -> Floats:  # noqa: ARG001
    """Return brightness in place of ink, as a camera stores it: paper 1, ink 0."""
    return 1 - picture


def faint(rng: np.random.Generator, picture: Floats) -> Floats:  # noqa: ARG001 - as the others
    """Return a picture drawn with a pale pencil."""
    return FAINT * picture


def all_at_once(rng: np.random.Generator, picture: Floats) -> Floats:
    """Return a small, moved, pale picture, as brightness."""
    return 1 - faint(rng, moved(rng, small(rng, picture)))


CHANGES: dict[str, Change] = {
    "as_given": as_given,
    "moved": moved,
    "small": small,
    "faint": faint,
    "swapped": swapped,
    "all_at_once": all_at_once,
}


def changed(name: str, rows: Floats, seed: int) -> Floats:
    """Return pictures, given as rows (N, pixels), each changed in the way called `name`."""
    rng, size = np.random.default_rng(seed), round(rows.shape[1] ** 0.5)
    pictures = [CHANGES[name](rng, row.reshape(size, size)) for row in rows]
    return np.stack(pictures).reshape(len(rows), -1).astype(np.float32)


def all_prepared(rows: Floats, box: int) -> Floats:
    """Return pictures, given as rows (N, pixels), each as `snippets.preparing` makes it."""
    size = round(rows.shape[1] ** 0.5)
    pictures = [prepared(row.reshape(size, size), box, size) for row in rows]
    return np.stack(pictures).reshape(len(rows), -1).astype(np.float32)
