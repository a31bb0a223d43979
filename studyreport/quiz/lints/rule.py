"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from studyreport.project import Project
from studyreport.quiz.entry import Bank, Entry
from studyreport.quiz.finding import Finding
from studyreport.quiz.model import Item

Severity = Literal["error", "warning"]
Breach = tuple[Entry, Finding]
Check = Callable[[Project, Bank], Iterable[Breach]]


@dataclass(frozen=True)
class Rule:
    """A rule, and the function that yields where a bank breaks it.

    Every breach stands at some item, whose author can allow it there.
    """

    name: str
    severity: Severity
    check: Check


def each_item(check: Callable[[Item], Iterable[Finding]]) -> Check:
    """Return the check of a whole bank for one that looks at every item alone."""

    def check_bank(project: Project, bank: Bank) -> Iterator[Breach]:  # noqa: ARG001
        for entry in bank.items.values():
            for finding in check(entry.item):
                yield entry, finding

    return check_bank
