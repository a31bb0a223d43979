"""What a dotted name in a module stands for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from studyreport.inputs.module import Module
from studyreport.inputs.source import GENERATOR, Sources
from studyreport.inputs.uses import SUBCLASSES, TEXTS, Use

_ALWAYS = frozenset(
    {"__all__", "__name__", "__file__", "__doc__", "__path__", "__package__", "__spec__"}
)
# What can load any code there is, where it is not called by this name with a literal.
_LOADERS = frozenset(
    {
        "importlib.import_module",
        "importlib.machinery.SourceFileLoader",
        "importlib.util.spec_from_file_location",
        "pkgutil.resolve_name",
        "runpy.run_module",
        "runpy.run_path",
    }
)

Chain = tuple[str, tuple[str, ...]]


class Node(NamedTuple):
    """A thing that code can reach; `name` or `place` says which one of its kind.

    Kinds: "statement" (a top-level statement), "import" (a name bound by import), "load" (what
    importing the module does), "whole" (all of a module), "unbound" (a name that the module does
    not seem to bind: all of it again), "subclasses" (of all classes reached), "texts" (of all
    modules reached), "package" (third-party).
    """

    kind: str
    module: str
    name: str = ""
    place: int = 0


SUBCLASSES_REACHED = Node("subclasses", "")
TEXTS_REACHED = Node("texts", "")


class Names:
    """Finds the nodes that names stand for, and remembers them."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._followed: dict[Chain, tuple[Node, ...]] = {}

    def all_targets(self, module: Module, uses: Iterable[Use]) -> Iterator[Node]:
        """Yield the nodes that `uses` in a module lead to."""
        for use in uses:
            yield from self.targets(module, use)

    def named(self, module: str, name: str, *attributes: str) -> list[Node]:
        """Return the nodes that a name of a module stands for; none if it has no such name."""
        found = self.follow(module, (name, *attributes), frozenset())
        return [node for node in found if node != Node("unbound", module, name)]

    def targets(self, module: Module, use: Use) -> tuple[Node, ...]:
        """Return the nodes that one use in a module leads to."""
        if use.module == "*":
            # The generator loads what its caller names; the caller counts that itself.
            is_generator = module.name.partition(".")[0] == GENERATOR
            return () if is_generator else self._whole_project()
        if use == SUBCLASSES:
            return (SUBCLASSES_REACHED,)
        if use == TEXTS:
            return (TEXTS_REACHED,)
        if use.module:
            return self.follow(use.module, use.names, frozenset())
        if not use.names:
            return (Node("whole", module.name),)
        # What a module does not bind itself is a builtin, to the module itself.
        return tuple(self.named(module.name, *use.names))

    def follow(
        self, module: str, names: tuple[str, ...], passed: frozenset[Chain]
    ) -> tuple[Node, ...]:
        """Return what the dotted `names` mean in `module`; `passed` stops at circular imports."""
        key = (module, names)
        if key in passed:
            return ()
        if key in self._followed:
            return self._followed[key]
        found = tuple(dict.fromkeys(self._find(module, names, passed | {key})))
        if not passed:
            self._followed[key] = found
        return found

    def _find(self, name: str, names: tuple[str, ...], passed: frozenset[Chain]) -> Iterator[Node]:
        module = self.sources.module(name)
        if module is None:
            yield from self._third_party(name)
            if ".".join((name, *names)) in _LOADERS:
                yield from self._whole_project()
        elif not names:
            yield Node("whole", name)
        else:
            found = list(self._find_name(module, names[0], names[1:], passed))
            if found or names[0] in _ALWAYS:
                yield from found
            else:
                yield Node("unbound", name, names[0])

    def _whole_project(self) -> tuple[Node, ...]:
        return tuple(Node("whole", room) for room in self.sources.rooms if room != GENERATOR)

    def _third_party(self, name: str) -> Iterator[Node]:
        root = name.partition(".")[0]
        known = root in sys.stdlib_module_names or root in self.sources.rooms
        if root and root != GENERATOR and not known:
            yield Node("package", "", root)

    def _find_name(
        self,
        module: Module,
        name: str,
        rest: tuple[str, ...],
        passed: frozenset[Chain],
    ) -> Iterator[Node]:
        for index in module.where.get(name, ()):
            yield Node("statement", module.name, place=index)
        for use in module.imported.get(name, ()):
            yield Node("import", module.name, name)
            yield from self.follow(use.module, use.names + rest, passed)
        for use in module.imported.get("*", ()):
            yield from self._through_star(module, use, (name, *rest), passed)
        submodule = f"{module.name}.{name}"
        if self.sources.module(submodule) is not None:
            yield from self.follow(submodule, rest, passed)

    def _through_star(
        self,
        module: Module,
        use: Use,
        names: tuple[str, ...],
        passed: frozenset[Chain],
    ) -> Iterator[Node]:
        """`from … import *` gives the name if the other module has it (or is not ours to read)."""
        found = self.follow(use.module, names, passed)
        if found and found[0].kind != "unbound":
            yield Node("import", module.name, "*")
            yield from found
            yield from self.follow(use.module, ("__all__",), passed)
