"""The search for a learning rate and a weight decay, and what choosing does to a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.data import load
from experiments.engine import Engine
from experiments.regularised import Pictures, Restraint, restrain
from experiments.summary import spread
from snippets.arrays import Floats, Labels
from snippets.epochs import split
from snippets.network import first_params
from snippets.optimizers import SGD
from snippets.search import LogRange, Ranges, Settings, bayesian, random
from studyreport.results import Run, experiment


@dataclass(frozen=True)
class Search:
    """What is searched, with how many trials, each of a short training.

    Attributes:
        pictures: To learn and to validate with, drawn by the seed.
        share: Of them, for validation.
        hidden: Nodes of each hidden layer.
        batch: Pictures in a mini-batch, which divides those to learn from.
        epochs: Of each trial.
        trials: Of each random search.
        first: Random trials with which the Bayesian search begins.
        more: Trials that it then chooses.
        seeds: Of the searches.
        sizes: Of the test sets that are used, wrongly, to choose by.
        repeats: How often such a test set is drawn, for each seed.
    """

    pictures: int
    share: float
    hidden: tuple[int, ...]
    batch: int
    epochs: int
    trials: int
    first: int
    more: int
    seeds: tuple[int, ...]
    sizes: tuple[int, ...]
    repeats: int


SETTINGS = {
    "mnist": Search(500, 0.2, (100,) * 6, 100, 50, 100, 5, 20, (0, 1, 2), (100, 1000), 400),
    "digits": Search(250, 0.2, (30,) * 3, 50, 20, 30, 4, 6, (0, 1), (50, 150), 100),
}
RANGES: dict[str, Ranges] = {
    "narrow": {"rate": LogRange(1e-6, 1e-2), "decay": LogRange(1e-8, 1e-4)},
    "wide": {"rate": LogRange(1e-6, 1.0), "decay": LogRange(1e-8, 1.0)},
}


TOP = 5  # trials of each search whose rates are looked at


@experiment(frozen=True)
def hyper_search(run: Run) -> dict[str, Any]:
    """Search for a learning rate and a weight decay, in two ranges, at random and by Bayes.

    Returns:
        Among "values": for "narrow" and "wide" the `searched`; "bayesian": the `compared`;
        "flattered": for each size of a test set the `flattery` in the wide range.
    """
    settings = SETTINGS[run.data]
    found = {name: _trials(run, name) for name in RANGES}
    guided = run.map(
        guided_search, [{"data": run.data, "seed": s} for s in settings.seeds], "Bayesian search"
    )
    return {
        "settings": asdict(settings)
        | {name: {key: asdict(r) for key, r in ranges.items()} for name, ranges in RANGES.items()},
        "seeds": list(settings.seeds),
        "dataset": load(run.data, run.quiet).describe(),
        "values": {
            **{name: searched(searches) for name, searches in found.items()},
            "bayesian": compared(guided, found["wide"], settings.first + settings.more),
            "flattered": {
                str(n): flattery(found["wide"], n, settings.repeats) for n in settings.sizes
            },
        },
    }


def _trials(run: Run, name: str) -> list[list[dict[str, Any]]]:
    """Return the trials of a random search in the range `name`, a list for each seed."""
    settings = SETTINGS[run.data]
    calls = [
        {"data": run.data, "seed": seed, "number": number, **tried}
        for seed in settings.seeds
        for number, tried in enumerate(
            random(RANGES[name], np.random.default_rng(seed), settings.trials)
        )
    ]
    outcomes = run.map(trial, calls, f"Random search, {name} range")
    rows = [
        {"rate": call["rate"], "decay": call["decay"]} | outcome
        for call, outcome in zip(calls, outcomes, strict=True)
    ]
    each = settings.trials
    return [rows[start : start + each] for start in range(0, len(rows), each)]


def trial(data: str, seed: int, number: int, rate: float, decay: float) -> dict[str, Any]:
    """Train once, briefly.

    Args:
        data: "mnist" or "digits".
        seed: Of the search: the same pictures for all its trials.
        number: Of the trial: first weights and mini-batches of its own.
        rate: The learning rate.
        decay: Strength λ of the weight decay.

    Returns:
        "validation" and "test", the accuracies; "right", (M,), which of the test pictures are
        read rightly. If the numbers run away, the network reads none rightly.
    """
    settings, loaded = SETTINGS[data], load(data)
    learnt, validated = pictures(data, seed)
    for_weights, for_batches = np.random.default_rng([seed, number]).spawn(2)
    sizes = (loaded.x_train.shape[1], *settings.hidden, int(loaded.t_train.max()) + 1)
    engine = Engine(first_params(for_weights, sizes), settings.batch)
    _train(engine, learnt, rate, decay, settings.epochs, for_batches)
    validation, right = (
        _right(engine, *each) for each in (validated, (loaded.x_test, loaded.t_test))
    )
    return {"validation": float(validation.mean()), "test": float(right.mean()), "right": right}


def pictures(data: str, seed: int) -> tuple[Pictures, Pictures]:
    """Return the pictures of one search: to learn from, and to validate with."""
    settings, loaded = SETTINGS[data], load(data)
    rng = np.random.default_rng(seed)
    drawn = rng.permutation(len(loaded.x_train))[: settings.pictures]
    return split(rng, loaded.x_train[drawn], loaded.t_train[drawn], settings.share)


def _train(
    engine: Engine,
    pictures: Pictures,
    rate: float,
    decay: float,
    epochs: int,
    rng: np.random.Generator,
) -> None:
    """Train; stop when the numbers run away."""
    (x, t), optimizer = pictures, SGD(rate)
    params, grads = {"all": engine.vector}, {"all": engine.gradient}
    with np.errstate(all="ignore"):  # too high a rate leads beyond all numbers
        for _ in range(epochs):
            for chosen in rng.permutation(len(x)).reshape(-1, len(engine.rows)):
                if not np.isfinite(engine.step(x[chosen], t[chosen])):
                    return
                restrain(engine, Restraint(l2=decay))
                optimizer.update(params, grads)


def _right(engine: Engine, x: Floats, t: Labels) -> NDArray[np.bool_]:
    """Return which pictures are read rightly: none if a score is no finite number."""
    with np.errstate(all="ignore"):
        scores = engine.scores(x)
    return np.asarray((scores.argmax(axis=1) == t) & np.isfinite(scores).all(axis=1))


def guided_search(data: str, seed: int) -> list[dict[str, float]]:
    """Search the wide range by what came of the trials before; return them in that order.

    Returns:
        For each trial "rate", "decay", "validation" and "test".
    """
    settings = SETTINGS[data]
    tried: list[dict[str, float]] = []

    def score(chosen: Settings) -> float:
        outcome = trial(data, seed, len(tried), chosen["rate"], chosen["decay"])
        tried.append(chosen | {name: outcome[name] for name in ("validation", "test")})
        return float(outcome["validation"])

    bayesian(score, RANGES["wide"], seed, settings.first, settings.more)
    return tried


def searched(searches: Sequence[Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """Return what a random search found, seed by seed.

    Args:
        searches: For each seed its trials.

    Returns:
        "points": of all trials "rate", "decay" and "validation"; "best": for each seed the trial
        with the best validation; "best_rates": the least and greatest rate among the TOP best
        trials of each seed; "quoted" and "true": the `spread` of the best trials' accuracies on
        the validation pictures, by which they were chosen, and on the test pictures.
    """
    points = [trial for trials in searches for trial in trials]
    ranked = [sorted(trials, key=lambda trial: -trial["validation"]) for trials in searches]
    rates = [trial["rate"] for trials in ranked for trial in trials[:TOP]]
    best = [_numbers(trials[0]) for trials in ranked]
    return {
        "points": {
            name: [trial[name] for trial in points] for name in ("rate", "decay", "validation")
        },
        "best": best,
        "best_rates": {"least": min(rates), "greatest": max(rates)},
        "quoted": spread([trial["validation"] for trial in best]),
        "true": spread([trial["test"] for trial in best]),
    }


def compared(
    guided: Sequence[Sequence[Mapping[str, float]]],
    drawn: Sequence[Sequence[Mapping[str, Any]]],
    trials: int,
) -> dict[str, Any]:
    """Return how the best validation grows with the trials, guided and at random.

    Args:
        guided: For each seed the trials of the Bayesian search, in their order.
        drawn: For each seed those of a random search, likewise.
        trials: How many of each to compare.

    Returns:
        "guided" and "random": for each number of trials from 1 the mean over the seeds of the
        best validation so far; "trials", how many, and "last", the means after all of them;
        "points": the trials of each Bayesian search; "true": under the same two names the
        `spread` of the test accuracy of the best.
    """
    both = {"guided": guided, "random": [each[:trials] for each in drawn]}
    curves = {name: _best_so_far(searches) for name, searches in both.items()}
    return {
        **curves,
        "trials": trials,
        "last": {name: curve[-1] for name, curve in curves.items()},
        "points": [
            {name: [trial[name] for trial in trials_of] for name in ("rate", "decay", "validation")}
            for trials_of in guided
        ],
        "true": {
            name: spread(
                [max(each, key=lambda trial: trial["validation"])["test"] for each in searches]
            )
            for name, searches in both.items()
        },
    }


def _best_so_far(searches: Sequence[Sequence[Mapping[str, Any]]]) -> list[float]:
    scores = np.array([[trial["validation"] for trial in trials] for trials in searches])
    return [float(best) for best in np.maximum.accumulate(scores, axis=1).mean(axis=0)]


def flattery(
    searches: Sequence[Sequence[Mapping[str, Any]]], size: int, repeats: int
) -> dict[str, Any]:
    """Choose trials by a small test set, again and again, and ask what that does to their score.

    Args:
        searches: For each seed its trials, with "right" for each picture of the whole test set.
        size: Pictures in the small test set, drawn at random out of the whole one.
        repeats: How often to draw one, for each seed.

    Returns:
        "quoted": for each number of trials from 1 the mean score of the best one on the pictures
        by which it was chosen; "true": on all others; "gap", between both after all trials.
    """
    rng = np.random.default_rng(0)
    rows = [
        _choose(rng, np.array([trial["right"] for trial in trials]), size)
        for trials in searches
        for _ in range(repeats)
    ]
    quoted, true = np.mean(rows, axis=0)
    return {"quoted": quoted.tolist(), "true": true.tolist(), "gap": quoted[-1] - true[-1]}


def _choose(rng: np.random.Generator, right: NDArray[np.bool_], size: int) -> list[Floats]:
    """Return the quoted and the true score of the best of the first 1, 2, 3 … trials."""
    right = right[rng.permutation(len(right))]
    chosen = rng.permutation(right.shape[1])[:size]
    quoted = right[:, chosen].mean(axis=1)
    true = (right.sum(axis=1) - right[:, chosen].sum(axis=1)) / (right.shape[1] - size)
    best = [int(quoted[:count].argmax()) for count in range(1, len(right) + 1)]
    return [quoted[best], true[best]]


def _numbers(trial: Mapping[str, Any]) -> dict[str, float]:
    return {name: trial[name] for name in ("rate", "decay", "validation", "test")}
