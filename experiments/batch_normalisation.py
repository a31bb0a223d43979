"""The same trainings with and without batch normalisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np

from experiments.data import load
from experiments.single import single
from experiments.summary import spread
from snippets.batch_normalisation import BatchNorm
from snippets.initialisers import he, normal
from snippets.layers import Affine, Layer, ReLU
from snippets.multi_layer import multi_layer
from snippets.optimizers import SGD
from snippets.sequential import Sequential
from snippets.training import Trainer
from studyreport.results import Run, experiment

PLACES = ("none", "before", "after")  # no normalisation; in front of each ReLU; behind it
HE = 0.0  # stands for He's scale where a scale is asked for


@dataclass(frozen=True)
class Setup:
    """Few pictures, five hidden layers, plain SGD.

    Attributes:
        nodes: Of each hidden layer.
        depth: How many hidden layers.
        seeds: Of first weights and order of the pictures.
        held_out: How many of the last training pictures are kept to choose rates by.
        pictures: How many of the first are learnt from, with each scale and at each rate.
        batch: Of these in a mini-batch.
        epochs: Passes over them.
        rate: The learning rate at which the scales are compared.
        scales: Deviations of the first weights, the same in all layers.
        rates: Learning rates tried from He's scale.
        few: How many pictures are learnt from to see what over-fitting does.
        batches: The sizes of their mini-batches; the last is all of them.
        steps: Steps of these trainings.
    """

    nodes: int = 100
    depth: int = 5
    seeds: tuple[int, ...] = (0, 1, 2, 3)
    held_out: int = 10_000
    pictures: int = 1000
    batch: int = 100
    epochs: int = 20
    rate: float = 0.01
    scales: tuple[float, ...] = tuple(float(f"{s:.3g}") for s in np.logspace(0, -4, 16))
    rates: tuple[float, ...] = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
    few: int = 300
    batches: tuple[int, ...] = (20, 300)
    steps: int = 900


SETUPS = {
    "mnist": Setup(),
    "digits": Setup(
        seeds=(0, 1), held_out=288, pictures=300, epochs=5, few=200, batches=(20, 200), steps=100
    ),
}


@dataclass(frozen=True)
class Job:
    """One training.

    Attributes:
        place: One of PLACES.
        scale: Deviation of the first weights, or HE.
        rate: The learning rate.
        pictures: How many of the first training pictures are learnt from.
        batch: Of these in a mini-batch, at most all.
        epochs: Passes over them.
    """

    place: str
    scale: float
    rate: float
    pictures: int
    batch: int
    epochs: int


@experiment(frozen=True)
def batch_normalisation(run: Run) -> dict[str, Any]:
    """Train with and without batch normalisation: over 16 scales, over rates, over-fitting.

    Returns:
        Among "values": "scales": for "none" and "before" lists with an entry for each scale:
        "train" and "test", the accuracies at the end, and "curve", the mean training accuracy
        after each epoch. "rates": for each of PLACES "tried", an entry for each rate with the mean
        training "loss" in the last epoch (None if any seed came to numbers that are not finite),
        and "best", the one with the lowest. "few": for "none" and "before", by the size of the
        mini-batch, that entry of the rates whose accuracy on the pictures held out was the best.
        Every accuracy is a `spread` over the seeds.
    """
    setup, data = SETUPS[run.data], load(run.data, run.quiet)
    return {
        "settings": asdict(setup) | {"optimizer": "SGD", "precision": "float32"},
        "seeds": list(setup.seeds),
        "dataset": data.describe(),
        "values": {
            "scales": {place: _over_scales(run, place) for place in PLACES[:2]},
            "rates": {place: _over_rates(run, place) for place in PLACES},
            "few": {
                place: {f"batch_{size}": _over_fitting(run, place, size) for size in setup.batches}
                for place in PLACES[:2]
            },
        },
    }


def _over_scales(run: Run, place: str) -> list[dict[str, Any]]:
    setup = SETUPS[run.data]
    size = setup.pictures, setup.batch, setup.epochs
    found = _trained(run, [Job(place, scale, setup.rate, *size) for scale in setup.scales])
    return [
        {
            "scale": scale,
            "train": spread([one["train"][-1] for one in seeds]),
            "test": spread([one["test"] for one in seeds]),
            "curve": np.mean([one["train"] for one in seeds], axis=0),
        }
        for scale, seeds in zip(setup.scales, found, strict=True)
    ]


def _over_rates(run: Run, place: str) -> dict[str, Any]:
    setup = SETUPS[run.data]
    size = setup.pictures, setup.batch, setup.epochs
    found = _trained(run, [Job(place, HE, rate, *size) for rate in setup.rates])
    tried: list[dict[str, Any]] = [
        {
            "rate": rate,
            "loss": _spread([one["loss"] for one in seeds]),
            "test": spread([one["test"] for one in seeds]),
        }
        for rate, seeds in zip(setup.rates, found, strict=True)
    ]
    finished = [entry for entry in tried if entry["loss"]]
    return {"tried": tried, "best": min(finished, key=lambda entry: entry["loss"]["mean"])}


def _over_fitting(run: Run, place: str, batch: int) -> dict[str, Any]:
    """Return the training whose rate is the best on the pictures held out."""
    setup = SETUPS[run.data]
    size = setup.few, batch, setup.steps * batch // setup.few
    found = _trained(run, [Job(place, HE, rate, *size) for rate in setup.rates])
    held_out = [np.mean([one["held_out"] for one in seeds]) for seeds in found]
    best = int(np.argmax(held_out))
    return {
        "rate": setup.rates[best],
        "held_out": held_out[best],
        "loss": spread([one["loss"] for one in found[best]]),
        "train": spread([one["train"][-1] for one in found[best]]),
        "test": spread([one["test"] for one in found[best]]),
    }


def _spread(values: Sequence[float | None]) -> dict[str, Any] | None:
    numbers = [value for value in values if value is not None]
    return spread(numbers) if len(numbers) == len(values) else None


def _trained(run: Run, jobs: list[Job]) -> list[list[dict[str, Any]]]:
    """Return for each training a list of what `train` returns for each seed."""
    seeds = SETUPS[run.data].seeds
    calls = [{"data": run.data, "job": asdict(job), "seed": seed} for job in jobs for seed in seeds]
    found = run.map(train, calls, "Training")
    return [found[start : start + len(seeds)] for start in range(0, len(found), len(seeds))]


def train(data: str, job: dict[str, Any], seed: int) -> dict[str, Any]:
    """Train once.

    Args:
        data: "mnist" or "digits".
        job: The fields of a `Job`.
        seed: Of first weights and order of the pictures.

    Returns:
        "train", the accuracy on the pictures learnt from after each epoch; "loss", the mean loss
        of the last epoch's mini-batches, None if it outgrew all numbers; "held_out" and "test",
        the accuracies at the end.
    """
    todo, setup, pictures = Job(**job), SETUPS[data], load(data)
    x, t = pictures.x_train[: todo.pictures], pictures.t_train[: todo.pictures]
    for_weights, for_order = np.random.default_rng(seed).spawn(2)
    inputs, classes = x.shape[1], int(pictures.t_train.max()) + 1
    network = build(for_weights, (inputs, *[setup.nodes] * setup.depth, classes), todo)
    trainer, accuracies, loss = Trainer(network, SGD(todo.rate), for_order, todo.batch), [], 0.0
    with np.errstate(over="ignore", invalid="ignore"):  # without normalisation some lead there
        for _ in range(todo.epochs):
            loss = trainer.epoch(x, t)
            accuracies.append(network.accuracy(x, t))
        kept = pictures.x_train[-setup.held_out :], pictures.t_train[-setup.held_out :]
        return {
            "train": accuracies,
            "loss": loss if np.isfinite(loss) else None,
            "held_out": network.accuracy(*kept),
            "test": network.accuracy(pictures.x_test, pictures.t_test),
        }


def build(rng: np.random.Generator, sizes: Sequence[int], job: Job) -> Sequential:
    """Return the network that a job asks for, in float32."""
    initialiser = he if job.scale == HE else partial(normal, deviation=job.scale)
    network = multi_layer(rng, sizes, initialiser=initialiser, batch_norm=job.place == "before")
    if job.place == "after":
        network = Sequential(_behind_each_relu(network.layers))
    return single(network)


def _behind_each_relu(layers: Sequence[Layer]) -> list[Layer]:
    """Return the layers of a network with a batch normalisation behind each ReLU."""
    result: list[Layer] = []
    nodes = 0
    for layer in layers:
        result.append(layer)
        if isinstance(layer, Affine):
            nodes = len(layer.bias)
        elif isinstance(layer, ReLU):
            result.append(BatchNorm(np.ones(nodes), np.zeros(nodes)))
    return result
