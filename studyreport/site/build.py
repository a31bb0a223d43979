"""Building the pages with MkDocs, strictly, every complaint placed in the file it is about."""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TypeAlias

from studyreport.markdown.sources import Place, Source
from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project
from studyreport.texts import text_of

Options: TypeAlias = Mapping[str, Mapping[str, str]]

_LINK = re.compile(
    r"Doc file '(?P<file>[^']+)' contains an? [\w ]*link '(?P<link>[^']+)', (?P<why>.+)"
)
_UNLISTED = re.compile(r"^  - (.+\.md)$", re.MULTILINE)
_YAML = re.compile(r'^  in ".*", line (\d+), column (\d+)$', re.MULTILINE)
_QUOTED = re.compile(r"'([^']+)'")


def build_pages(
    project: Project, site: Path, url: str | None = None, options: Options | None = None
) -> None:
    """Build the pages into the folder `site`, as `mkdocs build --strict` does.

    Args:
        project: The report.
        site: Where to write; what is there is removed first.
        url: Where it will be served, when that is not what mkdocs.yml says.
        options: More options of Markdown extensions, by their names.

    Raises:
        StudyReportError: MkDocs, or one of our extensions, found something wrong.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # or the theme prints a page about itself
    from mkdocs.exceptions import MkDocsException

    # What pages include is named from the report's root, wherever the command was given.
    with chdir(project.root), _complaints() as records:
        try:
            _mkdocs(project, site, url, options or {})
        except MkDocsException as error:
            if isinstance(error.__context__, StudyReportError):
                raise StudyReportError(error.__context__.problems) from None
            messages = [record.getMessage() for record in records] or [str(error)]
            found = [one for message in messages for one in _problems(project, message)]
            raise StudyReportError(found) from None


def _mkdocs(project: Project, site: Path, url: str | None, options: Options) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    address = {"site_url": url} if url else {}
    config = load_config(
        str(project.root / "mkdocs.yml"), strict=True, site_dir=str(site), **address
    )
    for extension, more in options.items():
        config["mdx_configs"].setdefault(extension, {}).update(more)
    _check_once(project, config["nav"])
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def _check_once(project: Project, nav: object) -> None:
    """Raise if a page is listed twice: its tables of contents would get the same id."""
    remedy = "Delete one of the two."
    counts = Counter(name for name in _listed(nav) if name.endswith(".md"))
    problems = [
        _config_problem(project, [name], f"the page {name} is in the navigation twice.", remedy)
        for name, count in counts.items()
        if count > 1
    ]
    if problems:
        raise StudyReportError(problems)


def _listed(nav: object) -> Iterator[str]:
    """Yield the pages and links of a navigation, as far as it is one."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict | list):
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from _listed(entry)


class _Keeper(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _complaints() -> Iterator[list[logging.LogRecord]]:
    """Collect what MkDocs warns of, instead of printing it."""
    logger, keeper = logging.getLogger("mkdocs"), _Keeper()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(keeper)
    try:
        yield keeper.records
    finally:
        logger.removeHandler(keeper)
        logger.propagate = propagate


def _problems(project: Project, message: str) -> list[Problem]:
    """Return a warning of MkDocs as problems with places."""
    if places := _YAML.findall(message):
        *_, why = (line for line in message.splitlines() if not line.startswith("  in "))
        remedy = "Correct the indentation, or put a text with : or # into quotes."
        line, column = map(int, places[-1])
        return [Problem("mkdocs.yml", line, column, f"this is not YAML: {why}.", remedy)]
    if found := _LINK.match(message):
        return [_link_problem(project, found["file"], found["link"], found["why"])]
    if pages := _UNLISTED.findall(message):
        remedy = "List it under nav, or remove the file."
        said = [f"the page {page} is not in the navigation." for page in pages]
        return [_config_problem(project, ["nav:"], text, remedy) for text in said]
    return [_config_problem(project, _QUOTED.findall(message), message)]


def _config_problem(project: Project, names: list[str], message: str, remedy: str = "") -> Problem:
    """Return a problem of mkdocs.yml, at the first of `names` that stands in it."""
    config = Source("mkdocs.yml", text_of(project, project.root / "mkdocs.yml"))
    places = (place for name in names if (place := config.find(name)))
    place = next(places, Place(config.path))
    return Problem(place.path, place.line, place.column, message, remedy)


def _link_problem(project: Project, file: str, link: str, why: str) -> Problem:
    why, _, meant = why.partition(" Did you mean ")
    remedy = f"Did you mean {meant}" if meant else "Link to what exists."
    page = project.docs / file
    place = find_link(project, page, link)
    return Problem(place.path, place.line, place.column, f"broken link '{link}': {why}", remedy)


def find_link(project: Project, page: Path, link: str) -> Place:
    """Return where `link` is written: in the page, or in a question or a caption that it shows."""
    for source in _sources(project, page):
        if place := source.find(f"]({link}", 2) or source.find(link):
            return place
    return Place(project.relative(page))


def _sources(project: Project, page: Path) -> Iterator[Source]:
    """Yield what a page is made from: itself, then questions and figures that it may show."""
    files = [page, *sorted(project.quizzes.rglob("*.yml")), *sorted(project.figures.rglob("*.py"))]
    for file in files:
        yield Source(project.relative(file), text_of(project, file))
