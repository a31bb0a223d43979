"""Which outside names a piece of code uses, and which modules it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from studyreport.inputs.bindings import (
    Bindings,
    Comprehension,
    Function,
    Importing,
    children,
    parameters,
)


class Use(NamedTuple):
    """A dotted name, from its root: `("", ("Adam", "step"))` or `("numpy", ("sin",))`.

    `module` is "" for the module that holds the code, "*" for all modules of the project, "<" for
    the subclasses of whatever is reached, "#" for its text, with comments and docstrings. No
    `names` at all: the module as a whole.
    """

    module: str
    names: tuple[str, ...]


class Import(NamedTuple):
    """One name that an import statement asks for, and where; `name` is "" for the module itself."""

    module: str
    name: str
    line: int
    column: int
    guarded: bool


OWN_MODULE = Use("", ())
WHOLE_PROJECT = Use("*", ())
SUBCLASSES = Use("<", ())
TEXTS = Use("#", ())
# What these return or do can touch any name of the module they stand in.
_REFLECTIVE = frozenset({"globals", "vars", "eval", "exec"})
# What gives code as it is written.
_TEXTUAL = frozenset({"__doc__", "getcomments", "getdoc", "getsource", "getsourcelines", "help"})
_IMPORTERS = frozenset({"import_module", "__import__"})


@dataclass
class _Scope:
    names: set[str]
    at_module: set[str] = field(default_factory=set)
    imported: dict[str, list[Use]] = field(default_factory=dict)
    is_class: bool = False


class Uses:
    """Walks code by Python's scoping rules and collects what it takes from outside.

    With `deferred=False` the bodies of functions are left out: what remains runs on import.
    What stands in annotations is `typed`, the rest `found`. `imported` is what imports bind at
    the module's own level, `declared_global` what functions may bind there.
    """

    def __init__(self, package: str, *, deferred: bool = True) -> None:
        self.found: set[Use] = set()
        self.typed: set[Use] = set()
        self.declared_global: set[str] = set()
        self.imports: list[Import] = []
        self.calls = False
        self.imported: dict[str, list[Use]] = {}
        self._package = package
        self._deferred = deferred
        self._scopes: list[_Scope] = []
        self._guarded = False

    def visit(self, node: ast.AST) -> None:
        """Collect from `node` and everything in it."""
        handler = getattr(self, f"_on_{node.__class__.__name__.lower()}", None)
        if handler is not None:
            handler(node)
        else:
            self._each(children(node))

    def _each(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    # Names ------------------------------------------------------------------------------------

    def _on_name(self, node: ast.Name) -> None:
        if node.id in _TEXTUAL:
            self.found.add(TEXTS)
        if node.id == "__import__":  # as a value: who calls it, and with what, cannot be seen
            self.found.add(WHOLE_PROJECT)
        self._look_up((node.id,))

    def _on_attribute(self, node: ast.Attribute) -> None:
        names: list[str] = []
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute):
            names.append(inner.attr)
            inner = inner.value
        if "__subclasses__" in names:
            self.found.add(SUBCLASSES)
        if not _TEXTUAL.isdisjoint(names):
            self.found.add(TEXTS)
        if isinstance(inner, ast.Name):
            self._look_up((inner.id, *reversed(names)))
        else:
            self.visit(inner)

    def _look_up(self, chain: tuple[str, ...]) -> None:
        if chain[0] in _REFLECTIVE or chain[:2] == ("sys", "modules"):
            self.found.add(OWN_MODULE)
        for depth, scope in enumerate(reversed(self._scopes)):
            if scope.is_class and depth:
                continue
            if chain[0] in scope.at_module:
                break
            for use in scope.imported.get(chain[0], ()):
                self.found.add(Use(use.module, use.names + chain[1:]))
            # A name bound in a class body may still be the module's before that line.
            if chain[0] in scope.names and not scope.is_class:
                return
        self.found.add(Use("", chain))

    # Scopes -----------------------------------------------------------------------------------

    def _on_functiondef(self, node: Function) -> None:
        self.calls |= bool(node.decorator_list)
        self._each(node.decorator_list)
        self._each(node.args.defaults)
        self._each(node.args.kw_defaults)
        for argument in _arguments(node.args):
            self._annotation(argument.annotation)
        self._annotation(node.returns)
        if self._deferred:
            kinds = getattr(node, "type_params", [])
            self._function(node.body, parameters(node.args) | {kind.name for kind in kinds})

    _on_asyncfunctiondef = _on_functiondef

    def _on_lambda(self, node: ast.Lambda) -> None:
        self._each(node.args.defaults)
        self._each(node.args.kw_defaults)
        calls = self.calls
        self._function([node.body], parameters(node.args))
        self.calls = calls

    def _function(self, body: Iterable[ast.AST], names: set[str]) -> None:
        body = list(body)
        own = Bindings(names).collect(body)
        self.declared_global |= own.at_module
        scope = _Scope(own.names - own.at_module - own.outside, own.at_module)
        self._inside(scope, body, own.imports)

    def _on_classdef(self, node: ast.ClassDef) -> None:
        self.calls |= bool(node.decorator_list)
        self._each((*node.decorator_list, *node.bases, *node.keywords))
        own = Bindings().collect(node.body)
        scope = _Scope(own.names - own.at_module, own.at_module, is_class=True)
        self._inside(scope, node.body, own.imports)

    def _inside(
        self, scope: _Scope, nodes: Iterable[ast.AST], imports: Iterable[Importing] = ()
    ) -> None:
        self._scopes.append(scope)
        # Imports first: a nested function may be defined above the import that it uses.
        for statement in imports:
            self._bind_all(statement)
        self._each(nodes)
        self._scopes.pop()

    def _comprehension(self, node: Comprehension) -> None:
        first = node.generators[0]
        self.visit(first.iter)
        names = Bindings().collect(part.target for part in node.generators).names
        conditions = [condition for part in node.generators for condition in part.ifs]
        others = [part.iter for part in node.generators[1:]]
        values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._inside(_Scope(names), [*others, *conditions, *values])

    _on_listcomp = _on_setcomp = _on_dictcomp = _on_generatorexp = _comprehension

    # Annotations ------------------------------------------------------------------------------

    def _on_annassign(self, node: ast.AnnAssign) -> None:
        self._annotation(node.annotation)
        self._each((node.target, node.value))

    def _annotation(self, node: ast.expr | None) -> None:
        if node is None:
            return
        found, calls = self.found, self.calls
        self.found = self.typed
        self._type(node)
        self.found, self.calls = found, calls

    def _type(self, node: ast.expr) -> None:
        self.visit(node)
        for part in ast.walk(node):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                self._quoted(part.value)

    def _quoted(self, text: str) -> None:
        try:
            self.visit(ast.parse(text, mode="eval").body)
        except SyntaxError:
            return  # a string that is no type, such as a member of Literal

    # Imports and calls ------------------------------------------------------------------------

    def _on_import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._note(node, alias.name, "")
        self._bind_all(node)

    def _on_importfrom(self, node: ast.ImportFrom) -> None:
        module = absolute(node.module or "", node.level, self._package)
        for alias in node.names:
            self._note(node, module, alias.name)
        self._bind_all(node)

    def _bind_all(self, node: Importing) -> None:
        for name, use in bindings(node, self._package):
            self._bind(name, use)

    def _note(self, node: ast.stmt, module: str, name: str) -> None:
        self.imports.append(Import(module, name, node.lineno, node.col_offset + 1, self._guarded))

    def _bind(self, name: str, use: Use) -> None:
        scope = self._scopes[-1] if self._scopes else None
        if scope is None or name in scope.at_module:
            targets = self.imported.setdefault(name, [])
        else:
            scope.names.add(name)
            targets = scope.imported.setdefault(name, [])
        if use not in targets:
            targets.append(use)

    def _on_if(self, node: ast.If) -> None:
        before, self._guarded = self._guarded, self._guarded or for_types_only(node)
        self._each(node.body)
        self._guarded = before
        self._each((node.test, *node.orelse))

    def _on_try(self, node: ast.Try) -> None:
        before, self._guarded = self._guarded, self._guarded or bool(node.handlers)
        self._each(node.body)
        self._guarded = before
        self._each((*node.handlers, *node.orelse, *node.finalbody))

    _on_trystar = _on_try

    def _on_call(self, node: ast.Call) -> None:
        self.calls = True
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else None
        if isinstance(function, ast.Name):
            name = function.id
        if name in _IMPORTERS:
            self._imported_by_call(node)
            self._each((*node.args, *node.keywords))
        else:
            self._each(children(node))

    def _imported_by_call(self, node: ast.Call) -> None:
        first = node.args[0] if node.args else None
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            self.found.add(WHOLE_PROJECT)
            return
        path = first.value.lstrip(".")
        module = absolute(path, len(first.value) - len(path), self._package)
        self.imports.append(Import(module, "", node.lineno, node.col_offset + 1, True))
        self.found.add(Use(module, ()))


def absolute(module: str, level: int, package: str) -> str:
    """Return the full name of a relative import's module; "" if it climbs out of all packages."""
    if not level:
        return module
    parents = package.split(".") if package else []
    if level > len(parents):
        return ""
    return ".".join([*parents[: len(parents) - level + 1], *([module] if module else [])])


def _arguments(arguments: ast.arguments) -> list[ast.arg]:
    several = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return several + [a for a in (arguments.vararg, arguments.kwarg) if a]


def for_types_only(node: ast.AST) -> bool:
    """Say whether the statement is `if TYPE_CHECKING:`, which never runs."""
    if not isinstance(node, ast.If):
        return False
    test = node.test
    return "TYPE_CHECKING" in (getattr(test, "id", None), getattr(test, "attr", None))


def bindings(node: Importing, package: str) -> list[tuple[str, Use]]:
    """Return the names that an import statement binds, each with what it stands for."""
    if isinstance(node, ast.ImportFrom):
        module = absolute(node.module or "", node.level, package)
        return [(a.asname or a.name, Use(module, (a.name,))) for a in node.names]
    roots = ((a, a.name.partition(".")[0]) for a in node.names)
    return [(a.asname, Use(a.name, ())) if a.asname else (root, Use(root, ())) for a, root in roots]
