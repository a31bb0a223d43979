"""The derivative of softmax: a matrix, because every score moves every probability."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.losses import softmax


# --8<-- [start:d-softmax]
def d_softmax(u: Floats) -> Floats:
    """Return ∂y_i / ∂u_j = y_i (δ_ij − y_j), where y = softmax(u).

    Args:
        u: Scores, (K,) for one example or (N, K) for a batch.

    Returns:
        The matrix of derivatives, (K, K) or one for each example, (N, K, K).
    """
    y = softmax(u)
    return np.asarray(y[..., :, None] * (np.eye(y.shape[-1], dtype=y.dtype) - y[..., None, :]))


# --8<-- [end:d-softmax]
