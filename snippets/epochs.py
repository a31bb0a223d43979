"""Epochs: the whole training set once, mini-batch by mini-batch."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.arrays import Floats
from snippets.shapes import expect_at_least, expect_shape


# --8<-- [start:iterations]
def iterations_per_epoch(examples: int, size: int) -> int:
    """Return how many mini-batches take in every example once; the last may be smaller.

    Args:
        examples: How many there are, at least 0; e.g. 10,000.
        size: Of a mini-batch, at least 1; e.g. 100, which makes 100 iterations.
    """
    expect_at_least(0, examples=examples)
    expect_at_least(1, size=size)
    return math.ceil(examples / size)


# --8<-- [end:iterations]


# --8<-- [start:slices]
def in_order(
    data_x: Floats, data_t: NDArray[Any], size: int
) -> Iterator[tuple[Floats, NDArray[Any]]]:
    """Yield the mini-batches of one epoch, in the order of the data.

    Args:
        data_x: Examples, (N, …).
        data_t: Their targets, (N, …).
        size: Of a mini-batch, at least 1.

    Raises:
        ValueError: there are not as many targets as examples.
    """
    _check(data_x, data_t)
    # --8<-- [start:slices-lines]
    for number in range(iterations_per_epoch(len(data_x), size)):
        i = number * size
        i_end = i + size
        yield data_x[i:i_end], data_t[i:i_end]
    # --8<-- [end:slices-lines]


# --8<-- [end:slices]


# --8<-- [start:shuffled]
def shuffled(
    rng: np.random.Generator, data_x: Floats, data_t: NDArray[Any], size: int
) -> Iterator[tuple[Floats, NDArray[Any]]]:
    """Yield the mini-batches of one epoch in a random order, each example once.

    Args:
        rng: Where the random numbers come from.
        data_x: Examples, (N, …).
        data_t: Their targets, (N, …).
        size: Of a mini-batch, at least 1.

    Raises:
        ValueError: there are not as many targets as examples.
    """
    _check(data_x, data_t)
    order = rng.permutation(len(data_x))
    for number in range(iterations_per_epoch(len(data_x), size)):
        chosen = order[number * size : (number + 1) * size]
        yield data_x[chosen], data_t[chosen]


# --8<-- [end:shuffled]


# --8<-- [start:split]
def split(
    rng: np.random.Generator, x: Floats, t: NDArray[Any], share: float = 0.2
) -> tuple[tuple[Floats, NDArray[Any]], tuple[Floats, NDArray[Any]]]:
    """Keep some training data back for validation: to choose settings by, never to train on.

    They are drawn at random, since data often lie ordered by class. The test data stay out of
    it: settings chosen by them would fit them too well.

    Args:
        rng: Where the random numbers come from.
        x: Examples, (N, …).
        t: Their targets, (N, …).
        share: Of the examples to keep back, in (0, 1).

    Returns:
        Examples and targets to train on, and those to validate with.

    Raises:
        ValueError: there are not as many targets as examples, or the share is none.
    """
    _check(x, t)
    if not 0 < share < 1:
        raise ValueError(f"share is {share}; expected a number between 0 and 1.")
    order, kept_back = rng.permutation(len(x)), round(len(x) * share)
    validation, train = order[:kept_back], order[kept_back:]
    return (x[train], t[train]), (x[validation], t[validation])


# --8<-- [end:split]


def _check(x: Floats, t: NDArray[Any]) -> None:
    expect_shape("t", t.shape[:1], len(x), reason=f"as x holds {len(x)} examples")
