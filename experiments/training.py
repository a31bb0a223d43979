"""One training: a network, an optimizer, a seed; and what is measured of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from experiments.control import NesterovOld
from experiments.data import Dataset, load
from experiments.engine import Engine, accuracy
from snippets.arrays import Floats, Labels
from snippets.batches import draw
from snippets.losses import SoftmaxWithLoss
from snippets.network import first_params
from snippets.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSprop

METHODS: dict[str, Callable[..., Optimizer]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": AdaGrad,
    "rmsprop": RMSprop,
    "adam": Adam,
    "nesterov_old": NesterovOld,
}


@dataclass(frozen=True)
class Training:
    """What is the same in every training of one comparison.

    Attributes:
        hidden: Nodes of each hidden layer.
        batch: Examples in a mini-batch, drawn independently.
        iterations: How many mini-batches, with one step of the optimizer after each.
        held_out: How many of the last training pictures a sweep keeps for validation.
    """

    hidden: tuple[int, ...]
    batch: int
    iterations: int
    held_out: int


TRAININGS = {
    "mnist": Training(hidden=(100,) * 4, batch=128, iterations=2001, held_out=10_000),
    "digits": Training(hidden=(100,) * 4, batch=128, iterations=301, held_out=288),
}


@dataclass(frozen=True)
class Trained:
    """A trained network and the losses of its mini-batches, in nats.

    Attributes:
        before: Of each mini-batch before the step that it leads to: the network has not been
            fitted to this draw yet.
        after: Of the same mini-batch after that step: usually lower.
    """

    engine: Engine
    before: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)


def measure(data: str, method: str, rate: float, seed: int) -> dict[str, Any]:
    """Train on all training pictures.

    Returns:
        "before" and "after", the losses as in `Trained`; "accuracy", from 0 to 1, on the test
        pictures after the last step.

    Raises:
        FloatingPointError: the rate is so high that the loss grew beyond all numbers.
    """
    pictures, settings = load(data), TRAININGS[data]
    run = train(pictures.x_train, pictures.t_train, method, rate, seed, settings)
    if not _finished(run, settings):
        raise FloatingPointError(
            f"{method} at the rate {rate} (seed {seed}): after {len(run.before)} iterations the "
            f"loss is no finite number any more."
        )
    right = accuracy(run.engine.scores(pictures.x_test), pictures.t_test)
    return {"before": run.before, "after": run.after, "accuracy": right}


def validate(data: str, method: str, rate: float, seed: int) -> dict[str, Any]:
    """Train on the training pictures but those held out.

    Returns:
        "loss", the mean cross entropy in nats on the pictures held out, after the last step, or
        None if the loss grew beyond all numbers; "before" and "after" as in `Trained`.
    """
    settings = TRAININGS[data]
    kept, (x, t) = split(load(data), settings.held_out)
    run = train(*kept, method, rate, seed, settings)
    loss = SoftmaxWithLoss().forward(run.engine.scores(x), t) if _finished(run, settings) else None
    return {"loss": loss, "before": run.before, "after": run.after}


def split(data: Dataset, held_out: int) -> tuple[tuple[Floats, Labels], tuple[Floats, Labels]]:
    """Return the training pictures with their classes, and apart from them the last `held_out`."""
    x, t = data.x_train, data.t_train
    return (x[:-held_out], t[:-held_out]), (x[-held_out:], t[-held_out:])


def train(x: Floats, t: Labels, method: str, rate: float, seed: int, settings: Training) -> Trained:
    """Train a network; the same seed gives the same first weights and the same mini-batches.

    Args:
        x: Pictures, (N, pixels), float32.
        t: Their classes, (N,).
        method: A name in METHODS.
        rate: The learning rate.
        seed: Of the random numbers.
        settings: The rest.

    Returns:
        What came of it. At the first loss that is not finite the training ends, without it.
    """
    for_weights, for_batches = np.random.default_rng(seed).spawn(2)
    sizes = (x.shape[1], *settings.hidden, int(t.max()) + 1)
    run = Trained(Engine(first_params(for_weights, sizes), settings.batch))
    params, grads = {"all": run.engine.vector}, {"all": run.engine.gradient}
    optimizer = METHODS[method](rate)
    with np.errstate(over="ignore", invalid="ignore"):  # too high a rate leads there
        for _ in range(settings.iterations):
            chosen = draw(for_batches, len(x), settings.batch)
            pictures, classes = x[chosen], t[chosen]
            before = run.engine.step(pictures, classes)
            optimizer.update(params, grads)
            after = run.engine.loss(pictures, classes)
            if not np.isfinite(before + after):
                break
            run.before.append(before)
            run.after.append(after)
    return run


def _finished(run: Trained, settings: Training) -> bool:
    return len(run.after) == settings.iterations
