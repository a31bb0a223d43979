"""Whether the site has to be built again: what it is made from, and what was made, by their stats.

Sizes and times of files are compared, not contents: a few thousand of them cost milliseconds, and
a file that was only touched costs no more than one build.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import studyreport
from studyreport.files import write
from studyreport.inputs import text_digest
from studyreport.inputs.packages import installed
from studyreport.project import Project
from studyreport.site.includes import includes
from studyreport.texts import text_of

_IGNORED = {"__pycache__", "node_modules"}


class Stamp:
    """What a site is made from, taken before it is built, and what the build made of it.

    Args:
        project: The report.
        site: The built site.
        url: Where it will be served, if not where the environment's SITE_URL says.
        secure: Whether its pages carry their security policy.
    """

    def __init__(
        self, project: Project, site: Path, *, url: str | None = None, secure: bool = True
    ) -> None:
        self._file = project.build / "site.json"
        self._site = site
        # Now, for the sources may be edited while the build lasts.
        self._made_from: dict[str, str | bool] = {
            "sources": _digest(project.root, _sources(project)),
            "packages": text_digest(*installed()),
            "url": url or os.environ.get("SITE_URL", ""),
            "secure": secure,
        }

    def is_fresh(self) -> bool:
        """Say whether the site is what the last build that went well made from the same."""
        try:
            saved: object = json.loads(self._file.read_text("utf-8"))
        except (FileNotFoundError, ValueError):  # ValueError: it was damaged
            return False
        return saved == self._state()

    def save(self) -> None:
        """Remember what the site was made from, and the site as it is now."""
        write(self._file, json.dumps(self._state(), indent=2) + "\n")

    def _state(self) -> dict[str, str | bool]:
        return {**self._made_from, "site": _digest(self._site, _files(self._site))}


def surroundings(project: Project) -> str:
    """Return a digest of all that a question may be made from, but for pages and the bank itself.

    Of the pages their names count: questions link to them.
    """
    pages = set(project.pages)
    files = (file for file in _surroundings(project) if file not in pages)
    names = sorted(project.relative(page) for page in pages)
    return text_digest(_digest(project.root, files), *names, *installed())


def _sources(project: Project) -> Iterator[Path]:
    """Yield every file that a page may be made from, the generator's own code included."""
    yield from _surroundings(project)
    yield from _files(project.quizzes)
    yield project.build / "bank.json"  # what variants show may hang on any file
    for page in project.pages:
        included = includes(project.relative(page), text_of(project, page))
        yield from (project.root / one.file for one in included)


def _surroundings(project: Project) -> Iterator[Path]:
    """Yield what may be anywhere on the site; and the pages, which lie among it."""
    yield from (project.root / name for name in ("mkdocs.yml", "pyproject.toml"))
    folders = [project.docs, *project.code, project.build / "results"]
    for folder in (*folders, Path(studyreport.__file__).parent):
        yield from _files(folder)


def _files(folder: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _IGNORED)
        yield from (Path(path, name) for name in sorted(names))


def _digest(root: Path, files: Iterable[Path]) -> str:
    """Return a digest that is the same for the same tree in another place."""
    digest = hashlib.sha256()
    for file in files:
        if file.is_file():
            stat = file.stat()
            name = file.relative_to(root) if file.is_relative_to(root) else file
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
