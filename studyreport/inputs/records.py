"""What was made last time, from what, and whether it still stands."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studyreport.files import write
from studyreport.inputs.content import content_digest
from studyreport.inputs.normal import text_digest
from studyreport.inputs.source import settled, stamp

Entry = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """What was kept: a value of JSON, the files read, the files made."""

    value: Any
    reads: tuple[Path, ...]
    outputs: tuple[Path, ...]


class Records:
    """A folder with one small JSON file for each thing made.

    A record that is cut short, of another shape or not ours counts as none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fresh(self, name: str, digest: str) -> Record | None:
        """Return the record if nothing has changed since it was saved.

        None if there is none, the digest differs, a file read has changed, vanished or appeared,
        or an output is missing or not as it was left.
        """
        entry = self._load(name)
        if entry is None or entry["digest"] != digest:
            return None
        files = {**entry["reads"], **entry["outputs"]}
        doubtful = [key for key, was in files.items() if not self._untouched(key, was, entry["at"])]
        now = {key: _seen(self._path(key)) for key in doubtful}
        if any(now[key][1] != files[key][1] for key in doubtful):
            return None
        if doubtful:
            self._renew(name, entry, {**files, **now})
        return self._record(entry)

    def last(self, name: str) -> Record | None:
        """Return what was saved last, whether it still stands or not."""
        entry = self._load(name)
        return None if entry is None else self._record(entry)

    def changed(self, name: str) -> list[Path]:
        """Return the files, read or made, that don't hold what they held when it was saved."""
        entry = self._load(name)
        files = {**entry["reads"], **entry["outputs"]} if entry else {}
        return [self._path(k) for k, was in files.items() if _seen(self._path(k))[1] != was[1]]

    def save(
        self,
        name: str,
        digest: str,
        reads: Iterable[Path],
        outputs: Iterable[Path] = (),
        value: Any = None,
        *,
        since: int | None = None,
    ) -> Record:
        """Keep what was made. `value` is what `json` can write.

        `since` is when the making began (in ns). A file read that was written after that may not be
        what was read: with it the record is never fresh.
        """
        entry: Entry = {
            "name": name,
            "digest": digest,
            "at": time.time_ns(),
            "reads": {self._key(path): _seen(path, since) for path in sorted(set(reads))},
            "outputs": {self._key(path): _seen(path) for path in outputs},
            "value": value,
        }
        self._write(name, entry)
        return self._record(entry)

    def _record(self, entry: Entry) -> Record:
        reads, outputs = (tuple(map(self._path, entry[kind])) for kind in ("reads", "outputs"))
        return Record(entry["value"], reads, outputs)

    def _load(self, name: str) -> Entry | None:
        try:
            entry = json.loads(self._file(name).read_text("utf-8"))
        except (FileNotFoundError, ValueError, RecursionError):
            return None
        return entry if _is_entry(entry) and entry["name"] == name else None

    def _write(self, name: str, entry: Entry) -> None:
        write(self._file(name), json.dumps(entry, ensure_ascii=False, separators=(",", ":")))

    def _renew(self, name: str, entry: Entry, now: dict[str, list[Any]]) -> None:
        """Files hold the same as before: note their times, so as not to hash them again."""
        renewed = {kind: {key: now[key] for key in entry[kind]} for kind in ("reads", "outputs")}
        self._write(name, {**entry, **renewed, "at": time.time_ns()})

    def _untouched(self, key: str, was: list[Any], at: int) -> bool:
        seen = stamp(self._path(key))
        return seen is not None and list(seen) == was[0] and settled(seen, at)

    def _file(self, name: str) -> Path:
        safe = "".join(c if c.isalnum() or c in "-_." else f"%{ord(c):x}" for c in name)
        if len(safe) > 150 or safe.startswith("."):
            safe = text_digest(name)
        return self.folder / f"{safe}.json"

    def _key(self, path: Path) -> str:
        return os.path.relpath(path, self.folder)

    def _path(self, key: str) -> Path:
        return Path(os.path.normpath(self.folder / key))


def _seen(path: Path, since: int | None = None) -> list[Any]:
    """Return the stamp of a file or folder and the digest of what it holds.

    Nones if there is none. Without a stamp, it will be looked at again.
    """
    was, digest = stamp(path), content_digest(path, since)
    return [list(was) if was and digest else None, digest]


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("at"), int):
        return False
    tables = [entry.get(kind) for kind in ("reads", "outputs")]
    return {"name", "digest", "value"} <= entry.keys() and all(map(_is_table, tables))


def _is_table(table: Any) -> bool:
    return isinstance(table, dict) and all(
        isinstance(seen, list) and len(seen) == 2 for seen in table.values()
    )
