"""Downloading one file so that neither a lost connection nor a wrong copy does any harm."""

from __future__ import annotations

import fcntl
import http.client
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from studyreport.problems import stop
from studyreport.progress import progress

ROUNDS = 2  # how often every address is tried
TIMEOUT = 20  # seconds of silence after which an address is given up
CHUNK = 64 * 1024  # bytes read at a time


def fetch(
    addresses: Sequence[str],
    target: Path,
    check: Callable[[Path], None],
    remedy: str,
    quiet: bool = False,
) -> None:
    """Download `target` from the first address that gives it whole and right.

    What has arrived is kept in `target` + ".part", and the next attempt, in this run or another,
    asks only for the rest. Two processes that want the same file wait for each other.

    Args:
        addresses: Where the same file can be had, best first.
        target: Where to put it; its folder is made.
        check: Raises ValueError, saying what was expected, if the file it is given is wrong.
        remedy: The sentence that ends the error: what to do without a connection.
        quiet: Whether to show no progress.

    Raises:
        StudyReportError: no address gave the file; the message says what came of each.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    with _alone(target.with_name(f"{target.name}.lock")):
        failures: dict[str, str] = {}
        for address in [*addresses] * ROUNDS:
            if target.exists():  # now, or because another process was faster
                return
            try:
                _continue(address, part, quiet)
                _accept(part, target, check)
            except (OSError, http.client.HTTPException, ValueError) as error:
                failures[address] = _reason(error)
        if not target.exists():
            tried = "; ".join(f"{address}: {reason}" for address, reason in failures.items())
            raise stop(target, 0, 0, f"could not be downloaded. {tried}.", remedy)


def _reason(error: Exception) -> str:
    if isinstance(error, URLError) and not isinstance(error, HTTPError):
        error = OSError(error.reason)  # without the brackets around it
    return str(error).rstrip(".") or type(error).__name__


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process is in here with the same lock file."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _accept(part: Path, target: Path, check: Callable[[Path], None]) -> None:
    """Give a complete file its name; throw a wrong one away, so that no one builds on it."""
    try:
        check(part)
    except ValueError:
        part.unlink()
        raise
    part.replace(target)


def _continue(address: str, part: Path, quiet: bool) -> None:
    """Download what `part` still lacks.

    Raises:
        OSError: no connection, or the server refused, or the connection was lost half-way.
    """
    have = part.stat().st_size if part.exists() else 0
    try:
        response = urlopen(_request(address, have), timeout=TIMEOUT)  # noqa: S310 - see _request
    except HTTPError as error:
        if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.unlink(missing_ok=True)  # more than there is: begin anew on the next attempt
        raise
    with response:
        if response.status != HTTPStatus.PARTIAL_CONTENT:
            have = 0  # the server sends everything, whatever it was asked for
        _save(response, part, have, quiet)


def _request(address: str, have: int) -> Request:
    if not address.startswith(("https://", "http://")):
        raise ValueError(f"{address} is no web address.")
    return Request(address, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310


def _save(response: http.client.HTTPResponse, part: Path, have: int, quiet: bool) -> None:
    """Write the response behind the first `have` bytes of `part`."""
    total = have + int(response.headers.get("Content-Length", "0"))
    with (
        progress(f"{part.stem}, bytes", total, quiet=quiet) as advance,
        part.open("r+b" if have else "wb") as file,
    ):
        advance(file.seek(have))
        while chunk := response.read(CHUNK):
            advance(file.write(chunk))
        size = file.tell()
    if size < total:
        raise ConnectionError(f"the connection was lost after {size:,} of {total:,} bytes")
