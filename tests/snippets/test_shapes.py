"""The errors that every other file of the library raises."""

from __future__ import annotations

import pytest

from snippets.shapes import expect_at_least, expect_shape


@pytest.mark.parametrize(
    ("found", "expected"),
    [((), ()), ((3,), (3,)), ((3,), ("N",)), ((0, 5), ("N", 5)), ((2, 3, 4), ("N", 3, "W"))],
)
def test_what_fits_passes(found: tuple[int, ...], expected: tuple[int | str, ...]) -> None:
    expect_shape("x", found, *expected)


@pytest.mark.parametrize(
    ("found", "expected", "message"),
    [
        ((4,), (3,), "x has shape (4,); expected (3,)."),
        ((), ("N",), "x has shape (); expected (N,)."),
        ((2, 4), ("N", 3), "x has shape (2, 4); expected (N, 3)."),
        ((2, 4), ("N", 4, "W"), "x has shape (2, 4); expected (N, 4, W)."),
    ],
)
def test_what_does_not_fit(
    found: tuple[int, ...], expected: tuple[int | str, ...], message: str
) -> None:
    with pytest.raises(ValueError) as caught:
        expect_shape("x", found, *expected)
    assert str(caught.value) == message


def test_the_reason_is_given() -> None:
    with pytest.raises(ValueError, match=r"expected \(2,\), as there are 2\.$"):
        expect_shape("x", (3,), 2, reason="as there are 2")


def test_numbers_too_small_are_named() -> None:
    expect_at_least(1, stride=1, window=5)
    with pytest.raises(ValueError, match=r"^stride is 0; expected at least 1\.$"):
        expect_at_least(1, window=5, stride=0)
