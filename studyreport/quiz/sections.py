"""The headings that a page has, by the ids that Python-Markdown gives them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import markdown

from studyreport.files import is_file
from studyreport.inputs import Records
from studyreport.inputs.normal import text_digest
from studyreport.inputs.source import Stamp, stamp
from studyreport.problems import nearest
from studyreport.project import Project
from studyreport.texts import text_of

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(---|\.\.\.)[ \t]*\n", re.DOTALL)
_ID = re.compile(r'<[a-z][^>]*\bid="([^"]+)"')
# What the site's other extensions may turn into something else, and so change a heading's id.
_REWRITTEN = re.compile(r"\$|\{\{")
# Words after a fence's language, as `run`: unknown to superfences, the block would not be code.
_OPTIONS = re.compile(r"^([> \t]*(?:`{3,}|~{3,})\w+)[ \t]+[^`\n]*$", re.MULTILINE)


@dataclass(frozen=True)
class Sections:
    """The ids of a page with the text of their headings.

    `uncertain` when a heading without an id of its own holds a formula or a value: its id is
    known only after the build.
    """

    headings: dict[str, str]
    uncertain: bool


def section_fault(project: Project, link: str) -> tuple[str, str] | None:
    """Return message and remedy if `link`, as optimizers.md#momentum, leads nowhere."""
    page, _, anchor = link.partition("#")
    sections = _of_page(project, page)
    if sections is None:
        pages = (path.relative_to(project.docs).as_posix() for path in project.pages)
        return f"there is no page '{page}'.", nearest(page, pages)
    if anchor in sections.headings or sections.uncertain:
        return None
    return f"'{page}' has no section '#{anchor}'.", nearest(anchor, sections.headings)


def heading(project: Project, link: str) -> str:
    """Return the text of the heading that `link` leads to, or the link's own words."""
    page, _, anchor = link.partition("#")
    sections = _of_page(project, page)
    words = anchor.replace("-", " ")
    return sections.headings.get(anchor, words) if sections else words


def _of_page(project: Project, page: str) -> Sections | None:
    file = project.docs / page
    return _known(project, page, stamp(file)) if is_file(file) else None


@lru_cache(maxsize=10_000)
def _known(project: Project, page: str, seen: Stamp) -> Sections | None:  # noqa: ARG001
    """Read each state of a page once, however many items lead to it; keep it for later builds."""
    file = (project.docs / page).resolve()
    if not file.is_relative_to(project.docs.resolve()):
        return None
    text = text_of(project, file)
    records = Records(project.build / "cache" / "sections")
    name, digest = page.replace("/", "--"), text_digest(markdown.__version__, text)
    if record := records.fresh(name, digest):
        return Sections(*record.value)
    made = sections(text)
    records.save(name, digest, (), value=[made.headings, made.uncertain])
    return made


def sections(text: str) -> Sections:
    """Return the sections of a page's Markdown."""
    reader = markdown.Markdown(extensions=["attr_list", "toc", "pymdownx.superfences"])
    rendered = reader.convert(_OPTIONS.sub(r"\1", _FRONT_MATTER.sub("", text)))
    tokens = list(_flat(getattr(reader, "toc_tokens", [])))
    names = {token["id"]: html.unescape(token["name"]) for token in tokens}
    others = {found: found.replace("-", " ") for found in _ID.findall(rendered)}
    uncertain = any(_REWRITTEN.search(name) for name in names.values())
    return Sections({**others, **names}, uncertain)


def _flat(tokens: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from _flat(token["children"])
