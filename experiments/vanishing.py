"""Activations and first weights in all combinations, trained; and units that die."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from experiments.data import load
from experiments.depth import FIRST_WEIGHTS
from experiments.engine import Engine, accuracy
from experiments.summary import spread
from snippets.arrays import Floats, Params
from snippets.batches import draw
from studyreport.results import Run, experiment

ACTIVATIONS = ("sigmoid", "relu")


@dataclass(frozen=True)
class Trainings:
    """Plain SGD at a few rates, for every activation, first weights and network.

    Attributes:
        networks: Units of the hidden layers.
        rates: Tried for each combination; the first is the one that is compared.
        batch: Examples in a mini-batch, drawn independently.
        iterations: Steps of each training.
        block: Steps in one point of a curve.
        seeds: Of first weights and mini-batches.
        dead_rates: Rates at which units are looked for that never speak.
        dead_hidden: Units of that network's hidden layers.
    """

    networks: dict[str, tuple[int, ...]]
    rates: tuple[float, ...]
    batch: int
    iterations: int
    block: int
    seeds: tuple[int, ...]
    dead_rates: tuple[float, ...]
    dead_hidden: tuple[int, ...]


SETTINGS = {
    "mnist": Trainings(
        networks={"two": (40, 20), "five": (100,) * 5},
        rates=(0.1, 0.01, 1.0),
        batch=100,
        iterations=2000,
        block=50,
        seeds=(0, 1, 2),
        dead_rates=(0.01, 0.1, 0.3, 1.0),
        dead_hidden=(100, 100),
    ),
    "digits": Trainings(
        networks={"two": (40, 20), "five": (30,) * 5},
        rates=(0.1, 1.0),
        batch=50,
        iterations=200,
        block=20,
        seeds=(0, 1),
        dead_rates=(0.1, 1.0),
        dead_hidden=(30, 30),
    ),
}


class SigmoidEngine(Engine):
    """The fast network with sigmoids in the place of its ReLUs."""

    def scores(self, x: Floats) -> Floats:
        """Return the scores (M, K) of any number M of inputs (M, inputs)."""
        for weights, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            x = _sigmoid(x @ weights + bias)
        return x @ self.weights[-1] + self.biases[-1]

    def _forward(self, x: Floats) -> None:
        last = self.outputs[-1]
        for weights, bias, y in zip(self.weights, self.biases, self.outputs, strict=True):
            np.matmul(x, weights, out=y)
            y += bias
            if y is not last:
                y[:] = _sigmoid(y)
            x = y

    def _backward(self, x: Floats) -> None:
        inputs = [x, *self.outputs[:-1]]
        for layer in reversed(range(len(self.weights))):
            delta, z = self.deltas[layer], inputs[layer]
            np.matmul(z.T, delta, out=self.d_weights[layer])
            delta.sum(axis=0, out=self.d_biases[layer])
            if layer > 0:
                np.matmul(delta, self.weights[layer].T, out=self.deltas[layer - 1])
                self.deltas[layer - 1] *= z * (1 - z)  # σ′(u), from the output z = σ(u)


ENGINES = {"sigmoid": SigmoidEngine, "relu": Engine}


def _sigmoid(u: Floats) -> Floats:
    """Return σ(u) as (1 + tanh(u/2)) / 2, which overflows nowhere."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * u), u.dtype)


@experiment(frozen=True)
def vanishing(run: Run) -> dict[str, Any]:
    """Train networks with sigmoid or ReLU from four kinds of first weights; look for dead units.

    Returns:
        Among "values": under the network, the activation, the weights: "accuracy" on the test
        pictures and "loss", the mean over the last block of mini-batches before their steps,
        each a spread at the first rate; "curve", that loss block by block, the mean over seeds;
        "rates": the mean accuracy at each rate tried; "best": the highest of them, and at which
        "rate". "iterations": to which the points of curves belong. "dead": for each rate the
        spread of the share of units that give 0 for every training picture, in "layers".
    """
    settings, data = SETTINGS[run.data], load(run.data, run.quiet)
    combinations = [
        (network, activation, weights)
        for network in settings.networks
        for activation in ACTIVATIONS
        for weights in FIRST_WEIGHTS
    ]
    calls = [
        {"data": run.data, "network": n, "activation": a, "weights": w, "rate": rate, "seed": seed}
        for n, a, w in combinations
        for rate in settings.rates
        for seed in settings.seeds
    ]
    found = iter(run.map(train, calls, "Training"))
    values: dict[str, Any] = {}
    for network, activation, weights in combinations:
        by_rate = {rate: [next(found) for _ in settings.seeds] for rate in settings.rates}
        of_network = values.setdefault(network, {}).setdefault(activation, {})
        of_network[weights] = _summary(by_rate, settings)
    middle = (settings.block + 1) / 2
    values["iterations"] = [s + middle for s in range(0, settings.iterations, settings.block)]
    values["dead"] = _dead(run)
    return {
        "settings": asdict(settings),
        "seeds": list(settings.seeds),
        "dataset": data.describe(),
        "values": values,
    }


