"""One module, taken apart into the statements that stand at its top level."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from studyreport.inputs.bindings import Bindings, children, is_constant
from studyreport.inputs.normal import digest, is_text
from studyreport.inputs.uses import OWN_MODULE, Import, Use, Uses, for_types_only

# A class that names one of these takes part in the making of its subclasses.
_HOOKS = ("__init_subclass__", "__subclasses__", "__set_name__", "__class_getitem__", "metaclass")


@dataclass(frozen=True)
class Statement:
    """A definition, or a statement that runs for its effect (then it binds nothing).

    `uses` is all that it takes from outside, `types` what it takes for annotations alone; `runs`
    what it uses while the module is imported, if it calls anything then; `bases` what a class is
    derived from. `shared` says whether it makes something that other code can change; `hooks`
    whether it acts on its subclasses.
    """

    digest: str
    binds: tuple[str, ...]
    uses: tuple[Use, ...]
    types: tuple[Use, ...] = ()
    runs: tuple[Use, ...] = ()
    bases: tuple[Use, ...] = ()
    imports: tuple[Import, ...] = ()
    shared: bool = False
    hooks: bool = False
    effect: bool = False


@dataclass(frozen=True)
class Module:
    """A module's statements and imports. `imported` tells what an imported name stands for.

    A package is its own `package`. A `broken` module could not be read.
    """

    name: str
    package: str
    statements: tuple[Statement, ...] = ()
    imported: dict[str, tuple[Use, ...]] = field(default_factory=dict)
    imports: tuple[Import, ...] = ()
    broken: bool = False

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """For each name, the statements that bind it."""
        found: dict[str, list[int]] = {}
        for index, statement in enumerate(self.statements):
            for name in statement.binds:
                found.setdefault(name, []).append(index)
        return found

    @property
    def names(self) -> set[str]:
        """The names that the module binds."""
        return self.where.keys() | (self.imported.keys() - {"*"})

    @property
    def closed(self) -> bool:
        """Whether the module can be seen to bind no other names than those."""
        uses = {use for statement in self.statements for use in statement.uses}
        hidden = self.broken or "*" in self.imported or OWN_MODULE in uses
        return not hidden and "__getattr__" not in self.names


def take_apart(tree: ast.Module, name: str, package: str) -> Module:
    """Return the module `name`, in the package `package`, whose code is `tree`."""
    future = _future(tree)
    statements: list[Statement] = []
    rewritten: set[str] = set()
    imported: dict[str, list[Use]] = {}
    imports: list[Import] = []
    for node in tree.body:
        if is_text(node) or _is_main(node):
            continue
        now, whole = _visited(node, package, deferred=False), _visited(node, package)
        imports += now.imports
        for bound_name, targets in whole.imported.items():
            imported[bound_name] = [*imported.get(bound_name, ()), *targets]
        if not _only_imports(node):
            later = tuple(i for i in whole.imports if i not in set(now.imports))
            statements.append(_statement(node, now, whole, later, future))
            rewritten |= whole.declared_global
    statements = [replace(s, shared=True) if rewritten & {*s.binds} else s for s in statements]
    names = {key: tuple(dict.fromkeys(targets)) for key, targets in imported.items()}
    return Module(name, package, tuple(statements), names, tuple(imports))


def _visited(node: ast.stmt, package: str, *, deferred: bool = True) -> Uses:
    uses = Uses(package, deferred=deferred)
    uses.visit(node)
    return uses


def _future(tree: ast.Module) -> str:
    """`from __future__ import …` changes what all code in the module means."""
    nodes = (n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "__future__")
    return ",".join(sorted(alias.name for node in nodes for alias in node.names))


def _is_main(node: ast.stmt) -> bool:
    """`if __name__ == "__main__":` does not run on import."""
    return (
        isinstance(node, ast.If)
        and not node.orelse
        and ast.unparse(node.test) in ("__name__ == '__main__'", "'__main__' == __name__")
    )


def _only_imports(node: ast.stmt) -> bool:
    if for_types_only(node) and isinstance(node, ast.If):
        return all(_only_imports(inner) for inner in (*node.body, *node.orelse))
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _statement(
    node: ast.stmt, now: Uses, whole: Uses, later: tuple[Import, ...], future: str
) -> Statement:
    names = Bindings().collect([node]).names | whole.declared_global
    bases = _visited_all((*node.bases, *node.keywords)) if isinstance(node, ast.ClassDef) else set()
    return Statement(
        digest=digest(node, future),
        binds=tuple(sorted(names)),
        uses=tuple(sorted(whole.found)),
        types=tuple(sorted(whole.typed - whole.found)),
        runs=tuple(sorted(now.found)) if now.calls else (),
        bases=tuple(sorted(bases)),
        imports=later,
        shared=_makes_shared(node),
        hooks=isinstance(node, ast.ClassDef) and _has_hooks(node),
        effect=_has_effect(node),
    )


def _visited_all(nodes: Iterable[ast.AST]) -> set[Use]:
    uses = Uses("")
    for node in nodes:
        uses.visit(node)
    return uses.found


def _has_hooks(node: ast.ClassDef) -> bool:
    named = {getattr(part, "name", getattr(part, "attr", "")) for part in ast.walk(node)}
    return bool(node.keywords) or not named.isdisjoint(_HOOKS)


def _makes_shared(node: ast.stmt) -> bool:
    """Say whether the statement makes something that may be changed later, like a registry."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        defaults = [d for d in (*node.args.defaults, *node.args.kw_defaults) if d]
        return bool(node.decorator_list) or not all(map(is_constant, defaults))
    if isinstance(node, ast.ClassDef):
        held = [n for n in node.body if isinstance(n, (ast.Assign, ast.AnnAssign))]
        return _has_hooks(node) or any(map(_makes_shared, held))
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return node.value is not None and not is_constant(node.value)
    return True


def _has_effect(node: ast.AST) -> bool:
    """Say whether the statement does something on import beyond binding names."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return False
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
        return True
    return isinstance(node, (ast.Assert, ast.Delete)) or any(map(_has_effect, children(node)))
