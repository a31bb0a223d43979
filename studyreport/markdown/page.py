"""Which page is being rendered, and where in its sources a piece of text stands."""

from __future__ import annotations

import posixpath
import re
from functools import cache, cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from studyreport import project as projects
from studyreport.markdown.errors import PageError
from studyreport.markdown.sources import Place, Source
from studyreport.problems import Problem, StudyReportError, stop
from studyreport.project import Project
from studyreport.quiz import Bank, load_proved
from studyreport.results import load
from studyreport.texts import text_of

# The same pattern as MkDocs', so that both see the same text after it.
FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_FIRST = 1_000_000  # before every other preprocessor: what it is given is the file's own text

_pages: WeakKeyDictionary[Markdown, Page] = WeakKeyDictionary()
_bodies: dict[Path, dict[str, list[Path]]] = {}


class Page:
    """The page that a Markdown instance renders, and everything known of where it comes from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.read_result = cache(load)  # each result once: a page is of one moment
        self._others: list[Source] = []

    @cached_property
    def project(self) -> Project:
        """The report around the current folder."""
        return projects.load()

    @cached_property
    def bank(self) -> Bank:
        """The proved questions. Raises StudyReportError if their proofs are to be run again."""
        return load_proved(self.project)

    @cached_property
    def file(self) -> Path:
        """The file in docs that holds this text. Raises StudyReportError if none or several do."""
        return locate(self.project, self.text)

    @property
    def name(self) -> str:
        """The file as links write it: relative to docs, with slashes."""
        return self.file.relative_to(self.project.docs).as_posix()

    def link(self, target: str) -> str:
        """Return the way from this page's source to `target`, which is relative to docs."""
        return posixpath.relpath(target, posixpath.dirname(self.name) or ".")

    def add_source(self, path: Path) -> None:
        """Tell that text of this page comes from `path` too: a quiz, a figure's declaration."""
        source = Source(self.project.relative(path), text_of(self.project, path))
        if source not in self._others:
            self._others.append(source)

    def find(self, fragment: str, offset: int = 0, nth: int = 0) -> Place:
        """Return the place of `fragment` in the page or in what it is made from."""
        whole = text_of(self.project, self.file)
        own = Source(self.project.relative(self.file), whole, _body_start(whole))
        escaped = fragment.replace("\\", "\\\\")  # as it is written within quotes
        shift = fragment.count("\\", 0, offset)
        for source in (own, *self._others):
            place = source.find(fragment, offset, nth) or source.find(escaped, offset + shift, nth)
            if place:
                return place
        return Place(own.path)

    def problem(self, fragment: str, offset: int, message: str, remedy: str = "") -> Problem:
        """Return the problem that the character at `offset` of `fragment` is or has."""
        place = self.find(fragment, offset)
        return Problem(place.path, place.line, place.column, message, remedy)

    def error(self, fragment: str, offset: int, message: str, remedy: str = "") -> PageError:
        """Return the error to raise for one such problem."""
        return PageError([self.problem(fragment, offset, message, remedy)])

    def blame(self, fragment: str, offset: int, error: StudyReportError) -> PageError:
        """Return `error`, found in another room, as one of this page at `fragment`."""
        return PageError(
            self.problem(fragment, offset, problem.message, problem.remedy)
            for problem in error.problems
        )


def page_of(md: Markdown) -> Page:
    """Return the page that `md` is rendering."""
    return _pages[md]


def watch(md: Markdown) -> None:
    """Make `page_of(md)` known from the first preprocessor on. Every extension calls this."""
    md.preprocessors.register(_Watcher(md), "studyreport-page", _FIRST)


def adopt(md: Markdown, page: Page) -> None:
    """Have `md` take what it converts for a part of `page`. Called when its extensions are in."""
    md.preprocessors.register(_Adopter(md, page), "studyreport-page", _FIRST)


class _Watcher(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        _pages[self.md] = Page("\n".join(lines))
        return lines


class _Adopter(Preprocessor):
    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self._page = page

    def run(self, lines: list[str]) -> list[str]:
        _pages[self.md] = self._page
        return lines


def locate(project: Project, text: str) -> Path:
    """Return the page in docs whose text, after its front matter, is `text`.

    Builders hand Markdown a text without its file's name; this finds the name again, the same way
    under every builder. Files are read once; a hit is read again, to be sure that it still holds.
    """
    body = _normal(text)
    found = _bodies.get(project.docs, {}).get(body, [])
    if not found or any(not file.is_file() or _body(project, file) != body for file in found):
        _bodies[project.docs] = _read_bodies(project)
        found = _bodies[project.docs].get(body, [])
    return _only(project, found)


def _only(project: Project, found: list[Path]) -> Path:
    if not found:
        raise stop(
            project.relative(project.docs),
            0,
            0,
            "no page holds the text that is being rendered.",
            "Save the page and build again.",
        )
    if len(found) > 1:
        names = " and ".join(project.relative(file) for file in found)
        raise stop(names, 0, 0, "the same text.", "Keep one of them: a page is told by its text.")
    return found[0]


def _read_bodies(project: Project) -> dict[str, list[Path]]:
    bodies: dict[str, list[Path]] = {}
    for file in project.pages:
        bodies.setdefault(_body(project, file), []).append(file)
    return bodies


def _body(project: Project, file: Path) -> str:
    text = text_of(project, file)
    return _normal(text[_body_start(text) :])


def _body_start(text: str) -> int:
    found = FRONT_MATTER.match(text)
    return found.end() if found else 0


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
