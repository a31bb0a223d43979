"""im2col: all patches of pictures as rows of one matrix, so that a product convolves."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from snippets.arrays import Floats, Shape
from snippets.shapes import expect_at_least, expect_shape


# --8<-- [start:output-size]
def output_size(size: int, window: int, stride: int = 1, pad: int = 0) -> int:
    """Return how many places a window takes along one axis: ⌊(size + 2·pad − window)/stride⌋ + 1.

    If the division leaves a remainder, the last pixels are under no window.

    Args:
        size: Of the picture, in pixels.
        window: Size of the filter, in pixels, at least 1.
        stride: By how many pixels it moves on, at least 1.
        pad: How many pixels are put before and behind the picture, at least 0.

    Raises:
        ValueError: the window is larger than the padded picture, or a number is too small.
    """
    expect_at_least(1, window=window, stride=stride)
    expect_at_least(0, pad=pad)
    if size + 2 * pad < window:
        raise ValueError(
            f"the window takes {window} pixels; expected at most {size + 2 * pad}, as the picture "
            f"has {size} and the padding adds {2 * pad}."
        )
    return (size + 2 * pad - window) // stride + 1


# --8<-- [end:output-size]


# --8<-- [start:im2col]
def im2col(x: Floats, height: int, width: int, stride: int = 1, pad: int = 0) -> Floats:
    """Return every patch that a filter meets as one row: nothing is summed, only rearranged.

    Args:
        x: Pictures, (N, C, H, W).
        height: Of the filter, FH, in pixels.
        width: Of the filter, FW.
        stride: By how many pixels it moves on.
        pad: How many rows and columns of zeros are put around each picture.

    Returns:
        Patches, (N·OH·OW, C·FH·FW), in the order of the pictures, then of the output's pixels.

    Raises:
        ValueError: `x` has another shape, or the filter does not fit.
    """
    expect_shape("x", x.shape, "N", "C", "H", "W")
    output_size(x.shape[2], height, stride, pad)  # for their checks
    output_size(x.shape[3], width, stride, pad)
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    patches = sliding_window_view(padded, (height, width), axis=(2, 3))  # N, C, H′, W′, FH, FW
    patches = patches[:, :, ::stride, ::stride]  # N, C, OH, OW, FH, FW
    patches = patches.transpose(0, 2, 3, 1, 4, 5)  # N, OH, OW, C, FH, FW
    return patches.reshape(-1, x.shape[1] * height * width)


# --8<-- [end:im2col]


# --8<-- [start:col2im]
def col2im(
    columns: Floats, shape: Shape, height: int, width: int, stride: int = 1, pad: int = 0
) -> Floats:
    """Put patches back where they came from, *adding* them where they overlap.

    That is how im2col's gradient goes backward, since a pixel that went into several patches
    takes part in the loss through each. It does not undo im2col: see `coverage`.

    Args:
        columns: Patches, (N·OH·OW, C·FH·FW), as from `im2col`.
        shape: Of the pictures, (N, C, H, W).
        height: Of the filter, FH; this and the rest as for `im2col`.
        width: Of the filter, FW.
        stride: By how many pixels it moved on.
        pad: How many rows and columns of zeros were put around each picture.

    Returns:
        Sums, (N, C, H, W).

    Raises:
        ValueError: a shape is not as expected, or the filter does not fit.
    """
    expect_shape("the pictures", shape, "N", "C", "H", "W")
    n, c, h, w = shape
    oh, ow = output_size(h, height, stride, pad), output_size(w, width, stride, pad)
    expect_shape("columns", columns.shape, n * oh * ow, c * height * width)
    patches = columns.reshape(n, oh, ow, c, height, width).transpose(0, 3, 4, 5, 1, 2)
    padded = np.zeros((n, c, h + 2 * pad, w + 2 * pad), columns.dtype)
    for i, j in np.ndindex(height, width):  # the pixel (i, j) of all patches at once
        padded[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride] += patches[
            :, :, i, j
        ]
    return padded[:, :, pad : pad + h, pad : pad + w]


# --8<-- [end:col2im]


# --8<-- [start:coverage]
def coverage(
    size: tuple[int, int], height: int, width: int, stride: int = 1, pad: int = 0
) -> NDArray[np.int64]:
    """Return in how many patches each pixel is: what col2im after im2col multiplies it by.

    Args:
        size: Of the picture, (H, W), in pixels.
        height: Of the filter, FH; this and the rest as for `im2col`.
        width: Of the filter, FW.
        stride: By how many pixels it moves on.
        pad: How many rows and columns of zeros are put around the picture.

    Returns:
        Counts, (H, W); 0 where no patch reaches.

    Raises:
        ValueError: the filter does not fit.
    """
    shape = (1, 1, *size)
    patches = im2col(np.ones(shape), height, width, stride, pad)
    counts = col2im(patches, shape, height, width, stride, pad)
    return counts.astype(np.int64).reshape(size)


# --8<-- [end:coverage]
