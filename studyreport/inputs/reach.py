"""What a definition or a piece of code reaches, as a digest that changes when any of it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studyreport.inputs.graph import Graph
from studyreport.inputs.module import take_apart
from studyreport.inputs.names import TEXTS_REACHED, Node
from studyreport.inputs.normal import digest, text_digest
from studyreport.inputs.packages import version
from studyreport.inputs.source import GENERATOR, Sources, parse
from studyreport.problems import StudyReportError, nearest, stop
from studyreport.project import Project


@dataclass(frozen=True)
class Reach:
    """All project code that a piece of code can come to run, and the packages it uses.

    `digest` changes when any of it does, but with comments, docstrings or layout only where the
    code asks for these.
    `definitions` names it, `"snippets.optimizers:Momentum"`; `<module>` stands for the statements
    that run on import for their effect. `digests` gives each name its own digest, so that a change
    can be named (see `changes`); it also has the names bound by import.
    """

    digest: str
    definitions: tuple[str, ...]
    packages: tuple[str, ...]
    digests: Mapping[str, str] = field(repr=False)


def reach_definition(
    project: Project, module: str, name: str, *, versions: bool = True, generator: bool = True
) -> Reach:
    """Return what the top-level definition `name` of the project's module reaches.

    The code is read, never imported. `versions=False` leaves the installed versions of packages
    out of the digest, `generator=False` the generator's own code.

    Raises:
        StudyReportError: the module or the name is unknown, code that is reached is not Python,
            or imports what the project does not have.
    """
    graph = _graph(project, generator)
    home = graph.sources.module(module)
    if home is None:
        known = [room for room in graph.sources.rooms if room != GENERATOR]
        raise stop(module, 0, 0, f"there is no module '{module}'.", nearest(module, known))
    start = graph.names.named(module, name)
    if not start:
        _raise_problems(graph, {Node("load", module)})
        place = graph.sources.place(module)
        raise stop(place, 0, 0, f"there is no '{name}' here.", nearest(name, home.names))
    return _reach(graph, graph.reach(start), versions)


def reach_source(
    project: Project, source: str, filename: str, *, versions: bool = True, generator: bool = True
) -> Reach:
    """Return what a piece of code reaches: all of the code itself, and all that it uses.

    `filename` stands in messages; lines count from the first of `source`.

    Raises:
        StudyReportError: as for `reach_definition`.
    """
    graph = _graph(project, generator)
    tree = parse(source, filename)
    name = f"<{filename}#{text_digest(source)}>".replace(".", "_")
    home = take_apart(tree, name, "")
    graph.sources.add(home, filename)
    start = [Node("statement", name, place=index) for index in range(len(home.statements))]
    found = graph.reach([Node("load", name), *start])
    _raise_problems(graph, found)
    inside = {node for node in found if node.module == name}
    return _reach(graph, found - inside, versions, {"<source>": digest(tree)})


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return what became different between two `Reach.digests`, in words.

    >>> changes({"a:f": "1", "a:g": "1"}, {"a:f": "2", "a:h": "1"})
    ['a:f changed', 'a:g is no longer used', 'a:h is used now']
    """
    said = []
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            said.append(f"{name} is no longer used")
        elif name not in before:
            said.append(f"{name} is used now")
        elif before[name] != after[name]:
            said.append(f"{name} changed")
    return said


_graphs: dict[tuple[Path, ...], Graph] = {}


def _graph(project: Project, generator: bool) -> Graph:
    rooms = {folder.name: folder for folder in project.code}
    if generator:
        rooms[GENERATOR] = Path(__file__).resolve().parents[1]
    key = (project.root, *rooms.values())
    graph = _graphs.get(key)
    if graph is None or not graph.sources.unchanged():
        graph = _graphs[key] = Graph(Sources(project, rooms))
    return graph


def _raise_problems(graph: Graph, found: set[Node]) -> None:
    problems = [problem for node in found for problem in graph.problems(node)]
    if problems:
        raise StudyReportError(problems)


def _reach(
    graph: Graph, found: set[Node], versions: bool, more: Mapping[str, str] | None = None
) -> Reach:
    _raise_problems(graph, found)
    parts: dict[str, list[str]] = {}
    definitions: set[str] = set()
    for node in sorted(found):
        if node.kind == "statement":
            names = [
                f"{node.module}:{name}" for name in graph.statement(node).binds or ["<module>"]
            ]
            definitions.update(names)
            for name in names:
                parts.setdefault(name, []).append(graph.statement(node).digest)
        elif node.kind == "import":
            parts.setdefault(f"{node.module}:{node.name}", []).append(graph.import_digest(node))
        elif node.kind == "load" and TEXTS_REACHED in found:
            parts[f"{node.module}:<text>"] = [graph.sources.text(node.module)]
    digests = {name: text_digest(*several) for name, several in sorted(parts.items())}
    digests |= more or {}
    packages = tuple(sorted(node.name for node in found if node.kind == "package"))
    whole = [*(f"{name} {value}" for name, value in digests.items()), *_order(graph, found)]
    whole += [f"{name}=={version(name)}" for name in packages] if versions else packages
    return Reach(text_digest(*whole), tuple(sorted(definitions)), packages, digests)


def _order(graph: Graph, found: set[Node]) -> list[str]:
    """Statements that call something on import may depend on the order in which they stand."""
    running = [n for n in sorted(found) if n.kind == "statement" and graph.statement(n).runs]
    return [f"{node.module}:{','.join(graph.statement(node).binds)}" for node in running]
