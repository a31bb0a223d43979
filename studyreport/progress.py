"""Showing how far long work has come: a bar in a terminal, plain milestones elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int], None]
# Seconds between two milestones where there is no terminal: a log should stay short.
_PAUSE = 30.0


def say(message: str, *, quiet: bool = False) -> None:
    """Write one line to stderr."""
    if not quiet:
        print(message, file=sys.stderr, flush=True)


@contextmanager
def progress(label: str, total: int, *, quiet: bool = False) -> Iterator[Advance]:
    """Show on stderr how many of `total` steps are done; call what is yielded with each step's 1.

    Nothing is shown when `quiet`, nor when there is nothing to do.
    """
    if quiet or not total:
        yield _nothing
    elif sys.stderr.isatty():
        with _bar(label, total) as advance:
            yield advance
    else:
        yield _milestones(label, total)


@contextmanager
def waiting(label: str, *, quiet: bool = False) -> Iterator[None]:
    """Show on stderr that something of unknown length is under way."""
    if quiet or not sys.stderr.isatty():
        say(f"{label} …", quiet=quiet)
        yield
    else:
        # Imported here: most calls show nothing, and rich takes as long to load as they do.
        from rich.console import Console

        with Console(stderr=True).status(label):
            yield


def _nothing(steps: int) -> None:
    """Show nothing."""
    del steps


@contextmanager
def _bar(label: str, total: int) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task(label, total=total)
        yield lambda steps: shown.advance(task, steps)


def _milestones(label: str, total: int) -> Advance:
    """Write a line when all is done, and before that at most every half minute."""
    done, last = 0, time.monotonic()

    def advance(steps: int) -> None:
        nonlocal done, last
        done += steps
        now = time.monotonic()
        if done >= total or now - last >= _PAUSE:
            say(f"{label}: {done} of {total}")
            last = now

    return advance
