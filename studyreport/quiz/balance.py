"""Where the keys stand in the items of one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from string import ascii_uppercase

from studyreport.problems import Problem
from studyreport.quiz.finding import Finding
from studyreport.quiz.model import Item
from studyreport.quiz.types.one import One

FEWEST = 4  # items of one choice from which on a single place can be no accident


def check_positions(
    items: Sequence[tuple[Item, Callable[[Finding], Problem]]],
) -> Iterator[Problem]:
    """Yield a problem if the key of every one-choice item has the same letter."""
    ones = [(item, problem) for item, problem in items if isinstance(item, One)]
    places = {item.keys[0] for item, _ in ones}
    if len(ones) >= FEWEST and len(places) == 1:
        letter = ascii_uppercase[places.pop()]
        message = f"the key of all {len(ones)} items of type one in this file is {letter}."
        yield ones[0][1](Finding(("options",), message, "Put some keys elsewhere."))
