"""What an experiment returns, as plain JSON."""

from __future__ import annotations

import math
from typing import Any

DIGITS = 6  # significant: more than a figure shows, fewer than two machines differ in


class NotPlain(Exception):  # noqa: N818 - it never leaves this package as an error
    """A value that a result can't hold: where it stands, and why not."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} {why}")


def plain(value: Any, path: str) -> Any:
    """Return `value` as numbers, texts, lists and dicts; `path` is its name in messages.

    NumPy's scalars and arrays are converted, floats rounded to six significant digits.

    Raises:
        NotPlain: it holds NaN, an infinity, itself, or an object of another type.
    """
    try:
        return _plain(value, path)
    except RecursionError:
        raise NotPlain(path, "holds itself, or lists within too many lists.") from None


def _plain(value: Any, path: str) -> Any:
    if isinstance(value, dict):
        return {_key(key, path): _plain(item, f"{path}.{key}") for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, f"{path}.{index}") for index, item in enumerate(value)]
    if value is None or isinstance(value, (bool, int, str)):
        return _exact(value)
    if isinstance(value, float):
        return _rounded(value, path)
    # An array or a scalar of NumPy, which need not be loaded to know one.
    if hasattr(value, "dtype") and hasattr(value, "tolist"):
        return _plain(value.tolist(), path)
    raise NotPlain(path, f"is of the type {type(value).__name__}, which JSON does not have.")


def _key(key: Any, path: str) -> str:
    if isinstance(key, str):
        return key
    raise NotPlain(path, f"has the key {key!r}, which is not a text.")


def _exact(value: Any) -> Any:
    """Return the built-in value of a subclass, such as a member of an IntEnum."""
    for kind in (bool, int, str):
        if isinstance(value, kind):
            return kind(value)
    return value


def _rounded(value: float, path: str) -> float:
    if not math.isfinite(value):
        raise NotPlain(path, f"is {value}, which is no number to be shown.")
    # Adding 0.0 makes −0.0 into 0.0.
    return float(f"{value:.{DIGITS}g}") + 0.0
