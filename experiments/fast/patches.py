"""Patches at a third of im2col's memory: the columns of a window are laid out, not its rows."""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats


# --8<-- [start:spread]
def spread(x: Floats, rows: Floats, pad: int) -> None:
    """Write each row of pictures `KW` times, each time shifted by one more pixel.

    As the batch lies innermost, each of these copies is long and without gaps.

    Args:
        x: Pictures, (H, C, W, N).
        rows: Where to write, (H + 2·pad, KW, C, OW, N); 0 beyond the edges, which stay untouched.
        pad: How many rows and columns of zeros are put around the pictures.
    """
    height, _, width, _ = x.shape
    inside = rows[pad : pad + height]
    for shift in range(rows.shape[1]):
        start = max(0, pad - shift)
        end = min(rows.shape[3], width + pad - shift)
        inside[:, shift, :, start:end] = x[:, :, start + shift - pad : end + shift - pad]


# --8<-- [end:spread]


def in_turn(x: Floats) -> tuple[Floats, Floats]:
    """Return columns 0, 2 … and columns 1, 3 … of pictures (H, C, W, N), as views."""
    return x[:, :, 0::2], x[:, :, 1::2]


def halves(x: Floats) -> tuple[Floats, Floats]:
    """Return the first and the second half of the channels of (H, C, W, N), as views."""
    middle = x.shape[1] // 2
    return x[:, :middle], x[:, middle:]


# --8<-- [start:windows]
def windows(rows: Floats, height: int) -> Floats:
    """Return for each row of the output its patches, without copying any.

    Rows that follow each other in a window follow each other in memory, so that the patches of
    one output row are one slice; the next row's begins one row later and shares the rest.

    Args:
        rows: (rows, R, L), without gaps.
        height: Of the window, KH.

    Returns:
        (rows − KH + 1, KH · R, L), a view.
    """
    count, per_row, length = rows.shape
    return np.lib.stride_tricks.as_strided(
        rows, (count - height + 1, height * per_row, length), rows.strides, writeable=False
    )


# --8<-- [end:windows]
