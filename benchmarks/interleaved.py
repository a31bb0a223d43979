"""Showing times as multiples of one another."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.timing import medians

__all__ = ["medians", "show"]


def show(title: str, seconds: Mapping[str, float]) -> None:
    """Print each time as a multiple of the first one."""
    unit = next(iter(seconds.values()))
    print(title)
    for name, taken in seconds.items():
        print(f"  {taken / unit:7.2f} ×  {name}  ({taken * 1000:.1f} ms)")
