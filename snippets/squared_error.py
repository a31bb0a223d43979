"""The squared error, the loss of a regression, and its gradient."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.shapes import expect_shape


# --8<-- [start:squared-error]
def squared_error(y: Floats, d: Floats) -> float:
    """Return E = ½ Σ (y − d)²; of a batch, the mean over its examples.

    Squared, no error can cancel another of the opposite sign; the ½ takes away the 2 of the
    derivative and moves no minimum.

    Args:
        y: Outputs, (K,) for one example or (N, K) for a batch.
        d: What they should have been, of the same shape.

    Raises:
        ValueError: the shapes differ.
    """
    expect_shape("d", d.shape, *y.shape, reason="the shape of y")
    return float(((y - d) ** 2).sum() / 2 / len(np.atleast_2d(y)))


# --8<-- [end:squared-error]


# --8<-- [start:d-squared-error]
def d_squared_error(y: Floats, d: Floats) -> Floats:
    """Return ∂E/∂y = y − d; of a batch, (y − d) / N.

    Args:
        y: Outputs, (K,) or (N, K).
        d: What they should have been, of the same shape.

    Raises:
        ValueError: the shapes differ.
    """
    expect_shape("d", d.shape, *y.shape, reason="the shape of y")
    return (y - d) / len(np.atleast_2d(y))


# --8<-- [end:d-squared-error]
