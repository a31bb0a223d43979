"""Numbers as texts show them: in prose, in TeX, with the worth of their last digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport.quiz.types.options import judge_options
from studyreport.quiz.types.shown import numbers, same_text, typographic


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("-3.439", [-3.439]),
        ("−3.439", [-3.439]),
        ("$-3.439$", [-3.439]),
        ("about 0.9", [0.9]),
        ("from −1.0, −1.9 to −2.71", [-1.0, -1.9, -2.71]),
        ("5-3", [5, 3]),
        ("$x-3$", [3]),
        ("$\\beta_1 = 0.9$ and $\\beta_{2} = 0.999$", [0.9, 0.999]),
        ("$x^2$, $x^{10}$, W1, x2 and SGD", []),
        ("7x7", [7, 7]),
        ("(2, 36)", [2, 36]),
        ("784 × 100", [784, 100]),
        ("1,234,567.5", [1234567.5]),
        ("10{,}000 or 10\\,000 or 10\u202f000", [10000, 10000, 10000]),
        ("1.5e-3", [0.0015]),
        ("2.5×10⁻³", [0.0025]),
        ("$2.5 \\times 10^{-3}$, $2 \\cdot 10^4$", [0.0025, 20000]),
        ("$10^{-8}$", [1e-8]),
        ("$-10^3$", [-1000]),
        ("$\\frac{1}{2}$ or −3/4", [0.5, -0.75]),
        ("It is 3.", [3]),
        (".5", [0.5]),
        ("1/0", [1, 0]),
        ("3.14.15", [3.14]),
    ],
)
def test_numbers_in_texts(text: str, values: list[float]) -> None:
    assert [float(number.value) for number in numbers(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("0.30", 0.1 + 0.2, True),
        ("-3.4", -3.439, True),
        ("-3.44", -3.439, True),
        ("-3.43", -3.439, False),
        ("3.4", -3.439, False),
        ("1/3", 0.3333, False),
        ("1/3", 1 / 3, True),
        ("10^{-3}", 0.001, True),
        ("10^{-3}", 0.0011, False),
        ("0.1235", 0.12345, True),
        ("1e3", 1400.0, True),
        ("1000", 1001.0, False),
        ("5", float("nan"), False),
        ("5", float("inf"), False),
    ],
)
def test_whether_a_value_is_what_is_shown(text: str, value: float, shown: bool) -> None:
    [number] = numbers(text)
    assert number.shows(value) is shown


@given(st.decimals(-1000, 1000, places=3), st.integers(0, 3))
def test_a_rounded_value_is_what_is_shown(value: Decimal, places: int) -> None:
    """The oracle is Python's own rounding to a text."""
    text = f"{value:.{places}f}"
    [number] = numbers(text)
    assert number.shows(float(value))
    assert not number.shows(float(value) + 1.01 * 10**-places)


@given(st.text(max_size=60))
def test_any_text_has_numbers_or_none(text: str) -> None:
    assert all(number.value.is_finite() for number in numbers(text))
    assert same_text(text, text)


def test_texts_that_show_the_same() -> None:
    assert same_text("$-1.90$", "  −1.9")
    assert same_text("The  rate\nis 0.5", "The rate is 1/2")
    assert not same_text("Adam", "adam")
    assert not same_text("0.9", "0.99")


def test_numbers_in_messages() -> None:
    assert typographic(-3.4390000000000005) == "−3.439"
    assert typographic(Decimal("-3.40")) == "−3.40"
    assert typographic([1, [-2.5]]) == "[1, [−2.5]]"
    assert typographic(-10) == "−10"


@pytest.mark.parametrize(
    ("options", "values", "messages"),
    [
        ([("It is.", True), ("Not.", False)], {0: True, 1: False}, []),
        ([("It is.", True)], {0: False}, ["the proof gives false, the option is marked right."]),
        ([("Not.", False)], {0: True}, ["the proof gives true, the option is marked wrong."]),
        ([("−3.4", True)], {0: -3.439}, []),
        ([("−3.5", True)], {0: -3.439}, ["the proof gives −3.439, the option shows −3.5."]),
        ([("no", True)], {0: 3}, ["the proof gives 3, the option shows no number."]),
        ([("1 or 2", True)], {0: 1}, ["the proof gives 1, the option shows 1, 2."]),
        ([("(7, 7)", True)], {0: [7, 7]}, []),
        ([("1, 2 and 3", True)], {0: [[1, 2], [3]]}, []),
        ([("1, 3", True)], {0: [1, 2]}, ["the proof gives [1, 2], the option shows 1, 3."]),
        ([("`Adam`", True)], {0: "Adam"}, []),
        ([("SGD", True)], {0: "Adam"}, ["the proof gives 'Adam', the option shows 'SGD'."]),
        ([("x", True)], {0: None}, ["the proof gives None, which no text shows."]),
        ([("x", True)], {0: {"a": 1}}, ["the proof gives {'a': 1}, which no text shows."]),
        (
            [("0.9", True), ("0.90", False)],
            {0: 0.9, 1: 0.9004},
            ["this distractor gives 0.9004, which is as good as the key A, 0.9."],
        ),
        ([("0.9", True), ("0.92", False)], {0: 0.9, 1: 0.92}, []),
        ([("1, 2", True), ("1, 3", False)], {0: [1, 2], 1: [1, 3]}, []),
    ],
)
def test_judging_options(
    options: list[tuple[str, bool]], values: dict[int, object], messages: list[str]
) -> None:
    findings = list(judge_options(options, values))  # type: ignore[arg-type] # JSON of any shape
    assert [finding.message for finding in findings] == messages
