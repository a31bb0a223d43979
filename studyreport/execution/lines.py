"""Noting which lines of the project's code are executed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

Lines = dict[str, set[int]]


@contextmanager
def tracing(folders: Sequence[str], lines: Lines) -> Iterator[None]:
    """Add to `lines`, by file, the number of each executed line of the files below `folders`.

    Without folders nothing is traced, and nothing costs time.
    """
    if not folders:
        yield
        return
    sys.settrace(_Tracer(tuple(f"{folder}/" for folder in folders), lines).enter)
    try:
        yield
    finally:
        sys.settrace(None)


class _Tracer:
    """Follows calls into the files below the folders, and no others."""

    def __init__(self, folders: tuple[str, ...], lines: Lines) -> None:
        self._folders = folders
        self._lines = lines

    def enter(self, frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG002
        name = frame.f_code.co_filename
        return self._follow if name.startswith(self._folders) else None

    def _follow(self, frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG002
        if event == "line":
            self._lines.setdefault(frame.f_code.co_filename, set()).add(frame.f_lineno)
        return self._follow
