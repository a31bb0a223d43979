"""The proved bank: which files it was proved from. Pages are made from nothing else."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import lru_cache

from studyreport.files import sha256, write
from studyreport.inputs.source import Stamp, stamp
from studyreport.problems import Problem, StudyReportError, stop
from studyreport.project import Project
from studyreport.quiz.bank import load_bank, quiz_files
from studyreport.quiz.entry import Bank
from studyreport.quiz.lints import lints
from studyreport.quiz.proof import Report
from studyreport.quiz.schema import write_schema

_REMEDY = "Run `make site`."


def save_bank(project: Project, bank: Bank, report: Report) -> None:
    """Note in build/bank.json which files were proved; write the editors' schema.

    Raises:
        StudyReportError: some proof does not hold, or a rule is broken that is more than a warning.
    """
    errors = [lint.problem for lint in lints(project, bank, warnings=False)]
    if report.problems or errors:
        raise StudyReportError([*report.problems, *errors])
    noted = {
        "files": bank.files,
        "items": report.items,
        "proved": report.proved,
        "variants": {e.id: e.content for e in bank.items.values() if len(e.drawn) > 1},
    }
    path, text = project.build / "bank.json", json.dumps(noted, indent=1, sort_keys=True) + "\n"
    if not path.is_file() or path.read_text("utf-8") != text:  # a site stands as long as it does
        write(path, text)
    write_schema(project)


def load_proved(project: Project) -> Bank:
    """Return the bank, if it is the one that was proved.

    Raises:
        StudyReportError: naming each file that has changed since; or the bank's own problems.
    """
    return _proved(project, stamp(project.build / "bank.json"), _seen(project))


def _seen(project: Project) -> tuple[tuple[str, int, int, int], ...]:
    """Return what tells the state of the bank's files: every page asks, so it has to be quick."""
    with os.scandir(project.quizzes) as files:
        found = [(file.path, file.stat()) for file in files if file.name.endswith(".yml")]
    return tuple((path, s.st_mtime_ns, s.st_ctime_ns, s.st_size) for path, s in sorted(found))


@lru_cache(maxsize=4)
def _proved(project: Project, noted_at: Stamp, seen: object) -> Bank:  # noqa: ARG001 - of which state
    """Load each state of the bank once, however many pages ask for it."""
    noted, now = _noted(project), {project.relative(f): sha256(f) for f in quiz_files(project)}
    before = noted.files
    changed = [name for name in sorted(before | now) if before.get(name) != now.get(name)]
    if not changed:
        bank = load_bank(project)
        drawn = [bank.items[name] for name in noted.variants]
        changed = [e.path for e in drawn if e.content != noted.variants[e.id]]
        if not changed:
            return bank
    message = "this has changed since its proofs ran."
    raise StudyReportError([Problem(name, 0, 0, message, _REMEDY) for name in changed])


@dataclass(frozen=True)
class _Noted:
    """Of what was proved: the digest of each file, and what each parametrised item showed."""

    files: dict[str, str]
    variants: dict[str, str]


def _noted(project: Project) -> _Noted:
    path = project.build / "bank.json"
    if not path.is_file():
        raise stop(project.relative(path), 0, 0, "the bank was not proved yet.", _REMEDY)
    try:
        read = json.loads(path.read_text("utf-8"))
        return _Noted(dict(read["files"]), dict(read["variants"]))
    except (ValueError, KeyError, TypeError) as error:
        raise stop(project.relative(path), 0, 0, "this cannot be read.", _REMEDY) from error
