"""Penalties and polynomials against brute force and closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.penalties import (
    bowl,
    coefficients,
    idle_inputs,
    lowest_l1,
    lowest_l2,
    polynomials,
    sine,
    soft,
    touching_points,
)
from snippets.arrays import Floats
from studyreport.results import Run

A = np.array([[1.0, 0.35], [0.35, 0.8]])


@pytest.mark.parametrize("c", [(0.5, 1.6), (-0.8, 0.9), (1.5, -2.0), (0.1, 0.1)])
def test_no_place_nearby_is_lower(c: tuple[float, float]) -> None:
    lowest, strength = np.array(c), 0.9

    def with_l2(w: Floats) -> float:
        return bowl(A, lowest, w) + 0.5 * strength * float((w**2).sum())

    def with_l1(w: Floats) -> float:
        return bowl(A, lowest, w) + strength * float(np.abs(w).sum())

    steps = 1e-3 * np.array([(np.cos(t), np.sin(t)) for t in np.linspace(0, 6.28, 60)])
    for total, point in (
        (with_l2, lowest_l2(A, lowest, strength)),
        (with_l1, lowest_l1(A, lowest, strength)),
    ):
        assert all(total(point + step) > total(point) for step in steps)


def test_touching(run: Run) -> None:
    values = touching_points(run)["values"]
    assert values["l1"]["point"] == pytest.approx([0, (0.35 * 0.5 + 0.8 * 1.6 - 0.9) / 0.8])
    w = np.array(values["l2"]["point"])
    slope = A @ (w - np.array([0.5, 1.6]))
    assert np.cross([*slope, 0], [*w, 0])[2] == pytest.approx(0)  # the circle's tangent is theirs
    assert values["l2"]["reach"] == pytest.approx(float(np.hypot(*w)))
    assert values["l2"]["height"] == pytest.approx(0.5 * (w - [0.5, 1.6]) @ slope)


def test_soft() -> None:
    assert soft(np.array([-3.0, -0.5, 0.0, 0.9, 1.5]), 1.0) == pytest.approx([-2, 0, 0, 0, 0.5])


def test_idle_inputs(run: Run) -> None:
    values = idle_inputs(run)["values"]
    assert values["none"]["zero"] == values["l2"]["zero"] == 0
    zeros = [i for i, w in enumerate(values["l1"]["weights"]) if w == 0]
    assert len(zeros) == values["l1"]["zero"] > 10 and min(zeros) >= 3
    sizes = {name: np.abs(values[name]["weights"]) for name in ("none", "l2", "l1")}
    assert sizes["l2"].sum() < sizes["none"].sum()


def test_polynomials(run: Run) -> None:
    values = polynomials(run)["values"]
    x, y = np.array(values["x"]), np.array(values["y"])
    for fit in values["fits"][:3]:
        wanted = np.polyfit(x, y, fit["degree"])
        np.testing.assert_allclose(fit["heights"], np.polyval(wanted, values["grid"]), atol=1e-6)
    assert values["fits"][2]["train"] < 1e-9
    assert values["sine"] == pytest.approx(list(sine(np.array(values["grid"]))))
    assert values["by_degree"]["new"][3] == values["fits"][1]["new"]


def test_a_penalised_polynomial_solves_its_equations() -> None:
    x, y, strength = np.linspace(-1, 1, 8), np.arange(8.0), 0.05
    w = coefficients(x, y, 3, strength)
    powers = x[:, None] ** np.arange(4)
    pull = powers.T @ (powers @ w - y) / len(x) + strength * w * [0, 1, 1, 1]
    assert pull == pytest.approx(np.zeros(4), abs=1e-10)
