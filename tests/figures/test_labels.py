"""Labels are moved apart as little as possible, and keep their order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from studyreport.figures.labels import spread

HEIGHTS = st.lists(st.floats(-1000, 1000), max_size=8)
GAPS = st.floats(0.1, 100)


@given(HEIGHTS, GAPS)
def test_no_two_touch_and_the_order_stays(wanted: list[float], gap: float) -> None:
    placed = spread(wanted, gap)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for lower, upper in pairwise(order):
        assert placed[upper] - placed[lower] >= gap - 1e-9


@given(st.lists(st.integers(-1000, 1000), unique=True, max_size=8))
def test_labels_far_enough_apart_stay(wanted: list[int]) -> None:
    assert spread(wanted, 1) == pytest.approx(wanted)


@given(HEIGHTS.filter(bool), GAPS)
def test_as_many_go_up_as_down(wanted: list[float], gap: float) -> None:
    assert sum(spread(wanted, gap)) == pytest.approx(sum(wanted), abs=1e-6)


@pytest.mark.parametrize("wanted", [[0.0, 1, 2, 30], [5, 5, 5], [9, 0, 8.5, 1], [0, 9, 18.5, 19]])
def test_against_a_general_minimiser(wanted: list[float]) -> None:
    ordered = sorted(wanted)
    free = minimize(
        lambda y: ((y - ordered) ** 2).sum(),
        ordered,
        constraints={"type": "ineq", "fun": lambda y: y[1:] - y[:-1] - 10},
        method="SLSQP",
    )
    assert sorted(spread(wanted, 10)) == pytest.approx(list(free.x), abs=1e-3)
