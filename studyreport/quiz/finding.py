"""What is wrong with one item, before it is known where in the file that is."""

from __future__ import annotations

from dataclasses import dataclass

Field = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """A fault in a field of an item, as ("options", 1, "text").

    `line` counts from 1 within the field's text; `is_name` says that the field's name is meant,
    not its value. `remedy` says what to write instead.
    """

    field: Field
    message: str
    remedy: str = ""
    line: int | None = None
    is_name: bool = False
