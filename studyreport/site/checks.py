"""What must hold of a built site: nothing broken, nothing nameless, nothing from elsewhere."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studyreport.problems import Problem
from studyreport.site.addresses import Target, is_foreign, is_internal, resolve
from studyreport.site.document import Document, css_addresses

# Bytes of our own JavaScript, compressed: on a page with questions, and for each tool on a page.
BUDGET = 10 * 1024
TOOL_BUDGET = 24 * 1024
_ADVERTISERS = ("squidfunk.github.io", "zensical.org", "www.mkdocs.org")
_OURS = "assets/generated/"
# `import{a}from"./b.js"` and `import"./b.js"`, but not `import("./b.js")`.
_IMPORT = re.compile(rb"""\b(?:from|import)\s*["'](\./[^"']+)["']""")


@dataclass(frozen=True)
class Site:
    """The built site: its folder, the path it is served under, its files and its pages."""

    folder: Path
    base: str
    files: frozenset[str]
    pages: dict[str, Document]

    def target(self, page: str, address: str) -> Target | None:
        """Return where an internal address leads; None if there is no such file or anchor."""
        target = resolve(page, address, self.base)
        if target is None or target.file not in self.files:
            return None
        document = self.pages.get(target.file)
        missing = document is not None and target.anchor and target.anchor not in document.ids
        return None if missing else target


def check_page(site: Site, page: Document) -> Iterator[Problem]:
    """Yield what is wrong with one page. Places are those of the built file."""
    for address in page.links:
        if is_internal(address) and address != "#" and site.target(page.path, address) is None:
            yield _broken(page.path, address, "link")
        elif any(name in address for name in _ADVERTISERS):
            message = f"the page advertises what it is made with: {address}"
            yield Problem(page.path, 0, 0, message, "Set extra.generator to false in mkdocs.yml.")
    for address in page.resources:
        yield from _resource(site, page.path, address)
    for name in page.repeated_ids:
        message = f"the id '{name}' is given more than once."
        yield Problem(page.path, 0, 0, message, "Rename one of them.")
    for address in page.unlabelled_images:
        message = f"the image {address} has no alternative text."
        yield Problem(page.path, 0, 0, message, "Write it between the brackets: ![text](address).")
    yield from _budget(site, page)


def check_style(site: Site, path: str) -> Iterator[Problem]:
    """Yield what is wrong with one stylesheet."""
    for address in css_addresses((site.folder / path).read_text("utf-8")):
        yield from _resource(site, path, address)


def _resource(site: Site, path: str, address: str) -> Iterator[Problem]:
    if is_foreign(address):
        message = f"asks another origin: {address}"
        yield Problem(path, 0, 0, message, "Serve a copy from docs/assets.")
    elif is_internal(address) and site.target(path, address) is None:
        yield _broken(path, address, "resource")


def _broken(path: str, address: str, kind: str) -> Problem:
    message = f"broken {kind} '{address}': there is no such file or anchor."
    return Problem(path, 0, 0, message, "Correct the address, or make what it leads to.")


def _budget(site: Site, page: Document) -> Iterator[Problem]:
    targets = {site.target(page.path, address) for address in page.scripts}
    ours = _with_imports(site, {t.file for t in targets if t and t.file.startswith(_OURS)})
    size = sum(len(gzip.compress((site.folder / file).read_bytes(), 9)) for file in ours)
    allowed = BUDGET * bool(page.items) + TOOL_BUDGET * page.tools
    if size > allowed:
        message = f"{size} bytes of our own JavaScript (compressed); {allowed} are allowed."
        yield Problem(page.path, 0, 0, message, "Make the bundle smaller, or load it elsewhere.")


def _with_imports(site: Site, scripts: set[str]) -> set[str]:
    """Return the scripts and what they import; not what they import on demand."""
    every, waiting = set(scripts), list(scripts)
    while waiting:
        file = waiting.pop()
        for name in _IMPORT.findall((site.folder / file).read_bytes()):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file), name.decode()))
            if target in site.files and target not in every:
                every.add(target)
                waiting.append(target)
    return every
