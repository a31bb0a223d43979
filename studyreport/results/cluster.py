"""Sending calls to the machines of a Dask cluster."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from studyreport.files import sha256
from studyreport.problems import Problem, StudyReportError, stop
from studyreport.progress import say
from studyreport.project import Project
from studyreport.results.calls import Answer, Call, keep
from studyreport.results.errand import Errand, Report, ask, code, ready, run_numbered

Client = Any  # of `distributed`, which is loaded only when asked for and has types only in part

_REACH = 5.0  # seconds to find the scheduler
_JOIN = 10.0  # seconds to wait for a first worker
_LOOK = 2.0  # seconds between two looks whether there still is one
_ENVIRONMENT = "Start 'dask scheduler' and 'dask worker' with the project's environment."


@dataclass(frozen=True)
class Cluster:
    """A scheduler that is connected, with its workers."""

    address: str
    client: Client

    def perform(self, project: Project, calls: Mapping[int, Call]) -> Iterator[tuple[int, Answer]]:
        """Yield each call's answer, with its index, as soon as there is one; keep its value here.

        The calls of a worker that is lost are made by another.

        Raises:
            StudyReportError: a worker has other code than this project, or the scheduler is gone.
        """
        from joblib import Parallel, delayed, parallel_config

        from studyreport.results.backend import Backend

        errands = {index: _errand(project, call) for index, call in calls.items()}
        self._check(next(iter(errands.values())))
        # As bytes, for what is large joblib puts on one worker, and with that one it is lost.
        sent = [(index, pickle.dumps(errand)) for index, errand in errands.items()]
        with (
            parallel_config(backend=Backend(self.address, client=self.client)),
            _watched(self.client, self.address),
        ):
            # All are sent at once, so that workers that join later get their share.
            pool = Parallel(
                n_jobs=-1, pre_dispatch="all", batch_size=1, return_as="generator_unordered"
            )
            for index, report in pool(delayed(run_numbered)(*one) for one in sent):
                # Comes from a worker that this user trusts with all else.
                yield index, _taken(project, calls[index], pickle.loads(report))  # noqa: S301

    def _check(self, errand: Errand) -> None:
        """Have every worker say whether it has the code that is going to be called."""
        question = pickle.dumps(replace(errand, arguments=None))
        problems: list[Problem] = []
        for worker, found in self.client.run(ask, question, on_error="return").items():
            if isinstance(found, bytes):
                problems += pickle.loads(found).problems  # noqa: S301 -- as above
            elif not isinstance(found, OSError):  # that one has just been lost
                what = f"this worker can't be used: {type(found).__name__}: {found}."
                problems.append(Problem(worker, 0, 0, what, _ENVIRONMENT))
        if problems:
            raise StudyReportError(problems)


@contextmanager
def connected(address: str | None) -> Iterator[Cluster | None]:
    """Connect to the scheduler at `address`, such as "tcp://127.0.0.1:8786"; None for no address.

    Raises:
        StudyReportError: `distributed` is not installed, there is no scheduler at this address,
            or no worker has joined it.
    """
    if address is None:
        yield None
        return
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        what = "to send calls to a Dask scheduler, the package 'distributed' is needed."
        remedy = "Run 'python -m pip install \"studyreport[cluster]\"'."
        raise stop(address, 0, 0, what, remedy) from error
    # It would log a lost scheduler with tracebacks; `perform` says it in one line.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        asyncio.run(_reach(address))
        client = distributed.Client(address, set_as_default=False)
    except Exception as error:  # nobody, an impossible address, or something else that listens
        remedy = "Start one with 'dask scheduler'; it says its address, tcp://HOST:PORT."
        raise stop(address, 0, 0, f"there is no Dask scheduler here: {error}.", remedy) from error
    with client:
        _meet(client, address)
        yield Cluster(address, client)


async def _reach(address: str) -> None:
    """Say hello and leave. A client that finds nobody would go on trying behind our back."""
    core: Any = import_module("distributed.core")
    security: Any = import_module("distributed.security")
    secrets = security.Security().get_connection_args("client")
    comm = await core.connect(address, timeout=_REACH, **secrets)
    await comm.close()


def _meet(client: Client, address: str) -> None:
    """Wait for a first worker, and make sure that the scheduler can read what it is sent."""
    try:
        client.run_on_scheduler(ready)
    except Exception as error:  # whatever importing the generator there may raise
        what = f"this scheduler can't be used: {type(error).__name__}: {error}."
        raise stop(address, 0, 0, what, _ENVIRONMENT) from error
    try:
        client.wait_for_workers(1, timeout=_JOIN)
    except TimeoutError as error:
        remedy = f"Run 'dask worker {address}' in the project's folder on each machine."
        raise stop(address, 0, 0, "this scheduler has no workers.", remedy) from error


@contextmanager
def _watched(client: Client, address: str) -> Iterator[None]:
    """Say so when the last worker is lost: Dask silently waits for another."""
    watch = asyncio.run_coroutine_threadsafe(_watch(client, address), client.loop.asyncio_loop)
    try:
        yield
    finally:
        # If it has failed, then as the scheduler is gone, and this the calls tell themselves.
        watch.cancel()


async def _watch(client: Client, address: str) -> None:
    alone = False
    while True:
        await asyncio.sleep(_LOOK)
        before, alone = alone, not await client.scheduler.ncores()
        if alone and not before:
            say(f"{address}: no worker is left. Waiting for another; Ctrl+C keeps what is done.")


def _errand(project: Project, call: Call) -> Errand:
    found = code(project, call.code)
    arguments = pickle.dumps(dict(call.arguments))
    return Errand(call.code, found, arguments)


def _taken(project: Project, call: Call, report: Report) -> Answer:
    """Return the answer that a report gives, and keep it if it is one of this project."""
    if report.problems:
        return Answer(problems=tuple(_placed(one, call) for one in report.problems))
    data = os.environ.get("STUDYREPORT_DATA")
    seen = {project.root / name: digest for name, digest in report.project_reads.items()}
    if data:
        seen |= {Path(data) / name: digest for name, digest in report.data_reads.items()}
    problems = [
        Problem(
            project.relative(path),
            0,
            0,
            f"for {call.shown}, {report.place} read a file that is not the same here.",
            "Bring both to the same state and run again.",
        )
        for path, digest in seen.items()
        if digest != (sha256(path) if path.is_file() else None)
    ]
    if problems:
        return Answer(problems=tuple(problems))
    answer = Answer(report.value, tuple(sorted(seen)))
    keep(project, call, answer)
    return answer


def _placed(problem: Problem, call: Call) -> Problem:
    return problem if problem.path else replace(problem, path=call.shown)
