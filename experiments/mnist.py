"""The four files of MNIST: where they may be, and that they are the genuine ones."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray

from experiments.download import fetch
from snippets import idx
from studyreport.problems import stop

VARIABLE = "STUDYREPORT_DATA"
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)


@dataclass(frozen=True)
class File:
    """One file: its name, and the length in bytes and SHA-256 of its uncompressed content."""

    name: str
    length: int
    sha256: str

    def check(self, content: bytes) -> None:
        """Raise ValueError, which says what was expected, unless `content` is this file's."""
        found = hashlib.sha256(content).hexdigest()
        if found != self.sha256:
            raise ValueError(
                f"uncompressed it holds {len(content):,} bytes with the SHA-256 {found}; "
                f"expected {self.length:,} bytes with {self.sha256}."
            )


FILES = {
    "x_train": File(
        "train-images-idx3-ubyte",
        47_040_016,
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    "t_train": File(
        "train-labels-idx1-ubyte",
        60_008,
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    "x_test": File(
        "t10k-images-idx3-ubyte",
        7_840_016,
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    "t_test": File(
        "t10k-labels-idx1-ubyte",
        10_008,
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
}


def array(name: str, quiet: bool = False) -> NDArray[np.uint8]:
    """Return one of MNIST's arrays: "x_train" (60000, 28, 28), "t_train" (60000,), and so on.

    Its file is looked for in the folder that STUDYREPORT_DATA names, then in the user's cache;
    if it is in neither, it is downloaded into the cache.

    Raises:
        StudyReportError: the file is cut short, wrong, or cannot be had; the message names it.
    """
    file = FILES[name]
    path = _find(file, quiet)
    try:
        content = idx.unpack(path)
        file.check(content)
    except ValueError as error:
        raise stop(
            path,
            0,
            0,
            f"this is not MNIST's {file.name}: {error}",
            f"Delete it; the next run downloads it again, unless another copy is in {VARIABLE}.",
        ) from error
    return idx.parse(content, file.name)


def cache() -> Path:
    """Return the folder of this user where downloads are kept."""
    return Path(platformdirs.user_cache_dir("studyreport", appauthor=False)) / "mnist"


def _find(file: File, quiet: bool) -> Path:
    folders = [*_named_folder(), cache()]
    for folder in folders:
        for name in (file.name, f"{file.name}.gz"):
            if (folder / name).is_file():
                return folder / name
    target = cache() / f"{file.name}.gz"
    fetch(
        [f"{mirror}{target.name}" for mirror in MIRRORS],
        target,
        check=lambda path: file.check(idx.unpack(path)),
        remedy=f"Put the four files of MNIST into a folder and name it in {VARIABLE}, or go on "
        "with the small data set: --data digits.",
        quiet=quiet,
    )
    return target


def _named_folder() -> list[Path]:
    """Return the folder that the variable names, if it is set."""
    value = os.environ.get(VARIABLE, "")
    if not value:
        return []
    folder = Path(value).expanduser()
    if not folder.is_dir():
        raise stop(
            value,
            0,
            0,
            f"{VARIABLE} names this, but it is not a folder.",
            "Name the folder that holds train-images-idx3-ubyte.gz and its three companions.",
        )
    return [folder]
