"""What is asked of a worker and what it answers, and both as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

# Kinds of failure that say nothing about the code alone: another machine may answer otherwise.
LIMITS = frozenset({"OutOfTime", "MemoryError", "Died"})


@dataclass(frozen=True)
class Job:
    """A piece of Python, and expressions to evaluate in the namespace that it leaves.

    `filename` and `first_line` say where the source stands, so that warnings name that place.
    `seconds` is how long source and expressions together may compute; a job that waits instead
    may take a few times as long by the clock. `modules` gives modules of the project, by name, the
    source that is imported in place of what their files hold; `traced` names folders, and the lines
    of the files below them that are executed are told.
    """

    id: str
    source: str
    filename: str
    expressions: tuple[str, ...] = ()
    seconds: float = 10
    first_line: int = 1
    modules: tuple[tuple[str, str], ...] = ()
    traced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    """Why code did not come to its end.

    `kind` is the exception's name, or `OutOfTime`, `OutputTooLong`, `Died`. `line` counts from 1
    within the source; None where no line of the source is to blame.
    """

    kind: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}" if self.message else self.kind

    @property
    def is_limit(self) -> bool:
        """Whether a limit of the machine ended the code, so that running it again may help."""
        return self.kind in LIMITS


@dataclass(frozen=True)
class Outcome:
    """What a job printed, what its expressions gave, and the data files it opened.

    `values` is parallel to the job's expressions, a `Failure` where one could not be evaluated;
    it is empty when the source itself failed, which `error` tells. `lines` has, for each file of
    the job's `traced` folders, the numbers of the lines that were executed.
    """

    id: str
    stdout: str = ""
    values: tuple[Json | Failure, ...] = ()
    error: Failure | None = None
    reads: tuple[Path, ...] = ()
    lines: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        """Return the outcome as JSON, for a cache or a pipe."""
        return {
            "id": self.id,
            "stdout": self.stdout,
            "values": [_pack(value) for value in self.values],
            "error": asdict(self.error) if self.error else None,
            "reads": [str(path) for path in self.reads],
            "lines": {str(path): [*numbers] for path, numbers in self.lines.items()},
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> Outcome:
        """Return the outcome that `to_json` wrote."""
        return Outcome(
            data["id"],
            data["stdout"],
            tuple(_unpack(value) for value in data["values"]),
            Failure(**data["error"]) if data["error"] else None,
            tuple(Path(path) for path in data["reads"]),
            {Path(path): tuple(numbers) for path, numbers in data.get("lines", {}).items()},
        )


def write_job(job: Job) -> str:
    """Return the job as one line of JSON."""
    return json.dumps(asdict(job)) + "\n"


def read_job(line: str) -> Job:
    """Return the job that `write_job` wrote."""
    data = json.loads(line)
    data["modules"] = tuple((name, source) for name, source in data["modules"])
    return Job(**{**data, **{name: tuple(data[name]) for name in ("expressions", "traced")}})


def failed(job: Job, failure: Failure, reads: Sequence[Path] = ()) -> Outcome:
    """Return the outcome of a job of which nothing but its failure is known."""
    return Outcome(job.id, error=failure, reads=tuple(reads))


def _pack(value: Json | Failure) -> Json:
    return {"failure": asdict(value)} if isinstance(value, Failure) else {"value": value}


def _unpack(data: dict[str, Any]) -> Json | Failure:
    if "failure" in data:
        return Failure(**data["failure"])
    value: Json = data["value"]
    return value
