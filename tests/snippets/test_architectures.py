"""Shapes and parameter counts against those that the papers give."""

from __future__ import annotations

import pytest

from snippets.architectures import (
    ALEXNET,
    ALEXNET_INPUT,
    DEEP_CONV_NET,
    LENET_5,
    LENET_5_INPUT,
    MNIST_INPUT,
    SIMPLE_CONV_NET,
    Connected,
    Filters,
    Pool,
    parameters,
    receptive_field,
    trace,
)


def test_lenet_is_that_of_the_paper() -> None:
    stages = trace(LENET_5_INPUT, LENET_5)
    shapes = [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (120, 1, 1), (84,), (10,)]
    assert [stage.shape for stage in stages] == shapes
    assert [stage.parameters for stage in stages] == [156, 12, 1516, 32, 48_120, 10_164, 0]
    assert parameters(LENET_5_INPUT, LENET_5) == 60_000


def test_alexnet_is_that_of_the_paper() -> None:
    stages = trace(ALEXNET_INPUT, ALEXNET)
    assert [stage.shape for stage in stages] == [
        (96, 55, 55),
        (96, 27, 27),
        (256, 27, 27),
        (256, 13, 13),
        (384, 13, 13),
        (384, 13, 13),
        (256, 13, 13),
        (256, 6, 6),
        (4096,),
        (4096,),
        (1000,),
    ]
    counts = [34_944, 307_456, 885_120, 663_936, 442_624, 37_752_832, 16_781_312, 4_097_000]
    assert [stage.parameters for stage in stages if stage.parameters] == counts
    assert parameters(ALEXNET_INPUT, ALEXNET) == 60_965_224  # "60 million parameters"


def test_the_small_nets_by_hand() -> None:
    assert MNIST_INPUT == (1, 28, 28)
    first, hidden, last = 30 * 25 + 30, 30 * 12 * 12 * 100 + 100, 100 * 10 + 10
    assert parameters(MNIST_INPUT, SIMPLE_CONV_NET) == first + hidden + last == 433_890
    sides = [stage.shape[1] for stage in trace(MNIST_INPUT, DEEP_CONV_NET) if len(stage.shape) > 1]
    assert sides == [28, 28, 14, 14, 16, 8, 8, 8, 4]
    convolutions = 9 * (16 + 16 * 16 + 16 * 32 + 32 * 32 + 32 * 64 + 64 * 64) + 2 * (16 + 32 + 64)
    assert parameters(MNIST_INPUT, DEEP_CONV_NET) == convolutions + 1024 * 50 + 50 + 510


def test_a_fully_connected_network_by_hand() -> None:
    kinds = [Connected(3), Connected(3), Connected(1)]
    assert [stage.parameters for stage in trace((2,), kinds)] == [6 + 3, 9 + 3, 3 + 1]


@pytest.mark.parametrize(("count", "field", "weights"), [(1, 3, 9), (2, 5, 18), (3, 7, 27)])
def test_small_filters_stacked_see_as_far_with_fewer_weights(
    count: int, field: int, weights: int
) -> None:
    stack = [Filters(1, 3)] * count
    assert receptive_field(stack) == field == receptive_field([Filters(1, field)])
    assert parameters((1, 9, 9), stack) - count == weights <= field**2


def test_strides_widen_the_field() -> None:
    assert receptive_field([]) == 1
    assert receptive_field([Pool(2, 2), Filters(1, 3)]) == 6
    assert receptive_field([Filters(6, 5), Pool(2, 2), Filters(16, 5)]) == 14


def test_architectures_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="the window takes 5 pixels; expected at most 4"):
        trace((1, 4, 4), [Filters(6, 5)])
    for kind in (Filters(6, 5), Pool(2, 2)):
        with pytest.raises(ValueError, match=r"the input has shape \(84,\); expected \(C, H, W\)"):
            trace((1, 8, 8), [Connected(84), kind])
