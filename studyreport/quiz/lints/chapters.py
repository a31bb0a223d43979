"""The order in which a reader meets the pages: `nav` in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project


def chapter_order(project: Project) -> dict[str, int]:
    """Return for each page of the navigation, as optimizers.md, its number; {} if there is none.

    Raises:
        StudyReportError: mkdocs.yml is not YAML.
    """
    file = project.root / "mkdocs.yml"
    if not file.is_file():
        return {}
    try:
        settings = yaml.load(file.read_bytes(), Loader=_Lenient)  # noqa: S506 - makes plain data
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = Problem("mkdocs.yml", line, column, "this is not YAML.")
        raise StudyReportError([problem]) from error
    nav = settings.get("nav") if isinstance(settings, dict) else None
    return {page: number for number, page in reversed([*enumerate(_pages(nav))])}


class _Lenient(yaml.SafeLoader):
    """Reads over tags such as `!ENV`, which are MkDocs' own."""


def _nothing(loader: _Lenient, suffix: str, node: yaml.Node) -> None:
    del loader, suffix, node


_Lenient.add_multi_constructor("", _nothing)


def _pages(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for part in nav if isinstance(nav, list) else nav.values():
            yield from _pages(part)
