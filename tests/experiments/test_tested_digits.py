"""Pictures from elsewhere, doubts and counts, on numbers worked out by hand and small digits."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.data import load
from experiments.foreign import CHANGES, all_prepared, changed, moved, small, swapped
from experiments.tested_digits import SETTINGS, answered, confusion, learn, sure

RNG = np.random.default_rng(0)


def test_confusion_counts_rows_and_columns() -> None:
    counts = confusion(np.array([4, 9, 9, 4]), np.array([4, 4, 9, 9]))
    assert (counts[4][4], counts[4][9], counts[9][9], counts[9][4]) == (1, 1, 1, 1)
    assert sum(map(sum, counts)) == 4


def test_the_least_sure_are_refused_first() -> None:
    t = np.zeros(100, int)
    scores = np.zeros((100, 10))
    scores[:, 0] = np.linspace(0.1, 5, 100)
    scores[:5, 0] = -0.1  # five wrong answers, given with the least sureness of all
    found = sure([{"scores": scores}], t, SETTINGS["digits"])
    kept = dict(zip(found["refused"], found["accuracy"], strict=True))
    assert kept[0] == pytest.approx(0.95)
    assert kept[0.05] == pytest.approx(1)
    assert kept[0.03] == pytest.approx(95 / 97)


def test_an_answer_names_digit_probability_and_picture() -> None:
    data = load("digits")
    scores = np.zeros((len(data.x_test), 10), np.float32)
    scores[3, 7] = np.log(9)  # e^ln 9 = 9 beside nine ones
    one = answered(data, scores, 3)
    assert (one["read"], one["right"]) == (7, data.t_test[3])
    assert one["probability"] == pytest.approx(0.5, abs=1e-6)
    picture = [[int(shade, 16) for shade in row] for row in one["picture"]]
    np.testing.assert_allclose(np.ravel(picture) / 15, data.x_test[3], atol=0.5 / 15 + 1e-6)


def test_moving_loses_no_ink_in_the_middle() -> None:
    picture = np.zeros((28, 28))
    picture[10:18, 10:18] = RNG.random((8, 8))
    for seed in range(20):
        there = moved(np.random.default_rng(seed), picture)
        assert there.shape == (28, 28)
        np.testing.assert_allclose(np.sort(there.ravel()), np.sort(picture.ravel()))


def test_small_is_the_same_ink_on_less_paper() -> None:
    picture = np.ones((28, 28))
    made = small(RNG, picture)
    assert made.shape == (28, 28)
    assert made.sum() == pytest.approx(17 * 17)


def test_what_is_swapped_twice_is_what_it_was() -> None:
    picture = RNG.random((8, 8))
    np.testing.assert_allclose(swapped(RNG, swapped(RNG, picture)), picture)


@pytest.mark.parametrize("name", CHANGES)
def test_rows_stay_rows_and_a_seed_repeats(name: str) -> None:
    rows = load("digits").x_test[:6]
    once, again = changed(name, rows, seed=3), changed(name, rows, seed=3)
    assert once.shape == rows.shape
    assert once.dtype == np.float32
    np.testing.assert_array_equal(once, again)


def test_preparing_undoes_swapping_and_paling() -> None:
    rows = load("digits").x_test[:6]
    ready = all_prepared(rows, 8)
    for name in ("faint", "swapped"):
        np.testing.assert_allclose(all_prepared(changed(name, rows, 0), 8), ready, atol=1e-5)


def test_two_layers_learn_the_small_digits() -> None:
    found = learn("digits", seed=0)
    settings = SETTINGS["digits"]
    assert len(found["train"]) == settings.iterations // settings.every + 1
    assert found["test"][0] < 0.3
    assert found["test"][-1] > 0.9
    assert found["params"]["W1"].shape == (64, settings.hidden)
