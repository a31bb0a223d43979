"""Grid against random search on made-up scores, of which the best setting is known."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from snippets.arrays import Floats
from snippets.search import LogRange, Ranges, Settings, grid, random
from studyreport.results import Run, experiment


@dataclass(frozen=True)
class Race:
    """A landscape of scores: one peak, at a random place, and two hyper-parameters.

    Attributes:
        low: Least value of either.
        high: Greatest.
        width: Of the peak, in decades, in a hyper-parameter that matters.
        sides: Points of the grid in each direction; as many trials as their square.
        peaks: How many landscapes.
        draws: How many random searches of each size; each is tried on all landscapes.
        seed: Of their peaks and of the random search.
    """

    low: float = 1e-6
    high: float = 1.0
    width: float = 0.5
    sides: tuple[int, ...] = (3, 4, 5, 6, 7, 8)
    peaks: int = 1000
    draws: int = 40
    seed: int = 48  # its first landscape is a typical one


MATTERS = {"one": (True, False), "both": (True, True)}  # the rate, and the decay


@experiment(frozen=False)
def grid_against_random(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Let a grid and random trials look for peaks: one hyper-parameter matters, or both do.

    Returns:
        Among "values": "trials"; for "one" and "both" under "grid" and "random" the mean over the
        peaks of the best score found, 1 being the peak; "nine", the nine settings of either in
        the first landscape, as the exponents of "rate" and "decay", and its "peak".
    """
    settings = Race()
    ranges = {name: LogRange(settings.low, settings.high) for name in ("rate", "decay")}
    rng = np.random.default_rng(settings.seed)
    low, high = ranges["rate"].exponents()
    peaks = rng.uniform(low, high, (settings.peaks, 2))
    nine = {"grid": _exponents(grid(ranges, 3)), "random": _exponents(random(ranges, rng, 9))}
    return {
        "settings": asdict(settings),
        "seeds": [settings.seed],
        "dataset": None,
        "values": {
            "trials": [side**2 for side in settings.sides],
            **{
                name: _race(ranges, peaks, np.array(matters), settings, rng)
                for name, matters in MATTERS.items()
            },
            "nine": {
                kind: {"rate": points[:, 0].tolist(), "decay": points[:, 1].tolist()}
                for kind, points in nine.items()
            },
            "peak": {"rate": float(peaks[0, 0]), "decay": float(peaks[0, 1])},
        },
    }


def _race(
    ranges: Ranges, peaks: Floats, matters: Floats, settings: Race, rng: np.random.Generator
) -> dict[str, list[float]]:
    """Return for each number of trials the mean best score of the grid and of random trials."""
    best: dict[str, list[float]] = {"grid": [], "random": []}
    for side in settings.sides:
        drawn = [random(ranges, rng, side**2) for _ in range(settings.draws)]
        for kind, tries in (("grid", [grid(ranges, side)]), ("random", drawn)):
            scores = [
                score(_exponents(tried)[:, None], peaks, matters, settings.width).max(axis=0)
                for tried in tries
            ]
            best[kind].append(float(np.mean(scores)))
    return best


def score(exponents: Floats, peak: Floats, matters: Floats, width: float) -> Floats:
    """Return the scores of settings: 1 at the peak, less the farther away they are.

    Args:
        exponents: Of the settings, (n, 2), or (n, 1, 2) for several peaks.
        peak: The exponents of the best, (2,), or of several, (m, 2).
        matters: For either hyper-parameter whether it does, (2,).
        width: Distance, in decades, at which the score has fallen to e^(−1/2).
    """
    away = ((exponents - peak) * matters / width) ** 2
    return np.asarray(np.exp(-0.5 * away.sum(axis=-1)))


def _exponents(tried: list[Settings]) -> Floats:
    return np.log10([list(settings.values()) for settings in tried])


@dataclass(frozen=True)
class Luck:
    """Settings that are all equally good, judged by few pictures.

    Attributes:
        share: Of all pictures that each setting reads rightly.
        pictures: How many judge.
        tries: Numbers of settings to choose from.
    """

    share: float = 0.8
    pictures: int = 100
    tries: tuple[int, ...] = (1, 10, 100)


@experiment(frozen=False)
def luck(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Work out what the best of equally good settings is expected to score, by luck alone.

    Returns:
        Among "values" under "best" for each number of tries the mean of the highest of so many
        scores, each a binomial number of pictures divided by all.
    """
    settings = Luck()
    return {
        "settings": asdict(settings),
        "seeds": [],
        "dataset": None,
        "values": {
            "best": [luckiest(settings.share, settings.pictures, n) for n in settings.tries]
        },
    }


def luckiest(share: float, pictures: int, tries: int) -> float:
    """Return the expected highest score of `tries` settings, each right with chance `share`."""
    logs = np.cumsum([0.0, *np.log(np.arange(1, pictures + 1))])  # log n!
    right = np.arange(pictures + 1)
    chances = np.exp(
        logs[-1] - logs - logs[::-1] + right * np.log(share) + right[::-1] * np.log(1 - share)
    )
    below = np.cumsum(chances) ** tries  # that all scores are at most this
    return float((1 - below[:-1]).sum() / pictures)
