"""The parent's side: worker processes that take jobs, and are killed when they overrun."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Timer

from studyreport.execution.jobs import Failure, Job, Outcome, failed, write_job
from studyreport.project import Project

MEMORY = 2 * 1024**3  # bytes of address space per worker
_BUSY = 6  # times its limit that a job may take by the clock, as others compute meanwhile
_GRACE = 2.0  # seconds after that at which a worker that did not stop by itself is killed
_START = 120.0  # seconds for a worker to come up on a busy machine

_ENVIRONMENT = {
    # One BLAS thread: workers share the cores already, and sums keep their order.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
}


def execute(
    project: Project,
    jobs: Sequence[Job],
    workers: int | None = None,
    *,
    memory: int = MEMORY,
    done: Callable[[Outcome], object] | None = None,
) -> list[Outcome]:
    """Run every job in a fresh namespace and return their outcomes in the order of `jobs`.

    Code that fails, loops for ever or kills its process gives an `Outcome` with an error; it
    never raises here. `done` is called from several threads, as each job ends.

    Args:
        project: its root is the working folder and stands first on `sys.path`.
        jobs: what to run.
        workers: number of processes (default: one per core).
        memory: bytes of address space that a worker may take, where the system can limit it.
        done: told of each outcome, for a progress bar.
    """
    count = max(1, min(len(jobs), workers or os.cpu_count() or 1))
    pool = [_Worker(project, memory) for _ in range(count)] if jobs else []
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for worker in pool:
        idle.put(worker)

    def run(job: Job) -> Outcome:
        worker = idle.get()
        try:
            outcome = worker.run(job)
        finally:
            idle.put(worker)
        if done:
            done(outcome)
        return outcome

    with ThreadPoolExecutor(count) as threads:
        try:
            return list(threads.map(run, jobs))
        finally:
            for worker in pool:
                worker.close()


class _Worker:
    """One process at a time, started when first needed and again after it was killed."""

    def __init__(self, project: Project, memory: int) -> None:
        self._command = [sys.executable, "-m", "studyreport.execution", str(project.root)]
        self._command.append(str(memory))
        self._root = project.root
        self._process: subprocess.Popen[str] | None = None
        self._closed = False

    def run(self, job: Job) -> Outcome:
        if self._process is None:
            self._start()
        answer, overran = self._ask(write_job(job), _patience(job))
        data = _parsed(answer)
        if data is None:
            return failed(job, _died(self._stop(), job, overran=overran))
        if data["last"]:
            self._stop()
        return Outcome.from_json(data)

    def close(self) -> None:
        self._closed = True
        self._stop()

    def _start(self) -> None:
        if self._closed:
            raise RuntimeError("the worker was closed")
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            self._command,
            cwd=self._root,
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the parent, which then ends its workers
        )
        answer, _ = self._ask("", _START)
        if answer != "ready\n":
            raise RuntimeError(f"a worker did not start (exit status {self._stop()})")

    def _ask(self, line: str, seconds: float) -> tuple[str, bool]:
        """Send a line; return the answer ("" if the process ended), and whether it overran."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return "", False
        overran = Event()
        timer = Timer(seconds, _overrun, (process, overran))
        timer.start()
        try:
            with suppress(BrokenPipeError):  # it has ended: the empty answer says so
                process.stdin.write(line)
                process.stdin.flush()
            return process.stdout.readline(), overran.is_set()
        finally:
            timer.cancel()

    def _stop(self) -> int | None:
        """End the process with all that it started; return its exit status."""
        process, self._process = self._process, None
        if process is None:
            return None
        _kill(process)  # does not change the status of one that has ended by itself
        status = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(BrokenPipeError):  # an unsent rest is of no use any more
                    pipe.close()
        return status


def _overrun(process: subprocess.Popen[str], overran: Event) -> None:
    overran.set()
    _kill(process)


def _kill(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError, PermissionError):  # already gone
        os.killpg(process.pid, signal.SIGKILL)


def _parsed(answer: str) -> dict[str, object] | None:
    """Return the answer, or None if the worker ended before it had written a whole one."""
    try:
        data = json.loads(answer)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _patience(job: Job) -> float:
    """Return after how many seconds by the clock a job is given up."""
    return job.seconds * _BUSY + _GRACE


def _died(status: int | None, job: Job, *, overran: bool) -> Failure:
    if overran:
        said = f"it did not end within {_patience(job):g} s and was killed"
        return Failure("OutOfTime", said)
    how = f"signal {-status}" if status is not None and status < 0 else f"exit status {status}"
    return Failure("Died", f"it ended its own process ({how})")
