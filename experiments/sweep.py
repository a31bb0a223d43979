"""Finding a learning rate: every rate of a grid, judged on pictures held out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

DIGITS = (1, 2, 5)  # the rates in each decade: steps of about the cube root of ten
REACH = 3  # grid steps, a decade, to either side of the first rate, and in each extension

Outcome = dict[str, Any]  # of one training, as from `training.validate`
Judge = Callable[[list[tuple[str, float]]], list[list[Outcome]]]


def rate(step: int) -> float:
    """Return the grid's rate number `step`: −1 is 0.5, 0 is 1, 1 is 2, 2 is 5, 3 is 10."""
    return float(f"{DIGITS[step % len(DIGITS)]}e{step // len(DIGITS)}")


def step_of(value: float) -> int:
    """Return the number of the grid's rate nearest to `value`, in the ratio."""
    about = round(len(DIGITS) * np.log10(value))
    return min(range(about - 1, about + 2), key=lambda step: abs(np.log(rate(step) / value)))


def sweep(first: dict[str, float], judge: Judge) -> dict[str, dict[int, list[Outcome]]]:
    """Judge the rates around a first one for each method, until the best is inside the grid.

    Args:
        first: For each method the rate around which its grid begins.
        judge: Trains for each (method, rate) that it is given, and returns one list of outcomes,
            one for each seed, for each.

    Returns:
        For each method the outcomes by the grid's step, in rising order.
    """
    found: dict[str, dict[int, list[Outcome]]] = {method: {} for method in first}
    wanted = {
        method: list(range(step_of(value) - REACH, step_of(value) + REACH + 1))
        for method, value in first.items()
    }
    while any(wanted.values()):
        pairs = [(method, step) for method, steps in wanted.items() for step in steps]
        outcomes = judge([(method, rate(step)) for method, step in pairs])
        for (method, step), outcome in zip(pairs, outcomes, strict=True):
            found[method][step] = outcome
        wanted = {method: _beyond(by_step) for method, by_step in found.items()}
    return {method: dict(sorted(by_step.items())) for method, by_step in found.items()}


def best(by_step: dict[int, list[Outcome]]) -> int:
    """Return the step of the rate with the lowest mean loss on the pictures held out."""
    return min(by_step, key=lambda step: (_mean_loss(by_step[step]), step))


def table(by_step: dict[int, list[Outcome]], tail: int) -> dict[str, Any]:
    """Return the sweep of one method as columns, one row for each rate.

    Args:
        by_step: Its outcomes by the grid's step.
        tail: Of how many last mini-batches to take the mean training loss.

    Returns:
        "rate"; "loss" on the pictures held out and "before" and "after", the training losses of
        the last mini-batches, each a mean over the seeds, None where a training came to numbers
        that are not finite; "best", the chosen rate.
    """
    rows = list(by_step.values())
    return {
        "rate": [rate(step) for step in by_step],
        "loss": [_finite(_mean_loss(row)) for row in rows],
        "before": [_tail(row, "before", tail) for row in rows],
        "after": [_tail(row, "after", tail) for row in rows],
        "best": rate(best(by_step)),
    }


def _beyond(by_step: dict[int, list[Outcome]]) -> list[int]:
    """Return the next steps past the edge at which the best rate lies, none if it is inside."""
    low, high, chosen = min(by_step), max(by_step), best(by_step)
    if chosen == low:
        return list(range(low - REACH, low))
    return list(range(high + 1, high + REACH + 1)) if chosen == high else []


def _mean_loss(outcomes: Sequence[Outcome]) -> float:
    """Return the mean loss over the seeds; infinity if any of them has none."""
    losses = [outcome["loss"] for outcome in outcomes]
    return float("inf") if None in losses else float(np.mean(losses))


def _tail(outcomes: Sequence[Outcome], losses: str, tail: int) -> float | None:
    if _mean_loss(outcomes) == float("inf"):
        return None
    return float(np.mean([outcome[losses][-tail:] for outcome in outcomes]))


def _finite(value: float) -> float | None:
    return None if value == float("inf") else value
