"""Plain depth against depth with shortcuts: how well training goes, by the number of layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from experiments.data import load
from experiments.summary import spread
from snippets.arrays import Floats, Params
from snippets.batches import draw
from snippets.initialisers import he
from snippets.layers import Affine, Layer, ReLU
from snippets.losses import SoftmaxWithLoss
from snippets.optimizers import Adam
from snippets.shortcut import Shortcut
from studyreport.results import Run, experiment


@dataclass(frozen=True)
class Depths:
    """What is the same in every training.

    Attributes:
        pairs: Of hidden layers, for each network; a shortcut leads past one pair.
        nodes: In each hidden layer.
        steps: How many mini-batches, with one step of Adam after each.
        batch: Examples in a mini-batch, drawn independently.
        rates: Adam's learning rates that are tried; each network is shown at its best one.
        seeds: Of the random numbers; each gives first weights and mini-batches.
    """

    pairs: tuple[int, ...] = (1, 4, 9, 14, 19)
    nodes: int = 32
    steps: int = 400
    batch: int = 64
    rates: tuple[float, ...] = (0.0005, 0.001, 0.002)
    seeds: tuple[int, ...] = (0, 1, 2)


SETTINGS = {"mnist": Depths(), "digits": Depths(steps=80, seeds=(0, 1))}  # by the report's data
# Without shortcuts; with them; with them, and He's weights in every layer.
KINDS = ("plain", "shortcut", "shortcut_he")


@experiment(frozen=True)
def plain_depth(run: Run) -> dict[str, Any]:
    """Train ever deeper networks on small digits, without and with shortcuts.

    Returns:
        Among "values": "layers", how many learn, of each network; for each of KINDS a list with,
        for each network, the "rate" with the lowest mean loss and, at that, the "loss" on all
        training pictures and the "accuracy" on new ones, each as from `spread`.
    """
    how = SETTINGS[run.data]
    calls = [
        {"kind": kind, "pairs": pairs, "rate": rate, "seed": seed, "how": run.data}
        for kind in KINDS
        for pairs in how.pairs
        for rate in how.rates
        for seed in how.seeds
    ]
    told = iter(run.map(train, calls, "Depths"))
    values: dict[str, Any] = {"layers": [2 * pairs + 2 for pairs in how.pairs]}
    for kind in KINDS:
        values[kind] = [
            min(
                [_together(rate, [next(told) for _ in how.seeds]) for rate in how.rates],
                key=lambda found: found["loss"]["mean"],
            )
            for _ in how.pairs
        ]
    return {
        "settings": asdict(how) | {"optimizer": "Adam", "initialisation": "He, biases 0"},
        "seeds": list(how.seeds),
        "dataset": load("digits", run.quiet).describe(),
        "values": values,
    }


def _together(rate: float, seeds: list[dict[str, float]]) -> dict[str, Any]:
    """Return what the trainings of one network at one rate come to."""
    names = ("loss", "accuracy")
    return {"rate": rate} | {name: spread([one[name] for one in seeds]) for name in names}


def train(kind: str, pairs: int, rate: float, seed: int, how: str) -> dict[str, float]:
    """Train one network on the small digits.

    Args:
        kind: One of KINDS.
        pairs: Of hidden layers.
        rate: Adam's.
        seed: Of the random numbers.
        how: Key of SETTINGS.

    Returns:
        "loss" on the training pictures afterwards, "accuracy" on new ones.
    """
    data = load("digits")
    weights, batches = np.random.default_rng(seed).spawn(2)
    settings = SETTINGS[how]
    layers = build(weights, data.x_train.shape[1], pairs, kind, settings.nodes)
    learnt = list(affine(layers))
    params: Params = {}
    for number, one in enumerate(learnt):
        params |= {f"W{number}": one.weights, f"b{number}": one.bias}
    adam, last = Adam(rate), SoftmaxWithLoss()
    for _ in range(settings.steps):
        chosen = draw(batches, len(data.x_train), settings.batch)
        last.forward(forward(layers, data.x_train[chosen]), data.t_train[chosen])
        dy = last.backward()
        for layer in reversed(layers):
            dy = layer.backward(dy)
        grads: Params = {}
        for number, one in enumerate(learnt):
            grads |= {f"W{number}": one.d_weights, f"b{number}": one.d_bias}
        adam.update(params, grads)
    scores = forward(layers, data.x_test)
    return {
        "loss": float(last.forward(forward(layers, data.x_train), data.t_train)),
        "accuracy": float((scores.argmax(axis=1) == data.t_test).mean()),
    }


def build(rng: np.random.Generator, inputs: int, pairs: int, kind: str, nodes: int) -> list[Layer]:
    """Return Affine – ReLU, `pairs` times Affine – ReLU – Affine – ReLU, and Affine to 10 scores.

    With shortcuts, what goes into a pair is added before its second ReLU. Unless all is to start
    with He's weights, the pair's second Affine starts with weights of 0, so that each pair begins
    by handing on what it gets.

    Args:
        rng: Where the random numbers come from.
        inputs: Numbers of an example.
        pairs: Of hidden layers.
        kind: One of KINDS.
        nodes: In each hidden layer.
    """
    layers: list[Layer] = [_affine(rng, inputs, nodes), ReLU()]
    for _ in range(pairs):
        first, second = _affine(rng, nodes, nodes), _affine(rng, nodes, nodes)
        if kind == "shortcut":
            second.weights[:] = 0
        pair: list[Layer] = [first, ReLU(), second]
        layers += [*pair, ReLU()] if kind == "plain" else [Shortcut(pair), ReLU()]
    return [*layers, _affine(rng, nodes, 10)]


def affine(layers: list[Layer]) -> Iterator[Affine]:
    """Yield the layers that learn, those past which a shortcut leads included."""
    for layer in layers:
        if isinstance(layer, Affine):
            yield layer
        elif isinstance(layer, Shortcut):
            yield from affine(layer.layers)


def forward(layers: list[Layer], x: Floats) -> Floats:
    """Return the scores of a batch."""
    for layer in layers:
        x = layer.forward(x)
    return x


def _affine(rng: np.random.Generator, inputs: int, nodes: int) -> Affine:
    return Affine(he(rng, inputs, nodes).astype(np.float32), np.zeros(nodes, np.float32))
