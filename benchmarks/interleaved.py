"""Timing several things in turn, so that a machine's bad moments fall on all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def medians(actions: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Return the median time in seconds of each action: run A B C A B C …, first round dropped."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(repeats + 1):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}


def show(title: str, seconds: Mapping[str, float]) -> None:
    """Print each time as a multiple of the first one."""
    unit = next(iter(seconds.values()))
    print(title)
    for name, taken in seconds.items():
        print(f"  {taken / unit:7.2f} ×  {name}  ({taken * 1000:.1f} ms)")
