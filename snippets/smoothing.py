"""A noisy curve made smooth, for the eye: say so wherever it is shown."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats


# --8<-- [start:smooth-curve]
def smooth_curve(x: Floats, window: int = 11, beta: float = 2.0) -> Floats:
    """Return a moving average weighted by a Kaiser window; peaks come out lower than they were.

    At both ends the curve goes on as its own point reflection, so that it does not bend there.

    Args:
        x: The curve, (M,), of at least `window` points.
        window: How many points are averaged, odd.
        beta: How much the middle outweighs the ends; 0 is the plain mean.

    Returns:
        The smooth curve, (M,).

    Raises:
        ValueError: the curve is too short or has more than one axis, or the window is even.
    """
    if x.ndim != 1 or len(x) < window or window % 2 == 0:
        raise ValueError(
            f"x has shape {x.shape} and window is {window}; expected (M,) with M at least the "
            f"window, which is odd."
        )
    half = window // 2
    before, behind = 2 * x[0] - x[half:0:-1], 2 * x[-1] - x[-2 : -half - 2 : -1]
    weights = np.kaiser(window, beta)
    return np.convolve(np.concatenate([before, x, behind]), weights / weights.sum(), "valid")


# --8<-- [end:smooth-curve]
