"""The small digits that come with scikit-learn: a data set that needs no download."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats, Labels


# --8<-- [start:digits]
def load() -> tuple[Floats, Labels]:
    """Return 1,797 handwritten digits with their classes.

    Source: Alpaydin and Kaynak (1998), doi:10.24432/C50P49.

    Returns:
        Pictures, (1797, 1, 8, 8), float32 from 0 (paper) to 1 (ink), and classes, (1797,), 0 to 9.
    """
    from sklearn.datasets import load_digits  # takes a second: only where it is needed

    pictures, classes = load_digits(return_X_y=True)
    x = pictures.astype(np.float32).reshape(-1, 1, 8, 8) / 16  # the darkest shade is 16
    return x, classes.astype(np.intp)


# --8<-- [end:digits]
