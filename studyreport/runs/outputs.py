"""Running the blocks whose inputs changed, and looking their outputs up."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

from studyreport.execution import Job, Outcome, execute
from studyreport.inputs import Records, reach_source
from studyreport.problems import Problem, StudyReportError, stop
from studyreport.project import Project
from studyreport.runs.blocks import Block, blocks

# What `print(object())` writes differs from run to run, so the page would, too.
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")


def output(project: Project, code: str, page: Path) -> str:
    """Return what `code` printed when it was last run.

    Raises:
        StudyReportError: it has not been run since it, or what it reaches, last changed.
    """
    block = Block(project.relative(page), 0, 0, code)
    digest = _digest_if_any(project, block)
    if digest and (record := _records(project).fresh(block.name, digest)):
        return str(record.value)
    # Only now does it matter where in the page it stands.
    block = next((known for known in blocks(project) if known.name == block.name), block)
    _digest(project, block)  # raises what is wrong with it
    message = "this code has not been run since it, or what it calls, changed."
    remedy = "Run 'studyreport prepare', or 'make site', which does."
    raise stop(block.path, block.line, block.column, message, remedy)


def refresh(project: Project) -> tuple[int, int]:
    """Run every block whose inputs changed. Return how many were run and how many there are.

    Raises:
        StudyReportError: one or more blocks failed; the others' outputs are kept all the same.
    """
    every = {block.name: block for block in blocks(project)}
    # Before the runs, for the code may be edited while they last.
    since = time.time_ns()
    digests = {name: _digest_if_any(project, block) for name, block in every.items()}
    stale = [block for name, block in every.items() if not _is_fresh(project, name, digests[name])]
    outcomes = execute(project, [_job(block) for block in stale], None) if stale else []
    problems = [
        problem
        for block, outcome in zip(stale, outcomes, strict=True)
        for problem in _keep(project, block, digests[block.name], outcome, since)
    ]
    if problems:
        raise StudyReportError(problems)
    return len(stale), len(every)


def _records(project: Project) -> Records:
    return Records(project.build / "cache" / "runs")


def _digest(project: Project, block: Block) -> str:
    """Return the digest of all that the code reaches; problems are placed in the page."""
    try:
        return reach_source(project, block.code.strip("\n"), block.path).digest
    except StudyReportError as error:
        problems = (
            block.problem(found.line, found.message, found.remedy)
            if found.path == block.path
            else found
            for found in error.problems
        )
        raise StudyReportError(problems) from None


def _digest_if_any(project: Project, block: Block) -> str | None:
    try:
        return _digest(project, block)
    except StudyReportError:
        return None  # running it says what is wrong, as Python does; else `_keep` does


def _is_fresh(project: Project, name: str, digest: str | None) -> bool:
    return digest is not None and _records(project).fresh(name, digest) is not None


def _job(block: Block) -> Job:
    return Job(block.name, block.code, block.path, first_line=block.line)


def _keep(
    project: Project, block: Block, digest: str | None, outcome: Outcome, since: int
) -> Sequence[Problem]:
    """Keep the output of a block that ran well; return what is wrong with one that did not."""
    if outcome.error:
        remedy = "Correct the code, or what it calls."
        return [block.problem(outcome.error.line, f"{outcome.error}.", remedy)]
    if found := _ADDRESS.search(outcome.stdout):
        message = f"the output holds a memory address ('{found[0]}'), which no second run repeats."
        return [block.problem(None, message, "Print what the object holds instead.")]
    if digest is None:
        _digest(project, block)  # raises what is wrong, unless it has been mended since
    else:
        _records(project).save(block.name, digest, outcome.reads, value=outcome.stdout, since=since)
    return []
