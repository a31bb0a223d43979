"""How a gradient fares on its way back through many layers, before any training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np

from experiments.summary import spread
from snippets.activation_layers import Sigmoid
from snippets.activations import d_relu, d_sigmoid
from snippets.arrays import Floats
from snippets.initialisers import he, normal, xavier
from snippets.layers import Affine, Layer, ReLU
from snippets.multi_layer import Initialiser
from snippets.signals import backward_signals, forward_signals
from studyreport.results import Run, experiment

ACTIVATIONS: dict[str, tuple[Callable[[], Layer], Callable[[Floats], Floats]]] = {
    "sigmoid": (Sigmoid, d_sigmoid),
    "relu": (ReLU, d_relu),
}
FIRST_WEIGHTS: dict[str, Initialiser] = {
    "std_001": partial(normal, deviation=0.01),
    "xavier": xavier,
    "he": he,
    "std_1": partial(normal, deviation=1.0),
}


@dataclass(frozen=True)
class Depth:
    """Layers of equal width, fed with standard normal numbers; biases are 0.

    Attributes:
        deep: Layers of the networks whose gradients are drawn.
        shallow: Layers of the control, as many as in the claim that it tests.
        width: Units of each layer, and inputs.
        examples: In the batch.
        seeds: Of weights, inputs, and of the gradient put in at the end.
    """

    deep: int = 10
    shallow: int = 5
    width: int = 100
    examples: int = 1000
    seeds: tuple[int, ...] = tuple(range(5))


SETTINGS = Depth()


@experiment(frozen=True)
def layer_gradients(run: Run) -> dict[str, Any]:
    """Send a random gradient back through layers, for each activation and choice of weights.

    Returns:
        Among "values", under "deep" and "shallow", then the activation, then the weights: "norm",
        the length of dL/du of each layer from the first to the last, as a share of that of the
        last; "slope", the mean of the activation's own derivative f′(u) in each layer, and
        "saturated", the share of outputs outside 0.01 to 0.99; each the mean over the seeds.
        "ratio": a spread of the first layer's norm over the last's; "factor": its root, the
        share that is left per layer.
    """
    calls = [
        {"activation": activation, "weights": weights, "depth": depth, "seed": seed}
        for depth in (SETTINGS.deep, SETTINGS.shallow)
        for activation in ACTIVATIONS
        for weights in FIRST_WEIGHTS
        for seed in SETTINGS.seeds
    ]
    found = iter(run.map(go_back, calls, "Going back"))
    values = {
        name: {
            activation: {
                weights: _summary([next(found) for _ in SETTINGS.seeds])
                for weights in FIRST_WEIGHTS
            }
            for activation in ACTIVATIONS
        }
        for name in ("deep", "shallow")
    }
    return {
        "settings": asdict(SETTINGS),
        "seeds": list(SETTINGS.seeds),
        "dataset": None,
        "values": values,
    }


def go_back(activation: str, weights: str, depth: int, seed: int) -> dict[str, Any]:
    """Return the "norm", "slope" and "saturated" of each layer of one network, first to last."""
    for_weights, for_inputs, for_gradient = np.random.default_rng(seed).spawn(3)
    make, slope = ACTIVATIONS[activation]
    layers: list[Layer] = []
    for _ in range(depth):
        w = FIRST_WEIGHTS[weights](for_weights, SETTINGS.width, SETTINGS.width)
        layers += [Affine(w, np.zeros(SETTINGS.width)), make()]
    shape = (SETTINGS.examples, SETTINGS.width)
    signals = forward_signals(layers, for_inputs.normal(size=shape))
    u, z = signals[0::2], signals[1::2]
    gradients = backward_signals(layers, for_gradient.normal(size=shape))[1::2]
    lengths = [float(np.linalg.norm(gradient)) for gradient in gradients]
    return {
        "norm": [length / lengths[-1] for length in lengths],
        "slope": [float(slope(of_layer).mean()) for of_layer in u],
        "saturated": [float(((x < 0.01) | (x > 0.99)).mean()) for x in z],
    }


def _summary(outcomes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the means over the seeds, and the spread of the ratio of first to last norm."""
    means = {
        name: np.mean([outcome[name] for outcome in outcomes], axis=0).tolist()
        for name in ("norm", "slope", "saturated")
    }
    ratios = np.array([outcome["norm"][0] for outcome in outcomes])
    steps = len(means["norm"]) - 1
    return {**means, "ratio": spread(ratios), "factor": spread(ratios ** (1 / steps))}
