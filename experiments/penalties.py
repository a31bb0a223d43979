"""What a price on weights does: exactly, on losses so small that all can be worked out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from snippets.arrays import Floats
from studyreport.results import Run, experiment


@dataclass(frozen=True)
class Bowl:
    """A loss ½ (w − c)ᵀ A (w − c) of two weights, and a price λ on them.

    Attributes:
        lowest: c, where the loss alone is lowest.
        curvature: A, symmetric, all of whose curvatures are above 0.
        strength: λ, the same for both prices.
    """

    lowest: tuple[float, float] = (0.5, 1.6)
    curvature: tuple[tuple[float, float], tuple[float, float]] = ((1.0, 0.35), (0.35, 0.8))
    strength: float = 0.9


@experiment(frozen=False)
def touching_points(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Find where the loss plus a price is lowest: on a circle for L2, on a diamond for L1.

    Returns:
        Among "values", for "l2" and "l1": "point", the weights there; "reach", the circle's
        radius or the diamond's; "height", the loss alone there.
    """
    settings = Bowl()
    a, c = np.array(settings.curvature), np.array(settings.lowest)
    circle, diamond = lowest_l2(a, c, settings.strength), lowest_l1(a, c, settings.strength)
    return {
        "settings": asdict(settings),
        "seeds": [],
        "dataset": None,
        "values": {
            "l2": _touching(a, c, circle, float(np.hypot(*circle))),
            "l1": _touching(a, c, diamond, float(np.abs(diamond).sum())),
        },
    }


def _touching(a: Floats, c: Floats, point: Floats, reach: float) -> dict[str, Any]:
    return {"point": point.tolist(), "reach": reach, "height": bowl(a, c, point)}


def bowl(a: Floats, c: Floats, w: Floats) -> float:
    """Return ½ (w − c)ᵀ A (w − c)."""
    return float(0.5 * (w - c) @ a @ (w - c))


def lowest_l2(a: Floats, c: Floats, strength: float) -> Floats:
    """Return where bowl + ½ λ Σ w² is lowest: its gradient A (w − c) + λ w is 0 there."""
    return np.asarray(np.linalg.solve(a + strength * np.eye(len(c)), a @ c))


def lowest_l1(a: Floats, c: Floats, strength: float) -> Floats:
    """Return where bowl + λ Σ |w| is lowest, weight by weight until nothing moves any more."""
    w, before = np.zeros_like(c), np.full_like(c, np.inf)
    while np.abs(w - before).max() > 1e-14:
        before = w.copy()
        for i in range(len(w)):
            pull = a[i] @ (c - w) + a[i, i] * w[i]  # of the loss alone, were this weight 0
            w[i] = soft(pull, strength) / a[i, i]
    return w


def soft(value: Floats | float, strength: float) -> Floats:
    """Return `value` moved towards 0 by `strength`, and 0 if it would get there.

    This is where ½ (w − value)² + λ |w| is lowest.
    """
    return np.asarray(np.sign(value) * np.maximum(np.abs(value) - strength, 0))


@dataclass(frozen=True)
class Inputs:
    """A weighted sum to be learnt, most of whose inputs have nothing to say.

    Attributes:
        examples: How many there are.
        weights: The true ones; all others are 0.
        inputs: How many in all.
        noise: Standard deviation of what is added to the sum.
        l2: Strength λ of the price ½ λ Σ w².
        l1: Strength λ of the price λ Σ |w|.
        seed: Of the random numbers.
    """

    examples: int = 30
    weights: tuple[float, ...] = (1.5, -1.0, 0.8)
    inputs: int = 20
    noise: float = 1.0
    l2: float = 0.25
    l1: float = 0.25
    seed: int = 4


