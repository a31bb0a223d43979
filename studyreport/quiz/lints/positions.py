"""Where the keys stand in the items of one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import comb
from string import ascii_uppercase

from studyreport.project import Project
from studyreport.quiz.entry import Bank, Entry, Test
from studyreport.quiz.finding import Finding
from studyreport.quiz.lints.rule import Breach
from studyreport.quiz.types.one import One

_CHANCE = 0.05  # how seldom an order drawn by lot may be as uneven and still pass


def check_positions(project: Project, bank: Bank) -> Iterator[Breach]:  # noqa: ARG001
    """Yield for each file a place that has far more keys than if they were drawn by lot."""
    for test in bank.tests.values():
        yield from _check_test(test)


def _check_test(test: Test) -> Iterator[Breach]:
    ones = [(entry, entry.item) for entry in test.items if isinstance(entry.item, One)]
    if not ones:
        return
    places = Counter(item.keys[0] for _, item in ones)
    place, count = max(places.items(), key=lambda pair: (pair[1], -pair[0]))
    eligible = [len(item.options) for _, item in ones if len(item.options) > place]
    share = sum(1 / options for options in eligible) / len(eligible)
    if max(eligible) * _at_least(count, len(eligible), share) < _CHANCE:
        yield _last_there([(entry, item) for entry, item in ones if item.keys[0] == place], ones)


def _last_there(there: list[tuple[Entry, One]], ones: list[tuple[Entry, One]]) -> Breach:
    """Return the breach, told of the last item whose key is at that place."""
    entry, item = there[-1]
    letter = ascii_uppercase[item.keys[0]]
    message = f"the key is {letter} in {len(there)} of the {len(ones)} items of type one here."
    return entry, Finding(("options",), message, "Put some of these keys elsewhere.")


def _at_least(count: int, of: int, share: float) -> float:
    """Return the probability of `count` or more successes in `of` draws."""
    return sum(comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(count, of + 1))
