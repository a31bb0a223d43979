"""Mutants that change nothing that any proof could notice, marked by the author with a reason.

They stand in quizzes/mutation/equivalent.yml, away from the snippets, whose comments readers see:

    - in: snippets.layers:ReLU
      code: x > 0
      mutant: x >= 0
      reason: At 0 both give 0.

A mark names code, not a line, so it lasts while lines move. It covers every such change in that
definition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from studyreport.problems import Problem, StudyReportError, nearest
from studyreport.project import Project
from studyreport.quiz.model import Part, Text
from studyreport.quiz.mutation.mutants import Mutant
from studyreport.quiz.validation import shown, validated
from studyreport.quiz.yaml import Node, Sequence, locate, locate_name, read


class _Fields(Part):
    """One mark, as it is written."""

    definition: Annotated[Text, Field(alias="in")]
    code: Text
    mutant: Text
    reason: Text


@dataclass(frozen=True)
class Mark:
    """A change that its author holds to be no fault, why, and where that is said."""

    definition: str
    before: str
    after: str
    reason: str
    path: str
    line: int
    column: int

    def covers(self, mutant: Mutant) -> bool:
        """Tell whether the mutant is the change that is meant."""
        mine = (self.definition, self.before, self.after)
        return mine == (mutant.definition, mutant.before, mutant.after)

    def problem(self, message: str, remedy: str) -> Problem:
        """Return what is wrong with the mark, at its place."""
        return Problem(self.path, self.line, self.column, message, remedy)


def marks_path(project: Project) -> Path:
    """Return the file that marks are written in; there need not be one."""
    return project.quizzes / "mutation" / "equivalent.yml"


def read_marks(project: Project) -> list[Mark]:
    """Return all marks.

    Raises:
        StudyReportError: with everything that is wrong with the file.
    """
    file = marks_path(project)
    if not file.is_file():
        return []
    path = project.relative(file)
    root, problems = read(file.read_bytes(), path)
    found: list[Mark] = []
    if root is not None and not isinstance(root, Sequence):
        place, message = root.place, f"this is {shown(root.plain())}, not a list."
        problems.append(Problem(path, place.line, place.column, message, "Begin marks with `- `."))
    for node in root.items if isinstance(root, Sequence) else ():
        mark = _mark(node, path)
        if isinstance(mark, Mark):
            found.append(mark)
        else:
            problems += mark
    if problems:
        raise StudyReportError(problems)
    return found


def _mark(node: Node, path: str) -> Mark | list[Problem]:
    fields = validated(_Fields, node.plain())
    if isinstance(fields, list):
        problems = []
        for finding in fields:
            find = locate_name if finding.is_name else locate
            place = find(node, finding.field)
            problems.append(
                Problem(path, place.line, place.column, finding.message, finding.remedy)
            )
        return problems
    return Mark(
        fields.definition.strip(),
        " ".join(fields.code.split()),
        " ".join(fields.mutant.split()),
        fields.reason.strip(),
        path,
        node.place.line,
        node.place.column,
    )


def check_marks(
    marks: Iterable[Mark], mutants: Iterable[Mutant], killed: Mapping[str, str]
) -> list[Problem]:
    """Return marks that no mutant has, and those of mutants that an item notices.

    Args:
        marks: of the modules that were searched for mutants.
        mutants: all there are in these modules.
        killed: by the id of a mutant that was noticed, the item that noticed it.
    """
    every = list(mutants)
    problems = []
    for mark in marks:
        covered = [mutant for mutant in every if mark.covers(mutant)]
        if not covered:
            problems.append(mark.problem(*_unknown(mark, every)))
        for item in sorted({killed[mutant.id] for mutant in covered if mutant.id in killed}):
            message = f"this mutant is not equivalent: '{item}' notices it."
            problems.append(mark.problem(message, "Delete the mark."))
    return problems


def _unknown(mark: Mark, mutants: Collection[Mutant]) -> tuple[str, str]:
    inside = [mutant for mutant in mutants if mutant.definition == mark.definition]
    if not inside:
        known = {mutant.definition for mutant in mutants}
        return f"no mutant is in '{mark.definition}'.", nearest(mark.definition, known)
    pairs = {f"{mutant.before} → {mutant.after}" for mutant in inside}
    wanted = f"{mark.before} → {mark.after}"
    return f"there is no mutant '{wanted}'.", nearest(wanted, pairs)