def train(
    data: str, network: str, activation: str, weights: str, rate: float, seed: int
) -> dict[str, Any]:
    """Return the test "accuracy" and the "blocks", mean losses, of one training.

    A training whose loss grows beyond all numbers ends there: its accuracy is that of the
    weights it is left with, and the blocks from there on are None.
    """
    settings, pictures = SETTINGS[data], load(data)
    engine, losses = _train(data, settings.networks[network], activation, weights, rate, seed)
    blocks = [
        _mean(losses[start : start + settings.block], settings.block)
        for start in range(0, settings.iterations, settings.block)
    ]
    with np.errstate(over="ignore", invalid="ignore"):
        right = accuracy(engine.scores(pictures.x_test), pictures.t_test)
    return {"accuracy": right, "blocks": blocks}


def dead_units(data: str, rate: float, seed: int) -> list[float]:
    """Return for each hidden layer the share of ReLUs that give 0 for all training pictures."""
    settings, pictures = SETTINGS[data], load(data)
    engine, _ = _train(data, settings.dead_hidden, "relu", "he", rate, seed)
    z, shares = pictures.x_train, []
    for w, b in zip(engine.weights[:-1], engine.biases[:-1], strict=True):
        z = np.maximum(z @ w + b, 0)
        shares.append(float((z.max(axis=0) <= 0).mean()))
    return shares


def _train(
    data: str, hidden: tuple[int, ...], activation: str, weights: str, rate: float, seed: int
) -> tuple[Engine, list[float]]:
    settings, pictures = SETTINGS[data], load(data)
    for_weights, for_batches = np.random.default_rng(seed).spawn(2)
    params: Params = {}
    for number, (n, m) in enumerate(pairwise((pictures.x_train.shape[1], *hidden, 10)), 1):
        params[f"W{number}"] = FIRST_WEIGHTS[weights](for_weights, n, m)
        params[f"b{number}"] = np.zeros(m)
    engine, losses = ENGINES[activation](params, settings.batch), []
    with np.errstate(over="ignore", invalid="ignore"):  # too high a rate leads there
        for _ in range(settings.iterations):
            chosen = draw(for_batches, len(pictures.x_train), settings.batch)
            loss = engine.step(pictures.x_train[chosen], pictures.t_train[chosen])
            if not np.isfinite(loss):
                break
            losses.append(loss)
            engine.vector -= np.float32(rate) * engine.gradient
    return engine, losses


def _summary(by_rate: dict[float, list[dict[str, Any]]], settings: Trainings) -> dict[str, Any]:
    compared = by_rate[settings.rates[0]]
    rates = {rate: float(np.mean([o["accuracy"] for o in by_rate[rate]])) for rate in by_rate}
    best = max(rates, key=lambda rate: rates[rate])
    curves = [o["blocks"] for o in compared]
    return {
        "accuracy": spread([o["accuracy"] for o in compared]),
        "curve": [_mean(list(points), len(curves)) for points in zip(*curves, strict=True)],
        "loss": _mean([curve[-1] for curve in curves], len(curves)),
        "rates": {"rate": list(rates), "accuracy": list(rates.values())},
        "best": {"rate": best, "accuracy": rates[best]},
    }


def _dead(run: Run) -> list[dict[str, Any]]:
    """Return for each rate the spread over the seeds of the share of dead units in each layer."""
    settings = SETTINGS[run.data]
    calls = [
        {"data": run.data, "rate": rate, "seed": seed}
        for rate in settings.dead_rates
        for seed in settings.seeds
    ]
    found = iter(run.map(dead_units, calls, "Dead units"))
    table = []
    for rate in settings.dead_rates:
        shares = np.array([next(found) for _ in settings.seeds])
        table.append({"rate": rate, "layers": [spread(layer) for layer in shares.T]})
    return table


def _mean(losses: list[Any], count: int) -> float | None:
    """Return the mean of `count` losses, None if one is missing."""
    whole = len(losses) == count and None not in losses
    return float(np.mean(losses)) if whole else None
