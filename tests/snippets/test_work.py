"""Counting multiplications, against counts made by hand and by the loops of a convolution."""

from __future__ import annotations

import numpy as np
import pytest

from snippets.architectures import ALEXNET, ALEXNET_INPUT, LENET_5, LENET_5_INPUT, Filters, Pool
from snippets.im2col import im2col
from snippets.work import multiplications


def test_a_convolution_multiplies_every_number_of_every_patch_by_every_filter() -> None:
    patches = im2col(np.zeros((1, 3, 9, 9)), 3, 3, stride=2, pad=1)
    assert multiplications((3, 9, 9), [Filters(7, 3, stride=2, pad=1)]) == [7 * patches.size]


def test_lenet_and_alexnet() -> None:
    lenet = [25 * 6 * 28**2, 0, 25 * 60 * 10**2, 0, 25 * 16 * 120, 120 * 84, 84 * 10]
    assert multiplications(LENET_5_INPUT, LENET_5) == lenet
    assert multiplications(ALEXNET_INPUT, ALEXNET)[-3:] == [9216 * 4096, 4096**2, 4096 * 1000]


def test_a_window_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="takes 3 pixels"):
        multiplications((1, 2, 2), [Pool(3, 1)])
