"""Training from different first weights, each at several learning rates."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from experiments.data import load
from experiments.single import single
from experiments.starts import ACTIVATIONS, COMBINATIONS, STARTS
from experiments.summary import band, centres
from snippets.batches import draw
from snippets.multi_layer import multi_layer
from snippets.optimizers import SGD
from studyreport.results import Run, experiment

Net = tuple[str, str, int]  # activation, start, hidden layers
TRAINED = {name: ("zeros", *starts) for name, starts in COMBINATIONS.items()}


@dataclass(frozen=True)
class Setup:
    """What all trainings have in common.

    Attributes:
        nodes: Of each hidden layer.
        depth: How many hidden layers.
        shallow: How many the controls have, which begin with the deviation 0.01 and ReLU.
        batch: Examples in a mini-batch, drawn independently.
        iterations: Steps of SGD.
        tail: Of how many last mini-batches the mean loss is taken.
        block: How many mini-batches make one point of a curve.
        rates: The learning rates.
        shown: The rate whose curves are kept for all starts.
        seeds: Of first weights and mini-batches.
    """

    nodes: int = 100
    depth: int = 4
    shallow: tuple[int, ...] = (1, 2, 3)
    batch: int = 128
    iterations: int = 1000
    tail: int = 100
    block: int = 25
    rates: tuple[float, ...] = (0.01, 0.03, 0.1, 0.3, 1.0)
    shown: float = 0.1
    seeds: tuple[int, ...] = (0, 1, 2)


SETUPS = {
    "mnist": Setup(),
    "digits": Setup(
        iterations=200, tail=20, block=10, rates=(0.01, 0.1), seeds=(0, 1), shallow=(1,)
    ),
}


@experiment(frozen=True)
def initial_weights(run: Run) -> dict[str, Any]:
    """Train a network with four hidden layers from different first weights, with plain SGD.

    Returns:
        Among "values": "guess", the loss of giving all classes the same probability;
        "iterations" of the curves' points; "trainings": for each activation and start "rates", one
        entry for each rate (None in "mean" and "max" where a training came to numbers that are
        not finite), "best", the entry with the lowest mean loss, and "curve", that at the shown
        rate; "shallow": the "best" of the controls.
    """
    setup, data = SETUPS[run.data], load(run.data, run.quiet)
    nets = [(name, start, setup.depth) for name, starts in TRAINED.items() for start in starts]
    controls = [("relu", "hundredth", depth) for depth in setup.shallow]
    found = _summaries(run, nets + controls)
    return {
        "settings": asdict(setup) | {"optimizer": "SGD", "biases": 0, "precision": "float32"},
        "seeds": list(setup.seeds),
        "dataset": data.describe(),
        "values": {
            "guess": float(np.log(data.t_train.max() + 1)),
            "iterations": centres(setup.iterations, setup.block),
            "trainings": {
                name: {start: found[name, start, setup.depth] for start in starts}
                for name, starts in TRAINED.items()
            },
            "shallow": {
                f"layers_{depth}": found["relu", "hundredth", depth]["best"]
                for depth in setup.shallow
            },
        },
    }


def _summaries(run: Run, nets: list[Net]) -> dict[Net, dict[str, Any]]:
    """Train each network at each rate from each seed, and sum its trainings up."""
    setup = SETUPS[run.data]
    calls = [
        {"data": run.data, "net": net, "rate": rate, "seed": seed}
        for net in nets
        for rate in setup.rates
        for seed in setup.seeds
    ]
    losses = iter(run.map(train, calls, "Training"))
    return {
        net: _summary({rate: [next(losses) for _ in setup.seeds] for rate in setup.rates}, setup)
        for net in nets
    }


def train(data: str, net: Net, rate: float, seed: int) -> list[float]:
    """Return the loss of each mini-batch before its step; fewer if the loss outgrew all numbers."""
    (activation, start, depth), setup, pictures = net, SETUPS[data], load(data)
    for_weights, for_batches = np.random.default_rng(seed).spawn(2)
    sizes = (pictures.x_train.shape[1], *[setup.nodes] * depth, int(pictures.t_train.max()) + 1)
    network = single(
        multi_layer(
            for_weights, sizes, activation=ACTIVATIONS[activation], initialiser=STARTS[start]
        )
    )
    sgd, losses = SGD(rate), []
    with np.errstate(over="ignore", invalid="ignore"):  # some starts lead there
        for _ in range(setup.iterations):
            chosen = draw(for_batches, len(pictures.x_train), setup.batch)
            loss, gradients = network.gradient(pictures.x_train[chosen], pictures.t_train[chosen])
            if not np.isfinite(loss):
                break
            sgd.update(network.params, gradients)
            losses.append(loss)
    return losses


def _summary(by_rate: dict[float, list[list[float]]], setup: Setup) -> dict[str, Any]:
    rates = [_ends(rate, losses, setup) for rate, losses in by_rate.items()]
    finished = [entry for entry in rates if entry["mean"] is not None]
    shown = by_rate[setup.shown]
    whole = all(len(losses) == setup.iterations for losses in shown)
    return {
        "rates": rates,
        "best": min(finished, key=lambda entry: entry["mean"]) if finished else None,
        "curve": band(np.array(shown), setup.block) if whole else None,
    }


def _ends(rate: float, losses: list[list[float]], setup: Setup) -> dict[str, Any]:
    """Return of one rate the mean, least and greatest last loss, and how many seeds finished."""
    ends = [np.mean(one[-setup.tail :]) for one in losses if len(one) == setup.iterations]
    whole = len(ends) == len(losses)
    return {
        "rate": rate,
        "finished": len(ends),
        "mean": np.mean(ends) if whole else None,
        "min": np.min(ends) if ends else None,
        "max": np.max(ends) if whole else None,
    }
