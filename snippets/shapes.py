"""One way to say that an array does not have the shape that was expected."""

from __future__ import annotations

from snippets.arrays import Shape


# --8<-- [start:expect-shape]
def expect_shape(name: str, found: Shape, *expected: int | str, reason: str = "") -> None:
    """Raise an error that says what was expected, unless a shape is as expected.

    Args:
        name: What to call the array in the error.
        found: The shape that it has.
        expected: For each axis its size, or a name such as "N" if any size will do.
        reason: Why, if that helps: "as there are 3 channels".

    Raises:
        ValueError: the number of axes, or one of the sizes, is not as expected.
    """
    fits = len(found) == len(expected) and all(
        isinstance(want, str) or size == want for size, want in zip(found, expected, strict=True)
    )
    if not fits:
        axes = ", ".join(map(str, expected)) + ("," if len(expected) == 1 else "")
        raise ValueError(f"{name} has shape {found}; expected ({axes}){reason and ', ' + reason}.")


# --8<-- [end:expect-shape]


def expect_at_least(least: int, **numbers: int) -> None:
    """Raise an error that names the first of these numbers that is below `least`.

    Raises:
        ValueError: one is.
    """
    for name, number in numbers.items():
        if number < least:
            raise ValueError(f"{name} is {number}; expected at least {least}.")
