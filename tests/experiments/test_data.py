"""The data sets: found, genuine, split; and what is said when they are not."""

from __future__ import annotations

import gzip
import hashlib
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import pytest

from experiments import data, mnist
from studyreport.problems import StudyReportError

NAMES = list(mnist.FILES)


def small_mnist() -> dict[str, bytes]:
    """Return the content of four IDX files of a few pictures of 2 × 2 pixels."""
    rng = np.random.default_rng(1)
    result = {}
    for part, n in (("train", 6), ("test", 3)):
        pictures, labels = rng.integers(0, 256, 4 * n), rng.integers(0, 10, n)
        pictures[0] = 255
        result[f"x_{part}"] = struct.pack(">4I", 0x803, n, 2, 2) + bytes(pictures.tolist())
        result[f"t_{part}"] = struct.pack(">2I", 0x801, n) + bytes(labels.tolist())
    return result


CONTENTS = small_mnist()


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Take small files for the genuine ones; return the named folder and the cache, both empty."""
    for name, content in CONTENTS.items():
        digest = hashlib.sha256(content).hexdigest()
        file = mnist.File(mnist.FILES[name].name, len(content), digest)
        monkeypatch.setitem(mnist.FILES, name, file)
    folder, cache = tmp_path / "named", tmp_path / "cache" / "mnist"
    folder.mkdir()
    cache.mkdir(parents=True)
    monkeypatch.setenv(mnist.VARIABLE, str(folder))
    monkeypatch.setattr(mnist, "cache", lambda: cache)
    monkeypatch.setattr(mnist, "fetch", no_network)
    return folder, cache


def no_network(addresses: Sequence[str], target: Path, **_: Any) -> None:
    raise AssertionError(f"{target.name} was not found here; asked for {addresses}")


def test_mnist_from_the_named_folder(places: tuple[Path, Path]) -> None:
    for number, name in enumerate(NAMES):
        packed = number % 2 == 0  # some files plain, some compressed
        path = places[0] / (mnist.FILES[name].name + ".gz" * packed)
        path.write_bytes(gzip.compress(CONTENTS[name]) if packed else CONTENTS[name])
    found = data.load_mnist()
    assert (found.x_train.shape, found.x_test.shape) == ((6, 4), (3, 4))
    assert found.x_train.dtype == np.float32
    assert found.x_train[0, 0] == 1
    np.testing.assert_allclose(255 * found.x_train.ravel(), list(CONTENTS["x_train"][16:]))
    assert found.t_train.tolist() == list(CONTENTS["t_train"][8:])
    assert found.t_test.tolist() == list(CONTENTS["t_test"][8:])
    assert found.checksums["train-labels-idx1-ubyte"] == mnist.FILES["t_train"].sha256
    assert found.describe() == {
        "name": "mnist",
        "train": 6,
        "test": 3,
        "pixels": 4,
        "sha256": found.checksums,
    }


@pytest.mark.parametrize("variable", ["set", "empty"])
def test_the_cache_is_next(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    if variable == "empty":
        monkeypatch.setenv(mnist.VARIABLE, "")
    for name in NAMES:
        (places[1] / mnist.FILES[name].name).write_bytes(CONTENTS[name])
    assert mnist.array("t_train").shape == (6,)


def test_what_is_nowhere_is_downloaded_into_the_cache(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(addresses: Sequence[str], target: Path, check: Any, remedy: str, quiet: bool) -> None:
        assert not quiet
        assert [address.rsplit("/", 1)[1] for address in addresses] == [target.name] * 2
        assert mnist.VARIABLE in remedy
        target.write_bytes(b"wrong")
        with pytest.raises(ValueError, match=r"holds 5 bytes .*; expected 40 bytes"):
            check(target)
        target.write_bytes(gzip.compress(CONTENTS["x_train"]))
        check(target)

    monkeypatch.setattr(mnist, "fetch", fetch)
    assert mnist.array("x_train").shape == (6, 2, 2)
    assert (places[1] / "train-images-idx3-ubyte.gz").exists()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda whole: gzip.compress(whole)[:-9], "is cut short or damaged"),
        (lambda whole: whole[:-1], "uncompressed it holds 39 bytes with the SHA-256"),
        (lambda whole: whole[:-1] + b"!", "uncompressed it holds 40 bytes with the SHA-256"),
        (lambda _: b"", "uncompressed it holds 0 bytes"),
    ],
)
def test_a_wrong_file_is_refused_by_name(
    places: tuple[Path, Path], spoil: Any, reason: str
) -> None:
    path = places[0] / "train-images-idx3-ubyte.gz"
    path.write_bytes(spoil(CONTENTS["x_train"]))
    with pytest.raises(StudyReportError) as caught:
        mnist.array("x_train")
    message = str(caught.value)
    assert message.startswith(f"{path}: this is not MNIST's train-images-idx3-ubyte: ")
    assert reason in message
    assert message.endswith("unless another copy is in STUDYREPORT_DATA.")


def test_the_variable_must_name_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(mnist.VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(StudyReportError, match="STUDYREPORT_DATA names this, but it is not a fol"):
        mnist.array("x_train")


def test_the_cache_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name, **_: str(tmp_path / name))
    assert mnist.cache() == tmp_path / "studyreport" / "mnist"


def test_digits_need_no_file() -> None:
    digits = data.load("digits")
    assert (digits.x_train.shape, digits.x_test.shape) == ((1438, 64), (359, 64))
    for x, t in ((digits.x_train, digits.t_train), (digits.x_test, digits.t_test)):
        assert x.dtype == np.float32
        assert (x.min(), x.max()) == (0, 1)
        counts = np.bincount(t, minlength=10) / len(t)
        assert counts.min() > 0.05
        assert counts.max() < 0.15
    train = {row.tobytes() for row in digits.x_train}
    assert not any(row.tobytes() in train for row in digits.x_test)
    assert data.load("digits") is digits


def test_other_digits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "DIGITS_SHA256", "0" * 64)
    with pytest.raises(StudyReportError, match="scikit-learn's digits have the SHA-256 87ff0c9e"):
        data.load_digits()


def test_an_unknown_data_set() -> None:
    with pytest.raises(StudyReportError, match=r"called 'minst'\. Did you mean 'mnist'\?"):
        data.load("minst")
