"""Small exact runs that show one property of an optimizer each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from snippets.arrays import Floats
from snippets.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSprop
from studyreport.results import Run, experiment


@dataclass(frozen=True)
class ConstantGradient:
    """A slope that is the same everywhere, with η g = 1."""

    rate: float = 1.0
    gradient: float = 1.0
    momentum: float = 0.9
    steps: int = 60
    share: float = 0.99  # of the limit, to be reached


@experiment(frozen=False)
def momentum_velocity(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Follow the velocity of Momentum under a constant gradient to its limit."""
    settings = ConstantGradient()
    optimizer = Momentum(settings.rate, settings.momentum)
    params, grads = {"w": np.zeros(1)}, {"w": np.array([settings.gradient])}
    velocity, position = [0.0], [0.0]
    for _ in range(settings.steps):
        optimizer.update(params, grads)
        velocity.append(float(optimizer.v["w"][0]))
        position.append(float(params["w"][0]))
    limit = -settings.rate * settings.gradient / (1 - settings.momentum)
    reached = next(n for n, v in enumerate(velocity) if v / limit >= settings.share)
    return {
        "settings": asdict(settings),
        "seeds": [],
        "dataset": None,
        "values": {
            "velocity": velocity,
            "position": position,
            "limit": limit,
            "steps_to_share": reached,
        },
    }


@dataclass(frozen=True)
class Valley:
    """A run down the valley f = x²/20 + y², twenty times steeper across than along."""

    start: tuple[float, float] = (-7.0, 2.0)
    steps: int = 30
    sgd: float = 0.95  # the rates
    momentum: float = 0.1
    nesterov: float = 0.1
    adagrad: float = 1.5
    rmsprop: float = 0.1
    adam: float = 0.3


def height(x: Floats, y: Floats) -> Floats:
    """Return f = x²/20 + y², element by element; its lowest point is f(0, 0) = 0."""
    return np.asarray(x**2 / 20 + y**2)


def slope(point: Floats) -> Floats:
    """Return the gradient (x/10, 2y) of f at `point` (2,)."""
    return np.array([point[0] / 10, 2 * point[1]])


@experiment(frozen=False)
def optimizer_paths(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Send six optimizers down a long narrow valley."""
    settings = Valley()
    optimizers: dict[str, Optimizer] = {
        "sgd": SGD(settings.sgd),
        "momentum": Momentum(settings.momentum),
        "nesterov": Nesterov(settings.nesterov),
        "adagrad": AdaGrad(settings.adagrad),
        "rmsprop": RMSprop(settings.rmsprop),
        "adam": Adam(settings.adam),
    }
    return {
        "settings": asdict(settings),
        "seeds": [],
        "dataset": None,
        "values": {
            name: {"rate": optimizer.rate} | _path(optimizer, settings)
            for name, optimizer in optimizers.items()
        },
    }


def _path(optimizer: Optimizer, settings: Valley) -> dict[str, Any]:
    """Return the points of the way, start included, and how near the lowest point it ends."""
    point = np.array(settings.start)
    points = [point.copy()]
    for _ in range(settings.steps):
        optimizer.update({"point": point}, {"point": slope(point)})
        points.append(point.copy())
    x, y = np.array(points).T
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "final_height": float(height(x[-1], y[-1])),
        "final_distance": float(np.hypot(x[-1], y[-1])),
    }
