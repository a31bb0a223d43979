"""Training a convolutional network to read digits: augmented, and stopped by held-out pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.data import load
from experiments.fast.net import FastNet
from experiments.training import split
from experiments.warping import Warp, warp
from snippets.architectures import DEEP_CONV_NET, SIMPLE_CONV_NET, Kind
from snippets.arrays import Floats, Labels, Shape
from snippets.conv_nets import deep_conv_net, simple_conv_net
from snippets.losses import SoftmaxWithLoss
from snippets.optimizers import Adam

ARCHITECTURES: dict[str, Sequence[Kind]] = {"deep": DEEP_CONV_NET, "simple": SIMPLE_CONV_NET}


@dataclass(frozen=True)
class Reading:
    """What is the same in every training.

    Attributes:
        shape: Of a picture, (C, H, W).
        held_out: How many of the last training pictures choose the epoch, never trained on.
        batch: Pictures in a mini-batch.
        epochs: How often each picture is seen, each time warped anew.
        rate: The highest learning rate of Adam.
        rising: Share of the training in which the rate rises to that, from 0.
        dropout: Probability that a hidden node of the fully connected part is dropped.
        warp: How far pictures are changed.
    """

    shape: Shape
    held_out: int
    batch: int
    epochs: int
    rate: float
    rising: float
    dropout: float
    warp: Warp


READINGS = {
    "mnist": Reading(
        shape=(1, 28, 28),
        held_out=5_000,
        batch=100,
        epochs=10,
        rate=0.002,
        rising=0.1,
        dropout=0.3,
        warp=Warp(turn=12, stretch=0.12, slant=0.15, move=2),
    ),
    "digits": Reading(
        shape=(1, 8, 8),
        held_out=238,
        batch=40,
        epochs=10,
        rate=0.004,
        rising=0.1,
        dropout=0.3,
        warp=Warp(turn=8, stretch=0.08, slant=0.08, move=0.6),
    ),
}


def read_digits(data: str, net: str, seed: int) -> dict[str, Any]:
    """Train a network; keep its weights of the epoch that did best on the pictures held out.

    The test pictures are looked at once, by these weights.

    Args:
        data: "mnist" or "digits".
        net: A name in ARCHITECTURES.
        seed: Of the random numbers.

    Returns:
        "params": the readable network's parameters, float32; "epoch": the chosen one, from 1;
        "loss": mean training loss of each epoch; "held_out": of each epoch, the "accuracy" and
        the "loss" on the pictures held out; "scores": of the test pictures, (M, 10).
    """
    settings, pictures = READINGS[data], load(data)
    (x, t), validation = split(pictures, settings.held_out)
    streams = np.random.default_rng(seed).spawn(4)
    fast = begin(net, settings, streams[0], streams[1])
    history, best = train(fast, x, t, validation, settings, streams[2], streams[3])
    fast.vector[:] = best
    return {"params": fast.params(), "scores": fast.scores(pictures.x_test)} | history


def begin(
    net: str, settings: Reading, for_weights: np.random.Generator, for_dropout: np.random.Generator
) -> FastNet:
    """Return a network with He weights and biases of 0."""
    kinds, dropout = ARCHITECTURES[net], settings.dropout if net == "deep" else 0.0
    fast = FastNet(kinds, settings.shape, settings.batch, np.float32, dropout, for_dropout)
    build = deep_conv_net if net == "deep" else simple_conv_net
    fast.put(build(for_weights, settings.shape).params)
    return fast


def train(
    fast: FastNet,
    x: Floats,
    t: Labels,
    validation: tuple[Floats, Labels],
    settings: Reading,
    for_batches: np.random.Generator,
    for_warps: np.random.Generator,
) -> tuple[dict[str, Any], Floats]:
    """Train; return what happened, as for `read_digits`, and the parameters of the best epoch."""
    adam, params, grads = Adam(), {"all": fast.vector}, {"all": fast.gradient}
    per_epoch = len(x) // settings.batch
    losses, accuracies, held_out, best = [], [], [], fast.vector.copy()
    for epoch in range(settings.epochs):
        order = for_batches.permutation(len(x))
        total = 0.0
        for number in range(per_epoch):
            chosen = order[number * settings.batch : (number + 1) * settings.batch]
            pictures = x[chosen].reshape(-1, *settings.shape[1:])
            total += fast.step(warp(for_warps, pictures, settings.warp), t[chosen])
            share = (epoch * per_epoch + number + 0.5) / (settings.epochs * per_epoch)
            adam.rate = rate(share, settings)
            adam.update(params, grads)
        losses.append(total / per_epoch)
        scores = fast.scores(validation[0])
        held_out.append(SoftmaxWithLoss().forward(scores, validation[1]))
        accuracies.append(float((scores.argmax(axis=1) == validation[1]).mean()))
        if best_epoch(accuracies, held_out) == epoch:
            best = fast.vector.copy()
    history = {
        "epoch": best_epoch(accuracies, held_out) + 1,
        "loss": losses,
        "held_out": {"accuracy": accuracies, "loss": held_out},
    }
    return history, best


def rate(share: float, settings: Reading) -> float:
    """Return the learning rate after a share of the training: up in a line, down half a cosine."""
    if share < settings.rising:
        return settings.rate * share / settings.rising
    fallen = (share - settings.rising) / (1 - settings.rising)
    return settings.rate * (1 + math.cos(math.pi * fallen)) / 2


def best_epoch(accuracies: Sequence[float], losses: Sequence[float]) -> int:
    """Return the epoch, from 0, of the highest accuracy; among equals that of the lowest loss."""
    return max(range(len(losses)), key=lambda epoch: (accuracies[epoch], -losses[epoch]))
