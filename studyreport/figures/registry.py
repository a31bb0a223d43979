"""Finds the figures of a project by reading their source, never by importing it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from studyreport.figures.declaration import HEIGHTS, Declaration
from studyreport.files import contents
from studyreport.inputs.source import parse
from studyreport.problems import Problem, StudyReportError, nearest
from studyreport.project import Project

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def declarations(project: Project) -> dict[str, Declaration]:
    """Return every figure of the project by name, in order of name.

    Raises:
        StudyReportError: every malformed or doubled declaration, each with file:line:column.
    """
    return dict(_declared(project, contents(project.figures, "*.py")))


@lru_cache(maxsize=2)
def _declared(project: Project, files: tuple[tuple[Path, bytes], ...]) -> dict[str, Declaration]:
    """Read each state of the files once, however many figures a page shows."""
    problems: list[Problem] = []
    found: dict[str, Declaration] = {}
    for path, data in files:
        for one in _of_file(project, path, data, problems):
            if (first := found.setdefault(one.name, one)) is not one:
                problems.append(_doubled(project, first, one))
    if problems:
        raise StudyReportError(problems)
    return dict(sorted(found.items()))


def _of_file(
    project: Project, path: Path, data: bytes, problems: list[Problem]
) -> Iterator[Declaration]:
    shown = project.relative(path)
    try:
        tree = parse(data, shown)
    except StudyReportError as error:
        problems += error.problems
        return
    names = _aliases(tree)
    for function in _functions(tree):
        for decorator in function.decorator_list:
            if _is_figure(decorator, names):
                faults = list(_faults(shown, tree, function, decorator))
                problems.extend(faults)
                if not faults:
                    yield _declaration(project, path, function, cast(ast.Call, decorator))


def module_name(project: Project, path: Path) -> str:
    """Return the dotted name by which a file in the figures folder is imported."""
    inside = path.relative_to(project.figures).with_suffix("").parts
    return ".".join((project.figures.name, *inside)).removesuffix(".__init__")


def _functions(tree: ast.Module) -> Iterator[_Function]:
    return (node for node in ast.walk(tree) if isinstance(node, _Function))


def _aliases(tree: ast.Module) -> set[str]:
    """Return the dotted names by which this module calls the decorator `figure`."""
    names: set[str] = {"studyreport.figures.figure"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "studyreport.figures":
            names |= {a.asname or a.name for a in node.names if a.name == "figure"}
        elif isinstance(node, ast.ImportFrom) and node.module == "studyreport":
            names |= {f"{a.asname or a.name}.figure" for a in node.names if a.name == "figures"}
        elif isinstance(node, ast.Import):
            names |= {f"{a.asname}.figure" for a in node.names if a.name == "studyreport.figures"}
    return names


def _is_figure(decorator: ast.expr, names: set[str]) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called) in names


def _faults(
    shown: str, tree: ast.Module, function: _Function, decorator: ast.expr
) -> Iterator[Problem]:
    """Yield whatever is wrong with one declaration."""
    place = (shown, decorator.lineno, _at(decorator))
    given = _keywords(decorator) if isinstance(decorator, ast.Call) else {}
    for name in ("alt", "caption"):
        if name not in given:
            message = f"the figure '{function.name}' has no {name}."
            yield Problem(*place, message, _REMEDY[name])
    for name, value in given.items():
        if fault := _fault(name, _literal(value)):
            yield Problem(shown, value.lineno, value.col_offset + 1, *fault)
    if isinstance(decorator, ast.Call) and decorator.args:
        yield Problem(*place, "@figure takes its fields by name.", "Write alt=…, caption=….")
    if function not in tree.body or not _takes_a_canvas(function):
        message = f"'{function.name}' is not a function of one argument at the margin of a module."
        yield Problem(*place, message, f"Write def {function.name}(canvas: Canvas) -> None.")


def _fault(name: str, value: object) -> tuple[str, str] | None:
    """Return what is wrong with one field, given its literal value (else None), and the remedy."""
    if name not in _REMEDY:
        return f"@figure knows no '{name}'.", nearest(name, _REMEDY)
    if name == "heights":
        return None if _is_heights(value) else (_HEIGHTS, _REMEDY[name])
    if not isinstance(value, str):
        return f"{name} is not a literal string.", _LITERAL
    return None if value.strip() else (f"{name} is empty.", _REMEDY[name])


def _takes_a_canvas(function: _Function) -> bool:
    arguments = function.args
    needed = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
    return isinstance(function, ast.FunctionDef) and len(needed) == 1 and not arguments.kwonlyargs


_REMEDY = {
    "alt": 'Write alt="what the figure shows, for those who do not see it".',
    "caption": 'Write caption="the Markdown that stands under the figure".',
    "heights": "Write heights=(320, 300): of the wide and the narrow drawing, in CSS pixels.",
}
_LITERAL = "Write it out in quotes, for it is read without running the file."
_HEIGHTS = "heights are not two whole numbers above 0."


def _at(decorator: ast.expr) -> int:
    """Return the column of the sign `@`, counted from 1: it stands right before the name."""
    return max(decorator.col_offset, 1)


def _keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {keyword.arg or "**": keyword.value for keyword in call.keywords}


def _literal(node: ast.expr) -> object:
    try:
        value: object = ast.literal_eval(node)
    except ValueError:
        return None
    return value


def _is_heights(value: object) -> bool:
    return (
        isinstance(value, tuple)
        and len(value) == len(HEIGHTS)
        and all(type(height) is int and height > 0 for height in value)
    )


def _declaration(
    project: Project, path: Path, function: _Function, decorator: ast.Call
) -> Declaration:
    given = {name: _literal(value) for name, value in _keywords(decorator).items()}
    return Declaration(
        name=function.name.replace("_", "-"),
        module=module_name(project, path),
        function=function.name,
        alt=cast(str, given["alt"]).strip(),
        caption=cast(str, given["caption"]).strip(),
        path=path,
        line=decorator.lineno,
        column=_at(decorator),
        heights=cast(tuple[int, int], given.get("heights", HEIGHTS)),
    )


def _doubled(project: Project, first: Declaration, second: Declaration) -> Problem:
    return Problem(
        project.relative(second.path),
        second.line,
        second.column,
        f"figure '{second.name}' is declared twice.",
        f"The first is at {project.relative(first.path)}:{first.line}; rename one function.",
    )
