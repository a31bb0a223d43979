"""Which figures are up to date, and why the others are not; told without drawing anything."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studyreport.figures.declaration import Declaration
from studyreport.figures.output import data_file, files
from studyreport.figures.reads import ResultReads
from studyreport.inputs import Reach, Record, Records, changes, reach_definition
from studyreport.project import Project

_DRAWING = ("studyreport.figures.drawing", "documents")


@dataclass(frozen=True)
class State:
    """One figure as it is now.

    `digest` and `digests` are of all code that it is made with, as in `Reach`; `results` are the
    stored results that it asks for; `why` says why it must be drawn, and is empty if it need not.
    """

    declaration: Declaration
    digest: str
    digests: Mapping[str, str] = field(repr=False)
    results: tuple[str, ...]
    why: str


class Figures:
    """The figures of a project for one set of data.

    Args:
        project: The report.
        data: None for the data of the site, else the name of other data.
        known: The results that exist.
    """

    def __init__(self, project: Project, data: str | None, known: Collection[str]) -> None:
        self.project, self.data = project, data
        kind = f"figures-{data}" if data else "figures"
        self.records = Records(project.build / "cache" / kind)
        self._asked = ResultReads(project, known)

    def states(self, wanted: Iterable[Declaration]) -> Iterator[State]:
        """Yield the state of each figure in `wanted`."""
        common = list(_common(self.project))
        for one in wanted:
            own = reach_definition(self.project, one.module, one.function)
            digests = {k: v for reach in (*common, own) for k, v in reach.digests.items()}
            digest = _joined(reach.digest for reach in (*common, own))
            why = self._why(one, digest, digests)
            yield State(one, digest, digests, self._asked.of(own.definitions), why)

    def save(self, state: State, reads: Iterable[Path], since: int) -> None:
        """Note that the figure was drawn, from files read after the time `since` (in ns)."""
        name = state.declaration.name
        drawings = files(self.project, name, self.data).values()
        outputs = [*drawings, data_file(self.project, name, self.data)]
        value = dict(state.digests)
        self.records.save(name, state.digest, reads, outputs, value, since=since)

    def last(self, names: Iterable[str]) -> Iterator[Record]:
        """Yield what was noted of each figure when it was drawn."""
        for name in names:
            if record := self.records.last(name):
                yield record

    def _why(self, one: Declaration, digest: str, digests: Mapping[str, str]) -> str:
        if self.records.fresh(one.name, digest):
            return ""
        last = self.records.last(one.name)
        if last is None:
            return "it was not drawn yet"
        said = changes(last.value, digests)
        said += [f"{self.project.relative(p)} changed" for p in self.records.changed(one.name)]
        return "; ".join(said[:3]) or "a package has another version"


def _common(project: Project) -> Iterator[Reach]:
    """Yield what every drawing is made with: the generator's own drawing code, and the palette."""
    yield reach_definition(project, *_DRAWING)
    if (project.figures / "palette.py").is_file():
        for name in ("ACCENT", "HUES"):
            yield reach_definition(project, f"{project.figures.name}.palette", name)


def _joined(digests: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(digests).encode()).hexdigest()
