"""A trained network's parameters in a file, to predict with another day."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from snippets.arrays import Floats, Params


# --8<-- [start:storage]
def save(path: Path, params: Mapping[str, Floats]) -> None:
    """Write arrays by name into one file, in NumPy's own format, .npz.

    Args:
        path: Ends in ".npz".
        params: Arrays by name.

    Raises:
        ValueError: the path ends otherwise.
    """
    if path.suffix != ".npz":
        raise ValueError(f"the file is called {path.name}; expected a name that ends in .npz.")
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **params)


def load(path: Path) -> Params:
    """Return the arrays that `save` wrote. Nothing in the file is executed.

    Raises:
        ValueError: the file is damaged or no such file; the message names it.
        OSError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            arrays = np.load(file, allow_pickle=False)
            if not isinstance(arrays, np.lib.npyio.NpzFile):
                raise ValueError("it holds a single array")
            return {name: arrays[name] for name in arrays.files}
    except (ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name} is no file of parameters, or damaged: {error}.") from error


# --8<-- [end:storage]
