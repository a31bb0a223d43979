"""What the first layer's filters learn, and what a network knows of where its pixels lie."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.data import Dataset, load
from snippets.arrays import Floats
from snippets.batches import draw
from snippets.conv_nets import simple_conv_net
from snippets.convolution import Convolution
from snippets.initialisers import he
from snippets.layers import Affine, Layer, ReLU
from snippets.optimizers import Adam
from snippets.sequential import Sequential
from studyreport.results import Run, experiment

HIDDEN = 100  # nodes of the fully connected network, as many as the convolutional one has


@dataclass(frozen=True)
class Training:
    """What is the same in every training.

    Attributes:
        iterations: How many mini-batches, with one step of Adam after each.
        batch: Examples in a mini-batch, drawn independently.
        rate: Adam's learning rate.
        small: Deviation of the first layer's weights where they start small.
        seeds: Of the random numbers; each gives first weights and mini-batches.
    """

    iterations: int
    batch: int = 100
    rate: float = 0.001
    small: float = 0.01
    seeds: tuple[int, ...] = (0, 1, 2)


SETTINGS = {"mnist": Training(iterations=1200), "digits": Training(iterations=200)}
# How the first filters start, and whether they are learnt.
STARTS = {"he": {}, "small": {"small": True}, "fixed": {"fixed": True}}
# Which network sees which pictures.
ORDERS = {
    "convolution": {},
    "convolution_shuffled": {"shuffled": True},
    "connected": {"connected": True},
    "connected_shuffled": {"connected": True, "shuffled": True},
}


@experiment(frozen=True)
def first_filters(run: Run) -> dict[str, Any]:
    """Train a small convolutional network: learnt filters, small first values, none learnt.

    Returns:
        Among "values", for each of STARTS: "accuracy", "move" and "roughness" (see `train`), each
        with the mean, the least and the most of the seeds; "before" and "after", the first
        seed's filters, (filters, FH, FW).
    """
    outcomes = _all(run, STARTS, "Filters")
    values: dict[str, Any] = {}
    for name, seeds in outcomes.items():
        values[name] = {
            "accuracy": _spread([o["accuracy"] for o in seeds]),
            "move": _spread([o["move"] for o in seeds]),
            "roughness": {
                when: _spread([o["roughness"][when] for o in seeds]) for when in ("before", "after")
            },
            **{when: seeds[0][when] for when in ("before", "after")},
        }
    return _result(run, values)


@experiment(frozen=True)
def shuffled_pictures(run: Run) -> dict[str, Any]:
    """Train a convolutional and a fully connected network, on pictures and on shuffled ones.

    Returns:
        Among "values", for each of ORDERS: "accuracy", with mean, least and most of the seeds.
    """
    outcomes = _all(run, ORDERS, "Shuffled pictures")
    return _result(
        run,
        {
            name: {"accuracy": _spread([o["accuracy"] for o in seeds])}
            for name, seeds in outcomes.items()
        },
    )


def train(
    data: str,
    seed: int,
    small: bool = False,
    fixed: bool = False,
    shuffled: bool = False,
    connected: bool = False,
) -> dict[str, Any]:
    """Train one network and test it once.

    Args:
        data: "mnist" or "digits".
        seed: Of the random numbers.
        small: Whether the first filters start small, not with He's deviation.
        fixed: Whether they stay as they start.
        shuffled: Whether each picture's pixels are put in another order, the same for all.
        connected: Whether the network is fully connected, not convolutional.

    Returns:
        "accuracy" on the test pictures, 0 to 1. For a convolutional network also "before" and
        "after", its first filters (filters, FH, FW); "move", by what share of their size they
        have changed; and "roughness", before and after, as from `roughness`.
    """
    settings, pictures = SETTINGS[data], load(data)
    for_weights, for_batches, for_order = np.random.default_rng(seed).spawn(3)
    order = for_order.permutation(pictures.x_train.shape[1]) if shuffled else slice(None)
    x_train, x_test = (_shaped(x[:, order], connected) for x in (pictures.x_train, pictures.x_test))
    network = _network(for_weights, x_train.shape[1:], connected)
    first = network.params["W1"]
    if small:
        first *= np.float32(settings.small / first.std())
    before = first.copy()
    learnt = {k: w for k, w in network.params.items() if not (fixed and k in ("W1", "b1"))}
    adam = Adam(settings.rate)
    for _ in range(settings.iterations):
        chosen = draw(for_batches, len(x_train), settings.batch)
        _, gradient = network.gradient(x_train[chosen], pictures.t_train[chosen])
        adam.update(learnt, {name: gradient[name] for name in learnt})
    outcome: dict[str, Any] = {"accuracy": _accuracy(network, x_test, pictures)}
    return outcome if connected else outcome | _told(before[:, 0], first[:, 0])


def roughness(filters: Floats) -> float:
    """Return how much neighbouring weights differ: 1 for noise, near 0 for smooth filters.

    It is the mean squared difference of neighbours, up and down or side by side, over twice the
    variance within filters: if the weights of a filter are independent, these are equal.

    Args:
        filters: (filters, FH, FW).
    """
    upright, level = np.diff(filters, axis=1), np.diff(filters, axis=2)
    squares = np.concatenate([upright.ravel(), level.ravel()]) ** 2
    variance = filters.reshape(len(filters), -1).var(axis=1, ddof=1).mean()
    return float(squares.mean() / (2 * variance))


def _told(before: Floats, after: Floats) -> dict[str, Any]:
    return {
        "before": before.round(3).tolist(),
        "after": after.round(3).tolist(),
        "move": float(np.linalg.norm(after - before) / np.linalg.norm(before)),
        "roughness": {"before": roughness(before), "after": roughness(after)},
    }


def _network(rng: np.random.Generator, shape: tuple[int, ...], connected: bool) -> Sequential:
    """Return a network in float32, which is twice as fast."""
    layers: list[Layer] = (
        [
            Affine(he(rng, shape[0], HIDDEN), np.zeros(HIDDEN)),
            ReLU(),
            Affine(he(rng, HIDDEN, 10), np.zeros(10)),
        ]
        if connected
        else simple_conv_net(rng, shape).layers
    )
    for layer in layers:
        if isinstance(layer, Affine | Convolution):
            layer.weights = layer.weights.astype(np.float32)
            layer.bias = layer.bias.astype(np.float32)
    return Sequential(layers)


def _shaped(x: Floats, connected: bool) -> Floats:
    """Return pictures as rows (N, pixels), or as pictures of one channel (N, 1, H, W)."""
    side = round(x.shape[1] ** 0.5)
    return x if connected else x.reshape(-1, 1, side, side)


def _accuracy(network: Sequential, x: Floats, pictures: Dataset) -> float:
    """Return the share of the test pictures that it reads, in parts, to spare memory."""
    parts = range(0, len(x), 500)
    scores = np.concatenate([network.predict(x[i : i + 500]) for i in parts])
    return float((scores.argmax(axis=1) == pictures.t_test).mean())


def _all(run: Run, arms: dict[str, dict[str, bool]], label: str) -> dict[str, list[dict[str, Any]]]:
    """Return the outcomes of all arms, one for each seed."""
    seeds = SETTINGS[run.data].seeds
    load(run.data, run.quiet)  # before the processes start, so that only one of them downloads
    calls = [{"data": run.data, "seed": seed, **arm} for arm in arms.values() for seed in seeds]
    outcomes = run.map(train, calls, label)
    return {name: outcomes[i * len(seeds) : (i + 1) * len(seeds)] for i, name in enumerate(arms)}


def _spread(numbers: list[float]) -> dict[str, float]:
    values: NDArray[np.float64] = np.array(numbers)
    return {"mean": values.mean(), "least": values.min(), "most": values.max()}


def _result(run: Run, values: dict[str, Any]) -> dict[str, Any]:
    settings = SETTINGS[run.data]
    return {
        "settings": asdict(settings) | {"hidden": HIDDEN},
        "seeds": list(settings.seeds),
        "dataset": load(run.data).describe(),
        "values": values,
    }
