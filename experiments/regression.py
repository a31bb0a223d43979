"""A small regression, and what spoils its training: the derivative, the rate, the range of x."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from snippets.activations import d_relu, d_sigmoid, relu, sigmoid
from snippets.arrays import Floats, Params
from studyreport.results import Run, experiment

Function = Callable[[Floats], Floats]
BOUND = 1e6  # a loss above it counts as diverged


@dataclass(frozen=True)
class Exercise:
    """A 2-10-1 network learns 3 x₀ + 2 x₁, one example at a time."""

    seeds: int = 200
    hidden: int = 10
    factors: tuple[float, float] = (3.0, 2.0)
    steps: int = 1000
    tail: int = 200  # of how many last steps to take the mean loss
    block: int = 20  # steps that make one point of a curve
    rate: float = 0.07  # of the curves
    rates: tuple[float, ...] = (5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.07, 0.1, 0.2, 0.5, 1.0)
    scales: tuple[tuple[str, float, float], ...] = (
        ("narrow", 1, 0),
        ("wide", 10, -5),
    )  # x: a r + b


# f, and what is multiplied into the backward pass: f′ of the total input u, given u and z = f(u).
VARIANTS: dict[str, tuple[Function, Callable[[Floats, Floats], Floats]]] = {
    "relu": (relu, lambda u, z: d_relu(u)),  # noqa: ARG005
    "sigmoid": (sigmoid, lambda u, z: d_sigmoid(u)),  # noqa: ARG005
    "faulty": (sigmoid, lambda u, z: d_sigmoid(z)),  # noqa: ARG005 - the mistake that is studied
}


@experiment(frozen=False)
def regression(run: Run) -> dict[str, Any]:
    """Train a 2-10-1 network with ReLU, sigmoid, and sigmoid with a wrong derivative."""
    settings = Exercise()
    calls: list[dict[str, Any]] = [
        {"variant": variant, "scale": scale} for scale in settings.scales for variant in VARIANTS
    ]
    values: dict[str, Any] = {}
    for call, found in zip(calls, run.map(outcome, calls, "Training"), strict=True):
        constant, summary = found
        values.setdefault(call["scale"][0], {"constant": constant})[call["variant"]] = summary
    return {
        "settings": asdict(settings),
        "seeds": list(range(settings.seeds)),
        "dataset": None,
        "values": values,
    }


def outcome(variant: str, scale: tuple[str, float, float]) -> tuple[float, dict[str, Any]]:
    """Return what a variant comes to on a scale (name, a, b): x = a r + b, r even in [0, 1).

    Returns:
        The mean loss of always answering the mean, and the `_summary`.
    """
    settings, (_, factor, offset) = Exercise(), scale
    params, r = first(settings)
    x = factor * r + offset
    d = x @ settings.factors
    constant = float(d.var() / 2)
    losses = train(params, x, d, settings.rates, *VARIANTS[variant])
    return constant, _summary(settings, losses, constant)


def first(settings: Exercise) -> tuple[Params, Floats]:
    """Return for each seed the first parameters, N(0, 1), and the examples, even in [0, 1).

    Returns:
        "W1" (seeds, inputs, hidden), "b1" (seeds, hidden), "W2" (seeds, hidden), "b2" (seeds,),
        and examples (seeds, steps, inputs).
    """
    inputs, hidden = len(settings.factors), settings.hidden
    shapes = {"W1": (inputs, hidden), "b1": (hidden,), "W2": (hidden,), "b2": ()}
    draws = [np.random.default_rng(seed) for seed in range(settings.seeds)]
    params = {
        name: np.array([rng.normal(size=shape) for rng in draws]) for name, shape in shapes.items()
    }
    return params, np.array([rng.random((settings.steps, inputs)) for rng in draws])


def train(
    params: Params,
    x: Floats,
    d: Floats,
    rates: tuple[float, ...],
    activation: Function,
    slope: Callable[[Floats, Floats], Floats],
) -> Floats:
    """Train one network for each seed at each rate, all at once, one example per step.

    Args:
        params: As from `first`; not changed.
        x: Examples, (seeds, steps, inputs).
        d: What the output should be, (seeds, steps).
        rates: Learning rates.
        activation: f, of the hidden layer.
        slope: What the backward pass multiplies by, given u and z = f(u).

    Returns:
        The loss of each step's example before the step, (rates, seeds, steps); beyond all bounds,
        and in the end not a number, where the training diverges.
    """
    w1, b1, w2, b2 = (
        np.repeat(params[name][None], len(rates), axis=0) for name in ("W1", "b1", "W2", "b2")
    )
    rate = np.array(rates)[:, None]
    losses = np.empty((len(rates), *d.shape))
    with np.errstate(over="ignore", invalid="ignore"):  # a diverging training is a result
        for step in range(d.shape[1]):
            now = x[:, step]
            u = np.einsum("si,rsih->rsh", now, w1) + b1
            z = activation(u)
            error = np.einsum("rsh,rsh->rs", z, w2) + b2 - d[:, step]
            losses[:, :, step] = error**2 / 2
            push = rate * error
            delta = push[..., None] * w2 * slope(u, z)
            b2 -= push
            w2 -= push[..., None] * z
            b1 -= delta
            w1 -= now[:, :, None] * delta[:, :, None, :]
    return losses


def _summary(settings: Exercise, losses: Floats, constant: float) -> dict[str, Any]:
    """Return the quartiles over the seeds: at the end by rate, and on the way at one rate.

    "usual" is at the rate of the curves, "best" the lowest median among the rates at which no seed
    diverges; "share" is what part the median is of `constant`, the mean loss of always
    answering the mean.
    """
    final = [_quartiles(of_rate) for of_rate in losses[:, :, -settings.tail :].mean(axis=2)]
    blocks = losses[settings.rates.index(settings.rate)]
    blocks = blocks.reshape(len(blocks), -1, settings.block).mean(axis=2)
    loss, rate = min(
        (one["median"], rate)
        for one, rate in zip(final, settings.rates, strict=True)
        if not one["diverged"]
    )
    usual = final[settings.rates.index(settings.rate)]
    return {
        "final": _columns(final),
        "usual": usual | {"share": usual["median"] and usual["median"] / constant},
        "best": {"loss": loss, "rate": rate, "share": loss / constant},
        "curve": _columns([_quartiles(of_block) for of_block in blocks.T]),
    }


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def _quartiles(values: Floats) -> dict[str, Any]:
    """Return the quartiles of one value per seed, None if beyond bounds, and how many are."""
    ordered = np.sort(np.where(values < BOUND, values, np.inf))  # not a number becomes infinite
    places = {"low": 0.25, "median": 0.5, "high": 0.75}
    found = {name: ordered[int(share * len(ordered))] for name, share in places.items()}
    return {
        **{name: float(value) if np.isfinite(value) else None for name, value in found.items()},
        "diverged": int(np.isinf(ordered).sum()),
    }
