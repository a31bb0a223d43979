"""Modules taken apart, kept on disk so that code which has not changed need not be read again."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from studyreport.files import write
from studyreport.inputs.module import Module, Statement
from studyreport.inputs.normal import text_digest
from studyreport.inputs.uses import Import, Use

Json = list[Any]
_MAKERS = ("bindings.py", "module.py", "normal.py", "uses.py", "summaries.py")


class Summaries:
    """A folder with one file for each module. A damaged file counts as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str, package: str, text: bytes) -> Module | None:
        """Return the module, if it is kept and its text is the same."""
        try:
            content = json.loads(self._file(name).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        if not isinstance(content, dict) or content.get("key") != _key(name, package, text):
            return None
        return Module(
            name,
            package,
            tuple(map(_statement, content["statements"])),
            {name: _uses(uses) for name, uses in content["imported"].items()},
            _imports(content["imports"]),
        )

    def keep(self, module: Module, text: bytes) -> None:
        """Keep the module, which is what the text says."""
        content = {
            "key": _key(module.name, module.package, text),
            "statements": [_from_statement(statement) for statement in module.statements],
            "imported": {name: _from_uses(uses) for name, uses in module.imported.items()},
            "imports": module.imports,
        }
        write(self._file(module.name), json.dumps(content, separators=(",", ":")))

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def _key(name: str, package: str, text: bytes) -> str:
    return text_digest(_version(), name, package, sha256(text).hexdigest())


@cache
def _version() -> str:
    """Return what changes when modules would be taken apart otherwise."""
    here = Path(__file__).parent
    return text_digest(*(here.joinpath(name).read_text("utf-8") for name in _MAKERS), sys.version)


def _from_statement(statement: Statement) -> Json:
    uses = (statement.uses, statement.types, statement.runs, statement.bases)
    flags = (statement.shared, statement.hooks, statement.effect)
    listed = [_from_uses(some) for some in uses]
    return [statement.digest, statement.binds, listed, statement.imports, flags]


def _statement(kept: Json) -> Statement:
    digest, binds, listed, imports, (shared, hooks, effect) = kept
    uses, types, runs, bases = map(_uses, listed)
    return Statement(
        digest,
        tuple(binds),
        uses,
        types,
        runs,
        bases,
        _imports(imports),
        shared,
        hooks,
        effect,
    )


def _from_uses(uses: Iterable[Use]) -> list[str]:
    return [":".join((use.module, *use.names)) for use in uses]


def _uses(kept: Iterable[str]) -> tuple[Use, ...]:
    return tuple(_use(text) for text in kept)


@cache
def _use(text: str) -> Use:
    module, *names = text.split(":")
    return Use(module, tuple(names))


def _imports(kept: Iterable[Json]) -> tuple[Import, ...]:
    return tuple(Import(*fields) for fields in kept)
