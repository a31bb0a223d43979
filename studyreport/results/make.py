"""Running experiments and storing what they return."""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studyreport.environment import added
from studyreport.inputs import Reach, recording
from studyreport.inputs.packages import version
from studyreport.problems import StudyReportError, nearest, stop
from studyreport.progress import say
from studyreport.project import Project
from studyreport.results.calls import SAME_EVERYWHERE, import_from
from studyreport.results.cluster import connected
from studyreport.results.declaration import Declaration, chosen
from studyreport.results.failure import located
from studyreport.results.plain import NotPlain, plain
from studyreport.results.run import Run
from studyreport.results.status import file_digests, inputs, key, reached
from studyreport.results.store import RETURNED, dataset, location, returned_digest, save


def make(
    project: Project,
    names: Sequence[str],
    data: str | None = None,
    jobs: int | None = None,
    *,
    quiet: bool = False,
    scheduler: str | None = None,
) -> list[Path]:
    """Run the experiments `names`, store what they return, and return the files.

    Each is run, stale or not; but calls through `Run.map` that were made before, of the same code
    with the same arguments, are not repeated.

    Args:
        project: The study report.
        names: Experiments.
        data: What they are run on, by default the site's data.
        jobs: Processes at a time, by default as many as there are processors.
        quiet: Whether to show no progress.
        scheduler: Address of a Dask scheduler, whose workers make the calls instead of processes
            of this machine.

    Raises:
        StudyReportError: a name is unknown, an experiment failed or returned what can't be stored,
            the scheduler can't be reached or a worker has not the same code.
    """
    data, wanted = dataset(project, data), chosen(project, names)
    with added(SAME_EVERYWHERE), connected(scheduler) as cluster:
        run = Run(project, data, jobs, quiet, cluster)
        return [_make(run, declaration) for declaration in wanted]


def _make(run: Run, declaration: Declaration) -> Path:
    project, path = run.project, location(run.project, declaration, run.data)
    # Before the run, for code and data may be edited while it lasts.
    reach, since = reached(project, declaration), time.time_ns()
    say(f"{declaration.name} ({run.data})", quiet=run.quiet)
    try:
        with recording(project) as reads:
            returned = import_from(project, declaration.module, declaration.name)(run)
    except Exception as error:  # whatever an author's code may raise
        raise StudyReportError(located(project, error, declaration.name)) from error
    files = file_digests(project, _in_project(project, reads - {path}), since)
    fields = _fields(project, declaration, returned)
    head = _head(run, declaration, reach, files)
    save(path, {**head, "digest": returned_digest(fields), **fields})
    return path


def _head(
    run: Run, declaration: Declaration, reach: Reach, files: dict[str, str | None]
) -> dict[str, Any]:
    versions = {name: version(name) for name in reach.packages}
    return {
        "name": declaration.name,
        "key": key(reach, run.data, files),
        "data": run.data,
        "versions": {"python": platform.python_version(), **versions},
        "inputs": inputs(reach, files),
    }


def _in_project(project: Project, reads: set[Path]) -> dict[str, None]:
    """Return the files' names from the root.

    Data from elsewhere is not watched: a frozen result must be checked where the data is not.
    """
    inside = (path for path in reads if path.is_relative_to(project.root))
    return {path.relative_to(project.root).as_posix(): None for path in inside}


def _fields(project: Project, declaration: Declaration, returned: Any) -> dict[str, Any]:
    place = (project.relative(declaration.path), declaration.line, declaration.column)
    what = f"the experiment '{declaration.name}' returned"
    remedy = 'Return {"settings": …, "seeds": …, "dataset": …, "values": …}.'
    if not isinstance(returned, dict):
        raise stop(*place, f"{what} no dict.", remedy)
    for name in returned:
        if name not in RETURNED:
            raise stop(*place, f"{what} '{name}'.", nearest(str(name), RETURNED))
    for name in RETURNED:
        if name not in returned:
            raise stop(*place, f"{what} no '{name}'.", remedy)
    try:
        return {name: plain(returned[name], name) for name in RETURNED}
    except NotPlain as error:
        remedy = "Return None in its place, or find out how it came about."
        raise stop(*place, f"{what} a value that can't be stored: {error}", remedy) from error
