"""The smallest learning: one weight and one bias, and the error for every choice of them."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.squared_error import squared_error

# Made for the drawing: five points near a line, but on none.
X = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
T = np.array([1.4, 1.2, 2.8, 2.7, 3.9])


def line_error(w: float, b: float) -> float:
    """Return half the mean square of how far w x + b misses the points."""
    return squared_error((w * X + b)[:, None], T[:, None])


def best_line() -> tuple[float, float]:
    """Return the weight and the bias of the smallest error, by least squares."""
    columns: Floats = np.stack([X, np.ones_like(X)], axis=1)
    w, b = np.linalg.lstsq(columns, T, rcond=None)[0]
    return float(w), float(b)
