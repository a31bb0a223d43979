"""Two convolutional networks read digits: how well, and where they go wrong."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from experiments.data import Dataset, load
from experiments.digit_training import ARCHITECTURES, READINGS, read_digits
from experiments.fast.net import FastNet
from experiments.quantise import packed, unpacked
from experiments.summary import spread
from snippets.architectures import parameters
from snippets.arrays import Floats, Labels, Params
from snippets.half import size_in_bytes, to_half
from studyreport.results import Run, experiment

SEEDS = {"mnist": (0, 1, 2), "digits": (0, 1)}
SHOWN = 60  # wrong pictures that a result holds at most
SHADES = 16  # of a stored picture, one hexadecimal digit a pixel
BITS = tuple(range(1, 11))  # of a weight's fraction that are kept; float16 has 10, float32 23
Outcome = dict[str, Any]  # of one training, as from `read_digits`


@experiment(frozen=True)
def deep_digits(run: Run) -> dict[str, Any]:
    """Train a deep and a simple convolutional network to read digits, and collect their errors.

    Returns:
        Among "values": "deep" and "simple", each as from `summary`; "wrong", of the deep network
        of the first seed, the errors as from `mistakes`; "always", the indices of test pictures
        that every deep network got wrong.
    """
    data = load(run.data, run.quiet)
    trained = {net: outcomes(run, net) for net in ARCHITECTURES}
    guesses = [found["scores"].argmax(axis=1) for found in trained["deep"]]
    missed = np.logical_and.reduce([guess != data.t_test for guess in guesses])
    return described(run) | {
        "values": {net: summary(net, run.data, found) for net, found in trained.items()}
        | {
            "wrong": mistakes(data, trained["deep"][0]["scores"], READINGS[run.data].shape),
            "always": np.flatnonzero(missed).tolist(),
        }
    }


@experiment(frozen=True)
def small_net(run: Run) -> dict[str, Any]:
    """Store the deep network that did best on pictures held out, its weights in 8 bits each.

    Returns:
        Among "values": "seed" of that network; "layers" as from `packed`, in the order of
        `snippets.architectures.DEEP_CONV_NET`; "factor", by which the hidden nodes of the fully
        connected part are multiplied, as some were dropped in training; "accuracy" on the test
        pictures of the "float32" weights, of them as "float16", and of exactly those stored,
        "int8"; "changed", how many predictions the latter two change; "bytes" of each.
    """
    found = best(run)
    layers = packed(found["params"])
    kinds = {
        "float32": found["params"],
        "float16": halved(found["params"]),
        "int8": unpacked(layers),
    }
    tested = {name: guesses_of(run.data, params) for name, params in kinds.items()}
    t = load(run.data, run.quiet).t_test
    size = size_in_bytes(found["params"])
    return described(run) | {
        "values": {
            "seed": found["seed"],
            "accuracy": {name: float((guess == t).mean()) for name, guess in tested.items()},
            "changed": {
                name: int((tested[name] != tested["float32"]).sum()) for name in ("float16", "int8")
            },
            "bytes": {"float32": size, "float16": size // 2, "int8": packed_bytes(layers)},
            "factor": 1 - READINGS[run.data].dropout,
            "layers": layers,
        }
    }


@experiment(frozen=True)
def half_precision(run: Run) -> dict[str, Any]:
    """Round the weights and pictures of trained networks, and count what changes.

    Returns:
        Among "values": "pictures", how many are tested; "half", for each network of "deep" and
        "simple" how many predictions of each seed "changed" when weights and pictures are rounded
        to float16, and the accuracy "before" and "after"; "bits": for each number of bits kept of
        a weight's fraction, the "changed" predictions and the "accuracy" of the deep networks,
        one for each seed; "bytes", of all weights of the deep network in float32 and float16.
    """
    data = load(run.data, run.quiet)
    trained = {net: outcomes(run, net) for net in ARCHITECTURES}
    size = size_in_bytes(trained["deep"][0]["params"])
    return described(run) | {
        "values": {
            "pictures": len(data.t_test),
            "half": {net: in_half(run.data, net, found) for net, found in trained.items()},
            "bits": [at_bits(run.data, trained["deep"], bits) for bits in BITS],
            "bytes": {"float32": size, "float16": size // 2},
        }
    }


def outcomes(run: Run, net: str) -> list[Outcome]:
    """Return a training's outcome for each seed; asked for again, the kept ones."""
    calls = [
        {"data": run.data, "net": name, "seed": seed}
        for name in ARCHITECTURES
        for seed in SEEDS[run.data]
    ]
    found = run.map(read_digits, calls, "Reading digits")
    return [
        {"seed": call["seed"]} | outcome
        for call, outcome in zip(calls, found, strict=True)
        if call["net"] == net
    ]


def best(run: Run) -> Outcome:
    """Return the deep network that did best on the pictures held out."""

    def held_out(found: Outcome) -> tuple[float, float]:
        epoch = found["epoch"] - 1
        return found["held_out"]["accuracy"][epoch], -found["held_out"]["loss"][epoch]

    return max(outcomes(run, "deep"), key=held_out)


