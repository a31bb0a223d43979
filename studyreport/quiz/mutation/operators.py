"""The small faults: what may be written in place of a piece of Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy
from typing import NamedTuple, TypeVar

N = TypeVar("N", bound=ast.AST)

_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
# Each with its neighbour, wrong only at the border, and with its opposite.
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


class Change(NamedTuple):
    """A fault of a certain kind, and what stands there with it."""

    kind: str
    node: ast.AST


def changes(node: ast.AST) -> Iterator[Change]:
    """Yield the faults that can be made at `node` itself, in a fixed order; `node` stays whole."""
    match node:
        case ast.BinOp() | ast.AugAssign():
            yield from _operator(node)
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp(op=op):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield Change("boolean", _with(node, op=other))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield Change("boolean", operand)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield Change("sign", operand)
        case ast.Constant(value=value):
            yield from _constants(value)


def axes(node: ast.expr) -> Iterator[Change]:
    """Yield other axes for the value of an argument `axis=…` that is a whole number."""
    axis = _whole_number(node)
    if axis is not None:
        yield Change("axis", ast.Constant(1 if axis == 0 else 0))
        yield Change("axis", ast.Constant(None))


def _whole_number(node: ast.expr) -> int | None:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))):
            return -value
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            return value
    return None


def _operator(node: ast.BinOp | ast.AugAssign) -> Iterator[Change]:
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.value,)
    other = _ARITHMETIC.get(type(node.op))
    if other is not None and not any(map(_is_text, sides)):
        yield Change("arithmetic", _with(node, op=other()))


def _is_text(node: ast.expr) -> bool:
    """Tell texts: joining them with another operator fails at once and shows nothing."""
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    )


def _comparisons(node: ast.Compare) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            operators = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield Change("comparison", _with(node, ops=operators))


def _constants(value: object) -> Iterator[Change]:
    if isinstance(value, bool):
        yield Change("boolean", ast.Constant(not value))
    elif isinstance(value, int | float):
        for other in (value + 1, value - 1):
            if other != value:
                yield Change("constant", ast.Constant(other))


def _with(node: N, **fields: object) -> N:
    made = copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made
