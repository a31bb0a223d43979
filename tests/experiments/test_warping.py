"""Warped pictures, beside those of SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import affine_transform

from experiments.warping import Warp, draw, resample, warp

NONE = Warp(turn=0, stretch=0, slant=0, move=0)
MUCH = Warp(turn=30, stretch=0.3, slant=0.4, move=3)


def test_no_change_changes_nothing() -> None:
    x = np.random.default_rng(0).random((4, 9, 7))
    np.testing.assert_allclose(warp(np.random.default_rng(1), x, NONE), x, rtol=0, atol=1e-4)


def test_the_shades_are_those_of_scipy() -> None:
    rng = np.random.default_rng(2)
    x = rng.random((20, 11, 8))
    matrices, moves = draw(rng, 20, MUCH)
    found = resample(x, matrices, moves)
    middle = np.array([5, 3.5])
    for picture, matrix, move, shades in zip(x, matrices, moves, found, strict=True):
        offset = middle + move - matrix @ middle
        wanted = affine_transform(picture, matrix, offset, order=1, mode="grid-constant")
        np.testing.assert_allclose(shades, wanted, rtol=0, atol=1e-4)


def test_a_move_of_whole_pixels() -> None:
    x = np.zeros((1, 5, 6))
    x[0, 2, 3] = 1
    found = resample(x, np.eye(2)[np.newaxis], np.array([[1.0, -2.0]]))
    assert np.argwhere(found[0] > 0.9).tolist() == [[1, 5]]


def test_what_is_drawn_stays_within_the_limits() -> None:
    matrices, moves = draw(np.random.default_rng(3), 5000, MUCH)
    assert np.abs(moves).max() <= 3 < np.abs(moves).max() + 0.01
    areas = np.linalg.det(matrices)
    assert 0.7**2 <= areas.min() < 0.55 and 1.6 < areas.max() <= 1.3**2
    only_turned, _ = draw(np.random.default_rng(4), 2000, Warp(turn=30, stretch=0, slant=0, move=0))
    angles = np.rad2deg(np.arctan2(only_turned[:, 1, 0], only_turned[:, 0, 0]))
    assert -30 <= angles.min() < -29 and 29 < angles.max() <= 30


def test_single_precision_stays_single_and_the_seed_decides() -> None:
    x = np.random.default_rng(5).random((3, 8, 8), np.float32)
    one, two = (warp(np.random.default_rng(6), x, MUCH) for _ in range(2))
    assert one.dtype == np.float32
    np.testing.assert_array_equal(one, two)
    assert x.max() == pytest.approx(np.random.default_rng(5).random((3, 8, 8), np.float32).max())
