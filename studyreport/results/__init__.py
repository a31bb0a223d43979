"""Results: numbers from experiments, stored with all that they were made from."""

from studyreport.results.declaration import Declaration, declarations, experiment
from studyreport.results.make import make
from studyreport.results.run import Run
from studyreport.results.status import ResultStatus, status
from studyreport.results.store import datasets, load
from studyreport.results.values import value

__all__ = [
    "Declaration",
    "ResultStatus",
    "Run",
    "datasets",
    "declarations",
    "experiment",
    "load",
    "make",
    "status",
    "value",
]
