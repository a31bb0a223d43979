"""Convolution: one small filter looks at every place of a picture.

What is called so in deep learning is, strictly, a correlation: the filter is not flipped.
"""

from __future__ import annotations

import numpy as np

from snippets.arrays import Floats
from snippets.im2col import col2im, im2col, output_size
from snippets.shapes import expect_at_least, expect_shape


# --8<-- [start:convolve]
def convolve(picture: Floats, window: Floats, stride: int = 1, pad: int = 0) -> Floats:
    """Slide a filter over a picture, step by step: the definition, slow and plain.

    Args:
        picture: (H, W).
        window: The filter, (FH, FW).
        stride: By how many pixels it moves on.
        pad: How many rows and columns of zeros are put around the picture.

    Returns:
        At each place the sum of the products, (OH, OW).

    Raises:
        ValueError: a shape is not as expected, or the filter does not fit.
    """
    expect_shape("picture", picture.shape, "H", "W")
    expect_shape("window", window.shape, "FH", "FW")
    (h, w), (fh, fw) = picture.shape, window.shape
    y = np.zeros((output_size(h, fh, stride, pad), output_size(w, fw, stride, pad)))
    padded = np.pad(picture, pad)
    for i, j in np.ndindex(y.shape):
        top, left = i * stride, j * stride
        y[i, j] = (padded[top : top + fh, left : left + fw] * window).sum()
    return y


# --8<-- [end:convolve]


# --8<-- [start:convolution]
class Convolution:
    """F filters at every place of a picture with C channels: a matrix product of its patches.

    Source: LeCun, Bottou, Bengio and Haffner (1998), doi:10.1109/5.726791, section II.

    Args:
        weights: The filters, (F, C, FH, FW). Kept, not copied: an optimizer changes them in place.
        bias: One for each filter, (F,). Kept likewise.
        stride: By how many pixels they move on, at least 1.
        pad: How many rows and columns of zeros are put around each picture, at least 0.
    """

    def __init__(self, weights: Floats, bias: Floats, stride: int = 1, pad: int = 0) -> None:
        expect_shape("weights", weights.shape, "F", "C", "FH", "FW")
        expect_shape(
            "bias", bias.shape, len(weights), reason=f"as there are {len(weights)} filters"
        )
        expect_at_least(1, stride=stride)
        expect_at_least(0, pad=pad)
        self.weights, self.bias, self.stride, self.pad = weights, bias, stride, pad
        self.x = np.zeros((0, *weights.shape[1:]), weights.dtype)
        self.columns = np.zeros((0, weights[0].size), weights.dtype)
        self.d_weights, self.d_bias = np.zeros_like(weights), np.zeros_like(bias)

    def forward(self, x: Floats) -> Floats:
        """Map pictures (N, C, H, W) to (N, F, OH, OW).

        Raises:
            ValueError: `x` has another shape, or the filters do not fit.
        """
        filters, channels, height, width = self.weights.shape
        expect_shape("x", x.shape, "N", channels, "H", "W", reason="as the filters have channels")
        self.x = x
        self.columns = im2col(x, height, width, self.stride, self.pad)
        y = self.columns @ self.weights.reshape(filters, -1).T + self.bias  # (N·OH·OW, F)
        return y.reshape(len(x), *self._output_size(), filters).transpose(0, 3, 1, 2)

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy (N, F, OH, OW) to dL/dx (N, C, H, W); keep dL/dW and dL/db.

        Raises:
            ValueError: `dy` does not have the shape of what `forward` gave.
        """
        filters, _, height, width = self.weights.shape
        rows = self.learn(dy)
        patches = rows @ self.weights.reshape(filters, -1)
        return col2im(patches, self.x.shape, height, width, self.stride, self.pad)

    def learn(self, dy: Floats) -> Floats:
        """Keep dL/dW and dL/db, and go no further: enough for the first layer of a network.

        Returns:
            dL/dy with the filters last, (N·OH·OW, F).

        Raises:
            ValueError: `dy` does not have the shape of what `forward` gave.
        """
        expect_shape("dy", dy.shape, len(self.x), len(self.weights), *self._output_size())
        rows = dy.transpose(0, 2, 3, 1).reshape(-1, len(self.weights))
        self.d_weights = (rows.T @ self.columns).reshape(self.weights.shape)
        self.d_bias = rows.sum(axis=0)
        return rows

    def _output_size(self) -> tuple[int, int]:
        """Return (OH, OW) for the latest pictures."""
        height, width = (
            output_size(size, window, self.stride, self.pad)
            for size, window in zip(self.x.shape[2:], self.weights.shape[2:], strict=True)
        )
        return height, width


# --8<-- [end:convolution]
