"""Patches, convolution and pooling against SciPy, loops, differences and identities."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.signal
from hypothesis import assume, given
from hypothesis import strategies as st

from snippets.arrays import Floats, Shape
from snippets.convolution import Convolution, convolve
from snippets.filters import he_filters
from snippets.flatten import Flatten
from snippets.im2col import col2im, coverage, im2col, output_size
from snippets.pooling import AveragePooling, MaxPooling
from tests.snippets.oracles import check_layer

LEARNT = [("weights", "d_weights"), ("bias", "d_bias")]
GEOMETRIES = [(3, 3, 1, 0), (2, 3, 2, 1), (3, 2, 3, 2), (1, 1, 1, 0), (5, 5, 1, 2), (2, 2, 3, 0)]


def windows(x: Floats, height: int, width: int, stride: int, pad: int) -> list[Floats]:
    """Return all patches of one picture (C, H, W) by plain counting."""
    c, h, w = x.shape
    padded = np.zeros((c, h + 2 * pad, w + 2 * pad))
    padded[:, pad : pad + h, pad : pad + w] = x
    return [
        padded[:, i : i + height, j : j + width]
        for i in range(0, h + 2 * pad - height + 1, stride)
        for j in range(0, w + 2 * pad - width + 1, stride)
    ]


@st.composite
def geometries(draw: st.DrawFn) -> tuple[Shape, tuple[int, int, int, int]]:
    """Draw a shape of pictures, and a window that fits, with its stride and padding."""
    shape = tuple(draw(st.integers(1, most)) for most in (3, 3, 7, 7))
    height, width, stride, pad = (draw(st.integers(low, 4)) for low in (1, 1, 1, 0))
    assume(shape[2] + 2 * pad >= height and shape[3] + 2 * pad >= width)
    return shape, (height, width, stride, pad)


# Sizes.


@pytest.mark.parametrize(
    ("size", "window", "stride", "pad", "expected"),
    [(6, 2, 1, 1, 7), (4, 3, 1, 0, 2), (28, 5, 1, 0, 24), (227, 11, 4, 0, 55), (7, 3, 2, 0, 3)],
)
def test_output_size(size: int, window: int, stride: int, pad: int, expected: int) -> None:
    assert output_size(size, window, stride, pad) == expected


@given(st.integers(1, 30), st.integers(1, 10), st.integers(1, 5), st.integers(0, 4))
def test_output_size_counts_places(size: int, window: int, stride: int, pad: int) -> None:
    assume(size + 2 * pad >= window)
    places = [i for i in range(size + 2 * pad) if i % stride == 0 and i + window <= size + 2 * pad]
    assert output_size(size, window, stride, pad) == len(places)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((4, 7, 1, 1), "the window takes 7 pixels; expected at most 6, as the picture has 4 and"),
        ((4, 0, 1, 0), "window is 0; expected at least 1"),
        ((4, 2, 0, 0), "stride is 0; expected at least 1"),
        ((4, 2, 1, -1), "pad is -1; expected at least 0"),
    ],
)
def test_windows_that_do_not_fit(arguments: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        output_size(*arguments)


# im2col and col2im.


def test_shapes_of_the_two_well_known_cases() -> None:
    x = np.random.default_rng(0).normal(size=(2, 1, 4, 4))
    assert im2col(x, 3, 3).shape == (8, 9)
    assert im2col(x, 6, 6, stride=2, pad=1).shape == (2, 36)


@given(geometries())
def test_each_row_is_a_patch(case: tuple[Shape, tuple[int, int, int, int]]) -> None:
    shape, geometry = case
    x = np.arange(1.0, np.prod(shape) + 1).reshape(shape)
    expected = [patch.ravel() for picture in x for patch in windows(picture, *geometry)]
    np.testing.assert_array_equal(im2col(x, *geometry), expected)


@given(geometries(), st.integers(0, 2**32))
def test_col2im_is_the_transpose_of_im2col(
    case: tuple[Shape, tuple[int, int, int, int]], seed: int
) -> None:
    (shape, geometry), rng = case, np.random.default_rng(seed)
    x = rng.normal(size=shape)
    columns = im2col(x, *geometry)
    other = rng.normal(size=columns.shape)
    back = col2im(other, shape, *geometry)
    assert (columns * other).sum() == pytest.approx((x * back).sum(), abs=1e-9)


@given(geometries(), st.integers(0, 2**32))
def test_there_and_back_multiplies_by_the_coverage(
    case: tuple[Shape, tuple[int, int, int, int]], seed: int
) -> None:
    shape, geometry = case
    x = np.random.default_rng(seed).normal(size=shape)
    counts = coverage((shape[2], shape[3]), *geometry)
    np.testing.assert_allclose(col2im(im2col(x, *geometry), shape, *geometry), x * counts)
    numbers = np.arange(counts.size, dtype=float).reshape(1, *counts.shape) + 1
    seen = np.concatenate([patch.ravel() for patch in windows(numbers, *geometry)])
    expected = [(seen == number).sum() for number in numbers.ravel()]
    np.testing.assert_array_equal(counts.ravel(), expected)


def test_coverage_of_the_well_known_case() -> None:
    expected = [[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]]
    np.testing.assert_array_equal(coverage((4, 4), 3, 3), expected)
    np.testing.assert_array_equal(coverage((4, 4), 2, 2, stride=2), np.ones((4, 4)))
    np.testing.assert_array_equal(coverage((3, 2), 2, 2, stride=2), [[1, 1], [1, 1], [0, 0]])


def test_patches_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match=r"x has shape \(4, 4\); expected \(N, C, H, W\)"):
        im2col(np.zeros((4, 4)), 2, 2)
    with pytest.raises(ValueError, match=r"columns has shape \(4, 9\); expected \(8, 9\)"):
        col2im(np.zeros((4, 9)), (2, 1, 4, 4), 3, 3)
    with pytest.raises(ValueError, match=r"pictures has shape \(4, 4\); expected \(N, C, H, W\)"):
        col2im(np.zeros((4, 9)), (4, 4), 3, 3)
    with pytest.raises(ValueError, match="the window takes 5 pixels; expected at most 4"):
        im2col(np.zeros((1, 1, 9, 4)), 5, 5)


# Convolution.


def layer(geometry: tuple[int, int, int, int], filters: int = 4, channels: int = 2) -> Convolution:
    rng, (height, width, stride, pad) = np.random.default_rng(8), geometry
    weights = rng.normal(size=(filters, channels, height, width))
    return Convolution(weights, rng.normal(size=filters), stride, pad)


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_convolution_is_scipys_correlation_of_all_channels(geometry: Any) -> None:
    conv, stride, pad = layer(geometry), geometry[2], geometry[3]
    x = np.random.default_rng(1).normal(size=(3, 2, 6, 7))
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    expected = [
        [
            sum(
                scipy.signal.correlate2d(channel, window, "valid")[::stride, ::stride]
                for channel, window in zip(picture, filters, strict=True)
            )
            + bias
            for filters, bias in zip(conv.weights, conv.bias, strict=True)
        ]
        for picture in padded
    ]
    np.testing.assert_allclose(conv.forward(x), expected, atol=1e-12)


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_the_definition_is_scipys_correlation(geometry: tuple[int, int, int, int]) -> None:
    height, width, stride, pad = geometry
    rng = np.random.default_rng(2)
    picture, window = rng.normal(size=(6, 7)), rng.normal(size=(height, width))
    full = scipy.signal.correlate2d(np.pad(picture, pad), window, "valid")
    found = convolve(picture, window, stride, pad)
    np.testing.assert_allclose(found, full[::stride, ::stride], atol=1e-12)


def test_the_definition_by_hand() -> None:
    picture = np.array([[1.0, 2.0, 3.0, 0.0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]])
    window = np.array([[2.0, 0.0, 1.0], [0, 1, 2], [1, 0, 2]])
    np.testing.assert_array_equal(convolve(picture, window), [[15, 16], [6, 15]])


@given(geometries(), st.integers(0, 2**32))
def test_going_back_is_the_transpose_of_going_forward(
    case: tuple[Shape, tuple[int, int, int, int]], seed: int
) -> None:
    (shape, geometry), rng = case, np.random.default_rng(seed)
    conv = layer(geometry, 3, shape[1])
    conv.bias[:] = 0
    x = rng.normal(size=shape)
    y = conv.forward(x)
    other = rng.normal(size=y.shape)
    assert (y * other).sum() == pytest.approx((x * conv.backward(other)).sum(), abs=1e-9)


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_convolution_gradients(geometry: tuple[int, int, int, int]) -> None:
    check_layer(layer(geometry), np.random.default_rng(3).normal(size=(2, 2, 5, 4)), *LEARNT)


def test_learning_without_going_back_gives_the_same() -> None:
    rng = np.random.default_rng(4)
    one, two = layer((3, 3, 2, 1)), layer((3, 3, 2, 1))
    x = rng.normal(size=(2, 2, 6, 6))
    dy = rng.normal(size=one.forward(x).shape)
    two.forward(x)
    one.backward(dy)
    assert two.learn(dy).shape == (2 * 3 * 3, 4)
    np.testing.assert_array_equal(one.d_weights, two.d_weights)
    np.testing.assert_array_equal(one.d_bias, two.d_bias)
    assert one.d_weights.any()


@pytest.mark.parametrize(
    ("weights", "bias", "options", "message"),
    [
        ((4, 3, 3), (4,), {}, r"weights has shape \(4, 3, 3\); expected \(F, C, FH, FW\)"),
        ((4, 2, 3, 3), (2,), {}, r"bias has shape \(2,\); expected \(4,\), as there are 4 filters"),
        ((4, 2, 3, 3), (4,), {"stride": 0}, "stride is 0; expected at least 1"),
        ((4, 2, 3, 3), (4,), {"pad": -1}, "pad is -1; expected at least 0"),
    ],
)
def test_filters_that_do_not_fit(
    weights: Shape, bias: Shape, options: dict[str, int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Convolution(np.zeros(weights), np.zeros(bias), **options)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((2, 6, 6), r"x has shape \(2, 6, 6\); expected \(N, 2, H, W\)"),
        ((1, 3, 6, 6), r"x has shape \(1, 3, 6, 6\); expected \(N, 2, H, W\), as the filters"),
        ((1, 2, 2, 6), "the window takes 3 pixels; expected at most 2"),
    ],
)
def test_pictures_that_do_not_fit(shape: Shape, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        layer((3, 3, 1, 0)).forward(np.zeros(shape))


def test_convolution_gradients_that_do_not_fit() -> None:
    conv = layer((3, 3, 1, 0))
    conv.forward(np.zeros((2, 2, 6, 6)))
    with pytest.raises(ValueError, match=r"dy has shape \(2, 4, 6, 6\); expected \(2, 4, 4, 4\)"):
        conv.backward(np.zeros((2, 4, 6, 6)))


@pytest.mark.parametrize(
    ("picture", "window", "message"),
    [
        ((6,), (2, 2), r"picture has shape \(6,\); expected \(H, W\)"),
        ((6, 6), (1, 2, 2), r"window has shape \(1, 2, 2\); expected \(FH, FW\)"),
    ],
)
def test_what_the_definition_refuses(picture: Shape, window: Shape, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        convolve(np.zeros(picture), np.zeros(window))


def test_single_precision_stays_single() -> None:
    conv = Convolution(np.ones((4, 2, 3, 3), np.float32), np.zeros(4, np.float32), pad=1)
    y = conv.forward(np.ones((1, 2, 5, 5), np.float32))
    assert y.dtype == conv.backward(y).dtype == conv.d_weights.dtype == np.float32


def test_he_filters_count_all_their_inputs() -> None:
    weights = he_filters(np.random.default_rng(5), 400, 8, 5, 3)
    assert weights.shape == (400, 8, 5, 3)
    assert weights.std() == pytest.approx(np.sqrt(2 / 120), rel=0.02)
    with pytest.raises(ValueError, match="inputs is 0"):
        he_filters(np.random.default_rng(5), 4, 0, 5, 3)


# Pooling.


def test_max_pooling_by_hand() -> None:
    x = np.array([[[[1.0, 2.0, 1.0, 0.0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 4, 0, 1]]]])
    pool = MaxPooling(2)
    np.testing.assert_array_equal(pool.forward(x), [[[[2, 3], [4, 2]]]])
    dx = pool.backward(np.array([[[[1.0, 2.0], [3.0, 4.0]]]]))
    expected = [[0, 1, 0, 0], [0, 0, 0, 2], [0, 0, 0, 4], [0, 3, 0, 0]]
    np.testing.assert_array_equal(dx[0, 0], expected)


def test_average_pooling_by_hand() -> None:
    x = np.arange(16.0).reshape(1, 1, 4, 4)
    pool = AveragePooling(2)
    np.testing.assert_array_equal(pool.forward(x), [[[[2.5, 4.5], [10.5, 12.5]]]])
    np.testing.assert_array_equal(pool.backward(np.full((1, 1, 2, 2), 8.0)), np.full_like(x, 2))


@pytest.mark.parametrize(("window", "stride"), [(2, None), (3, 2), (2, 1), (2, 3)])
@pytest.mark.parametrize("kind", [MaxPooling, AveragePooling])
def test_pooling_gradients(kind: Any, window: int, stride: int | None) -> None:
    # A shuffled range: no two numbers are so near that a difference would swap them.
    x = np.random.default_rng(6).permutation(2 * 3 * 7 * 6).astype(float).reshape(2, 3, 7, 6) / 50
    check_layer(kind(window, stride), x)


@pytest.mark.parametrize("kind", [MaxPooling, AveragePooling])
@given(case=geometries(), seed=st.integers(0, 2**32))
def test_pooling_is_of_each_channel_by_itself(
    kind: Any, case: tuple[Shape, tuple[int, int, int, int]], seed: int
) -> None:
    shape, (window, _, stride, _) = case
    assume(window <= min(shape[2:]))
    x = np.random.default_rng(seed).normal(size=shape)
    fold = np.max if kind is MaxPooling else np.mean
    expected = [
        [fold(patch) for patch in windows(channel[None], window, window, stride, 0)]
        for channel in x.reshape(-1, *shape[2:])
    ]
    y = kind(window, stride).forward(x)
    assert y.shape[:2] == shape[:2]
    np.testing.assert_allclose(y.reshape(shape[0] * shape[1], -1), expected, atol=1e-15)


@pytest.mark.parametrize("kind", [MaxPooling, AveragePooling])
def test_pooling_that_does_not_fit(kind: Any) -> None:
    with pytest.raises(ValueError, match="window is 0; expected at least 1"):
        kind(0)
    with pytest.raises(ValueError, match="stride is 0; expected at least 1"):
        kind(2, 0)
    pool = kind(2)
    with pytest.raises(ValueError, match=r"x has shape \(4, 4\); expected \(N, C, H, W\)"):
        pool.forward(np.zeros((4, 4)))
    pool.forward(np.zeros((1, 3, 4, 4)))
    with pytest.raises(ValueError, match=r"dy has shape \(1, 3, 4, 4\); expected \(1, 3, 2, 2\)"):
        pool.backward(np.zeros((1, 3, 4, 4)))


def test_flatten() -> None:
    flatten, x = Flatten(), np.arange(24.0).reshape(2, 3, 2, 2)
    rows = flatten.forward(x)
    np.testing.assert_array_equal(rows, [range(12), range(12, 24)])
    np.testing.assert_array_equal(flatten.backward(rows), x)
    assert flatten.forward(np.zeros((0, 3, 2, 2))).shape == (0, 12)
    flatten.forward(x)
    with pytest.raises(ValueError, match=r"dy has shape \(2, 11\); expected \(2, 12\)"):
        flatten.backward(np.zeros((2, 11)))
