"""A call that is made on a machine of a cluster: what is sent there, and what is done there."""

from __future__ import annotations

import os
import pickle
import platform
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studyreport import project as projects
from studyreport.files import sha256
from studyreport.inputs import changes, reach_definition, text_digest
from studyreport.inputs.packages import version
from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project
from studyreport.results.calls import SAME_EVERYWHERE, Call, compute
from studyreport.results.given import Definition
from studyreport.results.orphans import die_with_parent

_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("BLIS", "NUMBA", "NUMEXPR")}
_REMEDY = (
    "Start 'dask worker' in the project's folder, with the project's environment, at the same "
    "state of its code."
)


@dataclass(frozen=True)
class Code:
    """What a call runs, as it is found in one place."""

    digest: str
    digests: Mapping[str, str]
    versions: Mapping[str, str]

    def differences(self, other: Code) -> list[str]:
        """Return in words what is different in `other`."""
        said = changes(self.digests, other.digests)
        for name in sorted(self.versions.keys() & other.versions.keys()):
            if self.versions[name] != other.versions[name]:
                said.append(f"{name} is {other.versions[name]} and not {self.versions[name]}")
        if not said and self.digest != other.digest:
            said.append("the order of its statements, or its packages, changed")
        return said


@dataclass(frozen=True)
class Errand:
    """What is sent: a call, or without `arguments` the question whether the code is the same.

    `definitions` are the function, then what the arguments name. The arguments are pickled by
    themselves: they can't be read before the code is known to be there.
    """

    definitions: tuple[Definition, ...]
    code: Code
    arguments: bytes | None = None


@dataclass(frozen=True)
class Report:
    """What comes back: a value with the digests of the files read, or what is wrong.

    Files are named from the folder of the project, or from that of STUDYREPORT_DATA.
    """

    place: str
    value: Any = None
    project_reads: Mapping[str, str | None] = field(default_factory=dict)
    data_reads: Mapping[str, str | None] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def code(project: Project, definitions: Sequence[Definition]) -> Code:
    """Return what the definitions reach here, and with which versions."""
    reaches = [reach_definition(project, *one, generator=False) for one in definitions]
    versions = {name: version(name) for reach in reaches for name in reach.packages}
    return Code(
        text_digest(*(reach.digest for reach in reaches)),
        {name: digest for reach in reaches for name, digest in reach.digests.items()},
        {"python": platform.python_version(), **versions},
    )


def ready() -> None:
    """Do nothing: called in a scheduler, to see that it can load this module."""


def run_numbered(index: int, errand: bytes) -> tuple[int, bytes]:
    """Run the errand and return the report with its number."""
    return index, run(errand)


def run(errand: bytes) -> bytes:
    """Run the errand in a process of its own; called in a Dask worker.

    A worker of Dask lives long and may run several calls in its threads. A new process has the
    code as it is now, one thread for linear algebra, and the same order of sets as everywhere.
    """
    ended = subprocess.run(  # noqa: S603 - our own module, no shell
        [sys.executable, "-c", f"from {__name__} import main; main()"],
        input=errand,
        capture_output=True,
        check=False,
        env={**os.environ, **SAME_EVERYWHERE, **_ONE_THREAD},
    )
    said = ended.stderr.decode(errors="replace")
    sys.stderr.write(said)
    if ended.returncode == 0:
        return ended.stdout
    last = (said.strip().splitlines() or ["nothing said"])[-1]
    what = f"the process ended with exit code {ended.returncode}: {last}"
    place = f"{socket.gethostname()}:{Path.cwd()}"
    remedy = "See the output of the Dask worker there."
    return pickle.dumps(Report(place, problems=(Problem(place, 0, 0, what, remedy),)))


async def ask(errand: bytes) -> bytes:
    """Run the errand beside the calls that are under way; called in a Dask worker."""
    import asyncio

    return await asyncio.to_thread(run, errand)


def answer(errand: Errand) -> Report:
    """Do what was asked, for the project in whose folder this process was started."""
    place = f"{socket.gethostname()}:{Path.cwd()}"
    try:
        project = projects.load()
        found = code(project, errand.definitions)
    except StudyReportError as error:
        shown = "; ".join(map(str, error.problems))
        what = f"this worker can't find {'.'.join(errand.definitions[0])}: {shown}"
        return Report(place, problems=(Problem(place, 0, 0, what, _REMEDY),))
    if different := errand.code.differences(found):
        what = f"this worker has other code: {'; '.join(different[:5])}."
        return Report(place, problems=(Problem(place, 0, 0, what, _REMEDY),))
    if errand.arguments is None:
        return Report(place)
    return _report(project, place, errand, errand.arguments)


def _report(project: Project, place: str, errand: Errand, arguments: bytes) -> Report:
    sys.path.insert(0, str(project.root))
    # Pickled by the one who started this run, with code that has just been found to be the same.
    given = pickle.loads(arguments)  # noqa: S301
    done = compute(project, Call(errand.definitions, given, "", errand.code.digest))
    data = os.environ.get("STUDYREPORT_DATA")
    elsewhere = [path for path in done.reads if not path.is_relative_to(project.root)]
    return Report(
        place,
        done.value,
        _digests(project.root, [path for path in done.reads if path not in elsewhere]),
        _digests(Path(data), elsewhere) if data else {},
        done.problems,
    )


def _digests(folder: Path, paths: list[Path]) -> dict[str, str | None]:
    """Return the SHA-256 of each file, None where it was looked for in vain."""
    return {
        Path(os.path.relpath(path, folder)).as_posix(): sha256(path) if path.is_file() else None
        for path in paths
    }


def main() -> None:
    """Read an errand from standard input and write the report to standard output."""
    die_with_parent()
    # Kept for the report: what the code prints goes to the worker's log.
    out = os.dup(1)
    os.dup2(2, 1)
    # Written by `Cluster`, sent by the scheduler that this worker was told to trust.
    report = answer(pickle.loads(sys.stdin.buffer.read()))  # noqa: S301
    with os.fdopen(out, "wb") as stream:
        pickle.dump(report, stream)
