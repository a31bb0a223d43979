"""What the bank consists of: items with their places, tests, and all of them together."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from studyreport.problems import Problem
from studyreport.project import Project
from studyreport.quiz.finding import Finding
from studyreport.quiz.model import Item
from studyreport.quiz.sections import heading
from studyreport.quiz.types import ItemType
from studyreport.quiz.vary import Variant
from studyreport.quiz.written import Written
from studyreport.quiz.yaml import Node

# In JSON: a footnote, or a line that defines one, an abbreviation or the target of a link.
_FOR_A_PAGE = re.compile(r'\[\^|(?:"|\\n)[ *]*\[[^\]]*\]:')


@dataclass(frozen=True)
class Entry:
    """An item, its type, and where it stands: at `place`, from 0, in what is `written` at `path`.

    A parametrised item is drawn several times; `item` is what readers see first.
    """

    item: Item
    type: ItemType[Any]
    test: str
    path: str
    place: int
    written: Written = field(repr=False)
    project: Project = field(repr=False)
    drawn: tuple[tuple[Item, Variant], ...] = field(repr=False)

    @property
    def id(self) -> str:
        """The id that the author wrote."""
        return self.item.id

    @property
    def node(self) -> Node:
        """What the author wrote, with its places."""
        return self.written.items[self.place]

    @property
    def heading(self) -> str:
        """The heading of the section to read again, as the page has it now."""
        return heading(self.project, self.item.section)

    @cached_property
    def content(self) -> str:
        """Eight digits that change with anything that readers see."""
        return _digits(self._shown)

    @cached_property
    def key(self) -> str:
        """Eight digits that change with what counts as right, and only then."""
        return digest([self.type.name, *(self.type.key(item) for item, _ in self.drawn)])

    @cached_property
    def leans_on_page(self) -> bool:
        """Whether a text may use or define what counts for a whole page, such as a footnote."""
        return bool(_FOR_A_PAGE.search(self._shown))

    @cached_property
    def _shown(self) -> str:
        return _json([visible(item) for item, _ in self.drawn])

    def problem(self, finding: Finding) -> Problem:
        """Return a finding with its place in the file."""
        return self.written.problem(self.node, finding)


@dataclass(frozen=True)
class Test:
    """A confirmation test: the items of one file."""

    name: str
    title: str
    path: str
    items: tuple[Entry, ...]


@dataclass(frozen=True)
class Bank:
    """All tests, by name; and the SHA-256 of every file that they were read from."""

    tests: dict[str, Test]
    files: dict[str, str]

    @cached_property
    def items(self) -> dict[str, Entry]:
        """All items, by id."""
        return {entry.id: entry for test in self.tests.values() for entry in test.items}


def visible(item: Item) -> dict[str, Any]:
    """Return what readers see of an item."""
    return item.model_dump(mode="json", exclude=item.unseen, exclude_defaults=True)


def digest(value: object) -> str:
    """Return eight digits that change with the value."""
    return _digits(_json(value))


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True)
