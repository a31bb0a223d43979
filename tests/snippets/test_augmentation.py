"""Changed pictures: by hand, and what no change may do."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.arrays import Floats, Shape
from snippets.augmentation import flip, noise, random_crop, random_flip, random_shift, shift

RNG = np.random.default_rng(4)
IMAGE = np.arange(24.0).reshape(3, 4, 2) / 24  # 3 high, 4 wide, 2 channels
shapes = st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(1, 3))
seeds = st.integers(0, 2**32)


@given(shapes, st.data(), seeds)
def test_a_crop_is_a_part_of_the_picture(shape: Shape, data: st.DataObject, seed: int) -> None:
    image = np.arange(float(np.prod(shape))).reshape(shape)
    height, width = (data.draw(st.integers(1, shape[axis])) for axis in (0, 1))
    part = random_crop(np.random.default_rng(seed), image, height, width)
    assert part.shape == (height, width, shape[2])
    top, left, _ = np.argwhere(image == part[0, 0, 0])[0]
    np.testing.assert_array_equal(part, image[top : top + height, left : left + width])


def test_every_place_comes_up() -> None:
    rng = np.random.default_rng(0)
    corners = [float(random_crop(rng, IMAGE, 2, 2)[0, 0, 0] * 24) for _ in range(600)]
    places, counts = np.unique(np.round(corners), return_counts=True)
    assert places.tolist() == [0, 2, 4, 8, 10, 12]
    assert counts.min() > 60  # of 100 expected


@pytest.mark.parametrize(("height", "width"), [(4, 2), (2, 5), (0, 2), (2, 0)])
def test_crops_that_do_not_fit(height: int, width: int) -> None:
    message = f"the part is {height} × {width}; expected at most 3 × 4, the picture's size"
    with pytest.raises(ValueError, match=message):
        random_crop(RNG, IMAGE, height, width)


def test_flip_by_hand() -> None:
    np.testing.assert_array_equal(flip(IMAGE)[:, 0], IMAGE[:, 3])
    np.testing.assert_array_equal(flip(IMAGE)[:, 1], IMAGE[:, 2])
    np.testing.assert_array_equal(flip(flip(IMAGE)), IMAGE)


def test_a_coin_decides_about_flipping() -> None:
    rng = np.random.default_rng(0)
    results = [random_flip(rng, IMAGE) for _ in range(400)]
    flipped = sum(np.array_equal(result, flip(IMAGE)) for result in results)
    assert sum(np.array_equal(result, IMAGE) for result in results) == 400 - flipped
    assert 140 < flipped < 260


def test_shift_by_hand() -> None:
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])[..., None]
    for down, right, expected in [
        (1, 0, [[0, 0, 0], [1, 2, 3]]),
        (0, -1, [[2, 3, 0], [5, 6, 0]]),
        (-1, 2, [[0, 0, 4], [0, 0, 0]]),
        (2, 0, [[0, 0, 0], [0, 0, 0]]),
        (-5, 9, [[0, 0, 0], [0, 0, 0]]),
        (0, 0, [[1, 2, 3], [4, 5, 6]]),
    ]:
        np.testing.assert_array_equal(shift(image, down, right)[..., 0], expected)


@given(shapes, st.integers(-8, 8), st.integers(-8, 8))
def test_a_shift_is_a_roll_without_what_came_round(shape: Shape, down: int, right: int) -> None:
    image = np.arange(1.0, np.prod(shape) + 1).reshape(shape)
    roomy = np.pad(image, [(8, 8), (8, 8), (0, 0)])
    rolled = np.roll(roomy, (down, right), (0, 1))
    np.testing.assert_array_equal(shift(image, down, right), rolled[8:-8, 8:-8])


def test_random_shifts_go_everywhere_within_bounds() -> None:
    image = np.zeros((5, 5, 1))
    image[2, 2] = 1
    rng = np.random.default_rng(0)
    places = {tuple(np.argwhere(random_shift(rng, image, 1))[0][:2]) for _ in range(200)}
    assert places == {(i, j) for i in (1, 2, 3) for j in (1, 2, 3)}
    with pytest.raises(ValueError, match="most is -1; expected at least 0"):
        random_shift(rng, image, -1)


@given(st.floats(0, 2), seeds)
def test_noise_stays_within_the_shades(deviation: float, seed: int) -> None:
    noisy = noise(np.random.default_rng(seed), IMAGE.astype(np.float32), deviation)
    assert noisy.shape == IMAGE.shape
    assert noisy.dtype == np.float32
    assert 0 <= noisy.min() <= noisy.max() <= 1


def test_noise_has_its_deviation() -> None:
    noisy = noise(np.random.default_rng(0), np.full((100, 100, 1), 0.5), 0.05)
    assert noisy.std() == pytest.approx(0.05, rel=0.05)
    assert noisy.mean() == pytest.approx(0.5, abs=0.003)
    np.testing.assert_array_equal(noise(RNG, IMAGE, 0.0), IMAGE)
    with pytest.raises(ValueError, match=r"deviation is -0\.1; expected at least 0"):
        noise(RNG, IMAGE, -0.1)


@pytest.mark.parametrize(
    "f",
    [
        flip,
        lambda image: random_flip(RNG, image),
        lambda image: random_crop(RNG, image, 1, 1),
        lambda image: shift(image, 1, 1),
        lambda image: random_shift(RNG, image, 1),
    ],
)
def test_pictures_of_another_shape(f: Callable[[Floats], Floats]) -> None:
    with pytest.raises(ValueError, match=r"image has shape \(3, 4\); expected \(H, W, C\)"):
        f(np.zeros((3, 4)))


def test_the_picture_itself_is_never_changed() -> None:
    before = IMAGE.copy()
    shift(IMAGE, 1, 1)
    noise(RNG, IMAGE, 0.5)
    random_flip(RNG, IMAGE)
    np.testing.assert_array_equal(IMAGE, before)
