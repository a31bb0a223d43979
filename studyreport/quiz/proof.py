"""Running the proofs of a bank: those whose code has changed, in parallel."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from studyreport.execution import Job, Outcome, execute
from studyreport.inputs import Records, reach_source
from studyreport.problems import Problem, StudyReportError
from studyreport.progress import progress
from studyreport.project import Project
from studyreport.quiz.bank import Bank, Entry
from studyreport.quiz.types import Program
from studyreport.quiz.types.checks import parse

SECONDS = 10.0  # that a single program may take


@dataclass(frozen=True)
class Report:
    """What is proved. `ran` and `cached` count programs; `unproved` has the reason by id."""

    items: int
    proved: int
    by_type: dict[str, int]
    unproved: dict[str, str]
    ran: int
    cached: int
    problems: tuple[Problem, ...]


@dataclass
class _Task:
    """One program of one item; `digest` is None if what it reaches cannot be told."""

    entry: Entry
    job: Job
    digest: str | None
    outcome: Outcome | None


def prove(
    project: Project,
    bank: Bank,
    workers: int | None = None,
    *,
    quiet: bool = True,
) -> Report:
    """Prove every item that has a proof; what holds is kept in build/cache/proofs.

    A program runs again only when it, code that it reaches, or a data file that it read has
    changed, or when its item did not hold. What items say is compared anew each time.

    Args:
        project: where snippets and caches are.
        bank: the items.
        workers: processes (default: one per core).
        quiet: show no progress.
    """
    records = Records(project.build / "cache" / "proofs")
    tasks = [task for entry in bank.items.values() for task in _tasks(project, entry, records)]
    stale = [task for task in tasks if task.outcome is None]
    _run(project, stale, workers, quiet=quiet)
    findings = {entry.id: problems for entry, problems in _judged(tasks)}
    for task in stale:
        if not findings[task.entry.id]:
            _keep(records, task)
    problems = [problem for found in findings.values() for problem in found]
    return _report(bank, findings, problems, ran=len(stale), cached=len(tasks) - len(stale))


def _tasks(project: Project, entry: Entry, records: Records) -> Iterator[_Task]:
    if not entry.item.is_proved:
        return
    for number, program in enumerate(entry.type.programs(entry.item)):
        name = f"{entry.id}.{number}"
        job = Job(name, program.source, f"<proof of {entry.id}>", program.expressions, SECONDS)
        digest = _digest(project, program, job.filename)
        record = records.fresh(name, digest) if digest else None
        yield _Task(entry, job, digest, Outcome.from_json(record.value) if record else None)


def _digest(project: Project, program: Program, filename: str) -> str | None:
    """Return what the program's outcome hangs on; None if that cannot be told."""
    lines = [program.source, *(f"({code.strip()}\n)" for code in program.expressions)]
    source = "\n".join(lines)
    try:
        parse(source)
    except SyntaxError:  # a wrong form may be no Python; its outcome hangs on nothing else
        return hashlib.sha256(source.encode()).hexdigest()
    try:
        return reach_source(project, source, filename, generator=False).digest
    except StudyReportError:  # it imports what is not there: running it shows what is wrong
        return None


def _run(project: Project, stale: Sequence[_Task], workers: int | None, *, quiet: bool) -> None:
    with progress("proofs", len(stale), quiet=quiet) as advance:
        jobs = [task.job for task in stale]
        outcomes = execute(project, jobs, workers, done=lambda _: advance(1))
    for task, outcome in zip(stale, outcomes, strict=True):
        task.outcome = outcome


def _judged(tasks: Sequence[_Task]) -> Iterator[tuple[Entry, list[Problem]]]:
    for _, group in groupby(tasks, key=lambda task: task.entry.id):
        members = list(group)
        entry = members[0].entry
        outcomes = [task.outcome for task in members if task.outcome is not None]
        findings = entry.type.judge(entry.item, outcomes)
        yield entry, [entry.problem(finding) for finding in findings]


def _keep(records: Records, task: _Task) -> None:
    if task.digest and task.outcome:
        value = task.outcome.to_json()
        records.save(task.job.id, task.digest, task.outcome.reads, value=value)


def _report(
    bank: Bank,
    findings: dict[str, list[Problem]],
    problems: Sequence[Problem],
    *,
    ran: int,
    cached: int,
) -> Report:
    entries = bank.items.values()
    return Report(
        items=len(bank.items),
        proved=sum(not found for found in findings.values()),
        by_type=dict(sorted(Counter(entry.type.name for entry in entries).items())),
        unproved={e.id: e.item.reason or "" for e in entries if not e.item.is_proved},
        ran=ran,
        cached=cached,
        problems=tuple(sorted(problems)),
    )
