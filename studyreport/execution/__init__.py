"""Running authors' code in worker processes, with limits on time, memory and output."""

from studyreport.execution.jobs import Failure, Job, Json, Outcome
from studyreport.execution.pool import MEMORY, execute

__all__ = ["MEMORY", "Failure", "Job", "Json", "Outcome", "execute"]
