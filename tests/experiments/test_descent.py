"""Walks downhill against closed forms; the reading of one epoch on a few digits."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from experiments import batch_sizes as reading
from experiments.batch_sizes import Reading, batch_sizes, read_once
from experiments.descent import (
    sales_loss,
    sales_slope,
    three_rates,
    two_valleys,
    two_valleys_height,
    two_valleys_slope,
)
from studyreport.results import Run


def test_the_kiosk_by_hand() -> None:
    assert sales_loss(np.zeros(2)) == (0 + 1 + 1 + 9) / 8
    assert sales_loss(np.array([-0.5, 1.5])) == (4 + 0.25 + 0 + 6.25) / 8
    assert sales_slope(np.zeros(2)).tolist() == [-1.75, -1.25]
    assert sales_slope(np.array([0.9, 0.8])) == pytest.approx([0, 0])


def test_three_rates(run: Run) -> None:
    values = three_rates(run)["values"]
    x, t = [-1.0, 0, 1, 2], [0.0, 1, 1, 3]
    line = np.polyfit(x, t, 1)
    assert [values["best"]["w"], values["best"]["b"]] == pytest.approx(line.tolist())
    assert values["best"]["loss"] == pytest.approx(0.0875)
    assert values["curvatures"] == pytest.approx([1.25 - math.sqrt(5) / 4, 1.25 + math.sqrt(5) / 4])
    assert values["limit"] == pytest.approx(2 / (1.25 + math.sqrt(5) / 4))
    right = values["right"]
    assert (right["w"][1], right["b"][1]) == pytest.approx((0.7, 0.5))
    assert (right["w"][2], right["b"][2]) == pytest.approx((0.88, 0.66))
    assert right["loss"][:2] == pytest.approx([1.375, 0.1925])
    assert right["loss"][-1] == pytest.approx(0.0875, abs=1e-6)
    small, large = values["small"]["loss"], values["large"]["loss"]
    assert all(later < earlier for earlier, later in pairwise(small))
    assert all(later > earlier for earlier, later in pairwise(large))
    assert small[-1] > 0.25


def test_the_two_valleys() -> None:
    w, h = np.linspace(-2, 2, 9), 1e-6
    rise = two_valleys_height(w + h) - two_valleys_height(w - h)
    np.testing.assert_allclose(two_valleys_slope(w), rise / (2 * h), atol=1e-8)


def test_noise_leaves_the_shallow_valley_more_often_than_the_deep_one(run: Run) -> None:
    values = two_valleys(run)["values"]
    places, heights = values["places"], values["heights"]
    assert places["deep"] < places["ridge"] < places["shallow"]
    assert heights["deep"] < heights["shallow"] < heights["ridge"]
    for place in places.values():
        assert float(two_valleys_slope(np.array(place))) == pytest.approx(0, abs=1e-12)
    ends = [walk[-1] for walk in values["walks"]]
    assert ends[:2] == pytest.approx([places["deep"]] * 2, abs=1e-3)
    assert ends[2:] == pytest.approx([places["shallow"]] * 2, abs=1e-3)
    from_shallow, from_deep = values["share"]["shallow"], values["share"]["deep"]
    assert from_shallow[-1] == 0
    assert from_deep[-1] == 1
    assert from_shallow == sorted(from_shallow, reverse=True)
    assert from_deep == sorted(from_deep)
    assert values["height"][-1] == pytest.approx(heights["shallow"])


SMALL = Reading(
    hidden=5, sizes=(10, 0), rates=(0.1, 1e30), seeds=(0, 1), held_out=1200, looks=(100, 230, 238)
)


@pytest.fixture
def result(run: Run, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setitem(reading.SETTINGS, "digits", SMALL)
    return batch_sizes(run)


def test_one_reading(result: dict[str, Any]) -> None:
    assert json.loads(json.dumps(result, allow_nan=False))["values"] == result["values"]
    few, whole = result["values"]["sizes"]
    assert (few["size"], few["steps"], whole["size"], whole["steps"]) == (10, 24, 238, 1)
    assert (few["rate"], whole["rate"]) == (0.1, 0.1)  # the other rate comes to no number
    assert few["rates"]["loss"][1] is None
    assert few["seen"] == [0, 100, 230]
    assert whole["seen"] == [0, 238]
    assert few["loss"][0] == whole["loss"][0] == result["values"]["first"]
    assert few["loss"][-1] < few["loss"][0]
    first, second = (read_once("digits", 10, 0.1, seed) for seed in (0, 1))
    assert few["loss"][-1] == pytest.approx((first["loss"][-1] + second["loss"][-1]) / 2)
    assert few["accuracy"]["mean"] == pytest.approx((first["accuracy"] + second["accuracy"]) / 2)
