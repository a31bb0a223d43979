"""Six optimizers train the same network on the same mini-batches from the same first weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from experiments.data import load
from experiments.summary import Outcome, centres, rankings, summarise
from experiments.sweep import DIGITS, best, rate, sweep, table
from experiments.training import METHODS, TRAININGS, measure, validate
from studyreport.results import Run, experiment

COMPARED = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
Pair = tuple[str, float]  # a method and its rate
CONTROLS: dict[str, Pair] = {
    "nesterov_old": ("nesterov_old", 0.01),  # how much does the old mistake flatter itself?
    "sgd_faster": ("sgd", 0.1),  # the default rate times ten, which is what momentum adds up to
    "rmsprop_slower": ("rmsprop", 0.001),  # is it the method that swings, or its rate?
}
MOMENTA = ("momentum", "nesterov", "nesterov_old")


@dataclass(frozen=True)
class Comparison:
    """How the trainings are repeated, chosen and summed up.

    Attributes:
        seeds: Of the trainings that are compared; each gives first weights and mini-batches.
        sweep_seeds: Of the trainings that choose the rates.
        tail: Of how many last mini-batches the mean loss is taken.
        peak: Among how many last mini-batches the highest loss is looked for.
        block: How many mini-batches make one point of a curve.
    """

    seeds: tuple[int, ...]
    sweep_seeds: tuple[int, ...]
    tail: int
    peak: int
    block: int


SETTINGS = {
    "mnist": Comparison(tuple(range(10)), (100, 101, 102), tail=100, peak=500, block=29),
    "digits": Comparison(tuple(range(3)), (100,), tail=50, peak=100, block=7),
}


@experiment(frozen=True)
def optimizer_comparison(run: Run) -> dict[str, Any]:
    """Compare six optimizers at their default learning rates and at rates tuned by a sweep.

    Returns:
        Among "values": "default", "tuned" and "control": for each method, or each of CONTROLS,
        its "rate" and what `summarise` returns; "ranking": what `rankings` returns for "default"
        and "tuned", as "momenta" for MOMENTA at the default rate and as "rmsprop" for RMSprop at
        its tuned and at its controlled rate; "sweep": for each method the `table`;
        "curve_iterations": the iterations to which the points of curves belong.
    """
    settings, data = SETTINGS[run.data], load(run.data, run.quiet)
    default = {method: METHODS[method]().rate for method in COMPARED}
    swept = sweep(default, lambda pairs: _outcomes(run, validate, pairs, settings.sweep_seeds))
    tuned = {method: rate(best(by_step)) for method, by_step in swept.items()}
    at_default = _summaries(run, {method: (method, value) for method, value in default.items()})
    at_tuned = _summaries(run, {method: (method, value) for method, value in tuned.items()})
    control = _summaries(run, CONTROLS)
    momenta = {name: (at_default | control)[name] for name in MOMENTA}
    rmsprop = {"tuned": at_tuned["rmsprop"], "slower": control["rmsprop_slower"]}
    return {
        "settings": _settings(run.data),
        "seeds": list(settings.seeds),
        "dataset": data.describe(),
        "values": {
            "default": at_default,
            "tuned": at_tuned,
            "control": control,
            "ranking": {
                "default": rankings(at_default),
                "tuned": rankings(at_tuned),
                "momenta": rankings(momenta),
                "rmsprop": rankings(rmsprop),
            },
            "sweep": {method: table(found, settings.tail) for method, found in swept.items()},
            "curve_iterations": centres(TRAININGS[run.data].iterations, settings.block),
        },
    }


def _summaries(run: Run, pairs: dict[str, Pair]) -> dict[str, dict[str, Any]]:
    """Return under each name the rate of its pair and a summary of its trainings, one per seed."""
    settings = SETTINGS[run.data]
    outcomes = _outcomes(run, measure, list(pairs.values()), settings.seeds)
    return {
        name: {"rate": value} | summarise(of_pair, settings.tail, settings.peak, settings.block)
        for (name, (_, value)), of_pair in zip(pairs.items(), outcomes, strict=True)
    }


def _outcomes(
    run: Run, training: Callable[..., Outcome], pairs: Sequence[Pair], seeds: Sequence[int]
) -> list[list[Outcome]]:
    """Return for each pair a list of what `training` returned for each seed."""
    calls = [
        {"data": run.data, "method": method, "rate": value, "seed": seed}
        for method, value in pairs
        for seed in seeds
    ]
    found = run.map(training, calls, "Sweep" if training is validate else "Training")
    return [found[start : start + len(seeds)] for start in range(0, len(found), len(seeds))]


def _settings(data: str) -> dict[str, Any]:
    """Return all settings, with what is not a number said in words."""
    return {
        **asdict(TRAININGS[data]),
        **asdict(SETTINGS[data]),
        "activation": "ReLU",
        "initialisation": "He, biases 0",
        "precision": "float32",
        "before": "loss of each mini-batch before the step that it leads to",
        "after": "loss of the same mini-batch after that step",
        "accuracy": "on all test pictures after the last step",
        "criterion": "lowest mean loss, over the sweep seeds, on held-out training pictures",
        "grid": f"{DIGITS} in each decade, extended until the best rate is inside",
    }
