"""The regression exercise against the network that the chapters show, one example at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from experiments.regression import VARIANTS, Exercise, first, regression, train
from snippets.activations import d_relu, d_sigmoid, relu, sigmoid
from snippets.arrays import Floats
from snippets.two_layer import backward_regression, forward
from studyreport.results import Run

SMALL = Exercise(seeds=3, steps=60)


@pytest.fixture(scope="module")
def values(run: Run) -> dict[str, Any]:
    return dict(regression(run)["values"])


@pytest.mark.parametrize(
    ("name", "activation", "slope"), [("relu", relu, d_relu), ("sigmoid", sigmoid, d_sigmoid)]
)
def test_all_networks_at_once_learn_what_one_learns(name: str, activation: Any, slope: Any) -> None:
    params, x = first(SMALL)
    d = x @ SMALL.factors
    losses = train(params, x, d, (0.01, 0.07), *VARIANTS[name])
    for seed in range(SMALL.seeds):
        own = {key: array[seed].copy() for key, array in params.items()}
        own["W2"], own["b2"] = own["W2"][:, None], own["b2"][None]
        assert losses[1, seed] == pytest.approx(_one(own, x[seed], d[seed], activation, slope))


def _one(own: Any, x: Floats, d: Floats, activation: Any, slope: Any) -> list[float]:
    losses = []
    for example, right in zip(x, d, strict=True):
        seen = forward(example[None], own, activation)
        losses.append(float((seen.u2[0, 0] - right) ** 2 / 2))
        grads = backward_regression(seen, own, np.array([[right]]), slope)
        for key in own:
            own[key] = own[key] - 0.07 * grads[key]
    return losses


def test_the_faulty_variant_takes_the_slope_at_the_output() -> None:
    u = np.array([4.0])
    z = 1 / (1 + np.exp(-u))
    right, faulty = VARIANTS["sigmoid"][1](u, z), VARIANTS["faulty"][1](u, z)
    assert [right.item(), faulty.item()] == pytest.approx([0.0177, 0.1983], abs=1e-4)


def test_the_first_draw_is_left_as_it_is() -> None:
    params, x = first(SMALL)
    train(params, x, x @ SMALL.factors, (0.07,), *VARIANTS["relu"])
    for key, array in first(SMALL)[0].items():
        np.testing.assert_array_equal(array, params[key])
    assert 0 <= x.min() < x.max() < 1


def test_what_the_chapter_says(values: dict[str, Any]) -> None:
    narrow, wide = values["narrow"], values["wide"]
    # half the variance of 3a + 2b, a and b even in an interval of length 1, then of length 10
    assert narrow["constant"] == pytest.approx(13 / 24, rel=0.01)
    assert wide["constant"] == pytest.approx(100 * narrow["constant"])
    usual = [narrow[name]["usual"]["median"] for name in VARIANTS]
    assert usual == pytest.approx([4.4e-4, 2.2e-3, 1.2e-2], rel=0.03)
    shares = [narrow[name]["usual"]["share"] for name in VARIANTS]
    assert shares == pytest.approx([median / narrow["constant"] for median in usual])
    assert wide["relu"]["usual"]["share"] is None
    assert [wide[name]["usual"]["diverged"] for name in VARIANTS] == [200, 0, 0]
    assert wide["relu"]["usual"]["median"] is None
    assert wide["sigmoid"]["usual"]["median"] == pytest.approx(3.3, rel=0.03)
    assert wide["faulty"]["usual"]["median"] == pytest.approx(21, rel=0.03)


def test_best_rates(values: dict[str, Any]) -> None:
    rates = Exercise().rates
    for of_range in values.values():
        for name in VARIANTS:
            final, best = of_range[name]["final"], of_range[name]["best"]
            safe = [m for m, n in zip(final["median"], final["diverged"], strict=True) if n == 0]
            assert best["loss"] == min(safe) == final["median"][rates.index(best["rate"])]
            assert best["rate"] not in (rates[0], rates[-1])  # else a better one may lie outside
            assert best["share"] == pytest.approx(best["loss"] / of_range["constant"])
            assert len(of_range[name]["curve"]["median"]) == 50
