"""What experiments return becomes plain JSON."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport.results.plain import NotPlain, plain
from studyreport.results.store import save


class _Colour(IntEnum):
    RED = 3


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (np.float32(0.1), 0.1),
        (np.float64(1) / 3, 0.333333),
        (np.int64(1234567), 1234567),
        (np.bool_(True), True),
        (np.array([[1.0, 2.0]]), [[1.0, 2.0]]),
        (np.array(0.5), 0.5),
        ((1, "a", None), [1, "a", None]),
        ({"a": (np.float64(2.0),)}, {"a": [2.0]}),
        (_Colour.RED, 3),
        (True, True),
        (-0.0, 0.0),
        (1234567.0, 1234570.0),
        (1e-300, 1e-300),
    ],
)
def test_converts(value: Any, wanted: Any) -> None:
    found = plain(value, "values")
    assert found == wanted
    assert json.dumps(found) == json.dumps(wanted)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [1.0, math.nan]}, "values.a.1 is nan"),
        (np.array([[0.0], [np.inf]]), "values.1.0 is inf"),
        ({"a": {1: 2}}, "values.a has the key 1, which is not a text"),
        ([Decimal(1)], "values.0 is of the type Decimal"),
        ({"s": {1, 2}}, "values.s is of the type set"),
    ],
)
def test_refuses(value: Any, message: str) -> None:
    with pytest.raises(NotPlain, match=message):
        plain(value, "values")


def test_refuses_what_holds_itself() -> None:
    value: dict[str, Any] = {"loss": 1.0}
    value["again"] = value
    with pytest.raises(NotPlain, match="values holds itself"):
        plain(value, "values")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_six_digits_are_kept(value: float) -> None:
    rounded = plain(value, "x")
    assert Decimal(f"{rounded:.5e}") == Decimal(f"{value:.5e}")
    assert plain(rounded, "x") == rounded


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(0, 1),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), TREES))
def test_what_is_stored_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    path = tmp_path_factory.mktemp("results") / "a.json"
    save(path, content)
    assert json.loads(path.read_text("utf-8")) == content


def test_a_stored_result_can_be_read_in_a_diff(tmp_path: Path) -> None:
    save(tmp_path / "a.json", {"a": {"loss": [1.0, 2.5]}, "b": [[1], [2]], "c": {}, "d": "é"})
    assert (tmp_path / "a.json").read_text("utf-8") == (
        '{\n "a": {\n  "loss": [1.0, 2.5]\n },\n "b": [\n  [1],\n  [2]\n ],\n'
        ' "c": {},\n "d": "é"\n}\n'
    )
