"""The worker's side: one job after the other, each from the same state."""

from __future__ import annotations

import contextvars
import json
import os
import random
import resource
import sys
import threading
import types
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TextIO

import numpy as np

from studyreport.execution.code import evaluate, explain, run_source, time_limit
from studyreport.execution.jobs import Failure, Job, Json, Outcome, read_job
from studyreport.execution.lines import Lines, tracing
from studyreport.execution.output import BoundedOutput
from studyreport.execution.substitution import substituted
from studyreport.inputs import recording
from studyreport.project import Project, load


def serve(root: Path, memory: int) -> None:
    """Answer every job on standard input with one line on standard output."""
    requests, answers = _private_channels()
    project = load(root)
    sys.path.insert(0, str(root))
    _limit_memory(memory)
    answers.write("ready\n")
    answers.flush()
    for line in requests:
        job = read_job(line)
        outcome = contextvars.copy_context().run(_run, project, job)
        # A thread left behind could disturb the next job, and memory once exhausted is in shreds.
        last = threading.active_count() > 1 or _ran_out_of_memory(outcome)
        answers.write(json.dumps({**outcome.to_json(), "last": last}) + "\n")
        answers.flush()
        if last:
            os._exit(0)  # not held up by threads


def _private_channels() -> tuple[TextIO, TextIO]:
    """Keep the pipes to the parent out of the code's reach.

    What it reads is empty; what it writes to descriptor 1 behind Python's back goes to the
    error output.
    """
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return requests, answers


def _limit_memory(memory: int) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):  # macOS knows the limit and refuses to set it
        return


def _ran_out_of_memory(outcome: Outcome) -> bool:
    failures = [outcome.error, *outcome.values]
    return any(isinstance(f, Failure) and f.kind == "MemoryError" for f in failures)


def _run(project: Project, job: Job) -> Outcome:
    output = BoundedOutput()
    values: list[Json | Failure] = []
    error: Failure | None = None
    with (
        recording(project) as reads,
        _same_state(project) as module,
        substituted(dict(job.modules)),
    ):
        lines: Lines = {}
        if job.modules:
            warnings.simplefilter("ignore")  # whoever puts faults in wants to hear of none
        try:
            with redirect_stdout(output), time_limit(job.seconds), tracing(job.traced, lines):
                run_source(job, module)
                values = [evaluate(text, module) for text in job.expressions]
        except BaseException as stopped:
            # Whatever the code raises, SystemExit and KeyboardInterrupt too, is its outcome.
            error, values = explain(stopped, job, project), []
    executed = {Path(name): tuple(sorted(numbers)) for name, numbers in sorted(lines.items())}
    return Outcome(job.id, output.text, tuple(values), error, tuple(sorted(reads)), executed)


@contextmanager
def _same_state(project: Project) -> Iterator[types.ModuleType]:
    """Give a job a fresh `__main__`; undo what it changes in the process."""
    ours, path, environment = sys.modules["__main__"], list(sys.path), dict(os.environ)
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    random.seed(0)
    np.random.seed(0)
    try:
        with warnings.catch_warnings():
            yield module
    finally:
        sys.modules["__main__"], sys.path[:] = ours, path
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(project.root)
        _forget_project_modules(project)


def _forget_project_modules(project: Project) -> None:
    """Let the next job import the project's modules anew, whatever this one did to them."""
    packages = {folder.name for folder in project.code}
    for name in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[name]
