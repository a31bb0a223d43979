"""Timing several things in turn, so that a machine's bad moments fall on all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

import numpy as np

from snippets.arrays import Floats

SIZE = 1024  # of the square matrices whose product tells how fast a machine multiplies


def medians(actions: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Return the median time in seconds of each action: run A B C A B C …, first round dropped."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(repeats + 1):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}


def product() -> Callable[[], Floats]:
    """Return the action that multiplies two float32 matrices of SIZE × SIZE."""
    a = np.random.default_rng(0).random((SIZE, SIZE), np.float32)
    b, c = a.copy(), np.zeros_like(a)
    return lambda: np.matmul(a, b, out=c)


def floor(flops: float, seconds: float) -> float:
    """Return how long `flops` operations take at the rate at which `product` took `seconds`."""
    return flops * seconds / (2 * SIZE**3)
