"""What the chapter on depth says in words of the networks that read digits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FROZEN = Path(__file__).parents[2] / "experiments" / "frozen" / "deep_digits.json"


def test_what_the_chapter_says_of_the_two_networks() -> None:
    values: dict[str, Any] = json.loads(FROZEN.read_text())["values"]
    deep, simple = values["deep"], values["simple"]
    assert deep["parameters"] < simple["parameters"] / 3
    assert 0.4 < deep["errors"]["mean"] / simple["errors"]["mean"] < 0.6
    assert deep["errors"]["max"] < simple["errors"]["min"]
    assert deep["errors"]["max"] - deep["errors"]["min"] > 10


def test_the_digits_that_the_chapter_points_at_are_there() -> None:
    values: dict[str, Any] = json.loads(FROZEN.read_text())["values"]
    wrong = values["wrong"]
    assert len(wrong) == values["deep"]["errors"]["seeds"][0]  # all are shown
    assert (wrong[0]["t"], wrong[0]["y"]) == (5, 3)
    pairs: dict[tuple[int, int], list[int]] = {}
    for one in wrong:
        pairs.setdefault((one["t"], one["y"]), []).append(one["index"])
    assert pairs[9, 7] == [9692]
    assert pairs[6, 0] == [3422]
    assert pairs[6, 5] == [1182]
    assert pairs[1, 3] == [2182]
    assert pairs[7, 1][1] == 1039
