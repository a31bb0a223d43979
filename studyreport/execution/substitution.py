"""Importing modules from other source than their files hold, and leaving the files alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import CodeType, ModuleType


@contextmanager
def substituted(sources: Mapping[str, str]) -> Iterator[None]:
    """Let imports of these modules, by name, get this source while the context lasts.

    Everything else about a module stays: its file's name in messages, what is in its package.
    """
    finder = _Finder(sources)
    if sources:
        sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        if sources:
            sys.meta_path.remove(finder)


class _Finder(MetaPathFinder):
    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._sources:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None:
            spec.loader = _Loader(self._sources[fullname], str(spec.origin))
        return spec


class _Loader(InspectLoader):
    def __init__(self, source: str, path: str) -> None:
        self._source, self._path = source, path

    def get_source(self, fullname: str) -> str:  # noqa: ARG002
        return self._source

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_source(fullname), self._path)
