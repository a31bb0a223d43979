"""Imports of what the project does not have."""

from __future__ import annotations

from collections.abc import Iterator

from studyreport.inputs.module import Module
from studyreport.inputs.source import Sources
from studyreport.inputs.uses import Import
from studyreport.problems import Problem, nearest


def wrong_import(sources: Sources, module: Module, wanted: Import) -> Iterator[Problem]:
    """Yield the problem with an import that can only fail, if there is one."""
    root = wanted.module.partition(".")[0]
    if wanted.guarded or (root and root not in sources.rooms):
        return
    target = sources.module(wanted.module) if root else None
    if not root:
        message, remedy = "this relative import leaves its package.", "Write the full name."
    elif target is None:
        message, remedy = _no_module(sources, wanted.module)
    elif wanted.name in ("", "*") or _has(sources, target, wanted.name):
        return
    else:
        message = f"'{wanted.module}' has no '{wanted.name}'."
        remedy = nearest(wanted.name, {*target.names, *sources.inside(target.name)})
    yield Problem(sources.place(module.name), wanted.line, wanted.column, message, remedy)


def _has(sources: Sources, module: Module, name: str) -> bool:
    known = name in module.names or name in sources.inside(module.name)
    return known or not module.closed or (name.startswith("__") and name.endswith("__"))


def _no_module(sources: Sources, name: str) -> tuple[str, str]:
    package, _, last = name.rpartition(".")
    known = (f"{package}.{inner}" for inner in sources.inside(package))
    return f"there is no module '{name}'.", nearest(name, known) if last else ""
