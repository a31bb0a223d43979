"""The question bank: every file of quizzes/ read, validated and checked, in one go."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field

from studyreport.problems import Problem, StudyReportError, nearest
from studyreport.project import Project
from studyreport.quiz.digest import ProgramDigests
from studyreport.quiz.finding import Finding
from studyreport.quiz.model import Item, Part, Text
from studyreport.quiz.sections import heading, section_fault
from studyreport.quiz.types import TYPES, ItemType
from studyreport.quiz.validation import shown, validated
from studyreport.quiz.vary import Variant, expand, once
from studyreport.quiz.yaml import Mapping, Node, Scalar, locate, locate_name, read
from studyreport.quiz.yaml import Sequence as NodeSequence


class Header(Part):
    """A quiz file, but for what its items are."""

    title: Text
    items: list[Any] = Field(min_length=1)


@dataclass(frozen=True)
class Entry:
    """An item, its type, and where it stands.

    A parametrised item is drawn several times; `item` is what readers see first.
    """

    item: Item
    type: ItemType[Any]
    test: str
    path: str
    node: Node = field(repr=False)
    project: Project = field(repr=False)
    drawn: tuple[tuple[Item, Variant], ...] = field(repr=False)

    @property
    def id(self) -> str:
        """The id that the author wrote."""
        return self.item.id

    @property
    def heading(self) -> str:
        """The heading of the section to read again, as the page has it now."""
        return heading(self.project, self.item.section)

    @cached_property
    def content(self) -> str:
        """Eight digits that change with anything that readers see."""
        return _digest([_shown(item) for item, _ in self.drawn])

    @cached_property
    def key(self) -> str:
        """Eight digits that change with what counts as right, and only then."""
        return _digest([self.type.name, *(self.type.key(item) for item, _ in self.drawn)])

    def problem(self, finding: Finding) -> Problem:
        """Return a finding with its place in the file."""
        return _problem(self.path, self.node, finding)


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


def load_bank(project: Project) -> Bank:
    """Return the bank.

    Raises:
        StudyReportError: with every problem of every file.
    """
    bank, problems = read_bank(project)
    if problems:
        raise StudyReportError(problems)
    return bank


def read_bank(project: Project) -> tuple[Bank, list[Problem]]:
    """Return the items that are sound, and the problems of all others."""
    ids: dict[str, str] = {}
    programs = ProgramDigests(project, "variants")
    files = [_File(project, path, ids, programs) for path in quiz_files(project)]
    tests = [test for file in files for test in file.read()]
    programs.keep()
    problems = [problem for file in files for problem in file.problems]
    problems += [_misnamed(project, path) for path in sorted(project.quizzes.glob("*.yaml"))]
    digests = {file.path: file.digest for file in files}
    return Bank({test.name: test for test in tests}, digests), problems


def quiz_files(project: Project) -> list[Path]:
    """Return the files of the bank."""
    return sorted(project.quizzes.glob("*.yml"), key=lambda path: path.name)


def _misnamed(project: Project, path: Path) -> Problem:
    remedy = f"Name it {path.stem}.yml."
    return Problem(project.relative(path), 0, 0, "files of the bank end in .yml.", remedy)


class _File:
    """Reads one file; gathers what is wrong with it."""

    def __init__(
        self, project: Project, path: Path, ids: dict[str, str], digests: ProgramDigests
    ) -> None:
        self.problems: list[Problem] = []
        self.path = project.relative(path)
        self._project = project
        self._name = path.stem
        self._ids = ids  # where each id of the bank stands
        self._digests = digests
        self._data = path.read_bytes()
        self.digest = hashlib.sha256(self._data).hexdigest()

    def read(self) -> Iterator[Test]:
        """Yield the test, unless there is nothing to be read."""
        root, problems = read(self._data, self.path)
        self.problems += problems
        if root is None:
            return
        header = validated(Header, root.plain())
        if isinstance(header, list):
            self._tell(root, header)
        entries = tuple(self._entries(root))
        title = header.title if isinstance(header, Header) else ""
        yield Test(self._name, title, self.path, entries)

    def _tell(self, node: Node, findings: Sequence[Finding]) -> None:
        """Add the findings, but for places where YAML itself went wrong."""
        told = {(problem.line, problem.column) for problem in self.problems}
        for finding in findings:
            problem = _problem(self.path, node, finding)
            if (problem.line, problem.column) not in told:
                self.problems.append(problem)

    def _entries(self, root: Node) -> Iterator[Entry]:
        items = root.entries.get("items") if isinstance(root, Mapping) else None
        for node in items.items if isinstance(items, NodeSequence) else ():
            is_first = self._claim_id(node)
            entry = self._entry(node)
            if entry and is_first:
                yield entry

    def _entry(self, node: Node) -> Entry | None:
        kind = self._type(node)
        if kind is None:
            return None
        drawn, findings = self._drawn(kind, node)
        self._tell(node, findings)
        if findings:
            return None
        item = drawn[0][0]
        return Entry(item, kind, self._name, self.path, node, self._project, tuple(drawn))

    def _drawn(
        self, kind: ItemType[Any], node: Node
    ) -> tuple[list[tuple[Item, Variant]], list[Finding]]:
        """Return every variant of an item, the only one of most; and what is wrong with them."""
        value = node.plain()
        given = value if isinstance(value, dict) else {}
        alone = kind.proof_stands_alone
        expanded = expand(self._project, given, self._digests, alone=alone)
        findings = [part for part in expanded if isinstance(part, Finding)]
        drawn = []
        for variant in (part for part in expanded if isinstance(part, Variant)):
            item = validated(kind.model, variant.value)
            found = item if isinstance(item, list) else list(self._faults(kind, item))
            findings += [variant.told(finding) for finding in found]
            if not isinstance(item, list):
                drawn.append((item, variant))
        findings += _check_apart(drawn)
        return drawn, once(findings) if len(expanded) > 1 else findings

    def _faults(self, kind: ItemType[Any], item: Item) -> Iterator[Finding]:
        yield from kind.check(item)
        yield from kind.check_report(item, self._project)
        yield from self._section(item)

    def _type(self, node: Node) -> ItemType[Any] | None:
        value = node.plain()
        if not isinstance(value, dict):
            message = f"an item is {shown(value)}, not a mapping."
            self._tell(node, [Finding((), message, "Write `id:`, `type:`, `stem:` and so on.")])
            return None
        name = value.get("type")
        if isinstance(name, str) and name in TYPES:
            return TYPES[name]
        known = f"Write one of {', '.join(TYPES)}."
        message, remedy = "the field 'type' is missing.", known
        if name is not None:
            message = f"there is no type {shown(name)}."
            remedy = nearest(name, TYPES) if isinstance(name, str) else known
        self._tell(node, [Finding(("type",), message, remedy)])
        return None

    def _section(self, item: Item) -> Iterator[Finding]:
        fault = section_fault(self._project, item.section)
        if fault:
            yield Finding(("section",), *fault)

    def _claim_id(self, node: Node) -> bool:
        """Note the item's id; tell if another item has it already."""
        scalar = node.entries.get("id") if isinstance(node, Mapping) else None
        if not isinstance(scalar, Scalar) or not isinstance(scalar.value, str):
            return True
        here = f"{self.path}:{scalar.place.line}"
        first = self._ids.setdefault(scalar.value, here)
        if first is here:
            return True
        message = f"the id '{scalar.value}' is taken by {first}."
        self._tell(node, [Finding(("id",), message, "Write another one here.")])
        return False


def _problem(path: str, node: Node, finding: Finding) -> Problem:
    if finding.is_name:
        place = locate_name(node, finding.field)
    else:
        place = locate(node, finding.field, finding.line)
    return Problem(path, place.line, place.column, finding.message, finding.remedy)


def _shown(item: Item) -> dict[str, Any]:
    """Return what readers see of an item."""
    return item.model_dump(mode="json", exclude=item.unseen, exclude_defaults=True)


def _check_apart(drawn: Sequence[tuple[Item, Variant]]) -> Iterator[Finding]:
    """Yield a variant that shows the same as one before it."""
    seen: dict[str, str] = {}
    for item, variant in drawn:
        same = seen.setdefault(_digest(_shown(item)), variant.name)
        if same != variant.name:
            message = f"the variants {same} and {variant.name} show the same."
            yield Finding(("vary",), message, "Show what differs, or delete a value.")


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
