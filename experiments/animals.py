"""A network that tells three animals apart, its weights set by hand: small enough to check."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Params

MEASURES = ("body, dm", "ears, cm")  # lengths in decimetres and in centimetres
FEATURES = ("size", "large ears", "dog-sized")  # what the hidden nodes react to
ANIMALS = ("dog", "cat", "mouse")
# One animal of each kind; rows in the order of ANIMALS, columns in that of MEASURES.
EXAMPLES = np.array([[8.0, 10.0], [4.0, 6.0], [1.0, 2.0]])


def animal_params() -> Params:
    """Return "W1" (2, 3), "b1" (3,), "W2" (3, 3) and "b2" (3,)."""
    return {
        "W1": np.array([[0.5, -1.5, 1.0], [0.5, 1.0, 0.5]]),
        "b1": np.array([-1.0, 0.5, -9.0]),
        "W2": np.array([[0.4, 1.2, -1.4], [-0.3, 0.3, 3.0], [2.0, -1.0, 0.0]]),
        "b2": np.array([0.8, -0.9, 0.5]),
    }
