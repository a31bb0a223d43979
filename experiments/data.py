"""The data sets that the experiments train on, both in one shape."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from experiments import mnist
from snippets.arrays import Floats, Labels
from studyreport.problems import nearest, stop

DIGITS_SHA256 = "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"


@dataclass(frozen=True)
class Dataset:
    """Pictures of digits with their classes, to train on and to test with.

    Attributes:
        name: "mnist" or "digits".
        x_train: Pictures, (N, pixels), float32 from 0 (paper) to 1 (ink).
        t_train: Their classes, (N,), 0 to 9.
        x_test: Pictures that no training may see, (M, pixels).
        t_test: Their classes, (M,).
        checksums: SHA-256 of the content that these came from, by the file's name.
    """

    name: str
    x_train: Floats
    t_train: Labels
    x_test: Floats
    t_test: Labels
    checksums: dict[str, str]

    def describe(self) -> dict[str, object]:
        """Return what a result records of the data set that it was computed from."""
        return {
            "name": self.name,
            "train": len(self.x_train),
            "test": len(self.x_test),
            "pixels": self.x_train.shape[1],
            "sha256": self.checksums,
        }


@lru_cache(maxsize=2)
def load(name: str, quiet: bool = False) -> Dataset:
    """Return a data set by name; the second time it is there at once.

    Args:
        name: "mnist" or "digits".
        quiet: Whether to show no progress if it has to be downloaded.

    Raises:
        StudyReportError: there is no such data set, or its files are missing or wrong.
    """
    if name not in LOADERS:
        raise stop("--data", 0, 0, f"no data set is called '{name}'.", nearest(name, LOADERS))
    return LOADERS[name](quiet)


def load_mnist(quiet: bool = False) -> Dataset:
    """Return MNIST: 60,000 and 10,000 pictures of 28 × 28 pixels (LeCun et al., 1998)."""
    arrays = {name: mnist.array(name, quiet) for name in mnist.FILES}
    x_train, t_train, x_test, t_test = arrays.values()
    checksums = {file.name: file.sha256 for file in mnist.FILES.values()}
    return Dataset(
        "mnist",
        _shade(x_train, 255),
        _classes(t_train),
        _shade(x_test, 255),
        _classes(t_test),
        checksums,
    )


def load_digits() -> Dataset:
    """Return the 1,797 pictures of 8 × 8 pixels that come with scikit-learn (Alpaydin, 1998).

    Every fifth picture is for testing: a split that depends on no random numbers.
    """
    from sklearn.datasets import load_digits as bundled  # takes a second: only where it is needed

    pictures, classes = bundled(return_X_y=True)
    pictures, classes = pictures.astype(np.uint8), classes.astype(np.uint8)
    digest = hashlib.sha256(pictures.tobytes() + classes.tobytes()).hexdigest()
    if digest != DIGITS_SHA256:
        raise stop(
            "digits",
            0,
            0,
            f"scikit-learn's digits have the SHA-256 {digest}; expected {DIGITS_SHA256}.",
            "Install the version of scikit-learn that the requirements pin.",
        )
    x, t = _shade(pictures, 16), _classes(classes)
    test = np.arange(len(x)) % 5 == 4
    return Dataset("digits", x[~test], t[~test], x[test], t[test], {"digits": digest})


LOADERS: dict[str, Callable[[bool], Dataset]] = {
    "mnist": load_mnist,
    "digits": lambda quiet: load_digits(),  # noqa: ARG005 - they are never downloaded
}


def _shade(pictures: NDArray[np.uint8], darkest: int) -> Floats:
    """Return pictures as rows of floats, the darkest shade being 1."""
    return pictures.reshape(len(pictures), -1).astype(np.float32) / np.float32(darkest)


def _classes(labels: NDArray[np.uint8]) -> Labels:
    return labels.astype(np.intp)
