"""Which names a piece of code binds in its own scope, by Python's rules."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

Function = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Importing = ast.Import | ast.ImportFrom
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_CAPTURES = (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)


@dataclass
class Bindings:
    """What code binds in the scope that it stands in, and what it declares to be elsewhere's.

    `names` are those bound other than by the statements in `imports`.
    """

    names: set[str] = field(default_factory=set)
    at_module: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    imports: list[Importing] = field(default_factory=list)

    def collect(self, nodes: Iterable[ast.AST]) -> Bindings:
        """Take in what `nodes` bind where they stand, and return this."""
        for node in nodes:
            if isinstance(node, _DEFINITIONS):
                self.names.add(node.name)
            elif isinstance(node, _COMPREHENSIONS):
                self.names.update(_walruses(node))
            elif not isinstance(node, ast.Lambda):
                self._take(node)
                self.collect(children(node))
        return self

    def _take(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                self.names.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self.imports.append(node)
        elif isinstance(node, ast.Global):
            self.at_module.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            self.outside.update(node.names)
        elif isinstance(node, _CAPTURES) and node.name:
            self.names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            self.names.add(node.rest)


def children(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a node. `ast.iter_child_nodes` does the same at twice the time."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and name != "ctx":
            found.append(value)
    return found


def _walruses(node: ast.AST) -> Iterator[str]:
    """A walrus in a comprehension binds in the scope around the comprehension."""
    for child in children(node):
        if isinstance(child, ast.NamedExpr):
            yield child.target.id
        if not isinstance(child, ast.Lambda):
            yield from _walruses(child)


def parameters(arguments: ast.arguments) -> set[str]:
    """Return the names of a function's parameters."""
    several = (arguments.posonlyargs, arguments.args, arguments.kwonlyargs)
    names = {argument.arg for some in several for argument in some}
    return names | {a.arg for a in (arguments.vararg, arguments.kwarg) if a}


def is_constant(node: ast.expr) -> bool:
    """Say whether the value can't be changed after it is made, as far as one can see."""
    if isinstance(node, (ast.Constant, ast.Name, ast.JoinedStr, ast.Lambda, ast.Compare)):
        return True
    if isinstance(node, ast.Call):
        return _is_constant_call(node.func)
    if isinstance(node, (ast.Tuple, ast.BinOp, ast.UnaryOp, ast.Attribute)):
        return all(is_constant(n) for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr))
    return False


def _is_constant_call(function: ast.expr) -> bool:
    """`Path(__file__).resolve()`, `tuple(names)`: what they return can't be changed either."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Call):
        return _is_constant_call(function.value.func)
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in _CONSTANT_MAKERS


_CONSTANT_MAKERS = frozenset(
    [
        "bool",
        "bytes",
        "complex",
        "float",
        "frozenset",
        "int",
        "len",
        "max",
        "min",
        "round",
        "str",
        "sum",
        "tuple",
        "range",
        "Path",
        "PurePath",
        "Fraction",
        "Decimal",
        "MappingProxyType",
        "NewType",
        "TypeVar",
        "ParamSpec",
        "field",
        "Field",
        "getenv",
    ]
)
