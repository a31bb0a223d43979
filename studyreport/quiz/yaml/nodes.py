"""What a YAML file holds, with the place of every part of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = "bool | int | Decimal | str | list[Value] | dict[str, Value] | None"


@dataclass(frozen=True)
class Place:
    """A position in a file, counted from 1 as editors do."""

    line: int
    column: int


@dataclass(frozen=True)
class Scalar:
    """A text or number.

    `literal` tells a `|` block, whose lines stand in the file as they are in `value`.
    """

    place: Place
    value: bool | int | Decimal | str | None
    literal: bool = False

    def plain(self) -> Value:
        """Return the value without its place."""
        return self.value


@dataclass(frozen=True)
class Sequence:
    """A list."""

    place: Place
    items: tuple[Node, ...]

    def plain(self) -> Value:
        """Return the values without their places."""
        return [item.plain() for item in self.items]


@dataclass(frozen=True)
class Mapping:
    """Named parts, in the order of the file; `names` has the place of each name."""

    place: Place
    entries: dict[str, Node]
    names: dict[str, Place]

    def plain(self) -> Value:
        """Return the values without their places."""
        return {name: node.plain() for name, node in self.entries.items()}


Node: TypeAlias = Scalar | Sequence | Mapping


def locate(node: Node, field: tuple[str | int, ...], line: int | None = None) -> Place:
    """Return the place of a field, or of the last part of the way to it that exists.

    Args:
        node: where to start.
        field: names and list positions, as ("options", 1, "text").
        line: a line, from 1, within the field's text, if it is a `|` block.
    """
    for step in field:
        below = _step(node, step)
        if below is None:
            break
        node = below
    else:
        if line is not None and isinstance(node, Scalar) and node.literal:
            return Place(node.place.line + line, 1)
    return node.place


def locate_name(node: Node, field: tuple[str | int, ...]) -> Place:
    """Return the place of a field's name; for what has none, of its value."""
    parent = node
    for step in field[:-1]:
        parent = _step(parent, step) or parent
    name = field[-1]
    if isinstance(parent, Mapping) and isinstance(name, str) and name in parent.names:
        return parent.names[name]
    return locate(node, field)


def _step(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.entries.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None
