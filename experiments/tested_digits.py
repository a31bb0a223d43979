"""A network of two layers learns digits, answers for itself, and meets pictures from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from experiments.data import Dataset, load
from experiments.digit_training import ARCHITECTURES, READINGS
from experiments.engine import Engine, accuracy
from experiments.fast.net import FastNet
from experiments.foreign import CHANGES, all_prepared, changed
from experiments.quantise import unpacked
from experiments.summary import spread
from snippets.arrays import Floats, Labels, Params
from snippets.batches import draw
from snippets.losses import softmax
from snippets.network import first_params
from studyreport.results import Run, experiment
from studyreport.results import load as stored

Reader = Callable[[Params, Floats], Floats]  # parameters and pictures to scores
SHADES = 16  # of a stored picture, one hexadecimal digit a pixel


@dataclass(frozen=True)
class Learning:
    """One training of a network with one hidden layer, by plain SGD.

    Attributes:
        hidden: Nodes of the hidden layer.
        batch: Pictures in a mini-batch.
        iterations: Mini-batches.
        every: After how many iterations the accuracy is measured; once at the start, too.
        rate: The learning rate.
        seeds: Of the trainings.
        box: The longer side of a prepared digit, in pixels.
        refused: Shares of the pictures that are not answered, the least sure ones.
    """

    hidden: int
    batch: int
    iterations: int
    every: int
    rate: float
    seeds: tuple[int, ...]
    box: int
    refused: tuple[float, ...] = (0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2)


SETTINGS = {
    "mnist": Learning(50, 100, 10_000, 600, 0.1, (0, 1, 2, 3, 4), box=20),
    "digits": Learning(50, 100, 600, 60, 0.1, (0, 1), box=8),
}


@experiment(frozen=True)
def tested_digits(run: Run) -> dict[str, Any]:
    """Train a network of two layers on digits, from the files to pictures that are not prepared.

    Returns:
        Among "values": "iterations", and the accuracies there on the "train" and the "test"
        pictures, each with "mean", "low" and "high" over the seeds; "final", their spread at the
        end; "ten", how the first network reads the first ten test pictures, as from `answered`;
        "first_ten", how many of those each network reads right; "confusion", of the first
        network, [right][read]; "sure", for each net how right it is on what it does not refuse;
        "foreign", for each net and change the mean accuracy "raw" and "prepared".
    """
    settings, data = SETTINGS[run.data], load(run.data, run.quiet)
    calls = [{"data": run.data, "seed": seed} for seed in settings.seeds]
    found = run.map(learn, calls, "Two layers")
    deep = [_small_net(run, data)]
    nets = {"two_layers": found, "deep": deep}
    guesses = [one["scores"].argmax(axis=1) for one in found]
    foreign = [{"data": run.data, "change": change, "params": _params(nets)} for change in CHANGES]
    return {
        "settings": asdict(settings) | {"optimizer": "SGD", "initialisation": "He, biases 0"},
        "seeds": list(settings.seeds),
        "dataset": data.describe(),
        "values": {
            "iterations": list(range(0, settings.iterations + 1, settings.every)),
            "train": _band([one["train"] for one in found]),
            "test": _band([one["test"] for one in found]),
            "final": {
                "train": spread([one["train"][-1] for one in found]),
                "test": spread([accuracy(one["scores"], data.t_test) for one in found]),
            },
            "ten": [answered(data, found[0]["scores"], index) for index in range(10)],
            "first_ten": [int((guess[:10] == data.t_test[:10]).sum()) for guess in guesses],
            "confusion": confusion(guesses[0], data.t_test),
            "sure": {net: sure(many, data.t_test, settings) for net, many in nets.items()},
            "foreign": _by_net(run.map(read_foreign, foreign, "Foreign digits")),
        },
    }


def _small_net(run: Run, data: Dataset) -> dict[str, Any]:
    """Return parameters and test scores of the deep network whose weights are stored."""
    kept = stored(run.project, "small_net", run.data)["values"]
    params = unpacked(kept["layers"])
    return {"params": params, "scores": _deep(run.data)(params, data.x_test)}


def learn(data: str, seed: int) -> dict[str, Any]:
    """Train one network; return its parameters, its test scores, and accuracies on the way."""
    settings, pictures = SETTINGS[data], load(data)
    for_weights, for_batches = np.random.default_rng(seed).spawn(2)
    sizes = (pictures.x_train.shape[1], settings.hidden, 10)
    engine = Engine(first_params(for_weights, sizes), settings.batch)
    seen: dict[str, list[float]] = {"train": [], "test": []}
    for iteration in range(settings.iterations + 1):
        if iteration % settings.every == 0:
            seen["train"].append(accuracy(engine.scores(pictures.x_train), pictures.t_train))
            seen["test"].append(accuracy(engine.scores(pictures.x_test), pictures.t_test))
        if iteration < settings.iterations:
            chosen = draw(for_batches, len(pictures.x_train), settings.batch)
            engine.step(pictures.x_train[chosen], pictures.t_train[chosen])
            engine.vector -= np.float32(settings.rate) * engine.gradient
    return seen | {"params": _named(engine), "scores": engine.scores(pictures.x_test)}


def answered(data: Dataset, scores: Floats, index: int) -> dict[str, Any]:
    """Return how a test picture is read: "right", "read", the "probability" of that, "picture"."""
    chances = softmax(scores[index : index + 1].astype(float))[0]
    side = round(data.x_test.shape[1] ** 0.5)
    shades = np.rint(data.x_test[index] * (SHADES - 1)).astype(int).reshape(side, side)
    return {
        "right": int(data.t_test[index]),
        "read": int(chances.argmax()),
        "probability": float(chances.max()),
        "picture": ["".join(f"{shade:x}" for shade in row) for row in shades],
    }


def confusion(guess: Labels, t: Labels) -> list[list[int]]:
    """Return how many pictures of each digit, a row, were read as each digit, a column."""
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (t, guess), 1)
    return [[int(count) for count in row] for row in counts]


def sure(found: Sequence[dict[str, Any]], t: Labels, settings: Learning) -> dict[str, Any]:
    """Return for each share of refused pictures the mean accuracy on the others, over the seeds."""
    kept = [[_kept(one["scores"], t, share) for share in settings.refused] for one in found]
    return {"refused": list(settings.refused), "accuracy": np.mean(kept, axis=0).tolist()}


def _kept(scores: Floats, t: Labels, refused: float) -> float:
    order = np.argsort(softmax(scores.astype(float)).max(axis=1))[round(refused * len(t)) :]
    return accuracy(scores[order], t[order])


def read_foreign(data: str, change: str, params: dict[str, list[Params]]) -> dict[str, Any]:
    """Return for each net its accuracy on changed test pictures, raw and prepared.

    Args:
        data: "mnist" or "digits".
        change: A name in CHANGES.
        params: For "two_layers" and "deep" the parameters of each seed's network.
    """
    pictures, settings = load(data), SETTINGS[data]
    raw = changed(change, pictures.x_test, seed=0)
    ready = all_prepared(raw, settings.box)
    readers = {"two_layers": _two_layers, "deep": _deep(data)}
    return {
        "change": change,
        "nets": {
            net: {
                kind: float(
                    np.mean([accuracy(readers[net](one, x), pictures.t_test) for one in many])
                )
                for kind, x in (("raw", raw), ("prepared", ready))
            }
            for net, many in params.items()
        },
    }


def _two_layers(params: Params, x: Floats) -> Floats:
    return Engine(params, batch=1).scores(x)


def _deep(data: str) -> Reader:
    settings = READINGS[data]

    def scores(params: Params, x: Floats) -> Floats:
        kinds = ARCHITECTURES["deep"]
        fast = FastNet(kinds, settings.shape, settings.batch, dropout=settings.dropout)
        fast.put(params)
        return fast.scores(x)

    return scores


def _params(nets: dict[str, list[dict[str, Any]]]) -> dict[str, list[Params]]:
    return {net: [one["params"] for one in found] for net, found in nets.items()}


def _named(engine: Engine) -> Params:
    """Return copies of an engine's parameters as "W1", "b1", "W2" and so on."""
    pairs = zip(engine.weights, engine.biases, strict=True)
    return {
        f"{letter}{number}": array.copy()
        for number, pair in enumerate(pairs, 1)
        for letter, array in zip("Wb", pair, strict=True)
    }


def _by_net(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {net: {one["change"]: one["nets"][net] for one in found} for net in found[0]["nets"]}


def _band(curves: list[list[float]]) -> dict[str, list[float]]:
    array = np.array(curves)
    return {
        "mean": array.mean(axis=0).tolist(),
        "low": array.min(axis=0).tolist(),
        "high": array.max(axis=0).tolist(),
    }
