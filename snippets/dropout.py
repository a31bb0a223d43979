"""Dropout: while it learns, the network does without some of its nodes, drawn anew each time.

Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014), JMLR 15.
"""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.shapes import expect_shape


# --8<-- [start:dropout]
class Dropout:
    """Drops nodes while learning; afterwards, scales by the share that was *kept*.

    While learning y = x · mask; afterwards y = x (1 − p), the mean of that over all masks.

    Args:
        ratio: Probability p that a node is dropped, in [0, 1).
        rng: Where the random numbers come from.
    """

    def __init__(self, ratio: float, rng: np.random.Generator) -> None:
        if not 0 <= ratio < 1:
            raise ValueError(f"ratio is {ratio}; expected a number from 0 up to, not including, 1.")
        self.ratio, self.rng = ratio, rng
        self.training = True
        self.factor: Floats = np.zeros((0, 0))  # what the latest batch was multiplied by

    def forward(self, x: Floats) -> Floats:
        """Map a batch of any shape to one of the same shape."""
        if self.training:
            self.factor = (self.rng.random(x.shape) >= self.ratio).astype(x.dtype)
        else:
            self.factor = np.full_like(x, 1 - self.ratio)
        return x * self.factor

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy to dL/dx: no gradient passes through a node that was dropped.

        Raises:
            ValueError: `dy` does not have the shape of x.
        """
        expect_shape("dy", dy.shape, *self.factor.shape)
        return dy * self.factor


# --8<-- [end:dropout]


# --8<-- [start:inverted-dropout]
class InvertedDropout(Dropout):
    """Drops nodes while learning and enlarges those kept; afterwards there is nothing to do.

    While learning y = x · mask / (1 − p), whose mean over all masks is x; afterwards y = x.
    """

    def forward(self, x: Floats) -> Floats:
        """Map a batch of any shape to one of the same shape."""
        if self.training:
            kept = (self.rng.random(x.shape) >= self.ratio).astype(x.dtype)
            self.factor = kept / (1 - self.ratio)
        else:
            self.factor = np.ones_like(x)
        return x * self.factor


# --8<-- [end:inverted-dropout]
