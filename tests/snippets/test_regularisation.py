"""The price on weights: by hand, its gradient by differences, and who pays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snippets.arrays import Floats, Params
from snippets.regularisation import add_l1, add_l2, l1_penalty, l2_penalty, weights
from tests.snippets.oracles import close, slope

BOTH = [(l1_penalty, add_l1), (l2_penalty, add_l2)]


def params() -> Params:
    return {
        "W1": np.array([[1.0, -2.0], [3.0, 0.5]]),
        "b1": np.array([100.0, 100.0]),
        "gamma1": np.array([100.0]),
        "W2": np.array([-4.0]),
    }


def test_by_hand() -> None:
    assert l2_penalty(params(), 0.1) == pytest.approx(0.05 * (1 + 4 + 9 + 0.25 + 16))
    assert l1_penalty(params(), 0.1) == pytest.approx(0.1 * 10.5)
    assert l1_penalty({"b1": np.ones(2)}, 0.1) == 0


@pytest.mark.parametrize(("penalty", "add"), BOTH)
def test_gradients_are_added(penalty: Any, add: Any) -> None:
    network = params()
    grads = {name: np.ones_like(w) for name, w in network.items()}
    add(grads, network, 0.3)
    for name, w in network.items():
        if name.startswith("W"):
            close(grads[name] - 1, slope(lambda: penalty(network, 0.3), w))
        else:
            np.testing.assert_array_equal(grads[name], 1)


def test_a_weight_of_zero_stays() -> None:
    for _, add in BOTH:
        grads = {"W1": np.zeros(2)}
        add(grads, {"W1": np.array([0.0, 5.0])}, 0.1)
        assert grads["W1"][0] == 0
        assert grads["W1"][1] > 0


@given(arrays(float, 6, elements=st.floats(0.01, 100)), st.floats(0, 10))
def test_l1_pulls_all_alike_and_l2_in_proportion(w: Floats, strength: float) -> None:
    one, two = {"W": np.zeros(6)}, {"W": np.zeros(6)}
    add_l1(one, {"W": w}, strength)
    add_l2(two, {"W": w}, strength)
    np.testing.assert_array_equal(one["W"], strength)
    np.testing.assert_allclose(two["W"] / w, strength, atol=1e-12)


def test_only_weights_pay() -> None:
    assert [name for name, _ in weights(params())] == ["W1", "W2"]


@pytest.mark.parametrize(("penalty", "add"), BOTH)
@pytest.mark.parametrize("strength", [-0.1, float("nan")])
def test_a_price_below_zero_is_refused(penalty: Any, add: Any, strength: float) -> None:
    with pytest.raises(ValueError, match=f"strength is {strength}; expected at least 0"):
        penalty(params(), strength)
    with pytest.raises(ValueError, match=f"strength is {strength}; expected at least 0"):
        add(params(), params(), strength)
