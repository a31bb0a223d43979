"""The list of the site's questions, from which scripts learn what chapters and items there are."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from typing import TypedDict

from studyreport import quiz
from studyreport.files import write
from studyreport.project import Project
from studyreport.site.addresses import is_internal
from studyreport.site.checks import Site

CATALOGUE = "assets/generated/items.json"
_VERSION = 1


class Listed(TypedDict):
    """One question: its type, its key's hash, the page that shows it and its number there."""

    id: str
    type: str
    key: str
    page: str
    number: int


class Chapter(TypedDict):
    """One confirmation test, with those of its questions that some page shows."""

    name: str
    title: str
    items: list[Listed]


def write_catalogue(project: Project, site: Site) -> None:
    """Write the list into the site, if any page shows questions or tools that look them up."""
    pages = site.pages.values()
    if any(any(page.items) or page.tools for page in pages):
        listed = {"version": _VERSION, "tests": catalogue(project, site)}
        text = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
        write(site.folder / CATALOGUE, text + "\n")


def catalogue(project: Project, site: Site) -> list[Chapter]:
    """Return the tests that pages show, in the order of the navigation."""
    bank, places = quiz.load_proved(project), _places(site)
    chapters = [
        Chapter(name=test.name, title=test.title, items=list(_listed(test, places)))
        for test in bank.tests.values()
    ]
    order = {_address(path): place for place, path in enumerate(_in_order(site))}
    shown = [chapter for chapter in chapters if chapter["items"]]
    return sorted(shown, key=lambda one: order[one["items"][0]["page"]])


def _listed(test: quiz.Test, places: dict[str, tuple[str, int]]) -> Iterator[Listed]:
    """Yield the shown questions of a test as a reader meets them."""
    entries = {entry.id: entry for entry in test.items if entry.id in places}
    for name, (page, number) in places.items():
        if name in entries:
            entry = entries[name]
            kind, key = entry.type.name, entry.key
            yield Listed(id=name, type=kind, key=key, page=page, number=number)


def _places(site: Site) -> dict[str, tuple[str, int]]:
    """Return the page that shows each question first, and its number there."""
    places: dict[str, tuple[str, int]] = {}
    for path in _in_order(site):
        for number, name in enumerate(site.pages[path].items, 1):
            places.setdefault(name, (_address(path), number))
    return places


def _in_order(site: Site) -> list[str]:
    """Return the front page, then those that it links to (it holds the navigation), then others."""
    front = site.pages.get("index.html")
    links = front.links if front else []
    targets = (site.target("index.html", link) for link in links if is_internal(link))
    linked = [target.file for target in targets if target and target.file in site.pages]
    return list(dict.fromkeys([*["index.html"] * bool(front), *linked, *site.pages]))


def _address(path: str) -> str:
    """Return a page as links name it: optimizers/ for optimizers/index.html."""
    folder, name = posixpath.split(path)
    return path if name != "index.html" else f"{folder}/" * bool(folder)
