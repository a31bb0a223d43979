"""What an author wrote into a file of the bank, read as soon as somebody asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property

from studyreport.problems import Problem
from studyreport.quiz.finding import Finding
from studyreport.quiz.yaml import Mapping, Node, locate, locate_name, read
from studyreport.quiz.yaml import Sequence as NodeSequence


class Written:
    """A file as it was at one moment.

    Args:
        data: Its bytes.
        path: Its name in messages.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self._data = data
        self.path = path

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self._data).hexdigest()

    @cached_property
    def _read(self) -> tuple[Node | None, list[Problem]]:
        return read(self._data, self.path)

    @property
    def root(self) -> Node | None:
        """The whole, if there is anything to be read."""
        return self._read[0]

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with it as YAML."""
        return self._read[1]

    @property
    def items(self) -> Sequence[Node]:
        """The items, whatever they are."""
        items = self.root.entries.get("items") if isinstance(self.root, Mapping) else None
        return items.items if isinstance(items, NodeSequence) else ()

    def problem(self, node: Node, finding: Finding) -> Problem:
        """Return a finding about an item, or about the whole, with its place."""
        if finding.is_name:
            place = locate_name(node, finding.field)
        else:
            place = locate(node, finding.field, finding.line)
        return Problem(self.path, place.line, place.column, finding.message, finding.remedy)
