"""After the build: check the site, list its questions, give every page its security policy."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from studyreport.files import write
from studyreport.problems import Problem, StudyReportError, stop
from studyreport.project import Project
from studyreport.site.build import find_link
from studyreport.site.catalogue import write_catalogue
from studyreport.site.checks import Site, check_page, check_style
from studyreport.site.document import Document, read
from studyreport.site.names import with_names
from studyreport.site.policy import policy, with_policy

_ADDRESS = re.compile(r"'(?P<address>[^']*)': there is no such")
_FOREIGN = re.compile(r"^asks another origin: (?P<address>\S+)")
_REPEATED = re.compile(r"^the id '(?P<id>[^']+)' is given")


@dataclass(frozen=True)
class Finished:
    """What was looked at."""

    pages: int
    links: int
    items: int


def finish(
    project: Project, folder: Path, *, url: str | None = None, secure: bool = True
) -> Finished:
    """Check the site in `folder`, list its questions and, unless `secure` is false, the policies.

    `url` is where it will be served, if not where the environment's SITE_URL says.

    Raises:
        StudyReportError: there is no site; or every broken link, anchor or resource, image without
            alternative text, repeated id, request to another origin, page over its budget.
    """
    if not folder.is_dir():
        remedy = "Run 'studyreport site' first."
        raise stop(project.relative(folder), 0, 0, "no site here yet.", remedy)
    contents = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.html"))
    }
    pages = {path: read(path, content) for path, content in contents.items()}
    site = _site(folder, url or os.environ.get("SITE_URL", ""), pages)
    problems = [_placed(project, folder, problem) for problem in _check(site)]
    if problems:
        raise StudyReportError(problems)
    write_catalogue(project, site)
    if secure:
        _write_policies(folder, contents, pages.values())
    return Finished(
        len(pages),
        sum(len(page.links) + len(page.resources) for page in pages.values()),
        sum(len(page.items) for page in pages.values()),
    )


def _site(folder: Path, url: str, pages: dict[str, Document]) -> Site:
    files = (path for path in folder.rglob("*") if path.is_file())
    names = frozenset(path.relative_to(folder).as_posix() for path in files)
    base = urlsplit(url).path or "/"
    return Site(folder, base.rstrip("/") + "/", names, pages)


def _check(site: Site) -> Iterator[Problem]:
    for page in site.pages.values():
        yield from check_page(site, page)
    for name in sorted(site.files):
        if name.endswith(".css"):
            yield from check_style(site, name)


def _write_policies(folder: Path, contents: dict[str, str], pages: Iterable[Document]) -> None:
    text = policy(set().union(*(page.inline_hashes for page in pages)))
    for path, content in contents.items():
        secured = with_policy(with_names(content), text)
        if secured != content:
            write(folder / path, secured)


def _placed(project: Project, folder: Path, problem: Problem) -> Problem:
    """Return the problem in the source, where it is known which one; else in the built file."""
    source = _source(project, problem.path)
    for written in _written(problem.message):
        place = find_link(project, source, written) if source else None
        if place and place.line:
            return replace(problem, path=place.path, line=place.line, column=place.column)
    return replace(problem, path=project.relative(folder / problem.path))


def _written(message: str) -> list[str]:
    """Return how authors may have written what the message is about."""
    if broken := _ADDRESS.search(message):
        anchor = urlsplit(broken["address"]).fragment
        name = posixpath.basename(urlsplit(broken["address"]).path.rstrip("/"))
        return [f"#{anchor}" if anchor else name]
    if foreign := _FOREIGN.search(message):
        return [foreign["address"]]
    if repeated := _REPEATED.search(message):
        name = repeated["id"]
        return [f"{{ #{name}", f"{{#{name}", f'id="{name}"']
    return []


def _source(project: Project, page: str) -> Path | None:
    """Return the Markdown file that a built page comes from, if there is one."""
    stem = page.removesuffix(".html").removesuffix("index").rstrip("/")
    names = [f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md"] if stem else ["index.md"]
    return next((p for p in (project.docs / name for name in names) if p.is_file()), None)
