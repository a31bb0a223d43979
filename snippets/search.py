"""The search for hyper-parameters: what learning does not find must be tried.

Rates and strengths are tried on a logarithmic scale: from 10⁻⁶ to 10⁻², each power of ten
deserves as many trials as the next.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from snippets.shapes import expect_at_least

Settings = dict[str, float]
Score = Callable[[Settings], float]


# --8<-- [start:log-range]
@dataclass(frozen=True)
class LogRange:
    """The values between two, on a logarithmic scale.

    Args:
        low: The smallest, above 0.
        high: The largest, above `low`.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 < self.low < self.high < math.inf:
            raise ValueError(f"the range is {self.low} to {self.high}; expected 0 < low < high.")

    def at(self, exponent: float) -> float:
        """Return 10 to the power of `exponent`, held within the range against rounding."""
        return float(np.clip(10.0**exponent, self.low, self.high))

    def exponents(self) -> tuple[float, float]:
        """Return the logarithms to base 10 of both ends."""
        return math.log10(self.low), math.log10(self.high)


# --8<-- [end:log-range]

Ranges = Mapping[str, LogRange]


# --8<-- [start:trial]
@dataclass(frozen=True)
class Trial:
    """Settings that were tried, and how well they did: higher is better."""

    settings: Settings
    score: float


def attempt(score: Score, settings: Settings) -> Trial:
    """Try settings once.

    Raises:
        ValueError: the score is no finite number, and so neither better nor worse than another.
    """
    found = score(settings)
    if not math.isfinite(found):
        raise ValueError(f"the score of {settings} is {found}; expected a finite number.")
    return Trial(settings, found)


def best_first(score: Score, candidates: Iterable[Settings]) -> list[Trial]:
    """Try settings, and return the trials, the best first.

    Args:
        score: Trains with these settings for a few epochs; returns the accuracy on *validation*
            data, or anything else that is higher the better. Always a finite number: if the loss
            can grow beyond all numbers, the accuracy then is the one to return.
        candidates: What to try.

    Raises:
        ValueError: a score is no finite number.
    """
    return _ranked(attempt(score, settings) for settings in candidates)


# --8<-- [end:trial]


# --8<-- [start:grid]
def grid(ranges: Ranges, points: int) -> list[Settings]:
    """Return all combinations of a few values of each: points to the power of the names.

    Args:
        ranges: What may be tried, by name.
        points: Values of each, at least 2, evenly spread on the logarithmic scale.
    """
    if points < 2:
        raise ValueError(f"points is {points}; expected at least 2.")
    values = [
        [span.at(exponent) for exponent in np.linspace(*span.exponents(), points)]
        for span in ranges.values()
    ]
    return [dict(zip(ranges, chosen, strict=True)) for chosen in itertools.product(*values)]


# --8<-- [end:grid]


# --8<-- [start:random]
def random(ranges: Ranges, rng: np.random.Generator, trials: int) -> list[Settings]:
    """Draw settings at random: value = 10 to the power of an even draw between the exponents.

    Hyper-parameters differ in how much they matter. As many trials on a grid try only a few
    values of the one that does; drawn at random, every trial tries another.

    Source: Bergstra and Bengio (2012), JMLR 13.

    Args:
        ranges: What may be tried, by name.
        rng: Where the random numbers come from.
        trials: How many to draw, at least 0.
    """
    return [
        {name: span.at(rng.uniform(*span.exponents())) for name, span in ranges.items()}
        for _ in range(trials)
    ]


# --8<-- [end:random]


# --8<-- [start:bayesian]
def bayesian(
    score: Score, ranges: Ranges, seed: int, first: int = 5, more: int = 15
) -> list[Trial]:
    """Let the trials so far decide what to try next, and return the trials, the best first.

    A Gaussian process guesses the score everywhere from those known, and how sure that is; the
    next trial goes where much is to be expected or little is known.

    Source: Snoek, Larochelle and Adams (2012), arXiv:1206.2944; carried out by the package
    bayesian-optimization.

    Args:
        score: As for `best_first`.
        ranges: What may be tried, by name.
        seed: Of the random numbers.
        first: Trials drawn at random, to begin with, at least 1.
        more: Trials chosen by what came of those before, at least 0.

    Raises:
        ValueError: a score is no finite number, or a number of trials is too small.
    """
    expect_at_least(1, first=first)
    expect_at_least(0, more=more)
    from bayes_opt import BayesianOptimization  # takes a second: only where it is needed

    trials: list[Trial] = []

    def try_exponents(**exponents: float) -> float:
        settings = {name: ranges[name].at(exponent) for name, exponent in exponents.items()}
        trials.append(attempt(score, settings))
        return trials[-1].score

    bounds = {name: span.exponents() for name, span in ranges.items()}
    search = BayesianOptimization(
        try_exponents, bounds, random_state=seed, verbose=0, allow_duplicate_points=True
    )
    search.maximize(first, more)
    return _ranked(trials)


# --8<-- [end:bayesian]


def _ranked(trials: Iterable[Trial]) -> list[Trial]:
    return sorted(trials, key=lambda trial: trial.score, reverse=True)
