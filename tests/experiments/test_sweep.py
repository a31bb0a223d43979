"""The sweep's grid, its choice, and that it goes on until the best rate is inside."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.sweep import Outcome, best, rate, step_of, sweep, table


def test_the_grid() -> None:
    assert [rate(step) for step in range(-7, 4)] == [
        0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0
    ]  # fmt: skip


@given(st.integers(-30, 30))
def test_steps_and_rates_correspond(step: int) -> None:
    assert step_of(rate(step)) == step
    assert step_of(rate(step) * 1.1) == step


@pytest.mark.parametrize("bottom", [1e-6, 0.002, 0.01, 0.3, 50.0])
def test_the_best_rate_ends_inside_the_grid(bottom: float) -> None:
    asked: list[tuple[str, float]] = []

    def judge(pairs: list[tuple[str, float]]) -> list[list[dict[str, float]]]:
        asked.extend(pairs)
        return [[{"loss": abs(math.log(value / bottom)) + noise} for noise in (0.0, 0.1)]
                for _, value in pairs]  # fmt: skip

    found = sweep({"a": 0.01, "b": bottom}, judge)
    for by_step in found.values():
        steps = list(by_step)
        assert steps == list(range(steps[0], steps[-1] + 1))
        assert steps[0] < best(by_step) < steps[-1]
        assert best(by_step) == step_of(bottom)
    assert len(found["b"]) == 7
    assert len(asked) == len(set(asked)) == len(found["a"]) + 7


def test_a_training_that_blew_up_is_never_the_best() -> None:
    outcomes: dict[int, list[Outcome]] = {
        0: [{"loss": 0.5, "before": [9.0, 3.0, 1.0], "after": [9.0, 1.0, 1.0]}] * 2,
        1: [{"loss": 0.1, "before": [1.0], "after": [1.0]},
            {"loss": None, "before": [], "after": []}],
    }  # fmt: skip
    assert best(outcomes) == 0
    assert table(outcomes, tail=2) == {
        "rate": [1.0, 2.0],
        "loss": [0.5, None],
        "before": [2.0, None],
        "after": [1.0, None],
        "best": 1.0,
    }


def test_of_equals_the_lower_rate_is_taken() -> None:
    assert best({2: [{"loss": 1.0}], 1: [{"loss": 1.0}], 0: [{"loss": 2.0}]}) == 1
