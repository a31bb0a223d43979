"""The same pictures read once, in mini-batches of different sizes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from experiments.data import load
from experiments.engine import Engine, accuracy
from experiments.summary import spread
from experiments.training import split
from snippets.arrays import Floats, Labels
from snippets.epochs import iterations_per_epoch, shuffled
from snippets.losses import SoftmaxWithLoss
from snippets.network import first_params
from studyreport.results import Run, experiment


@dataclass(frozen=True)
class Reading:
    """One epoch of plain gradient steps for each size, at the best of a few rates.

    Attributes:
        hidden: Nodes of the hidden layer.
        sizes: Of the mini-batches; 0 is the whole training set.
        rates: Tried for each size.
        seeds: Of first weights and order.
        held_out: Last training pictures, on which the loss is taken and the rate chosen.
        looks: After how many pictures the loss is taken, where a mini-batch ends there.
    """

    hidden: int
    sizes: tuple[int, ...]
    rates: tuple[float, ...]
    seeds: tuple[int, ...]
    held_out: int
    looks: tuple[int, ...]


SETTINGS = {
    "mnist": Reading(
        hidden=50,
        sizes=(10, 100, 1000, 0),
        rates=(0.03, 0.1, 0.3, 1.0, 3.0),
        seeds=(0, 1, 2),
        held_out=10_000,
        looks=(1000, 2000, 5000, 10_000, 20_000, 50_000),
    ),
    "digits": Reading(
        hidden=20,
        sizes=(10, 50, 0),
        rates=(0.1, 0.3, 1.0),
        seeds=(0, 1),
        held_out=288,
        looks=(50, 200, 500, 1150),
    ),
}


@experiment(frozen=True)
def batch_sizes(run: Run) -> dict[str, Any]:
    """Read the training pictures once, in mini-batches of one, of some, and of all of them.

    Returns:
        Among "values": "first", the held-out loss before any step; "sizes": for each size of
        the batch its number of "steps" in the epoch, the best "rate", the losses at all "rates"
        tried, "seen" and "loss", the curve of the best rate as means over the seeds, and the
        spread of its final "accuracy" on the held-out pictures.
    """
    settings, data = SETTINGS[run.data], load(run.data, run.quiet)
    calls = [
        {"data": run.data, "size": size, "rate": rate, "seed": seed}
        for size in settings.sizes
        for rate in settings.rates
        for seed in settings.seeds
    ]
    found = iter(run.map(read_once, calls, "Reading once"))
    examples = len(data.x_train) - settings.held_out
    sizes = []
    for size in settings.sizes:
        by_rate = {rate: [next(found) for _ in settings.seeds] for rate in settings.rates}
        sizes.append(_summary(by_rate) | {"size": size or examples})
        sizes[-1]["steps"] = iterations_per_epoch(examples, size or examples)
    return {
        "settings": asdict(settings) | {"examples": examples},
        "seeds": list(settings.seeds),
        "dataset": data.describe(),
        "values": {"first": sizes[0]["loss"][0], "sizes": sizes},
    }


def read_once(data: str, size: int, rate: float, seed: int) -> dict[str, Any]:
    """Train for one epoch; return "seen", the "loss" there, and the "accuracy" at the end.

    The first loss that is not finite is None; so are those after it.
    """
    settings = SETTINGS[data]
    (x, t), held_out = split(load(data), settings.held_out)
    size = size or len(x)
    x, t = x[: len(x) // size * size], t[: len(x) // size * size]  # whole batches alone
    for_weights, for_order = np.random.default_rng(seed).spawn(2)
    engine = Engine(first_params(for_weights, (x.shape[1], settings.hidden, 10)), size)
    seen, seen_at, losses = 0, [0], [_loss(engine, *held_out)]
    with np.errstate(over="ignore", invalid="ignore"):  # too high a rate leads there
        for batch in shuffled(for_order, x, t, size):
            engine.step(*batch)
            engine.vector -= np.float32(rate) * engine.gradient
            seen += size
            if seen in settings.looks:
                seen_at.append(seen)
                losses.append(_loss(engine, *held_out))
        right = accuracy(engine.scores(held_out[0]), held_out[1])
    return {"seen": seen_at, "loss": losses, "accuracy": right}


def _loss(engine: Engine, x: Floats, t: Labels) -> float | None:
    loss = SoftmaxWithLoss().forward(engine.scores(x), t)
    return loss if np.isfinite(loss) else None


def _summary(by_rate: dict[float, list[dict[str, Any]]]) -> dict[str, Any]:
    """Return what one size of the batch comes to, at its best rate and at all."""
    final = {rate: _mean([o["loss"][-1] for o in outcomes]) for rate, outcomes in by_rate.items()}
    best = min((loss, rate) for rate, loss in final.items() if loss is not None)[1]
    chosen = by_rate[best]
    return {
        "rate": best,
        "rates": {"rate": list(final), "loss": list(final.values())},
        "seen": chosen[0]["seen"],
        "loss": [_mean([o["loss"][i] for o in chosen]) for i in range(len(chosen[0]["loss"]))],
        "final": spread([o["loss"][-1] for o in chosen]),
        "accuracy": spread([o["accuracy"] for o in chosen]),
    }


def _mean(losses: list[float | None]) -> float | None:
    return None if None in losses else float(np.mean([loss for loss in losses if loss is not None]))
