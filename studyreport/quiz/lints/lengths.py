"""A key that gives itself away by its length."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from studyreport.quiz.finding import Finding
from studyreport.quiz.lints.text import visible
from studyreport.quiz.model import Item
from studyreport.quiz.types.one import One

_RATIO, _LETTERS = 1.25, 10  # how much longer than any other is clearly longer; both must hold


def check_lengths(item: Item) -> Iterator[Finding]:
    """Yield a key that is clearly longer than every other option."""
    if not isinstance(item, One):
        return
    lengths = [len(visible(option.text)) for option in item.options]
    [key] = item.keys
    longest = max(length for place, length in enumerate(lengths) if place != key)
    if lengths[key] >= max(_RATIO * longest, longest + _LETTERS):
        message = (
            f"the key {ascii_uppercase[key]} is the longest option by far: {lengths[key]} letters, "
            f"the next has {longest}."
        )
        yield Finding(("options", key, "text"), message, "Shorten it, or lengthen another.")
