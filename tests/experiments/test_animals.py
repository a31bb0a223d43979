"""The network of three animals and the line of five points, against sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.animals import ANIMALS, EXAMPLES, FEATURES, MEASURES, animal_params
from experiments.line_fit import T, X, best_line, line_error


def test_the_mouse_gets_the_shares_that_the_chapter_names() -> None:
    params = animal_params()
    u1 = EXAMPLES @ params["W1"] + params["b1"]
    assert u1.tolist() == [[8, -1.5, 4], [4, 0.5, -2], [0.5, 1, -7]]
    u2 = np.where(u1 > 0, u1, 0) @ params["W2"] + params["b2"]
    assert u2[2] == pytest.approx([0.7, 0, 2.8])
    powers = np.exp(u2)
    shares = powers / powers.sum(axis=1, keepdims=True)
    assert shares[2].round(2).tolist() == [0.10, 0.05, 0.85]
    assert u1[:, 1].argsort().tolist() == [0, 1, 2]  # ears for the body: the mouse has the largest
    assert [ANIMALS[k] for k in shares.argmax(axis=1)] == ["dog", "cat", "mouse"]


def test_every_node_has_a_name() -> None:
    params = animal_params()
    assert params["W1"].shape == (len(MEASURES), len(FEATURES))
    assert params["W2"].shape == (len(FEATURES), len(ANIMALS))


def test_the_best_line() -> None:
    w, b = best_line()
    assert [w, b] == pytest.approx(np.polyfit(X, T, 1))
    assert line_error(w, b) == pytest.approx(np.mean((w * X + b - T) ** 2) / 2)
    for step in ((0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)):
        assert line_error(w + step[0], b + step[1]) > line_error(w, b)
