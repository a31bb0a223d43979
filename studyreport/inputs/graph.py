"""The graph of what code reaches: nodes are statements, modules and packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from studyreport.inputs.module import Module, Statement
from studyreport.inputs.names import SUBCLASSES_REACHED, Names, Node
from studyreport.inputs.normal import text_digest
from studyreport.inputs.source import Sources
from studyreport.inputs.uses import Import, Use
from studyreport.inputs.wrong_imports import wrong_import
from studyreport.problems import Problem


class _Acting(NamedTuple):
    """A statement that does something while its module is imported, and to what."""

    node: Node
    shared: set[Node]
    bases: set[Node]


class Graph:
    """Resolves names to nodes and follows them. Everything found is remembered."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.names = Names(sources)
        self._edges: dict[Node, tuple[Node, ...]] = {}
        self._acting: dict[str, list[_Acting]] = {}

    # Walking ----------------------------------------------------------------------------------

    def reach(self, start: Iterable[Node]) -> set[Node]:
        """Return all nodes that `start` leads to, the start included."""
        found: set[Node] = set()
        ahead = list(start)
        while ahead:
            found |= self._closure(ahead, found)
            ahead = list(self._registered(found))
        return found

    def _closure(self, start: Iterable[Node], known: set[Node]) -> set[Node]:
        found: set[Node] = set()
        ahead = [node for node in start if node not in known]
        while ahead:
            node = ahead.pop()
            if node not in found:
                found.add(node)
                ahead += [edge for edge in self.edges(node) if edge not in known]
        return found

    def _registered(self, found: set[Node]) -> Iterator[Node]:
        """Yield the statements that, on import, may change something found: a registry's entries.

        Nothing that is found need name them; they act because their module is imported.
        """
        for load in [node for node in found if node.kind == "load"]:
            for node, shared, bases in self._acting_in(self._module(load.module)):
                touched = bases | shared if SUBCLASSES_REACHED in found else shared
                if node not in found and not touched.isdisjoint(found):
                    yield node

    def _acting_in(self, module: Module) -> list[_Acting]:
        if module.name not in self._acting:
            every = [
                _Acting(
                    Node("statement", module.name, place=place),
                    set(self._shared_by(module, statement)),
                    self._called(module, statement.bases),
                )
                for place, statement in enumerate(module.statements)
                if statement.runs or statement.bases
            ]
            self._acting[module.name] = [one for one in every if one.shared or one.bases]
        return self._acting[module.name]

    def _shared_by(self, module: Module, statement: Statement) -> Iterator[Node]:
        for use in statement.runs:
            for target in self.names.targets(module, use):
                if target.kind == "statement" and self._called_on(use, target):
                    yield target
        yield from self._shared_in(module, statement.runs)
        bases = self._called(module, statement.bases)
        if any(base.kind == "statement" and self.statement(base).hooks for base in bases):
            yield from self._shared_in(module, statement.bases)

    def _shared_in(self, module: Module, uses: Iterable[Use]) -> Iterator[Node]:
        for node in self._called(module, uses):
            if node.kind == "statement" and self.statement(node).shared:
                yield node

    def _called(self, module: Module, uses: Iterable[Use]) -> set[Node]:
        """Return all that `uses` lead to when they are called: annotations do nothing then."""
        found: set[Node] = set()
        ahead = list(self.names.all_targets(module, uses))
        while ahead:
            node = ahead.pop()
            if node not in found:
                found.add(node)
                ahead += self._called_edges(node)
        return found

    def _called_edges(self, node: Node) -> Iterable[Node]:
        if node.kind == "statement":
            return self.names.all_targets(self._module(node.module), self.statement(node).uses)
        return () if node.kind == "load" else self.edges(node)

    def _called_on(self, use: Use, target: Node) -> bool:
        """`convert.register` may change `convert`."""
        return bool(use.names) and use.names[-1] not in self.statement(target).binds

    # Edges ------------------------------------------------------------------------------------

    def edges(self, node: Node) -> tuple[Node, ...]:
        """Return the nodes that `node` leads to directly."""
        if node not in self._edges:
            self._edges[node] = tuple(dict.fromkeys(self._find_edges(node)))
        return self._edges[node]

    def _find_edges(self, node: Node) -> Iterator[Node]:
        if node.kind == "statement":
            statement = self.statement(node)
            yield Node("load", node.module)
            yield from self.names.all_targets(self._module(node.module), statement.uses)
            yield from self.names.all_targets(self._module(node.module), statement.types)
            yield from self._loads(statement.imports)
        elif node.kind == "load":
            yield from self._load_edges(self._module(node.module))
        elif node.kind == "whole":
            yield from self._whole_edges(self._module(node.module))
        elif node.kind == "unbound":
            yield Node("whole", node.module)

    def _load_edges(self, module: Module) -> Iterator[Node]:
        parent = module.name.rpartition(".")[0]
        if parent:
            yield Node("load", parent)
        for index, statement in enumerate(module.statements):
            if statement.effect:
                yield Node("statement", module.name, place=index)
        yield from self._loads(module.imports)

    def _whole_edges(self, module: Module) -> Iterator[Node]:
        yield Node("load", module.name)
        for index in range(len(module.statements)):
            yield Node("statement", module.name, place=index)
        for name, uses in module.imported.items():
            yield Node("import", module.name, name)
            for use in uses:
                names = tuple(part for part in use.names if part != "*")
                yield from self.names.follow(use.module, names, frozenset())
        for inner in self.sources.inside(module.name):
            yield Node("whole", f"{module.name}.{inner}")

    def _loads(self, imports: Iterable[Import]) -> Iterator[Node]:
        for wanted in imports:
            for name in (wanted.module, f"{wanted.module}.{wanted.name}"):
                if self.sources.module(name) is not None:
                    yield Node("load", name)

    def problems(self, node: Node) -> Iterator[Problem]:
        """Yield what would stop the code there: wrong Python, imports of what does not exist."""
        if node.kind in ("load", "statement"):
            module = self._module(node.module)
            imports = module.imports if node.kind == "load" else self.statement(node).imports
            yield from self.sources.problems.get(module.name, ())
            for wanted in imports:
                yield from wrong_import(self.sources, module, wanted)

    def statement(self, node: Node) -> Statement:
        """Return the statement that a node of that kind stands for."""
        return self._module(node.module).statements[node.place]

    def import_digest(self, node: Node) -> str:
        """Return what changes when a name is imported from elsewhere."""
        return text_digest(*(repr(use) for use in self._module(node.module).imported[node.name]))

    def _module(self, name: str) -> Module:
        module = self.sources.module(name)
        if module is None:
            raise LookupError(name)
        return module
