"""How much of the bank is proved."""

from __future__ import annotations

from collections.abc import Iterator

from studyreport.project import Project
from studyreport.quiz.entry import Bank
from studyreport.quiz.finding import Finding
from studyreport.quiz.lints.rule import Breach

LEAST = 80  # of 100 items


def check_proofs(project: Project, bank: Bank) -> Iterator[Breach]:  # noqa: ARG001
    """Yield, at the first item without a proof, that too many have none."""
    without = [entry for entry in bank.items.values() if not entry.item.is_proved]
    share = 100 - 100 * len(without) / max(1, len(bank.items))
    if share < LEAST:
        message = (
            f"{len(without)} of {len(bank.items)} items have no proof: {share:.0f} % are proved, "
            f"at least {LEAST} % are wanted."
        )
        yield without[0], Finding(("proof",), message, "Compute more of the keys.")
