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
    assert deep["errors"]["max"] < simple["errors"]["min"]
    # more than the standard deviation that the chapter computes for other test digits
    assert deep["errors"]["max"] - deep["errors"]["min"] > (10_000 * 0.004 * 0.996) ** 0.5


def test_the_digits_that_the_chapter_points_at_are_there() -> None:
    values: dict[str, Any] = json.loads(FROZEN.read_text())["values"]
    wrong = values["wrong"]
    assert len(wrong) == values["deep"]["errors"]["seeds"][0]  # all are shown
    assert (wrong[0]["t"], wrong[0]["y"]) == (5, 3)
    pairs: dict[tuple[int, int], list[int]] = {}
    for one in wrong:
        pairs.setdefault((one["t"], one["y"]), []).append(one["index"])
    assert pairs[9, 7] == [9692, 9642]
    assert pairs[6, 0] == [3422, 445]
    assert pairs[6, 5] == [1182, 1014]
    assert pairs[1, 7] == [2182, 9540, 4201]
    assert pairs[7, 1] == [6576, 1039]
