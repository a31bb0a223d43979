"""Running the proofs of a bank: those whose code has changed, in parallel."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from studyreport.execution import Job, Outcome, execute
from studyreport.inputs import Records
from studyreport.problems import Problem
from studyreport.progress import progress
from studyreport.project import Project
from studyreport.quiz.digest import ProgramDigests
from studyreport.quiz.entry import Bank, Entry
from studyreport.quiz.finding import Finding
from studyreport.quiz.vary import once

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
    """One program of one item; `digest` is None if what it reaches cannot be told.

    `variant` says which of the item's variants it is of.
    """

    entry: Entry
    variant: int
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
    digests = ProgramDigests(project, "proofs")
    tasks = [task for entry in bank.items.values() for task in _tasks(entry, records, digests)]
    digests.keep()
    stale, since = [task for task in tasks if task.outcome is None], time.time_ns()
    _run(project, stale, workers, quiet=quiet)
    findings = {entry.id: problems for entry, problems in _judged(tasks)}
    for task in stale:
        if not findings[task.entry.id]:
            _keep(records, task, since)
    problems = [problem for found in findings.values() for problem in found]
    return _report(bank, findings, problems, ran=len(stale), cached=len(tasks) - len(stale))


def _tasks(entry: Entry, records: Records, digests: ProgramDigests) -> Iterator[_Task]:
    if not entry.item.is_proved:
        return
    for variant, (item, _) in enumerate(entry.drawn):
        for number, program in enumerate(entry.type.programs(item)):
            name = f"{entry.id}.{variant}.{number}" if variant else f"{entry.id}.{number}"
            job = Job(name, program.source, f"<proof of {entry.id}>", program.expressions, SECONDS)
            digest = digests.of(program, job.filename)
            record = records.fresh(name, digest) if digest else None
            outcome = Outcome.from_json(record.value) if record else None
            yield _Task(entry, variant, job, digest, outcome)


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
        variants = groupby(members, key=lambda task: task.variant)
        findings = [f for _, tasks_of_one in variants for f in _findings(list(tasks_of_one))]
        told = findings if len(entry.drawn) == 1 else once(findings)
        yield entry, [entry.problem(finding) for finding in told]


def _findings(tasks: Sequence[_Task]) -> Iterator[Finding]:
    """Yield what the programs of one variant show to be wrong."""
    item, variant = tasks[0].entry.drawn[tasks[0].variant]
    outcomes = [task.outcome for task in tasks if task.outcome is not None]
    for finding in tasks[0].entry.type.judge(item, outcomes):
        yield variant.told(finding)


def _keep(records: Records, task: _Task, since: int) -> None:
    if task.digest and task.outcome:
        value = task.outcome.to_json()
        records.save(task.job.id, task.digest, task.outcome.reads, value=value, since=since)


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
