"""A line folded again and again: what a few nodes in many layers can draw.

Source: Telgarsky (2016), Proceedings of Machine Learning Research 49, pages 1517–1539.
"""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.layers import Affine, ReLU


# --8<-- [start:fold]
def fold(x: Floats, layers: int) -> Floats:
    """Send numbers through so many layers of two ReLU nodes each, all with the same weights.

    Between two layers, the two nodes become one number again: 2 of the first, less 4 of the
    second. From 0 to ½ it rises from 0 to 1, from there to 1 it falls back.

    Args:
        x: Numbers from 0 to 1, of any shape.
        layers: How many, at least 0.
    """
    into = Affine(np.array([[1.0, 1.0]]), np.array([0.0, -0.5]))
    out_of = Affine(np.array([[2.0], [-4.0]]), np.zeros(1))
    y = x.reshape(-1, 1)
    for _ in range(layers):
        y = out_of.forward(ReLU().forward(into.forward(y)))
    return y.reshape(x.shape)


# --8<-- [end:fold]


# --8<-- [start:straight-pieces]
def straight_pieces(y: Floats) -> int:
    """Return of how many straight pieces a line consists.

    Args:
        y: Its heights at places of equal distance, among them all where it bends; at least two.
    """
    bends = np.abs(np.diff(y, 2)) > 1e-9
    return int(bends.sum()) + 1


# --8<-- [end:straight-pieces]