def described(run: Run) -> dict[str, Any]:
    """Return the settings, the seeds and the data set of all results of this file."""
    words = {
        "optimizer": "Adam",
        "initialisation": "He, biases 0",
        "precision": "float32",
        "stopping": "epoch of the highest accuracy on the pictures held out",
    }
    return {
        "settings": asdict(READINGS[run.data]) | words,
        "seeds": list(SEEDS[run.data]),
        "dataset": load(run.data, run.quiet).describe(),
    }


def summary(net: str, data: str, found: list[Outcome]) -> dict[str, Any]:
    """Return what the trainings of one network, one for each seed, come to.

    Returns:
        "parameters", their number; "accuracy" and "errors" on the test pictures, each a `spread`;
        "epoch", the chosen one of each seed; "loss" of training and, on the pictures held out,
        "held_out": for each epoch the means over the seeds.
    """
    t = load(data).t_test
    right = np.array([outcome["scores"].argmax(axis=1) == t for outcome in found])
    return {
        "parameters": parameters(READINGS[data].shape, ARCHITECTURES[net]),
        "accuracy": spread(right.mean(axis=1)),
        "errors": spread((~right).sum(axis=1)),
        "epoch": [outcome["epoch"] for outcome in found],
        "loss": np.mean([outcome["loss"] for outcome in found], axis=0).tolist(),
        "held_out": np.mean([o["held_out"]["accuracy"] for o in found], axis=0).tolist(),
    }


def mistakes(data: Dataset, scores: Floats, shape: tuple[int, ...]) -> list[dict[str, Any]]:
    """Return the test pictures that were read wrongly, those it was surest of first.

    Returns:
        For each, SHOWN at most, its "index", the right class "t", the one read "y", the
        "probability" that the network gave that and "of_right" that it gave the right one, and
        the "picture": a line of text for each row, one hexadecimal digit a pixel, 0 paper, f ink.
    """
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    y, t = scores.argmax(axis=1), data.t_test
    wrong = np.flatnonzero(y != t)
    surest = wrong[np.argsort(-shares[wrong, y[wrong]], kind="stable")][:SHOWN]
    return [
        {
            "index": int(i),
            "t": int(t[i]),
            "y": int(y[i]),
            "probability": float(shares[i, y[i]]),
            "of_right": float(shares[i, t[i]]),
            "picture": drawn(data.x_test[i].reshape(shape[1:])),
        }
        for i in surest
    ]


def drawn(picture: Floats) -> list[str]:
    """Return a picture (H, W), from 0 to 1, as text: a digit a pixel, a line a row."""
    shades = np.rint(picture * (SHADES - 1)).astype(int)
    return ["".join(f"{shade:x}" for shade in row) for row in shades]


def in_half(data: str, net: str, found: list[Outcome]) -> dict[str, Any]:
    """Return what rounding weights and pictures to float16 changes, one number for each seed."""
    t = load(data).t_test
    before = [outcome["scores"].argmax(axis=1) for outcome in found]
    after = [guesses_of(data, halved(o["params"]), net, half=True) for o in found]
    return {
        "changed": [int((one != two).sum()) for one, two in zip(before, after, strict=True)],
        "before": [float((guess == t).mean()) for guess in before],
        "after": [float((guess == t).mean()) for guess in after],
    }


def at_bits(data: str, found: list[Outcome], bits: int) -> dict[str, Any]:
    """Return what is changed by keeping only some bits of each weight's fraction."""
    t = load(data).t_test
    full = [outcome["scores"].argmax(axis=1) for outcome in found]
    few = [guesses_of(data, rounded(outcome["params"], bits)) for outcome in found]
    return {
        "bits": bits,
        "changed": [int((one != two).sum()) for one, two in zip(full, few, strict=True)],
        "accuracy": [float((guess == t).mean()) for guess in few],
    }


def halved(params: Params) -> Params:
    """Return parameters rounded to float16, in float32 so that they can be computed with."""
    return {name: w.astype(np.float32) for name, w in to_half(params).items()}


def rounded(params: Params, bits: int) -> Params:
    """Return parameters with so many bits after the leading one: 1.5 needs one, 1.25 two."""
    kept = {}
    for name, w in params.items():
        fraction, exponent = np.frexp(w)  # the fraction is from 0.5 to 1
        scale = np.float32(2 ** (bits + 1))
        kept[name] = np.ldexp(np.rint(fraction * scale) / scale, exponent)
    return kept


def guesses_of(data: str, params: Params, net: str = "deep", half: bool = False) -> Labels:
    """Return the classes that a network with these parameters reads from the test pictures."""
    settings, x = READINGS[data], load(data).x_test
    fast = FastNet(ARCHITECTURES[net], settings.shape, settings.batch, dropout=_dropout(data, net))
    fast.put(params)
    scores = fast.scores(x.astype(np.float16) if half else x)
    return np.asarray(scores.argmax(axis=1))


def packed_bytes(layers: list[dict[str, Any]]) -> int:
    """Return how many bytes stored layers need: one a weight, four for each scale and bias."""
    return sum(int(np.prod(one["shape"])) + 8 * len(one["bias"]) for one in layers)


def _dropout(data: str, net: str) -> float:
    return READINGS[data].dropout if net == "deep" else 0.0
