"""Two ways to write the right class: as its number, or one-hot."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats, Labels
from snippets.shapes import expect_shape


# --8<-- [start:one-hot]
def one_hot(t: Labels, classes: int) -> Floats:
    """Return a 1 in the place of the right class and 0 elsewhere.

    Args:
        t: Class numbers from 0 up to classes − 1, of any shape, e.g. (N,).
        classes: How many there are, K.

    Returns:
        One more axis than `t`, e.g. (N, K), float64.

    Raises:
        ValueError: a number is no class.
    """
    if t.size and not 0 <= t.min() <= t.max() < classes:
        raise ValueError(
            f"labels run from {t.min()} to {t.max()}; expected 0 to {classes - 1}, "
            f"as there are {classes} classes."
        )
    return np.eye(classes)[t]


# --8<-- [end:one-hot]


# --8<-- [start:targets]
def targets(t: Labels | Floats, y: Floats) -> Floats:
    """Return what the outputs should be, one-hot, however the right classes are written.

    Args:
        t: Class numbers, (N,), or targets already of the outputs' shape, (N, K). For a single
            example: () or (K,).
        y: The outputs, (N, K) or (K,).

    Returns:
        Targets of the shape and dtype of the outputs.

    Raises:
        ValueError: `t` fits neither way, or a number is no class.
    """
    if t.ndim == y.ndim:
        expect_shape("t", t.shape, *y.shape, reason="the shape of the outputs")
        return np.asarray(t, y.dtype)
    expect_shape("t", t.shape, *y.shape[:-1], reason=f"as the outputs have shape {y.shape}")
    if not np.issubdtype(t.dtype, np.integer):
        raise ValueError(f"t is an array of {t.dtype}; expected class numbers, integers.")
    return one_hot(np.asarray(t, np.intp), y.shape[-1]).astype(y.dtype)


# --8<-- [end:targets]
