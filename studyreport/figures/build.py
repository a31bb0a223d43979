"""What the verbs of `build_figures.py` do."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from studyreport import results
from studyreport.figures.declaration import Declaration
from studyreport.figures.output import data_file, files, place, remove_others
from studyreport.figures.registry import declarations
from studyreport.figures.standing import Standing, note
from studyreport.figures.state import Figures, State
from studyreport.inputs import code_state
from studyreport.problems import Problem, StudyReportError, nearest
from studyreport.progress import progress
from studyreport.project import Project
from studyreport.results import ResultStatus

if TYPE_CHECKING:
    from studyreport.figures.drawing import Drawn


@dataclass
class Outcome:
    """What a build did: names of results and figures, and what there is to be said."""

    data: str
    made: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Workshop:
    """The figures and results of one project, for one set of data.

    Args:
        project: The report.
        data: Name of the data, by default the site's.

    Raises:
        StudyReportError: all that is wrong with the declarations of figures and experiments.
    """

    def __init__(self, project: Project, data: str | None = None) -> None:
        site = results.datasets(project)[0]
        self.project, self.data = project, data or site
        self._since, self._code = time.time_ns(), code_state(project)
        self.elsewhere = None if self.data == site else self.data
        self.figures, self.statuses = _declared(project, self.data)
        self._states = Figures(project, self.elsewhere, self.statuses)

    def states(self, names: Iterable[str] = ()) -> list[State]:
        """Return the state of the figures `names`, or of all."""
        wanted = set(names) or self.figures.keys()
        return list(self._states.states(self.figures[name] for name in sorted(wanted)))

    def build(self, names: Collection[str], jobs: int, *, quiet: bool) -> Outcome:
        """Draw those figures that are stale, after making those cheap results that are.

        Raises:
            StudyReportError: a name is unknown, or an experiment failed.
        """
        self._known("figure", names, self.figures)
        outcome = Outcome(self.data)
        states = self.states(names)
        wanted = _asked(states) if names else set(self.statuses)
        self._make([name for name in wanted if self._is_due(name, outcome)], jobs, quiet, outcome)
        if outcome.made:
            states = self.states(names)
        self._draw(states, jobs, quiet, outcome)
        if not names:
            remove_others(self.project, self.figures, self.elsewhere)
            if len(outcome.kept) == len(self.figures) and not outcome.warnings + outcome.problems:
                self.note()
        return outcome

    def note(self) -> Standing:
        """Return what there is, all of it fresh, and note that for the next time.

        To be called when everything was just found so, not when it was made: making takes long
        enough for somebody to change what it is made from.
        """
        frozen = sum(status.frozen for status in self.statuses.values())
        standing = Standing(self.data, sorted(self.figures), len(self.statuses), frozen)
        reads = {path for status in self.statuses.values() for path in status.files(self.project)}
        made: set[Path] = set()
        for record in self._states.last(self.figures):
            reads |= set(record.reads)
            made |= set(record.outputs)
        note(self.project, self.elsewhere, self._code, self._since, standing, reads, made)
        return standing

    def refresh(
        self, names: Collection[str], jobs: int, *, quiet: bool, scheduler: str | None = None
    ) -> Outcome:
        """Run experiments again, costly ones too, and draw the figures that read them.

        Args:
            names: Results, or figures for all that they read; everything if there are none.
            jobs: Processes at a time.
            quiet: Whether to show no progress.
            scheduler: Address of a Dask scheduler that experiments send their calls to.

        Raises:
            StudyReportError: a name is unknown, or an experiment failed.
        """
        self._known("figure or result", names, {*self.figures, *self.statuses})
        outcome, states = Outcome(self.data), self.states()
        chosen = [s for s in states if not names or s.declaration.name in names]
        again = _asked(chosen) | (set(names) & set(self.statuses) if names else set(self.statuses))
        self._make(again, jobs, quiet, outcome, scheduler)
        force = {s.declaration.name for s in chosen}
        follow = {s.declaration.name for s in states if again & set(s.results)}
        self._draw(
            self.states(force | follow) if force | follow else [], jobs, quiet, outcome, force
        )
        return outcome

    def _known(self, kind: str, names: Collection[str], known: Collection[str]) -> None:
        place = self.project.relative(self.project.figures)
        problems = [
            Problem(place, 0, 0, f"there is no {kind} '{name}'.", nearest(name, known))
            for name in names
            if name not in known
        ]
        if problems:
            raise StudyReportError(problems)

    def _is_due(self, name: str, outcome: Outcome) -> bool:
        """Say whether a build makes the result now; warn if it is stale but costly."""
        status = self.statuses[name]
        if status.state == "fresh":
            return False
        if self.is_cheap(status):
            return True
        outcome.warnings.append(self.stale_result(status))
        return False

    def is_cheap(self, status: ResultStatus) -> bool:
        """Say whether a build may make the result: with other data than the site's, each."""
        return self.elsewhere is not None or not status.frozen

    def stale_result(self, status: ResultStatus) -> Problem:
        """Return what is to be said of a result that is not fresh."""
        verb = "build" if self.is_cheap(status) else f"refresh {status.name}"
        more = f" --data {self.data}" if self.elsewhere else ""
        what = f"the result '{status.name}' is {status.state}: {'; '.join(status.why[:3])}."
        remedy = f"Run 'python build_figures.py {verb}{more}'."
        if status.is_spoilt and not self.is_cheap(status):
            remedy = f"Put the committed file back. Or: {remedy}"
        return Problem(self.project.relative(status.path), 0, 0, what, remedy)

    def stale_figure(self, state: State) -> Problem:
        """Return what is to be said of a figure that is not up to date."""
        one = state.declaration
        what = f"the figure '{one.name}' is stale: {state.why}."
        more = f" --data {self.data}" if self.elsewhere else ""
        remedy = f"Run 'python build_figures.py build{more}'."
        return Problem(self.project.relative(one.path), one.line, one.column, what, remedy)

    def _make(
        self,
        names: Iterable[str],
        jobs: int,
        quiet: bool,
        outcome: Outcome,
        scheduler: str | None = None,
    ) -> None:
        outcome.made = made = sorted(names)
        if made:
            results.make(self.project, made, self.data, jobs, quiet=quiet, scheduler=scheduler)

    def _draw(
        self,
        states: Sequence[State],
        jobs: int,
        quiet: bool,
        outcome: Outcome,
        force: Collection[str] = (),
    ) -> None:
        due = {s.declaration.name: s for s in states if s.why or s.declaration.name in force}
        outcome.kept = [s.declaration.name for s in states if s.declaration.name not in due]
        if not due:
            return
        # Imported here: processes are not needed when there is nothing to do.
        from studyreport.figures.pool import draw_all

        wanted, since = [state.declaration for state in due.values()], time.time_ns()
        with progress("Figures", len(wanted), quiet=quiet) as advance:
            for one, drawn in draw_all(self.project, wanted, self.data, jobs):
                outcome.problems += drawn.problems
                if not drawn.problems:
                    self._keep(due[one.name], drawn, since)
                    outcome.drawn.append(one.name)
                advance(1)
        outcome.drawn.sort()

    def _keep(self, state: State, drawn: Drawn, since: int) -> None:
        name = state.declaration.name
        where = files(self.project, name, self.elsewhere)
        for way, svg in drawn.svgs.items():
            place(self.project, where[way], svg)
        place(self.project, data_file(self.project, name, self.elsewhere), drawn.table)
        self._states.save(state, drawn.reads, since)


def _declared(
    project: Project, data: str
) -> tuple[dict[str, Declaration], dict[str, ResultStatus]]:
    """Return figures and results, or raise what is wrong with either."""
    problems: list[Problem] = []
    figures: dict[str, Declaration] = {}
    statuses: dict[str, ResultStatus] = {}
    try:
        figures = declarations(project)
    except StudyReportError as error:
        problems += error.problems
    try:
        statuses = {status.name: status for status in results.status(project, data)}
    except StudyReportError as error:
        problems += error.problems
    if problems:
        raise StudyReportError(problems)
    return figures, statuses


def _asked(states: Iterable[State]) -> set[str]:
    return {name for state in states for name in state.results}
