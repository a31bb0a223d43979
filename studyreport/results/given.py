"""The project's own code that a call is given: functions, classes, objects of these."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Mapping
from typing import Any

Definition = tuple[str, str]  # module and name


def given(rooms: Collection[str], arguments: Mapping[str, Any]) -> tuple[Definition, ...]:
    """Return the definitions in the packages `rooms` that the arguments name, wherever in them."""
    finder = _Finder(rooms)
    finder.dump(dict(arguments))
    return tuple(sorted(finder.found))


class _Nowhere:
    def write(self, data: bytes, /) -> int:
        return len(data)


class _Finder(pickle.Pickler):
    """Pickles into nothing, and notes which names would be imported to read it."""

    def __init__(self, rooms: Collection[str]) -> None:
        super().__init__(_Nowhere())
        self.found: set[Definition] = set()
        self._rooms = rooms

    def reducer_override(self, value: Any, /) -> Any:
        named = value if hasattr(value, "__qualname__") else type(value)
        module = str(named.__module__)
        if module.partition(".")[0] in self._rooms:
            self.found.add((module, named.__qualname__.partition(".")[0]))
        return NotImplemented
