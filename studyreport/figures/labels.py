"""Names beside the lines, moved apart just enough to be read: no legend is needed."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Return positions at least `gap` apart, in the order of `wanted`, as near to it as can be.

    Labels that would touch form a block around the mean of what they wanted; blocks that then
    touch are joined. This minimises the sum of the squared moves.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[list[float]] = []  # of each: the wanted positions, less the gaps below them
    for rank, i in enumerate(order):
        blocks.append([wanted[i] - rank * gap])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            upper = blocks.pop()
            blocks[-1] += upper
    means = [_mean(block) for block in blocks for _ in block]
    placed = {i: mean + rank * gap for rank, (i, mean) in enumerate(zip(order, means, strict=True))}
    return [placed[i] for i in range(len(wanted))]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