@experiment(frozen=False)
def idle_inputs(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Learn a weighted sum of twenty inputs, of which seventeen say nothing.

    Returns:
        Among "values": "true", the weights; for "none", "l2" and "l1" the "weights" found, how
        many of them are exactly "zero", and the mean squared "error" of the weights.
    """
    settings = Inputs()
    rng = np.random.default_rng(settings.seed)
    true = np.zeros(settings.inputs)
    true[: len(settings.weights)] = settings.weights
    x = rng.normal(size=(settings.examples, settings.inputs))
    y = x @ true + settings.noise * rng.normal(size=settings.examples)
    a, b = x.T @ x / len(x), x.T @ y / len(x)
    free = np.linalg.solve(a, b)
    found = {
        "none": free,
        "l2": lowest_l2(a, free, settings.l2),
        "l1": lowest_l1(a, free, settings.l1),
    }
    return {
        "settings": asdict(settings),
        "seeds": [settings.seed],
        "dataset": None,
        "values": {"true": true.tolist()}
        | {
            name: {
                "weights": w.tolist(),
                "zero": int((w == 0).sum()),
                "error": float(((w - true) ** 2).mean()),
            }
            for name, w in found.items()
        },
    }


@dataclass(frozen=True)
class Curve:
    """A few noisy points of a sine, to be met by a polynomial.

    Attributes:
        points: How many, evenly spread from −1 to 1.
        noise: Standard deviation of their heights about the sine.
        degrees: Of the polynomials.
        strength: λ of the penalty on the coefficients of the last degree.
        new: How many new points measure the error.
        seed: Of the random numbers.
    """

    points: int = 10
    noise: float = 0.2
    degrees: tuple[int, ...] = (1, 3, 9)
    strength: float = 0.001
    new: int = 1000
    seed: int = 1


@experiment(frozen=False)
def polynomials(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Fit polynomials to ten noisy points of a sine: too stiff, right, too free, free but priced.

    Returns:
        Among "values": "x" and "y", the points; "grid", places to draw at; "sine" there; "fits",
        for each degree, and last for the greatest with a penalty, a `_fit`; "by_degree", for each
        degree from 0 the "train" and "new" errors.
    """
    settings = Curve()
    rng = np.random.default_rng(settings.seed)
    x = np.linspace(-1, 1, settings.points)
    y = sine(x) + settings.noise * rng.normal(size=len(x))
    x_new = rng.uniform(-1, 1, settings.new)
    y_new = sine(x_new) + settings.noise * rng.normal(size=len(x_new))
    wanted = [(degree, 0.0) for degree in settings.degrees]
    wanted.append((settings.degrees[-1], settings.strength))
    grid = np.linspace(-1, 1, 201)
    fits = [_fit((x, y), (x_new, y_new), grid, *each) for each in wanted]
    every = [_fit((x, y), (x_new, y_new), grid, d, 0.0) for d in range(settings.degrees[-1] + 1)]
    return {
        "settings": asdict(settings),
        "seeds": [settings.seed],
        "dataset": None,
        "values": {
            "x": x.tolist(),
            "y": y.tolist(),
            "grid": grid.tolist(),
            "sine": sine(grid).tolist(),
            "fits": fits,
            "by_degree": {name: [fit[name] for fit in every] for name in ("train", "new")},
        },
    }


def sine(x: Floats) -> Floats:
    """Return the curve that is to be found, one whole swing from −1 to 1."""
    return np.asarray(np.sin(np.pi * x))


def coefficients(x: Floats, y: Floats, degree: int, strength: float) -> Floats:
    """Return w of w₀ + w₁ x + w₂ x² …, where ½ mean square error + ½ λ Σ w² is lowest.

    w₀, a bias, pays nothing.
    """
    powers = x[:, None] ** np.arange(degree + 1)
    price = np.sqrt(strength * len(x)) * np.eye(degree + 1)
    price[0] = 0
    stacked = np.concatenate([powers, price]), np.concatenate([y, np.zeros(degree + 1)])
    return np.asarray(np.linalg.lstsq(*stacked, rcond=None)[0])


def _fit(
    train: tuple[Floats, Floats],
    new: tuple[Floats, Floats],
    grid: Floats,
    degree: int,
    strength: float,
) -> dict[str, Any]:
    """Return a polynomial's "degree", "strength", heights, errors (root mean square), "largest"."""
    w = coefficients(*train, degree, strength)

    def error(x: Floats, y: Floats) -> float:
        return float(np.sqrt(((np.polyval(w[::-1], x) - y) ** 2).mean()))

    return {
        "degree": degree,
        "strength": strength,
        "heights": np.polyval(w[::-1], grid).tolist(),
        "train": error(*train),
        "new": error(*new),
        "largest": float(np.abs(w).max()),
    }
