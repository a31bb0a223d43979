"""The IDX file format, in which MNIST is published: an array with a short header."""

from __future__ import annotations

import gzip
import math
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# The header's third byte says what the elements are; all are stored with the high byte first.
KINDS = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def read(path: Path) -> NDArray[Any]:
    """Return the array in an IDX file, plain or compressed by gzip (told by its first bytes).

    Raises:
        ValueError: the file is cut short, too long or no IDX file; the message names it.
        OSError: the file cannot be read.
    """
    return parse(unpack(path), path.name)


def unpack(path: Path) -> bytes:
    """Return the content of a file, uncompressed if it is compressed by gzip.

    Raises:
        ValueError: the compressed file is cut short or damaged; the message names it.
    """
    raw = path.read_bytes()
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        return gzip.decompress(raw)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"{path.name} is cut short or damaged: {error}.") from error


def parse(content: bytes, name: str) -> NDArray[Any]:
    """Return the array that the bytes of an IDX file hold.

    The header is: two zero bytes, the kind of element, the number D of dimensions, then D sizes
    of four bytes each. The elements follow, the last index running fastest.

    Args:
        content: The whole file, uncompressed.
        name: What to call it in an error.

    Raises:
        ValueError: the content is cut short, too long or not in this format.
    """
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] not in KINDS:
        raise ValueError(
            f"{name} is no IDX file: it begins with {content[:4].hex(' ') or 'nothing'}; "
            f"expected 00 00, a kind of element and a number of dimensions."
        )
    kind, start = np.dtype(KINDS[content[2]]), 4 + 4 * content[3]
    sizes = struct.iter_unpack(">I", content[4:start].ljust(start - 4, b"\0"))
    shape = tuple(size for (size,) in sizes)
    expected = start + kind.itemsize * math.prod(shape)
    if len(content) != expected:
        raise ValueError(
            f"{name} holds {len(content)} bytes; expected {expected}, as its header gives the "
            f"shape {shape}."
        )
    return np.frombuffer(content, kind, offset=start).reshape(shape)
