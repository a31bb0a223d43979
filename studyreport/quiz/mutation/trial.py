"""Proving items again with a mutant in place of its module, until one of them notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from studyreport.execution import Job, Outcome, execute
from studyreport.inputs import Records
from studyreport.inputs.normal import text_digest
from studyreport.progress import progress
from studyreport.project import Project
from studyreport.quiz.mutation.mutants import Mutant
from studyreport.quiz.mutation.watch import Watched


@dataclass(frozen=True)
class Verdict:
    """Which items ran with a mutant, in their order, and what the last of them noticed, if any."""

    ran: tuple[str, ...]
    noticed: str | None


class Trial:
    """Proves items with mutants; what an item noticed is kept in build/cache/mutants."""

    def __init__(
        self,
        project: Project,
        sources: Mapping[str, str],
        workers: int | None = None,
        *,
        quiet: bool = True,
    ) -> None:
        self._project = project
        self._quiet = quiet
        self._sources = sources  # of the modules, by name
        self._workers = workers
        self._records = Records(project.build / "cache" / "mutants")

    def decide(self, cases: Sequence[tuple[Mutant, Sequence[Watched]]]) -> list[Verdict]:
        """Return what becomes of each mutant among the items given with it.

        Items are tried in their order: one, then two more, then four and so on, as most mutants
        are noticed at once.
        """
        verdicts: dict[str, Verdict] = {}
        size, begin = 1, 0
        while len(verdicts) < len(cases):
            ahead = [(mutant, items) for mutant, items in cases if mutant.id not in verdicts]
            told = self._round([(m, items[begin : begin + size]) for m, items in ahead])
            for (mutant, items), messages in zip(ahead, told, strict=True):
                verdict = _verdict(items, begin, messages)
                if verdict:
                    verdicts[mutant.id] = verdict
            begin, size = begin + size, size * 2
        return [verdicts[mutant.id] for mutant, _ in cases]

    def _round(self, cases: Sequence[tuple[Mutant, Sequence[Watched]]]) -> list[list[str | None]]:
        """Return for each mutant what each of its items notices."""
        noticed = iter(self._noticed([(m, item) for m, items in cases for item in items]))
        return [[next(noticed) for _ in items] for _, items in cases]

    def _noticed(self, pairs: Sequence[tuple[Mutant, Watched]]) -> list[str | None]:
        """Return for each mutant and item what the item notices, None for nothing."""
        known = [self._records.fresh(*_name(*pair)) for pair in pairs]
        fresh = [pair for pair, record in zip(pairs, known, strict=True) if record is None]
        tried = iter(list(self._try(fresh)))
        return [next(tried) if record is None else record.value for record in known]

    def _try(self, pairs: Sequence[tuple[Mutant, Watched]]) -> Iterator[str | None]:
        jobs = [job for mutant, item in pairs for job in self._jobs(mutant, item)]
        with progress("proofs with mutants", len(jobs), quiet=self._quiet) as advance:
            done = execute(self._project, jobs, self._workers, done=lambda _: advance(1))
        outcomes = iter(done)
        for mutant, item in pairs:
            mine = [next(outcomes) for _ in item.jobs]
            problems = item.problems(mine)
            message = problems[0].message if problems else None
            self._keep(mutant, item, mine, message)
            yield message

    def _jobs(self, mutant: Mutant, item: Watched) -> list[Job]:
        source = mutant.applied(self._sources[mutant.module])
        return [replace(job, modules=((mutant.module, source),)) for job in item.jobs]

    def _keep(
        self, mutant: Mutant, item: Watched, outcomes: Sequence[Outcome], message: str | None
    ) -> None:
        """Keep the outcome, unless a limit of the machine may have made it."""
        if not any(outcome.error and outcome.error.is_limit for outcome in outcomes):
            reads = {path for outcome in outcomes for path in outcome.reads}
            self._records.save(*_name(mutant, item), reads, value=message)


def _verdict(items: Sequence[Watched], begin: int, told: Sequence[str | None]) -> Verdict | None:
    """Return the fate of a mutant after a round; None if there are items left to try."""
    ids = tuple(item.entry.id for item in items)
    for place, message in enumerate(told):
        if message is not None:
            return Verdict(ids[: begin + place + 1], message)
    return Verdict(ids, None) if begin + len(told) >= len(items) else None


def _name(mutant: Mutant, item: Watched) -> tuple[str, str]:
    """Return the name and the digest under which the outcome is kept."""
    fault = (mutant.kind, mutant.before, mutant.replacement)
    name = f"{mutant.id}.{mutant.kind}.{item.entry.id}"
    return name, text_digest(item.digest, mutant.id, *fault)
