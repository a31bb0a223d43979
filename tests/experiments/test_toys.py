"""The toy runs against closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.toys import height, momentum_velocity, optimizer_paths, slope
from studyreport.results import Run


def test_momentum_velocity(run: Run) -> None:
    values = momentum_velocity(run)["values"]
    assert values["velocity"][:5] == pytest.approx([0, -1.0, -1.9, -2.71, -3.439])
    assert values["velocity"] == pytest.approx([-10 * (1 - 0.9**n) for n in range(61)])
    assert values["position"] == pytest.approx(list(np.cumsum(values["velocity"])))
    assert values["limit"] == pytest.approx(-10)
    assert values["steps_to_share"] == math.ceil(math.log(0.01) / math.log(0.9)) == 44


def test_the_valley() -> None:
    assert height(np.array([-7.0, 10.0]), np.array([2.0, -1.0])).tolist() == [6.45, 6.0]
    point, h = np.array([-7.0, 2.0]), 1e-5
    for axis in (0, 1):
        step = h * np.eye(2)[axis]
        rise = height(*(point + step)) - height(*(point - step))
        assert slope(point)[axis] == pytest.approx(float(rise) / (2 * h), abs=1e-8)


def test_sgd_and_the_others_go_down_the_valley(run: Run) -> None:
    values = optimizer_paths(run)["values"]
    assert list(values) == ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
    rates = [values[name]["rate"] for name in values]
    assert rates == [0.95, 0.1, 0.1, 1.5, 0.1, 0.3]
    sgd = values["sgd"]  # on a parabola every step multiplies by 1 − η · curvature
    assert sgd["x"] == pytest.approx([-7 * (1 - 0.095) ** n for n in range(31)])
    assert sgd["y"] == pytest.approx([2 * (1 - 1.9) ** n for n in range(31)])
    for path in values.values():
        assert (path["x"][0], path["y"][0]) == (-7, 2)
        assert len(path["x"]) == len(path["y"]) == 31
        x, y = path["x"][-1], path["y"][-1]
        assert path["final_height"] == pytest.approx(x * x / 20 + y * y)
        assert path["final_distance"] == pytest.approx(math.hypot(x, y))
        assert path["final_height"] < 0.11 < height(*slope(np.array([-7.0, 2.0])))
