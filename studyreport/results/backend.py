"""joblib's Dask backend, with what it lacks when a call is lost. Imports Dask."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from joblib._dask import DaskDistributedBackend

from studyreport.problems import Problem, stop
from studyreport.results.errand import Report


# joblib ships no types, and its backend can only be adapted by deriving from it.
class Backend(DaskDistributedBackend):  # type: ignore[misc]
    """Answers for calls that Dask gave up, for which joblib's backend would wait for ever.

    Tasks are pairs of an index and the bytes of an errand; they must be sent one at a time.
    """

    def __init__(self, address: str, **more: Any) -> None:
        super().__init__(**more)
        self._address = address

    def effective_n_jobs(self, n_jobs: int) -> int:
        """Return at least 2: for one job joblib would make the calls in this very process."""
        return max(2, int(super().effective_n_jobs(n_jobs)))

    def submit(self, func: Any, callback: Callable[[Any], None] | None = None) -> Future[Any]:
        """Send one task; its callback is called in any case."""
        ((_, (index, _), _),) = func.items
        job: Future[Any] = super().submit(func, callback)
        if callback:
            job.add_done_callback(lambda done: _answer_for(done, index, callback))
        return job

    def retrieve_result_callback(self, out: Any) -> Any:
        """Return what came of a task.

        Raises:
            StudyReportError: the scheduler is gone, and all tasks with it.
        """
        if isinstance(out, BaseException):
            raise stop(
                self._address,
                0,
                0,
                "the connection to this scheduler was lost.",
                "Run the same again when it is back: the calls that are done were kept.",
            )
        return super().retrieve_result_callback(out)


def _answer_for(done: Future[Any], index: int, callback: Callable[[Any], None]) -> None:
    if error := done.exception():
        what = f"Dask gave this call up: {type(error).__name__}: {error}"
        remedy = "See the output of the workers; it may need more memory than they have."
        callback([(index, pickle.dumps(Report("", problems=(Problem("", 0, 0, what, remedy),))))])
