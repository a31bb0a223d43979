"""Every mutant of a module: where it is, what stands there, and what it makes of that."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import CodeType

from studyreport.inputs.bindings import Bindings
from studyreport.inputs.normal import is_text
from studyreport.quiz.mutation.operators import Change, axes, changes

Span = tuple[int, int]  # two lines of a file, first and last


@dataclass(frozen=True)
class Mutant:
    """One fault in one place of a module.

    `names` are what the top-level statement around it binds, `number` counts the mutants of
    these names. It is reached when one of the `lines`, first to last, is executed. `default` marks
    the default value of a parameter. `start` and `end` are positions in the text of the file, and
    `replacement` is what stands between them then: `after`, in brackets where it needs any.
    """

    module: str
    path: str
    names: tuple[str, ...]
    number: int
    kind: str
    line: int
    column: int
    before: str
    after: str
    replacement: str
    lines: Span
    default: bool
    start: int
    end: int

    @property
    def id(self) -> str:
        """A name that stays when other statements, comments or the layout change."""
        return f"{self.definition}.{self.number}"

    @property
    def definition(self) -> str:
        """The top-level definition that it is in, `snippets.optimizers:Adam`."""
        return f"{self.module}:{','.join(self.names) or '<module>'}"

    def applied(self, source: str) -> str:
        """Return the module's text with this fault in it."""
        return source[: self.start] + self.replacement + source[self.end :]


def mutants(source: str, module: str, path: str) -> list[Mutant]:
    """Return every mutant of a module, in the order in which they stand in its text.

    Left alone are docstrings and other texts, annotations, decorators, `raise` and `assert`. The
    test of an `if` that only raises counts as part of what it raises: it is reached when that is.
    """
    finder = _Finder(source)
    found: list[Mutant] = []
    counts: Counter[tuple[str, ...]] = Counter()
    for statement in ast.parse(source).body:
        names = tuple(sorted(Bindings().collect([statement]).names))
        for mutant in sorted(finder.collect(statement), key=lambda m: (m.start, m.end)):
            home = replace(mutant, module=module, path=path, names=names, number=counts[names])
            found.append(home)
            counts[names] += 1
    return found


class _Finder(ast.NodeVisitor):
    """Walks over a statement; knows what must be executed for the node that it is at to be so."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = [f"{line}\n" for line in source.split("\n")]  # as `ast` counts them
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        self._code = set(_code_lines(compile(source, "<module>", "exec", dont_inherit=True)))
        self._found: list[Mutant] = []
        self._needs: Span | None = None
        self._default = False
        self._statement = 1

    def collect(self, statement: ast.stmt) -> list[Mutant]:
        self._found = []
        self.visit(statement)
        return self._found

    # What is left alone, and what is reached in another way ---------------------------------------

    def visit_Raise(self, node: ast.Raise) -> None:
        """Leave error messages alone."""

    def visit_Assert(self, node: ast.Assert) -> None:
        """Leave checks alone that never fail while a proof holds."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave texts alone."""

    def visit_Expr(self, node: ast.Expr) -> None:
        if not is_text(node):
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value and "TypeAlias" not in ast.unparse(node.annotation):
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        body = (node.body[0].lineno, node.body[-1].end_lineno or node.body[-1].lineno)
        with self._reached_by(body, default=True):
            self._visit_all(d for d in (*node.args.defaults, *node.args.kw_defaults) if d)
        self._visit_all(node.body)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._visit_all(node.body)

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.body[-1], ast.Raise):
            first = node.body[0]
            with self._reached_by((first.lineno, first.end_lineno or first.lineno)):
                self.visit(node.test)
        else:
            self.visit(node.test)
        self._visit_all([*node.body, *node.orelse])

    def visit_keyword(self, node: ast.keyword) -> None:
        others = list(axes(node.value)) if node.arg == "axis" else []
        for change in others:
            self._add(node.value, change)
        if not others:
            self.visit(node.value)

    # Finding --------------------------------------------------------------------------------------

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt):
            self._statement = node.lineno
        if isinstance(node, ast.expr | ast.stmt):
            for change in changes(node):
                self._add(node, change)
        super().visit(node)

    def _visit_all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    @contextmanager
    def _reached_by(self, lines: Span, *, default: bool = False) -> Iterator[None]:
        before = self._needs, self._default
        self._needs, self._default = lines, default
        try:
            yield
        finally:
            self._needs, self._default = before

    def _add(self, node: ast.expr | ast.stmt, change: Change) -> None:
        start = self._position(node.lineno, node.col_offset)
        end = self._position(node.end_lineno or node.lineno, node.end_col_offset or 0)
        after = ast.unparse(change.node)
        self._found.append(
            Mutant(
                module="",
                path="",
                names=(),
                number=0,
                kind=change.kind,
                line=node.lineno,
                column=start - self._starts[node.lineno - 1] + 1,
                before=" ".join(self._source[start:end].split()),
                after=after,
                replacement=after if isinstance(node, ast.stmt) else f"({after})",
                lines=self._needs or self._own(node),
                default=self._default,
                start=start,
                end=end,
            )
        )

    def _own(self, node: ast.expr | ast.stmt) -> Span:
        """Return the node's lines; its statement's, if none of them has code of its own."""
        last = node.end_lineno or node.lineno
        if self._code.isdisjoint(range(node.lineno, last + 1)):
            return self._statement, self._statement
        return node.lineno, last

    def _position(self, line: int, column: int) -> int:
        """Return the place in the text of a column that `ast` counts in bytes."""
        before = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(before)


def _code_lines(code: CodeType) -> Iterator[int]:
    yield from (line for _, _, line in code.co_lines() if line is not None)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code_lines(constant)
