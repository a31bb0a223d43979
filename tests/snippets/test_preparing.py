"""Pictures from elsewhere: by hand, against SciPy's area means, and by what must not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage, stats

from snippets.arrays import Floats
from snippets.preparing import ink, interval, overlaps, prepared, resized


def digit(height: int = 40, width: int = 30) -> Floats:
    """Return a crooked stroke on empty paper."""
    picture = np.zeros((height, width))
    picture[8:30, 10:14] = 1
    picture[8:12, 10:24] = 1
    return picture


def test_ink_is_what_the_rim_is_not() -> None:
    picture = digit()
    np.testing.assert_array_equal(ink(picture), picture)
    np.testing.assert_array_equal(ink(1 - picture), picture)
    np.testing.assert_allclose(ink(50 + 100 * picture), picture)


def test_ink_needs_a_picture_with_something_on_it() -> None:
    with pytest.raises(ValueError, match=r"picture has shape \(3,\); expected \(H, W\)\."):
        ink(np.zeros(3))
    with pytest.raises(ValueError, match="all of one shade"):
        ink(np.full((3, 3), 0.5))


def test_overlaps_by_hand() -> None:
    np.testing.assert_allclose(overlaps(3, 2), [[2 / 3, 1 / 3, 0], [0, 1 / 3, 2 / 3]])
    np.testing.assert_allclose(overlaps(1, 3), [[1], [1], [1]])


@given(st.integers(1, 30), st.integers(1, 30))
def test_overlaps_share_out_all(old: int, new: int) -> None:
    shares = overlaps(old, new)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_allclose(shares.sum(axis=0), new / old)


def test_halving_takes_means_of_four() -> None:
    picture = np.random.default_rng(1).random((6, 8))
    means = ndimage.uniform_filter(picture, 2, origin=-1)[::2, ::2]
    np.testing.assert_allclose(resized(picture, 3, 4), means)


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_size_place_and_colour_do_not_matter(scale: int) -> None:
    large = np.kron(digit(), np.ones((scale, scale)))
    moved = np.pad(large, ((5, 0), (0, 9)))
    expected = prepared(digit())
    np.testing.assert_allclose(prepared(moved), expected, atol=1e-9)
    np.testing.assert_allclose(prepared(255 - 200 * moved), expected, atol=1e-9)


def test_a_prepared_digit_has_the_size_and_the_middle_of_mnist() -> None:
    made = prepared(digit())
    rows, columns = np.nonzero(made)
    assert made.shape == (28, 28)
    assert rows.max() - rows.min() + 1 == 20
    np.testing.assert_allclose(ndimage.center_of_mass(made), [13.5, 13.5], atol=0.51)
    assert np.ptp(columns) + 1 == round(14 * 20 / 22)


def test_a_digit_whose_mass_is_far_aside_stays_inside() -> None:
    picture = np.zeros((30, 30))
    picture[2:28, 4:6] = 0.25
    picture[2:6, 4:26] = 1
    made = prepared(picture, box=8, frame=8)
    assert made.shape == (8, 8)
    assert made[0].any()
    assert made[-1].any()


@given(st.integers(1, 400), st.data())
def test_the_interval_agrees_with_scipy(tested: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, tested))
    known = stats.binomtest(right, tested).proportion_ci(0.95, method="wilson")
    assert interval(right, tested, 1.959963984540054) == pytest.approx((known.low, known.high))


def test_the_interval_needs_a_share() -> None:
    for right, tested in ((3, 2), (-1, 2), (0, 0)):
        with pytest.raises(ValueError, match=f"right is {right} of {tested}"):
            interval(right, tested)
