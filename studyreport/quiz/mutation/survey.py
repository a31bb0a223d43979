"""Every mutant of the snippets with its fate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from studyreport.inputs.source import parse
from studyreport.problems import Problem
from studyreport.project import Project
from studyreport.quiz.entry import Bank
from studyreport.quiz.mutation.equivalent import Mark, check_marks, read_marks
from studyreport.quiz.mutation.mutants import Mutant, mutants
from studyreport.quiz.mutation.trial import Trial, Verdict
from studyreport.quiz.mutation.watch import Watched, watch

Status = Literal["killed", "survived", "equivalent", "not reached"]

# Stands in for a default value: whoever leaves the argument out and uses it, fails.
_NO_DEFAULT = "type('NoDefault', (), {'__bool__': None})()"


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: the items that ran with it, in order, and what the last noticed."""

    mutant: Mutant
    status: Status
    ran: tuple[str, ...] = ()
    noticed: str | None = None
    reason: str | None = None  # why it is equivalent

    @property
    def killer(self) -> str | None:
        """The item that noticed it."""
        return self.ran[-1] if self.status == "killed" else None


@dataclass(frozen=True)
class Survey:
    """All mutants in the order of their files; and what is wrong with the marks."""

    fates: tuple[Fate, ...]
    problems: tuple[Problem, ...] = ()

    def count(self, status: Status) -> int:
        """Return how many mutants met this fate."""
        return sum(fate.status == status for fate in self.fates)

    @property
    def share(self) -> float | None:
        """How many of 100 mutants that proofs reach are noticed; None if none is reached."""
        killed = self.count("killed")
        reached = killed + self.count("survived")
        return 100 * killed / reached if reached else None


def mutate(
    project: Project,
    bank: Bank,
    files: Collection[Path] = (),
    workers: int | None = None,
    *,
    quiet: bool = True,
) -> Survey:
    """Try every mutant of the definitions that proofs use.

    Args:
        project: where snippets and caches are.
        bank: the items whose proofs are to notice.
        files: those of `snippets/` to change (default: all).
        workers: processes (default: one per core).
        quiet: show no progress.

    Raises:
        StudyReportError: some proof does not hold even without a mutant, or a snippet or the file
            of marks cannot be read.
    """
    marks = read_marks(project)
    items = watch(project, bank, workers, quiet=quiet)
    modules = _modules(project, files)
    sources = {module: path.read_text("utf-8") for module, path in modules.items()}
    found = [m for module, path in modules.items() for m in _found(project, module, path, items)]
    trial = Trial(project, sources, workers, quiet=quiet)
    cases = {m.id: [item for item in items if item.reaches(m)] for m in found}
    unused = _unused_defaults(trial, found, cases)
    reached = [m for m in found if cases[m.id] and m.id not in unused]
    verdicts = trial.decide([(mutant, cases[mutant.id]) for mutant in reached])
    by_id = {mutant.id: verdict for mutant, verdict in zip(reached, verdicts, strict=True)}
    fates = tuple(_fate(mutant, by_id.get(mutant.id), marks) for mutant in found)
    killed = {fate.mutant.id: fate.killer for fate in fates if fate.killer}
    here = [mark for mark in marks if mark.definition.partition(":")[0] in modules or not files]
    return Survey(fates, tuple(check_marks(here, found, killed)))


def _modules(project: Project, files: Collection[Path]) -> dict[str, Path]:
    """Return the modules to change, by name, in the order of their names."""
    paths = files or project.snippets.rglob("*.py")
    return dict(sorted((_module(project, path), path) for path in paths))


def _module(project: Project, path: Path) -> str:
    inside = path.resolve().relative_to(project.snippets.parent).with_suffix("").parts
    return ".".join(inside[:-1] if inside[-1] == "__init__" else inside)


def _found(project: Project, module: str, path: Path, items: Sequence[Watched]) -> list[Mutant]:
    """Return the mutants of all definitions of a module that some proof can come to use."""
    used = {name for item in items for name in item.definitions}
    if not any(name.startswith(f"{module}:") for name in used):
        return []
    relative, source = project.relative(path), path.read_text("utf-8")
    parse(source, relative)
    every = mutants(source, module, relative)
    return [m for m in every if used & {f"{module}:{name}" for name in m.names or ("<module>",)}]


def _unused_defaults(
    trial: Trial, found: Sequence[Mutant], cases: Mapping[str, Sequence[Watched]]
) -> set[str]:
    """Return the mutants of default values that no proof ever falls back to.

    Such a value is computed when its function is defined, so that its line tells nothing.
    """
    values = {(m.module, m.start): m for m in found if m.default and cases[m.id]}
    probes = [replace(m, kind="default", replacement=_NO_DEFAULT) for m in values.values()]
    verdicts = trial.decide([(probe, cases[probe.id]) for probe in probes])
    kept = {
        (probe.module, probe.start)
        for probe, verdict in zip(probes, verdicts, strict=True)
        if verdict.noticed is not None
    }
    return {m.id for m in found if m.default and (m.module, m.start) not in kept}


def _fate(mutant: Mutant, verdict: Verdict | None, marks: Sequence[Mark]) -> Fate:
    if verdict is None:
        return Fate(mutant, "not reached")
    if verdict.noticed is not None:
        return Fate(mutant, "killed", verdict.ran, verdict.noticed)
    for mark in marks:
        if mark.covers(mutant):
            return Fate(mutant, "equivalent", verdict.ran, reason=mark.reason)
    return Fate(mutant, "survived", verdict.ran)
