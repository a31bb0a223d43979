"""What many trainings have in common: means, spreads, curves, rankings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

Outcome = dict[str, Any]  # of one training, as from `training.measure`
MEASURES = ("before", "after", "accuracy")


def summarise(outcomes: Sequence[Outcome], tail: int, peak: int, block: int) -> dict[str, Any]:
    """Return what the trainings of one method at one rate, one for each seed, come to.

    Args:
        outcomes: One for each seed.
        tail: Of how many last mini-batches to take the mean loss.
        peak: Among how many last mini-batches to look for the highest loss.
        block: How many mini-batches make one point of the curve.

    Returns:
        "before" and "after": the mean loss of the last mini-batches before and after their step;
        "peak_before" and "peak_after": the highest; "accuracy" on the test pictures: each a
        `spread`. "curve": under "before" and "after" a `band`.
    """
    before, after = (np.array([o[name] for o in outcomes]) for name in ("before", "after"))
    return {
        "before": spread(before[:, -tail:].mean(axis=1)),
        "after": spread(after[:, -tail:].mean(axis=1)),
        "peak_before": spread(before[:, -peak:].max(axis=1)),
        "peak_after": spread(after[:, -peak:].max(axis=1)),
        "accuracy": spread([o["accuracy"] for o in outcomes]),
        "curve": {"before": band(before, block), "after": band(after, block)},
    }


def spread(values: Sequence[float] | np.ndarray) -> dict[str, Any]:
    """Return the mean, standard deviation (n − 1), least and greatest of one value per seed."""
    array = np.asarray(values, float)
    return {
        "mean": array.mean(),
        "std": array.std(ddof=1),
        "min": array.min(),
        "max": array.max(),
        "seeds": array.tolist(),
    }


def band(losses: np.ndarray, block: int) -> dict[str, list[float]]:
    """Return curves of the means of consecutive blocks: their mean, least and greatest over seeds.

    Args:
        losses: (seeds, iterations).
        block: Iterations in a block, which must divide their number.

    Returns:
        "mean", "low" and "high", each with iterations / block numbers.
    """
    means = losses.reshape(len(losses), -1, block).mean(axis=2)
    return {
        "mean": means.mean(axis=0).tolist(),
        "low": means.min(axis=0).tolist(),
        "high": means.max(axis=0).tolist(),
    }


def centres(iterations: int, block: int) -> list[float]:
    """Return for each block of `band` the middle of its iterations, counted from 1."""
    return [start + (block + 1) / 2 for start in range(0, iterations, block)]


def rankings(summaries: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return for "before", "after" and "accuracy" the `ranking` of the methods."""
    return {
        measure: ranking(
            {name: s[measure]["seeds"] for name, s in summaries.items()}, measure == "accuracy"
        )
        for measure in MEASURES
    }


def ranking(values: Mapping[str, Sequence[float]], highest: bool) -> dict[str, Any]:
    """Rank methods by their mean over the seeds; each seed is the same race for all of them.

    Args:
        values: For each method one value for each seed, in the same order.
        highest: Whether the highest value is the best, not the lowest.

    Returns:
        "order", best first; "wins", in how many seeds no other is better than each; "gaps": for
        each two neighbours in that order a `gap`; "lead": in how many seeds the first is better
        than another, at the "least" and at the "most"; "field": how far the means of the second
        and the last are apart.
    """
    table = {name: np.asarray(of_seeds) for name, of_seeds in values.items()}
    sign = 1 if highest else -1
    order = sorted(table, key=lambda name: -sign * table[name].mean())
    tops = np.max([sign * of_seeds for of_seeds in table.values()], axis=0)
    return {
        "order": order,
        "wins": {name: int((sign * table[name] == tops).sum()) for name in table},
        "gaps": [
            {"better": better, "worse": worse} | gap(table[better], table[worse], sign)
            for better, worse in pairwise(order)
        ],
        "lead": _lead(table, order, sign),
        "field": abs(table[order[1]].mean() - table[order[-1]].mean()),
    }


def _lead(table: Mapping[str, np.ndarray], order: Sequence[str], sign: int) -> dict[str, int]:
    ahead = [int((sign * (table[order[0]] - table[name]) > 0).sum()) for name in order[1:]]
    return {"least": min(ahead), "most": max(ahead)}


def gap(better: np.ndarray, worse: np.ndarray, sign: int) -> dict[str, float]:
    """Return by how much one method is better than another, each with one value per seed.

    Args:
        better: The values of the one.
        worse: Those of the other.
        sign: 1 if high values are good, -1 if low ones are.

    Returns:
        "ahead", in how many seeds it is better; "mean" and "std" of its advantage, seed by seed;
        "share", the mean advantage as a share of the other's mean.
    """
    advantage = sign * (better - worse)
    return {
        "ahead": int((advantage > 0).sum()),
        "mean": advantage.mean(),
        "std": advantage.std(ddof=1),
        "share": advantage.mean() / worse.mean(),
    }
