"""Lists of numbers, nested as arrays are: reading, showing and comparing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field
from pydantic.json_schema import WithJsonSchema

from studyreport.execution import Json
from studyreport.quiz.finding import Field as FieldPath
from studyreport.quiz.finding import Finding
from studyreport.quiz.types.quantity import is_number
from studyreport.quiz.types.shown import shown_number, typographic

DEEPEST = 4  # axes; what is deeper cannot be typed into one line
MOST = 100  # cells

# What YAML holds; `faults` tells what keeps it from being an array.
Cells = Annotated[
    list[Any],
    Field(min_length=1, description="Numbers, in lists within lists: [2, 36] or [[1, 2], [3, 4]]."),
    WithJsonSchema({"type": "array", "minItems": 1}),
]


@dataclass(frozen=True)
class Grid:
    """An array: its shape, and its cells in the order in which they are read."""

    shape: tuple[int, ...]
    cells: tuple[Decimal, ...]

    def shows(self, other: Grid) -> bool:
        """Tell whether `other`, rounded to the digits of this one, is the same array."""
        pairs = zip(self.cells, other.cells, strict=False)
        return self.shape == other.shape and all(
            shown_number(mine).shows(float(theirs)) for mine, theirs in pairs
        )


def faults(at: FieldPath, cells: list[Any]) -> Iterator[Finding]:
    """Yield what keeps the cells from being an array: texts, rows of different lengths."""
    found = list(_wrong_cells(at, cells, 1))
    yield from found
    if found:
        return
    if _shape(cells) is None:
        yield Finding(at, "its rows have different lengths.", "Make them equally long.")
    elif len(list(_flat(cells))) > MOST:
        yield Finding(at, f"it has more than {MOST} numbers.", "Ask for a part of it.")


def grid(cells: list[Any]) -> Grid:
    """Return the array of cells that have no faults."""
    return Grid(_shape(cells) or (), tuple(Decimal(cell) for cell in _flat(cells)))


def computed(value: Json) -> Grid | None:
    """Return the array that code gave; None if it is none."""
    if not isinstance(value, list) or _shape(value) is None:
        return None
    cells = list(_flat(value))
    known = [Decimal(cell) for cell in cells if is_number(cell)]
    return Grid(_shape(value) or (), tuple(known)) if known and len(known) == len(cells) else None


def listed(cells: list[Any]) -> str:
    """Return an array as it is printed.

    >>> listed([[1, Decimal("-0.5")]])
    '[[1, −0.5]]'
    """
    parts = (listed(part) if isinstance(part, list) else typographic(part) for part in cells)
    return f"[{', '.join(parts)}]"


def _wrong_cells(at: FieldPath, cells: list[Any], depth: int) -> Iterator[Finding]:
    for place, cell in enumerate(cells):
        here = (*at, place)
        if isinstance(cell, list) and depth == DEEPEST:
            yield Finding(
                here, f"this is nested more than {DEEPEST} deep.", "Ask for a part of it."
            )
        elif isinstance(cell, list) and cell:
            yield from _wrong_cells(here, cell, depth + 1)
        elif isinstance(cell, bool) or not isinstance(cell, int | Decimal):
            yield Finding(here, "this is not a number.", "Write digits with a point, as 3.14.")


def _shape(cells: Any) -> tuple[int, ...] | None:
    """Return the shape, () for a number; None where rows differ."""
    if not isinstance(cells, list):
        return ()
    shapes = {_shape(part) for part in cells}
    if len(shapes) != 1:
        return None
    inner = shapes.pop()
    return None if inner is None else (len(cells), *inner)


def _flat(cells: list[Any]) -> Iterator[Any]:
    for cell in cells:
        if isinstance(cell, list):
            yield from _flat(cell)
        else:
            yield cell
