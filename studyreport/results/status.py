"""Whether a stored result still is what its experiment would give, and if not, why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from studyreport.inputs import Reach, changes, reach_definition
from studyreport.inputs.content import content_digest
from studyreport.inputs.normal import text_digest
from studyreport.project import Project
from studyreport.results.declaration import Declaration, declarations
from studyreport.results.store import dataset, location, returned_digest, stored_result

_DAMAGED, _EDITED = "its file is damaged", "its file was edited"
_SHOWN = 12  # hexadecimal digits of a digest, to tell which definition has changed


@dataclass(frozen=True)
class ResultStatus:
    """The state of one result; `why` tells what makes it stale or missing."""

    name: str
    state: Literal["fresh", "stale", "missing"]
    why: tuple[str, ...]
    path: Path
    declaration: Declaration

    @property
    def frozen(self) -> bool:
        """Whether it is only made again on request."""
        return self.declaration.frozen

    @property
    def is_spoilt(self) -> bool:
        """Whether nothing is wrong but the file: it would be as good as made again if put back."""
        return self.why in {(_DAMAGED,), (_EDITED,)}

    def files(self, project: Project) -> list[Path]:
        """Return the result's own file and those that it was made from, beside code."""
        stored = stored_result(self.path) or {"inputs": {}}
        return [self.path, *(project.root / name for name in stored["inputs"].get("files", {}))]


def status(project: Project, data: str | None = None) -> list[ResultStatus]:
    """Return the state of every result made from `data` (by default the site's), by name.

    Raises:
        StudyReportError: a declaration is malformed, or code that an experiment reaches is.
    """
    data = dataset(project, data)
    return [_status(project, one, data) for one in declarations(project).values()]


def _status(project: Project, declaration: Declaration, data: str) -> ResultStatus:
    path = location(project, declaration, data)
    stored = stored_result(path)
    if stored is None:
        said = _DAMAGED if path.is_file() else "it has not been made"
        return ResultStatus(declaration.name, "missing", (said,), path, declaration)
    reach = reached(project, declaration)
    files = stored["inputs"].get("files", {})
    now = file_digests(project, files)
    why = () if stored["key"] == key(reach, data, now) else _why(stored, reach, files, now)
    if stored.get("digest") != returned_digest(stored):
        why += (_EDITED,)
    return ResultStatus(declaration.name, "stale" if why else "fresh", why, path, declaration)


def reached(project: Project, declaration: Declaration) -> Reach:
    """Return what the experiment reaches.

    Versions do not count: a costly run is not repeated because a library was patched. Nor does
    the generator: it stores the numbers, but has no part in them.
    """
    module, name = declaration.module, declaration.name
    return reach_definition(project, module, name, versions=False, generator=False)


def key(reach: Reach, data: str, files: Mapping[str, str | None]) -> str:
    """Return the digest that changes when the result may."""
    return text_digest(reach.digest, data, *(f"{name} {is_}" for name, is_ in files.items()))


def inputs(reach: Reach, files: Mapping[str, str | None]) -> dict[str, Any]:
    """Return what is stored to say later what has changed."""
    return {"definitions": _short(reach.digests), "files": dict(files)}


def file_digests(
    project: Project, files: Mapping[str, Any], since: int | None = None
) -> dict[str, str | None]:
    """Return the digest of what each file or folder holds, given from the root of the project.

    None if it is gone. `since`, in ns, is when those who read it began.
    """
    return {name: content_digest(project.root / name, since) for name in sorted(files)}


def _why(
    stored: Mapping[str, Any],
    reach: Reach,
    before: Mapping[str, str | None],
    now: Mapping[str, str | None],
) -> tuple[str, ...]:
    said = changes(stored["inputs"].get("definitions", {}), _short(reach.digests))
    said += [f"{name} changed" for name in now if now[name] != before[name]]
    return tuple(said) or ("the order of its statements, or its packages, changed",)


def _short(digests: Mapping[str, str]) -> dict[str, str]:
    return {name: digest[:_SHOWN] for name, digest in digests.items()}
