"""Which experiments a project has: declared by a decorator, found by reading."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from studyreport.files import contents
from studyreport.inputs.source import parse
from studyreport.inputs.uses import bindings
from studyreport.problems import Problem, StudyReportError, nearest
from studyreport.project import Project

if TYPE_CHECKING:
    from studyreport.results.run import Run

Experiment = TypeVar("Experiment", bound="Callable[[Run], dict[str, Any]]")
_DECORATORS = {"studyreport.results.experiment", "studyreport.results.declaration.experiment"}
_REMEDY = "Write @experiment(frozen=True) or @experiment(frozen=False)."


def experiment(*, frozen: bool) -> Callable[[Experiment], Experiment]:
    """Declare an experiment. The function's name is the result's, its first line of text says what.

    `frozen` must be a literal: True for a costly result, which is committed and only made again
    on request; False for a cheap one, which every build makes anew if it is stale.
    """
    del frozen  # read from the source, so that nothing need be imported to know it
    return lambda function: function


@dataclass(frozen=True)
class Declaration:
    """One experiment. `summary` is the first line of its docstring; `line` that of its `def`."""

    name: str
    module: str
    path: Path
    line: int
    column: int
    frozen: bool
    summary: str


def declarations(project: Project) -> dict[str, Declaration]:
    """Return every experiment of the project by name, in order of name.

    Raises:
        StudyReportError: all malformed or doubled declarations.
    """
    return dict(_declared(project, contents(project.experiments, "*.py")))


@lru_cache(maxsize=2)
def _declared(project: Project, files: tuple[tuple[Path, bytes], ...]) -> dict[str, Declaration]:
    """Read each state of the files once, however many numbers in the text ask for it."""
    found: dict[str, Declaration] = {}
    problems: list[Problem] = []
    for path, data in files:
        for declared in _in_file(project, path, data, problems):
            first = found.setdefault(declared.name, declared)
            if first is not declared:
                problems.append(_doubled(project, first, declared))
    if problems:
        raise StudyReportError(problems)
    return dict(sorted(found.items()))


def chosen(project: Project, names: Iterable[str]) -> list[Declaration]:
    """Return the experiments called `names`.

    Raises:
        StudyReportError: every unknown name, with the nearest known ones.
    """
    known = declarations(project)
    place = project.relative(project.experiments)
    problems = [
        Problem(place, 0, 0, f"there is no result '{name}'.", nearest(name, known))
        for name in names
        if name not in known
    ]
    if problems:
        raise StudyReportError(problems)
    return [known[name] for name in names]


def _in_file(
    project: Project, path: Path, data: bytes, problems: list[Problem]
) -> Iterator[Declaration]:
    place = project.relative(path)
    try:
        tree = parse(data, place)
    except StudyReportError as error:
        problems += error.problems
        return
    names = _names(tree)
    for node in tree.body:
        for decorator in getattr(node, "decorator_list", ()):
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if ast.unparse(called) in names:
                faults = list(_faults(place, node, decorator))
                problems += faults
                if not faults and isinstance(node, ast.FunctionDef):
                    yield _declaration(project, path, node, decorator)


def _names(tree: ast.Module) -> set[str]:
    """Return the ways in which the module can write the decorator's name."""
    names = set(_DECORATORS)
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for name, use in bindings(node, ""):
                full = ".".join((use.module, *use.names))
                for known in _DECORATORS:
                    if known == full or known.startswith(f"{full}."):
                        names.add(name + known[len(full) :])
    return names


def _faults(place: str, node: ast.stmt, decorator: ast.expr) -> Iterator[Problem]:
    def problem(at: ast.expr | ast.stmt, message: str, remedy: str) -> Problem:
        return Problem(place, at.lineno, at.col_offset + 1, message, remedy)

    if _frozen(decorator) is None:
        yield problem(decorator, "the experiment does not say whether it is frozen.", _REMEDY)
    if not isinstance(node, ast.FunctionDef) or _parameters(node) != 1:
        yield problem(
            node,
            "an experiment is a function of one argument.",
            "Write def name(run: Run) -> dict[str, Any].",
        )
    elif not ast.get_docstring(node):
        yield problem(
            node,
            f"the experiment '{node.name}' does not say what it is.",
            "Begin it with a docstring of one line.",
        )


def _frozen(decorator: ast.expr) -> bool | None:
    match decorator:
        case ast.Call(
            args=[], keywords=[ast.keyword(arg="frozen", value=ast.Constant(value=bool(frozen)))]
        ):
            return frozen
    return None


def _parameters(node: ast.FunctionDef) -> int:
    return len(node.args.posonlyargs) + len(node.args.args)


def _declaration(
    project: Project, path: Path, node: ast.FunctionDef, decorator: ast.expr
) -> Declaration:
    inside = path.relative_to(project.experiments).with_suffix("").parts
    module = ".".join((project.experiments.name, *inside)).removesuffix(".__init__")
    summary = (ast.get_docstring(node) or "").partition("\n")[0]
    frozen = bool(_frozen(decorator))
    column = node.col_offset + 1
    return Declaration(node.name, module, path, node.lineno, column, frozen, summary)


def _doubled(project: Project, first: Declaration, second: Declaration) -> Problem:
    return Problem(
        project.relative(second.path),
        second.line,
        second.column,
        f"there are two results '{second.name}'.",
        f"The first is at {project.relative(first.path)}:{first.line}; rename one function.",
    )
