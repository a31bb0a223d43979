"""Means, bands and rankings on numbers small enough to work out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.summary import band, centres, ranking, rankings, spread, summarise

OUTCOMES = [
    {"before": [8.0, 6.0, 4.0, 2.0], "after": [4.0, 3.0, 2.0, 1.0], "accuracy": 0.5},
    {"before": [9.0, 9.0, 5.0, 7.0], "after": [1.0, 1.0, 3.0, 1.0], "accuracy": 0.7},
]


def test_spread() -> None:
    found = spread([1.0, 2.0, 6.0])
    assert found.pop("std") == pytest.approx(7**0.5)
    assert found == {"mean": 3.0, "min": 1.0, "max": 6.0, "seeds": [1.0, 2.0, 6.0]}


def test_summary() -> None:
    found = summarise(OUTCOMES, tail=2, peak=3, block=2)
    assert found["before"]["seeds"] == [3.0, 6.0]
    assert found["after"]["seeds"] == [1.5, 2.0]
    assert found["peak_before"]["seeds"] == [6.0, 9.0]
    assert found["peak_after"]["seeds"] == [3.0, 3.0]
    assert found["accuracy"]["mean"] == pytest.approx(0.6)
    assert found["curve"]["before"] == {"mean": [8.0, 4.5], "low": [7.0, 3.0], "high": [9.0, 6.0]}
    assert found["curve"]["after"] == {"mean": [2.25, 1.75], "low": [1.0, 1.5], "high": [3.5, 2.0]}


def test_blocks_divide_the_iterations() -> None:
    assert centres(6, 2) == [1.5, 3.5, 5.5]
    assert centres(6, 3) == [2.0, 5.0]
    with pytest.raises(ValueError, match="reshape"):
        band(np.zeros((2, 7)), 2)


def test_ranking() -> None:
    losses = {"a": [3.0, 1.0, 3.0], "b": [2.0, 2.0, 2.0], "c": [9.0, 9.0, 0.0]}
    found = ranking(losses, highest=False)
    assert found["order"] == ["b", "a", "c"]
    assert found["wins"] == {"a": 1, "b": 1, "c": 1}
    assert found["lead"] == {"least": 2, "most": 2}
    assert found["field"] == pytest.approx(11 / 3)
    first, second = found["gaps"]
    assert first == pytest.approx(
        {
            "better": "b",
            "worse": "a",
            "ahead": 2,
            "mean": 1 / 3,
            "std": (4 / 3) ** 0.5,
            "share": 1 / 7,
        }
    )
    assert (second["better"], second["worse"], second["ahead"]) == ("a", "c", 2)
    upside_down = ranking(losses, highest=True)
    assert upside_down["order"] == ["c", "a", "b"]
    assert upside_down["wins"] == {"a": 1, "b": 0, "c": 2}
    assert [gap["mean"] for gap in upside_down["gaps"]] == pytest.approx([11 / 3, 1 / 3])


def test_who_is_as_good_as_the_best_wins_too() -> None:
    assert ranking({"a": [1.0, 2.0], "b": [1.0, 3.0]}, highest=True)["wins"] == {"a": 1, "b": 2}


def test_rankings_take_low_losses_and_high_accuracies() -> None:
    low, high = (
        {measure: spread([value, value + 1]) for measure in ("before", "after", "accuracy")}
        for value in (1.0, 5.0)
    )
    found = rankings({"low": low, "high": high})
    assert {measure: r["order"][0] for measure, r in found.items()} == {
        "before": "low",
        "after": "low",
        "accuracy": "high",
    }
