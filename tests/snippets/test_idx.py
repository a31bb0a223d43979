"""The IDX reader against files written here, byte by byte."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from snippets import idx

BYTES = arrays(np.uint8, array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))


def written(array: NDArray[np.uint8]) -> bytes:
    header = bytes([0, 0, 8, array.ndim]) + b"".join(struct.pack(">I", n) for n in array.shape)
    return header + bytes(array.ravel().tolist())


@given(BYTES)
def test_what_was_written_is_read(array: NDArray[np.uint8]) -> None:
    result = idx.parse(written(array), "a file")
    assert result.dtype == np.uint8
    assert result.shape == array.shape
    np.testing.assert_array_equal(result, array)


@pytest.mark.parametrize(
    ("kind", "letter", "values"),
    [
        (0x09, "b", [-128, 5]),
        (0x0B, "h", [-30000, 5]),
        (0x0C, "i", [-(2**31), 5]),
        (0x0D, "f", [0.5, -1.25]),
        (0x0E, "d", [0.1, -1e300]),
    ],
)
def test_every_kind_of_element(kind: int, letter: str, values: list[Any]) -> None:
    content = bytes([0, 0, kind, 1, 0, 0, 0, 2]) + struct.pack(f">2{letter}", *values)
    assert idx.parse(content, "a file").tolist() == values


@given(BYTES, st.data())
def test_a_file_cut_short_or_too_long_is_refused(
    array: NDArray[np.uint8], data: st.DataObject
) -> None:
    whole = written(array)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    for wrong in (cut, whole + b"\0"):
        with pytest.raises(ValueError, match=r"^pictures (holds|is no IDX file)"):
            idx.parse(wrong, "pictures")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a file is no IDX file: it begins with nothing; expected 00 00, a kind of element"),
        (b"PK\3\4rest", "a file is no IDX file: it begins with 50 4b 03 04; expected"),
        (b"\0\0\7\1", "a file is no IDX file: it begins with 00 00 07 01; expected"),
        (b"\0\0\x0b\1\0\0\0\3\0\0", r"a file holds 10 bytes; expected 14, as its header gives"),
    ],
)
def test_what_is_no_idx_file_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        idx.parse(content, "a file")


def test_plain_and_compressed_files(tmp_path: Path) -> None:
    array = np.arange(6, dtype=np.uint8).reshape(2, 3)
    (tmp_path / "plain").write_bytes(written(array))
    (tmp_path / "packed.gz").write_bytes(gzip.compress(written(array)))
    np.testing.assert_array_equal(idx.read(tmp_path / "plain"), array)
    np.testing.assert_array_equal(idx.read(tmp_path / "packed.gz"), array)


def test_a_damaged_compressed_file_is_named(tmp_path: Path) -> None:
    whole = gzip.compress(written(np.arange(100, dtype=np.uint8)))
    cut, header, middle = whole[:-20], b"\x1f\x8b" + bytes(30), bytearray(whole)
    middle[15] ^= 255
    for wrong in (cut, header, bytes(middle)):
        (tmp_path / "labels.gz").write_bytes(wrong)
        with pytest.raises(ValueError, match=r"^labels\.gz is cut short or damaged: "):
            idx.read(tmp_path / "labels.gz")
