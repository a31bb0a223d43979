"""The proved bank: which files it was proved from. Pages are made from nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from studyreport.files import sha256, write
from studyreport.inputs.source import Stamp, stamp
from studyreport.problems import Problem, StudyReportError, stop
from studyreport.project import Project
from studyreport.quiz.bank import Bank, load_bank, quiz_files
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
    write(project.build / "bank.json", json.dumps(noted, indent=1, sort_keys=True) + "\n")
    write_schema(project)


def load_proved(project: Project) -> Bank:
    """Return the bank, if it is the one that was proved.

    Raises:
        StudyReportError: naming each file that has changed since; or the bank's own problems.
    """
    noted = _noted(project, stamp(project.build / "bank.json"))
    now = _digests(project, tuple((path, stamp(path)) for path in quiz_files(project)))
    before = noted.files
    changed = [name for name in sorted(before | now) if before.get(name) != now.get(name)]
    if not changed:
        bank = _loaded(project, tuple(now.items()), tuple(noted.variants.items()))
        drawn = {name: bank.items[name] for name in noted.variants}
        changed = [e.path for e in drawn.values() if e.content != noted.variants[e.id]]
        if not changed:
            return bank
    message = "this has changed since its proofs ran."
    raise StudyReportError([Problem(name, 0, 0, message, _REMEDY) for name in changed])


@lru_cache(maxsize=4)
def _loaded(
    project: Project,
    digests: tuple[tuple[str, str], ...],  # noqa: ARG001 - what the bank was read from
    variants: tuple[tuple[str, str], ...],  # noqa: ARG001 - what its variants were drawn as
) -> Bank:
    """Load each state of the files once, however many pages and items ask for it."""
    return load_bank(project)


@lru_cache(maxsize=4)
def _digests(project: Project, seen: tuple[tuple[Path, Stamp], ...]) -> dict[str, str]:
    return {project.relative(path): sha256(path) for path, _ in seen}


@dataclass(frozen=True)
class _Noted:
    """Of what was proved: the digest of each file, and what each parametrised item showed."""

    files: dict[str, str]
    variants: dict[str, str]


@lru_cache(maxsize=4)
def _noted(project: Project, seen: Stamp) -> _Noted:  # noqa: ARG001 - which state of the file
    path = project.build / "bank.json"
    if not path.is_file():
        raise stop(project.relative(path), 0, 0, "the bank was not proved yet.", _REMEDY)
    try:
        read = json.loads(path.read_text("utf-8"))
        return _Noted(dict(read["files"]), dict(read["variants"]))
    except (ValueError, KeyError, TypeError) as error:
        raise stop(project.relative(path), 0, 0, "this cannot be read.", _REMEDY) from error
