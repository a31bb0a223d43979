"""One call of an experiment's function, made in a process of its own and kept."""

from __future__ import annotations

import importlib
import pickle
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studyreport.files import write
from studyreport.inputs import Records, recording
from studyreport.problems import Problem
from studyreport.project import Project
from studyreport.results.failure import located
from studyreport.results.given import Definition

# What every process that makes calls is started with: one thread for linear algebra, and one order
# of sets.
SAME_EVERYWHERE = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


@dataclass(frozen=True)
class Call:
    """A call to be made: `name` identifies it among all, `digest` the code that it runs.

    `code` are the definitions that it starts from: the function, then what its arguments name.
    """

    code: tuple[Definition, ...]
    arguments: Mapping[str, Any]
    name: str
    digest: str

    @property
    def module(self) -> str:
        """Where the function stands."""
        return self.code[0][0]

    @property
    def function(self) -> str:
        """What is called."""
        return self.code[0][1]

    @property
    def shown(self) -> str:
        """The call as it is written in messages."""
        given = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"{self.function}({given})"


@dataclass(frozen=True)
class Answer:
    """What came of a call: a value and the files read, or the problems that stopped it."""

    value: Any = None
    reads: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def kept(project: Project, call: Call) -> Answer | None:
    """Return the answer of an earlier run, None if there is none or its inputs have changed."""
    record = Records(_folder(project)).fresh(call.name, call.digest)
    if record is None:
        return None
    (output,) = record.outputs
    # Written by `perform`, and its digest has just been checked.
    return Answer(pickle.loads(output.read_bytes()), record.reads)  # noqa: S301


def perform(project: Project, call: Call) -> Answer:
    """Make the call and keep its value at once, so that an interrupted run can go on from there."""
    since = time.time_ns()
    answer = compute(project, call)
    if not answer.problems:
        keep(project, call, answer, since)
    return answer


def compute(project: Project, call: Call) -> Answer:
    """Make the call."""
    try:
        # What the module reads when it is imported is an input too.
        with recording(project) as reads:
            function = import_from(project, call.module, call.function)
            _forget_randomness()
            value = function(**call.arguments)
    except Exception as error:  # whatever an author's code may raise
        return Answer(problems=tuple(located(project, error, call.shown)))
    return Answer(value, tuple(sorted(reads)))


def keep(project: Project, call: Call, answer: Answer, since: int | None = None) -> None:
    """Keep for later runs what came of the call, which was made after the time `since` (in ns)."""
    output = _folder(project) / f"{call.name}.pickle"
    write(output, pickle.dumps(answer.value))
    records = Records(_folder(project))
    records.save(call.name, call.digest, answer.reads, [output], since=since)


def import_from(project: Project, module: str, name: str) -> Callable[..., Any]:
    """Import the project's module and return the function `name`."""
    if str(project.root) not in sys.path:
        sys.path.insert(0, str(project.root))
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def _folder(project: Project) -> Path:
    return project.build / "cache" / "calls"


def _forget_randomness() -> None:
    """Let no call depend on the calls that the same process made before."""
    random.seed(0)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(0)
