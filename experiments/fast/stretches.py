"""Parameters cut into stretches, so that an update finds in the cache what it has just touched."""

from __future__ import annotations

from snippets.arrays import Floats, Params

CHUNK = 16384  # numbers: 64 KiB of float32, and an update reads a handful of such stretches


# --8<-- [start:stretches]
def stretches(vector: Floats) -> Params:
    """Return views of a vector (P,), at most CHUNK numbers each, as parameters of an optimizer.

    Adam passes over its numbers a dozen times. Over a whole network's, each pass would begin
    with what the one before has long driven out of the cache.
    """
    starts = range(0, len(vector), CHUNK)
    return {f"from {start}": vector[start : start + CHUNK] for start in starts}


# --8<-- [end:stretches]
