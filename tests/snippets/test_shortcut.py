"""Shortcuts and folds, against numerical gradients and closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from snippets.folding import fold, straight_pieces
from snippets.layers import Affine, ReLU
from snippets.numerical_gradient import numerical_gradient
from snippets.shortcut import Shortcut


def test_a_shortcut_adds_its_input() -> None:
    rng = np.random.default_rng(0)
    inner = Affine(rng.normal(size=(3, 3)), rng.normal(size=3))
    x = rng.normal(size=(5, 3))
    expected = x + x @ inner.weights + inner.bias
    assert np.allclose(Shortcut([inner]).forward(x), expected)


def test_the_gradient_past_a_shortcut_agrees_with_the_numerical_one() -> None:
    rng = np.random.default_rng(1)
    block = Shortcut(
        [
            Affine(rng.normal(size=(3, 4)), rng.normal(size=4)),
            ReLU(),
            Affine(rng.normal(size=(4, 3)), rng.normal(size=3)),
        ]
    )
    x, dy = rng.normal(size=(2, 6, 3))

    block.forward(x)
    found = block.backward(dy)
    expected = numerical_gradient(lambda: float((block.forward(x) * dy).sum()), x)
    assert np.linalg.norm(found - expected) / np.linalg.norm(expected) < 1e-6


def test_weights_of_zero_hand_the_input_on() -> None:
    x = np.random.default_rng(2).normal(size=(4, 3))
    block = Shortcut([Affine(np.zeros((3, 3)), np.zeros(3))])
    assert np.array_equal(block.forward(x), x)
    assert np.array_equal(block.backward(x), x)


def test_a_shortcut_says_what_it_expected() -> None:
    with pytest.raises(ValueError, match="no layers"):
        Shortcut([])
    wider = Shortcut([Affine(np.ones((3, 2)), np.zeros(2))])
    with pytest.raises(ValueError, match=r"has shape \(4, 2\); expected \(4, 3\), to be added"):
        wider.forward(np.ones((4, 3)))


@pytest.mark.parametrize("layers", range(7))
def test_each_fold_doubles_the_pieces(layers: int) -> None:
    y = fold(np.linspace(0, 1, 257), layers)
    assert straight_pieces(y) == 2**layers
    assert y.min() == 0
    assert y.max() == 1


def test_a_fold_is_the_tent() -> None:
    x = np.linspace(0, 1, 33).reshape(3, 11)
    assert np.allclose(fold(x, 1), 1 - np.abs(2 * x - 1))
    assert np.allclose(fold(x, 2), fold(fold(x, 1), 1))


def test_pieces_of_known_lines() -> None:
    assert straight_pieces(np.array([0.0, 1.0])) == 1
    assert straight_pieces(np.array([0.0, 1, 2, 3])) == 1
    assert straight_pieces(np.array([0.0, 1, 3, 2])) == 3
