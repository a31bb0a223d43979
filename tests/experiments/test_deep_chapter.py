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
    assert deep["errors"]["max"] - deep["errors"]["min"] > 2 * 2  # more than a rank hangs on


def test_the_digits_that_the_chapter_points_at_are_there() -> None:
    values: dict[str, Any] = json.loads(FROZEN.read_text())["values"]
    wrong = values["wrong"]
    assert len(wrong) == values["deep"]["errors"]["seeds"][0]  # all are shown
    assert (wrong[0]["t"], wrong[0]["y"]) == (5, 3)
    pairs: dict[tuple[int, int], list[int]] = {}
    for one in wrong:
        pairs.setdefault((one["t"], one["y"]), []).append(one["index"])
    assert 9692 in pairs[9, 7]
    assert 3422 in pairs[6, 0]
    assert pairs[6, 5][0] == 1182
    assert pairs[1, 7][0] == 2182
    assert pairs[7, 1][1] == 1039
