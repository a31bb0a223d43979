"""What an experiment is given: its data's name, and the means to call in parallel."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studyreport.inputs import note, reach_definition
from studyreport.inputs.normal import text_digest
from studyreport.problems import Problem, StudyReportError
from studyreport.progress import progress
from studyreport.project import Project
from studyreport.results.calls import Answer, Call, kept, perform
from studyreport.results.cluster import Cluster
from studyreport.results.given import Definition, given
from studyreport.results.orphans import die_with_parent


@dataclass(frozen=True)
class Run:
    """One run of one experiment on the data called `data`."""

    project: Project
    data: str
    jobs: int | None = None
    quiet: bool = False
    cluster: Cluster | None = None

    def map(
        self,
        function: Callable[..., Any],
        calls: Sequence[Mapping[str, Any]],
        label: str,
    ) -> list[Any]:
        """Call `function` with each mapping's keyword arguments; return the values in that order.

        The calls are made in processes, as many at a time as there are jobs or on the machines of a
        cluster, each with one thread for linear algebra, so that the values do not depend on their
        number. Each value is kept with what it was made from, the code of the arguments too: the
        next run makes only calls that are new or changed.

        Args:
            function: Stands at the margin of a module of the project; returns what pickle can
                write.
            calls: Arguments for each call; what pickle can write.
            label: What the calls do, for the progress shown.

        Raises:
            ValueError: `function` is not such a function.
            StudyReportError: a call failed. The values of the others are kept.
        """
        planned = self._plan(function, calls)
        answers = [kept(self.project, call) for call in planned]
        missing = [index for index, answer in enumerate(answers) if answer is None]
        problems: list[Problem] = []
        with progress(label, len(missing), quiet=self.quiet) as advance:
            for index, answer in self._perform(planned, missing):
                answers[index] = answer
                problems += answer.problems
                advance(1)
        if problems:
            raise StudyReportError(problems)
        return [self._use(answer) for answer in answers if answer is not None]

    def _use(self, answer: Answer) -> Any:
        note(answer.reads)
        return answer.value

    def _plan(self, function: Callable[..., Any], calls: Sequence[Mapping[str, Any]]) -> list[Call]:
        import joblib

        module, name = function.__module__, function.__qualname__
        rooms = {folder.name for folder in self.project.code}
        known = getattr(sys.modules.get(module), name, None) is function
        if not known or module.partition(".")[0] not in rooms:
            raise ValueError(
                f"run.map can't call '{name}' in another process. "
                "Give it a function at the margin of one of the project's modules."
            )
        names = [text_digest(self.data, joblib.hash(dict(call)))[:32] for call in calls]
        runs = [((module, name), *given(rooms, call)) for call in calls]
        digests = {code: self._digest(code) for code in set(runs)}
        return [
            Call(code, call, f"{module}.{name}.{unique}", digests[code])
            for call, unique, code in zip(calls, names, runs, strict=True)
        ]

    def _digest(self, code: Sequence[Definition]) -> str:
        reaches = (reach_definition(self.project, *one, generator=False) for one in code)
        return text_digest(*(reach.digest for reach in reaches))

    def _perform(
        self, planned: Sequence[Call], missing: Sequence[int]
    ) -> Iterator[tuple[int, Answer]]:
        """Yield each call's answer, with its index, as soon as there is one."""
        if not missing:
            return
        if self.cluster:
            yield from self.cluster.perform(self.project, {i: planned[i] for i in missing})
            return
        from joblib import Parallel, cpu_count, delayed, parallel_config

        jobs = min(self.jobs or cpu_count(), len(missing))
        # One job, too, runs in a process of its own, for this one may use several threads; as
        # joblib would not start any for one job, it gets two, and is sent one call at a time.
        with parallel_config(backend="loky", inner_max_num_threads=1):
            pool = Parallel(
                n_jobs=max(2, jobs),
                pre_dispatch=jobs,
                batch_size=1,
                return_as="generator_unordered",
            )
            yield from pool(delayed(_answer)(self.project, i, planned[i]) for i in missing)


def _answer(project: Project, index: int, call: Call) -> tuple[int, Answer]:
    die_with_parent()
    return index, perform(project, call)
