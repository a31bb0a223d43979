"""Both kinds of dropout: what they drop, and that on average they change nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.dropout import Dropout, InvertedDropout
from tests.snippets.oracles import check_layer

ratios = st.floats(0, 0.95)
seeds = st.integers(0, 2**32)


@given(ratios, seeds)
def test_what_is_dropped_is_zero_and_what_is_kept_is_as_it_was(ratio: float, seed: int) -> None:
    x = np.random.default_rng(seed).uniform(1, 2, (20, 10))
    plain = Dropout(ratio, np.random.default_rng(seed)).forward(x)
    inverted = InvertedDropout(ratio, np.random.default_rng(seed)).forward(x)
    kept = plain != 0
    np.testing.assert_array_equal(plain, np.where(kept, x, 0))
    np.testing.assert_allclose(inverted, np.where(kept, x / (1 - ratio), 0))


@given(st.floats(0.05, 0.95), seeds)
def test_the_mean_over_masks_is_what_comes_afterwards(ratio: float, seed: int) -> None:
    x = np.full((200, 100), 3.0)
    spread = 6 * np.sqrt(ratio * (1 - ratio) / x.size)  # six standard deviations of a share
    for kind, afterwards in [(Dropout, 3 * (1 - ratio)), (InvertedDropout, 3.0)]:
        layer = kind(ratio, np.random.default_rng(seed))
        mean = layer.forward(x).mean()
        layer.training = False
        np.testing.assert_allclose(layer.forward(x), afterwards)
        assert mean == pytest.approx(afterwards, rel=spread / (1 - ratio))


@pytest.mark.parametrize("kind", [Dropout, InvertedDropout])
def test_each_batch_has_a_mask_of_its_own(kind: type[Dropout]) -> None:
    layer, x = kind(0.5, np.random.default_rng(3)), np.ones((8, 8))
    assert (layer.forward(x) != layer.forward(x)).any()


class Again:
    """Dropout that draws the same mask at every call, so that differences can be taken."""

    def __init__(self, kind: type[Dropout], training: bool) -> None:
        self.layer = kind(0.4, np.random.default_rng(0))
        self.layer.training = training

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.layer.rng = np.random.default_rng(6)
        return self.layer.forward(x)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return self.layer.backward(dy)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("kind", [Dropout, InvertedDropout])
def test_gradients(kind: type[Dropout], training: bool) -> None:
    check_layer(Again(kind, training), np.random.default_rng(1).normal(size=(3, 2, 4)))


@pytest.mark.parametrize("ratio", [-0.1, 1.0, float("nan")])
def test_ratios_that_make_no_sense(ratio: float) -> None:
    with pytest.raises(ValueError, match=f"ratio is {ratio}; expected a number from 0 up to"):
        InvertedDropout(ratio, np.random.default_rng(0))


@pytest.mark.parametrize("kind", [Dropout, InvertedDropout])
def test_gradients_of_another_shape(kind: type[Dropout]) -> None:
    layer = kind(0.5, np.random.default_rng(0))
    assert layer.forward(np.ones((2, 3), np.float32)).dtype == np.float32
    with pytest.raises(ValueError, match=r"dy has shape \(3, 2\); expected \(2, 3\)"):
        layer.backward(np.zeros((3, 2)))
