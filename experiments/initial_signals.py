"""What the first weights do to the signals of a deep network, before anything is learnt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from experiments.starts import ACTIVATIONS, COMBINATIONS, STARTS
from snippets.activations import d_relu, d_sigmoid, d_tanh
from snippets.arrays import Floats
from snippets.layers import Affine, Layer
from snippets.signals import backward_signals, forward_signals
from studyreport.results import Run, experiment


@dataclass(frozen=True)
class Setup:
    """A deep network without an end: a random batch goes in, a random gradient comes back.

    Attributes:
        examples: Rows of the batch, standard normal, as is the gradient.
        nodes: Inputs, and nodes of each layer.
        layers: How many.
        bins: Of a histogram.
        flat: A slope below this share of the steepest counts as flat. (For the sigmoid these are
            the outputs below 0.01 or above 0.99.)
        seeds: Of the random numbers.
    """

    examples: int = 1000
    nodes: int = 100
    layers: int = 5
    bins: int = 40
    flat: float = 0.0396
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)


SETUP = Setup()
DERIVATIVES: dict[str, Callable[[Floats], Floats]] = {
    "sigmoid": d_sigmoid,
    "tanh": d_tanh,
    "relu": d_relu,
}
STEEPEST = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0}
RANGES = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, 3.0)}  # of the histograms


@experiment(frozen=False)
def initial_signals(run: Run) -> dict[str, Any]:
    """Send a batch forward, and a gradient backward, through five layers of fresh weights.

    Returns:
        Among "values", for each activation and start: "share", a histogram of the outputs for
        each layer, over all nodes, examples and seeds; and each with one `_band` per layer:
        "size" (root mean square of the outputs), "differ" (their standard deviation from example
        to example, root mean square over the nodes), "slope" (mean of the activation's
        derivative), "flat" (share of the places where it is nearly 0), "gradient" (root mean
        square of dL/du, u being the total inputs, as a share of the last layer's).
    """
    calls = [
        {"activation": activation, "start": start}
        for activation, starts in COMBINATIONS.items()
        for start in starts
    ]
    signals: dict[str, dict[str, Any]] = {activation: {} for activation in COMBINATIONS}
    for call, found in zip(calls, run.map(over_seeds, calls, "Sending signals"), strict=True):
        signals[call["activation"]][call["start"]] = found
    edges = {name: np.linspace(*RANGES[name], SETUP.bins + 1) for name in RANGES}
    return {
        "settings": asdict(SETUP),
        "seeds": list(SETUP.seeds),
        "dataset": None,
        "values": {"edges": edges, "signals": signals},
    }


def over_seeds(activation: str, start: str) -> dict[str, Any]:
    """Return what `initial_signals` says of one activation and one start."""
    found = [propagate(activation, start, seed) for seed in SETUP.seeds]
    table = {name: np.array([one[name] for one in found]) for name in found[0]}
    share = table.pop("share").mean(axis=0)
    return {"share": share} | {name: _band(values) for name, values in table.items()}


def _band(values: np.ndarray) -> dict[str, Any]:
    """Return of values (seeds, layers) the mean, least and greatest over the seeds."""
    return {"mean": values.mean(axis=0), "min": values.min(axis=0), "max": values.max(axis=0)}


def propagate(activation: str, start: str, seed: int) -> dict[str, Floats]:
    """Return of one network each measure that `initial_signals` names, (layers,) or more."""
    rng = np.random.default_rng(seed)
    layers = _stack(rng, activation, start)
    shape = SETUP.examples, SETUP.nodes
    signals = forward_signals(layers, rng.normal(size=shape))
    totals, outputs = signals[0::2], signals[1::2]
    slopes = [DERIVATIVES[activation](u) for u in totals]
    gradients = np.array([_size(g) for g in backward_signals(layers, rng.normal(size=shape))[1::2]])
    least = SETUP.flat * STEEPEST[activation]
    return {
        "share": np.array([_histogram(z, RANGES[activation]) for z in outputs]),
        "size": np.array([_size(z) for z in outputs]),
        "differ": np.array([np.sqrt(z.var(axis=0).mean()) for z in outputs]),
        "slope": np.array([slope.mean() for slope in slopes]),
        "flat": np.array([(slope < least).mean() for slope in slopes]),
        "gradient": gradients / gradients[-1],
    }


def _stack(rng: np.random.Generator, activation: str, start: str) -> list[Layer]:
    layers: list[Layer] = []
    for _ in range(SETUP.layers):
        weights = STARTS[start](rng, SETUP.nodes, SETUP.nodes)
        layers += [Affine(weights, np.zeros(SETUP.nodes)), ACTIVATIONS[activation]()]
    return layers


def _size(values: Floats) -> float:
    return float(np.sqrt(np.mean(values**2)))


def _histogram(values: Floats, limits: tuple[float, float]) -> Floats:
    """Return the share of `values` in each bin; what lies outside the limits is in none."""
    return np.histogram(values, SETUP.bins, limits)[0] / values.size
