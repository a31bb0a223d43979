"""The kinds of array that the whole library speaks of."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]  # float32 or float64; nothing here fixes which
Labels: TypeAlias = NDArray[np.integer[Any]]  # (N,), the number of each example's class
Params: TypeAlias = dict[str, Floats]  # a network's arrays by name, e.g. "W1" and "b1"
Shape: TypeAlias = tuple[int, ...]
