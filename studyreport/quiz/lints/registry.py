"""All rules by name, and what a bank breaks of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studyreport.problems import Problem, StudyReportError, nearest
from studyreport.project import Project
from studyreport.quiz.entry import Bank
from studyreport.quiz.finding import Finding
from studyreport.quiz.lints.above import check_above
from studyreport.quiz.lints.duplicates import check_duplicates
from studyreport.quiz.lints.lengths import check_lengths
from studyreport.quiz.lints.likeness import check_likeness
from studyreport.quiz.lints.negation import check_negation
from studyreport.quiz.lints.positions import check_positions
from studyreport.quiz.lints.proofs import check_proofs
from studyreport.quiz.lints.rule import Rule, Severity, each_item
from studyreport.quiz.lints.terms import check_terms

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("all-of-the-above", "error", each_item(check_above)),
        Rule("early-term", "warning", check_terms),
        Rule("few-proofs", "warning", check_proofs),
        Rule("key-position", "warning", check_positions),
        Rule("longest-key", "warning", each_item(check_lengths)),
        Rule("near-duplicate", "warning", check_duplicates),
        Rule("negative-stem", "warning", each_item(check_negation)),
        Rule("unlike-options", "warning", each_item(check_likeness)),
    )
}
# What is wrong with an `allow:` itself.
UNKNOWN, IDLE = "unknown-allow", "idle-allow"


@dataclass(frozen=True, order=True)
class Lint:
    """A rule that is broken in some place."""

    problem: Problem
    rule: str
    severity: Severity

    def __str__(self) -> str:
        """Return one line, as compilers write them."""
        if self.severity == "error":
            return f"{self.problem} [{self.rule}]"
        place, _, rest = str(self.problem).partition(": ")
        return f"{place}: warning: {rest} [{self.rule}]"


def lints(project: Project, bank: Bank, *, warnings: bool = True) -> list[Lint]:
    """Return all that breaks a rule and is not allowed to, in the order of the files.

    A rule may need more files than the bank; what is wrong with these is an error of that rule.
    Without `warnings` no rule is looked at that only warns.
    """
    found: list[Lint] = []
    used: set[tuple[str, str]] = set()
    for rule in RULES.values():
        if rule.severity == "warning" and not warnings:
            continue
        try:
            breaches = list(rule.check(project, bank))
        except StudyReportError as error:
            found += [Lint(problem, rule.name, "error") for problem in error.problems]
            continue
        for entry, finding in breaches:
            if rule.name in entry.item.allow:
                used.add((entry.id, rule.name))
            else:
                found.append(Lint(entry.problem(finding), rule.name, rule.severity))
    found += [lint for lint in _vain(bank, used) if warnings or lint.severity == "error"]
    return sorted(set(found))


def _vain(bank: Bank, used: set[tuple[str, str]]) -> Iterator[Lint]:
    """Yield what is allowed though no rule forbids it there."""
    for entry in bank.items.values():
        for name in entry.item.allow:
            field = ("allow", name)
            if name not in RULES:
                unknown = Finding(field, f"there is no rule '{name}'.", nearest(name, RULES))
                yield Lint(entry.problem(unknown), UNKNOWN, "error")
            elif (entry.id, name) not in used:
                message = f"this item does not break the rule '{name}'."
                yield Lint(entry.problem(Finding(field, message, "Delete it.")), IDLE, "warning")
