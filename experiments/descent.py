"""Small exact walks downhill: a line through four points, three rates, two valleys, noise."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from snippets.arrays import Floats
from snippets.descent import path
from snippets.squared_error import d_squared_error, squared_error
from studyreport.results import Run, experiment


@dataclass(frozen=True)
class Kiosk:
    """Four days: how warm it was, from 15 °C in tens of degrees, and how many hundred ices went.

    The model is y = w x + b, two knobs for one loss, and the walk begins with both at 0.
    """

    x: tuple[float, ...] = (-1, 0, 1, 2)
    t: tuple[float, ...] = (0, 1, 1, 3)
    start: tuple[float, float] = (0.0, 0.0)
    small: float = 0.02  # the three rates
    right: float = 0.4
    large: float = 1.15
    steps: int = 20


KIOSK = Kiosk()


def sales_loss(knobs: Floats) -> float:
    """Return half the mean squared error of the line y = w x + b, for `knobs` (w, b)."""
    return squared_error(*_lines(knobs))


def sales_slope(knobs: Floats) -> Floats:
    """Return the gradient (∂L/∂w, ∂L/∂b), (2,), of `sales_loss`."""
    delta = d_squared_error(*_lines(knobs))[:, 0]
    return np.array([delta @ np.array(KIOSK.x), delta.sum()])


def _lines(knobs: Floats) -> tuple[Floats, Floats]:
    """Return what the line says for each day and what was sold, both (N, 1)."""
    w, b = knobs
    return np.c_[w * np.array(KIOSK.x) + b], np.c_[np.array(KIOSK.t)]


def _result(settings: Any, values: dict[str, Any], seeds: tuple[int, ...] = ()) -> dict[str, Any]:
    return {"settings": asdict(settings), "seeds": list(seeds), "dataset": None, "values": values}


@experiment(frozen=False)
def three_rates(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Fit a line to four points by gradient descent, at three learning rates.

    Returns:
        Among "values": for "small", "right" and "large" the "rate", the places "w" and "b" and
        the "loss" at each; "best": the lowest place and its loss; "curvatures": the second
        derivatives along the valley and across it, and the "limit" that they set to the rate.
    """
    values: dict[str, Any] = {}
    for name in ("small", "right", "large"):
        rate = getattr(KIOSK, name)
        places = path(sales_slope, np.array(KIOSK.start), rate, KIOSK.steps)
        w, b = places.T.tolist()
        loss = [sales_loss(place) for place in places]
        values[name] = {"rate": rate, "w": w, "b": b, "loss": loss}
    x = np.array(KIOSK.x)
    hessian = np.array([[np.mean(x * x), x.mean()], [x.mean(), 1]])
    best = np.linalg.solve(hessian, -sales_slope(np.zeros(2)))
    curvatures = np.linalg.eigvalsh(hessian)
    values["best"] = {"w": best[0], "b": best[1], "loss": sales_loss(best)}
    values["curvatures"] = curvatures.tolist()
    values["limit"] = 2 / curvatures[-1]
    return _result(KIOSK, values)


@dataclass(frozen=True)
class TwoValleys:
    """f = (w² − 1)²/4 + w/10: a deep valley on the left, a shallower one on the right.

    Example n has the loss f(w) + a_n w. The tilts a_n sum to 0, so that all examples together
    have exactly the loss f, and each alone is a noisy witness of it.
    """

    starts: tuple[float, ...] = (-1.6, -0.1, 0.3, 1.6)  # of the walks without noise
    rate: float = 0.1
    steps: int = 400
    examples: int = 64
    tilt: float = 2.0  # standard deviation of the a_n
    batches: tuple[int, ...] = (1, 4, 16, 64)  # the last is the whole set, without replacement
    runs: int = 2000
    seed: int = 0


VALLEYS = TwoValleys()


def two_valleys_height(w: Floats) -> Floats:
    """Return f(w), element by element."""
    return np.asarray((w**2 - 1) ** 2 / 4 + w / 10)


def two_valleys_slope(w: Floats) -> Floats:
    """Return f′(w) = w³ − w + 1/10, element by element."""
    return np.asarray(w**3 - w + 0.1)


@experiment(frozen=False)
def two_valleys(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Descend into one of two valleys, with the exact gradient and with noisy ones.

    Returns:
        Among "values": "minima" and "ridge", the places where f′ is 0, with their heights;
        "walks", places without noise from each start; "share": for walks that begin in the
        "shallow" and in the "deep" valley's lowest point the share that ends in the deep one, by
        size of the batch; "height": the mean of f where those from the shallow one end.
    """
    roots = np.sort(np.roots([1, 0, -1, 0.1]).real)
    deep, ridge, shallow = roots
    walks = [path(two_valleys_slope, np.array([w]), VALLEYS.rate, 60)[:, 0] for w in VALLEYS.starts]
    from_shallow = [_noisy(shallow, size) for size in VALLEYS.batches]
    from_deep = [_noisy(deep, size) for size in VALLEYS.batches]
    return _result(
        VALLEYS,
        {
            "places": {"deep": deep, "ridge": ridge, "shallow": shallow},
            "heights": {
                name: float(two_valleys_height(w))
                for name, w in (("deep", deep), ("ridge", ridge), ("shallow", shallow))
            },
            "walks": [walk.tolist() for walk in walks],
            "share": {
                "shallow": [float((ends < ridge).mean()) for ends in from_shallow],
                "deep": [float((ends < ridge).mean()) for ends in from_deep],
            },
            "height": [float(two_valleys_height(ends).mean()) for ends in from_shallow],
        },
        (VALLEYS.seed,),
    )


def _noisy(start: float, size: int) -> Floats:
    """Return where many walks from `start` end that see `size` examples at every step."""
    rng = np.random.default_rng(VALLEYS.seed)
    tilts = rng.normal(0, VALLEYS.tilt, VALLEYS.examples)
    tilts -= tilts.mean()
    w = np.full(VALLEYS.runs, start)
    for _ in range(VALLEYS.steps):
        noise = np.zeros(VALLEYS.runs)
        if size < VALLEYS.examples:
            noise = tilts[rng.integers(0, VALLEYS.examples, (VALLEYS.runs, size))].mean(axis=1)
        w = w - VALLEYS.rate * (two_valleys_slope(w) + noise)
    return w
