"""What a step needs at the least, counted once more by hand or by loops."""

from __future__ import annotations

import pytest

from experiments.fast.flops import forward_flops, step_flops
from experiments.timing import SIZE, floor, medians, product
from snippets.architectures import DEEP_CONV_NET, SIMPLE_CONV_NET, Connected, Filters, Pool


def test_a_small_net_by_hand() -> None:
    kinds = (Filters(2, 3), Pool(2, 2), Connected(5), Connected(3))
    shape = (1, 6, 6)
    filters = 2 * (4 * 4 * 2) * 9  # 4 × 4 places, 2 filters, 9 weights
    hidden, last = 2 * (2 * 2 * 2) * 5, 2 * 5 * 3
    assert forward_flops(kinds, shape) == filters + hidden + last
    assert step_flops(kinds, shape) == 2 * filters + 3 * hidden + 3 * last


def test_the_nets_of_the_report() -> None:
    assert step_flops(SIMPLE_CONV_NET, (1, 28, 28)) == 2 * 864_000 + 3 * 864_000 + 3 * 2_000
    weights = [(28, 1, 16), (28, 16, 16), (14, 16, 32), (16, 32, 32), (8, 32, 64), (8, 64, 64)]
    layers = [2 * size * size * c * 9 * f for size, c, f in weights] + [102_400, 1_000]
    assert forward_flops(DEEP_CONV_NET, (1, 28, 28)) == sum(layers)


def test_the_median_of_repeats_without_the_first() -> None:
    calls: list[str] = []
    found = medians({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, 3)
    assert calls == ["a", "b"] * 4
    assert found.keys() == {"a", "b"} and min(found.values()) >= 0


def test_the_floor_at_a_rate() -> None:
    assert product()().shape == (SIZE, SIZE)
    assert floor(2 * SIZE**3, 0.02) == pytest.approx(0.02)
    assert floor(SIZE**3, 0.02) == pytest.approx(0.01)
