"""An order to show things in that gives nothing away, the same at every build."""

from __future__ import annotations

import hashlib


def shuffled(name: str, count: int) -> list[int]:
    """Return the places 0 to `count` − 1 in an order that hangs on the item's name alone.

    It is never the order of the file, in which things stand as they belong.
    """
    order = sorted(range(count), key=lambda place: _digest(f"{name}\0{place}"))
    return order if order != sorted(order) else [*order[1:], *order[:1]]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
