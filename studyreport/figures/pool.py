"""Draws several figures at once, each in a process of its own kind, all alike."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from studyreport.environment import added
from studyreport.figures.declaration import Declaration
from studyreport.problems import stop
from studyreport.project import Project

if TYPE_CHECKING:
    from studyreport.figures.drawing import Drawn

_ALIKE = {
    "PYTHONHASHSEED": "0",  # sets have one order
    "MPL_IGNORE_SYSTEM_FONTS": "1",  # the fonts that come with matplotlib, on every machine
    "MPLBACKEND": "svg",
    # One thread for linear algebra: the processes share the cores, and sums have one order.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


def draw_all(
    project: Project, wanted: Sequence[Declaration], data: str, jobs: int
) -> Iterator[tuple[Declaration, Drawn]]:
    """Draw the figures in at most `jobs` processes; yield each as it is done.

    Raises:
        StudyReportError: a process died (killed, or out of memory).
    """
    if not wanted:
        return
    environment = {**_ALIKE, "MPLCONFIGDIR": str(project.build / "cache" / "matplotlib")}
    context = multiprocessing.get_context("spawn")
    with (
        added(environment),
        ProcessPoolExecutor(min(jobs, len(wanted)), context, _begin, (str(project.root),)) as pool,
    ):
        futures = {pool.submit(_draw, project, one, data): one for one in wanted}
        for future in as_completed(futures):
            yield futures[future], _drawn(project, futures[future], future)


def _drawn(project: Project, one: Declaration, future: Future[Drawn]) -> Drawn:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise stop(
            project.relative(one.path),
            one.line,
            one.column,
            f"the process that drew '{one.name}', or another at the same time, died.",
            "Was it killed, or out of memory? Run again with --jobs 1.",
        ) from error


def _begin(root: str) -> None:
    """Prepare a worker: the project's packages can be imported, and it dies with its parent."""
    sys.path.insert(0, root)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """Without this, a worker whose parent is killed would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _draw(project: Project, one: Declaration, data: str) -> Drawn:
    from studyreport.figures.drawing import draw

    return draw(project, one, data)
