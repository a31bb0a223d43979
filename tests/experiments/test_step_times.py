"""Times of training steps: what is timed, and what is stored."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments import step_times as module
from experiments.step_times import NETS, TIMINGS, step_times
from studyreport import project
from studyreport.results import Run

TRICKS = {"precision", "patches", "input_gradient", "pooling", "ReLU", "stretches", "passes"}


def test_ratios_and_gains_fit_together(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(TIMINGS["digits"], batch=10, repeats=1)
    monkeypatch.setitem(module.TIMINGS, "digits", few)
    values = step_times(run)["values"]
    for net in NETS:
        found = values[net]
        assert min(found.values()) > 0
        assert found["gain"] == pytest.approx(found["float64"] / found["fast"])
    assert values["tricks"].keys() == TRICKS
    for trick in values["tricks"].values():
        assert trick["gain"] == pytest.approx(trick["plain"] / trick["fast"])


@pytest.mark.parametrize("net", list(NETS))
def test_all_versions_make_the_same_step(net: str) -> None:
    settings = replace(TIMINGS["digits"], batch=8)
    rng = np.random.default_rng(0)
    x, t = rng.random((8, *settings.shape), np.float32), rng.integers(0, 10, 8)
    steps: dict[str, Any] = {**module._steps(net, settings, x, t)}
    loss, grads = steps["float64"]()
    single, single_grads = steps["float32"]()
    assert single_grads["W1"].dtype == np.float32 and grads["W1"].dtype == np.float64
    assert single == pytest.approx(loss, abs=1e-5)
    assert steps["fast_float64"]() == pytest.approx(loss, abs=1e-10)
    assert steps["fast"]() == pytest.approx(loss, abs=1e-5)


def test_both_input_gradients_are_sums_of_nine_neighbours() -> None:
    """With filters of ones, each pixel of each channel gets what stands around it."""
    x = np.random.default_rng(1).random((2, 3, 5, 5), np.float32)
    plain, fast = module._input_gradient(x)
    wanted = np.zeros_like(x)
    around = np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)]).sum(axis=1, keepdims=True)
    for i, j in np.ndindex(3, 3):
        wanted += around[:, :, i : i + 5, j : j + 5]
    np.testing.assert_allclose(np.asarray(plain()), wanted, rtol=1e-5)
    assert fast() is None


def test_the_frozen_times_say_that_fast_is_fast() -> None:
    frozen = json.loads((project.load().frozen / "step_times.json").read_text("utf-8"))
    for net in NETS:
        found = frozen["values"][net]
        assert 1 < found["fast"] < found["fast_float64"] < found["float64"]
    assert set(frozen["values"]["tricks"]) == TRICKS
