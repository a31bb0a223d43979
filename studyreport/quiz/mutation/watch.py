"""Which lines of `snippets/` the proofs of each item run while nothing is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studyreport.execution import Job, Outcome, execute
from studyreport.inputs import Reach, Records, reach_source
from studyreport.inputs.normal import text_digest
from studyreport.problems import Problem, StudyReportError
from studyreport.progress import progress
from studyreport.project import Project
from studyreport.quiz.entry import Bank, Entry
from studyreport.quiz.mutation.mutants import Mutant
from studyreport.quiz.proof import SECONDS
from studyreport.quiz.types import Program
from studyreport.quiz.types.checks import parse

_SLOWER = 10  # times: what noting every line costs a proof at most


@dataclass(frozen=True)
class Watched:
    """An item, the jobs of its proof, and what they run.

    `digest` changes with all that the proof's outcome hangs on, and with what the item says.
    `definitions` are those that the code can come to use; `lines` those executed, by path.
    """

    entry: Entry
    jobs: tuple[Job, ...]
    digest: str
    definitions: frozenset[str]
    lines: Mapping[str, frozenset[int]]

    def reaches(self, mutant: Mutant) -> bool:
        """Tell whether the proof runs the code that the mutant changes."""
        first, last = mutant.lines
        names = {f"{mutant.module}:{name}" for name in mutant.names or ("<module>",)}
        return not names.isdisjoint(self.definitions) and not self.lines.get(
            mutant.path, frozenset()
        ).isdisjoint(range(first, last + 1))

    def problems(self, outcomes: Sequence[Outcome]) -> list[Problem]:
        """Return what the outcomes of the jobs show to be wrong with the item."""
        findings = self.entry.type.judge(self.entry.item, outcomes)
        return [self.entry.problem(finding) for finding in findings]


def watch(
    project: Project, bank: Bank, workers: int | None = None, *, quiet: bool = True
) -> list[Watched]:
    """Return the items whose proofs use `snippets/`; what they ran is kept in build/cache/lines.

    Raises:
        StudyReportError: some proof does not hold as it is.
    """
    records = Records(project.build / "cache" / "lines")
    proved = [entry for entry in bank.items.values() if entry.item.is_proved]
    found = [item for entry in proved if (item := _prepared(project, entry))]
    known = {item.entry.id: records.fresh(item.entry.id, item.digest) for item in found}
    stale = [item for item in found if known[item.entry.id] is None]
    ran = _run(project, stale, workers, quiet=quiet)
    problems = [problem for item in stale for problem in item.problems(ran[item.entry.id])]
    if problems:
        raise StudyReportError(problems)
    lines = {name: record.value for name, record in known.items() if record is not None}
    for item in stale:
        lines[item.entry.id] = _keep(project, records, item, ran[item.entry.id])
    return [_with_lines(item, lines[item.entry.id]) for item in found]


def _prepared(project: Project, entry: Entry) -> Watched | None:
    """Return the item without its lines; None if its proof uses nothing of `snippets/`."""
    programs = entry.type.programs(entry.item)
    reaches = [reach for program in programs if (reach := _reach(project, entry, program))]
    definitions = frozenset(name for reach in reaches for name in reach.definitions)
    inside = f"{project.snippets.name}."
    if not any(name.startswith((inside, f"{project.snippets.name}:")) for name in definitions):
        return None
    says = json.dumps(entry.item.model_dump(mode="json"), sort_keys=True)
    digest = text_digest(says, *(reach.digest for reach in reaches))
    jobs = tuple(
        Job(f"{entry.id}.{n}", p.source, f"<proof of {entry.id}>", p.expressions, SECONDS)
        for n, p in enumerate(programs)
    )
    return Watched(entry, jobs, digest, definitions, {})


def _reach(project: Project, entry: Entry, program: Program) -> Reach | None:
    """Return what a program reaches; None for a wrong form that is no Python."""
    lines = [program.source, *(f"({code.strip()}\n)" for code in program.expressions)]
    source = "\n".join(lines)
    try:
        parse(source)
    except SyntaxError:
        return None
    return reach_source(project, source, f"<proof of {entry.id}>", generator=False)


def _run(
    project: Project, items: Sequence[Watched], workers: int | None, *, quiet: bool
) -> dict[str, list[Outcome]]:
    traced = (str(project.snippets),)
    jobs = [
        Job(
            job.id,
            job.source,
            job.filename,
            job.expressions,
            job.seconds * _SLOWER,
            traced=traced,
        )
        for item in items
        for job in item.jobs
    ]
    with progress("proofs, line by line", len(jobs), quiet=quiet) as advance:
        outcomes = iter(execute(project, jobs, workers, done=lambda _: advance(1)))
    return {item.entry.id: [next(outcomes) for _ in item.jobs] for item in items}


def _keep(
    project: Project, records: Records, item: Watched, outcomes: Sequence[Outcome]
) -> dict[str, list[int]]:
    """Keep the lines as long as each file that they are counted in stays as it is."""
    lines: dict[Path, set[int]] = {}
    for outcome in outcomes:
        for path, numbers in outcome.lines.items():
            lines.setdefault(path, set()).update(numbers)
    reads = {path for outcome in outcomes for path in outcome.reads} | lines.keys()
    value = {project.relative(path): sorted(numbers) for path, numbers in sorted(lines.items())}
    records.save(item.entry.id, item.digest, reads, value=value)
    return value


def _with_lines(item: Watched, lines: Mapping[str, Sequence[int]]) -> Watched:
    executed = {path: frozenset(numbers) for path, numbers in lines.items()}
    return Watched(item.entry, item.jobs, item.digest, item.definitions, executed)
