"""Mutants of a module: which there are, where they stand, and that each is another program."""

from __future__ import annotations

import ast
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport.quiz.mutation.mutants import Mutant, mutants


def of(source: str) -> list[Mutant]:
    return mutants(textwrap.dedent(source), "snippets.a", "snippets/a.py")


def pairs(source: str) -> list[str]:
    return [f"{mutant.kind}: {mutant.before} → {mutant.after}" for mutant in of(source)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a = b + c", ["arithmetic: b + c → b - c"]),
        ("a -= b", ["arithmetic: a -= b → a += b"]),
        ("a = b ** c", ["arithmetic: b ** c → b * c"]),
        ("a = b @ c", ["arithmetic: b @ c → b * c"]),
        ("a = b < c", ["comparison: b < c → b <= c", "comparison: b < c → b >= c"]),
        ("a = b == c", ["comparison: b == c → b != c"]),
        ("a = b in c", ["comparison: b in c → b not in c"]),
        ("a = b and c", ["boolean: b and c → b or c"]),
        ("a = not b", ["boolean: not b → b"]),
        ("a = True", ["boolean: True → False"]),
        ("a = -b", ["sign: -b → b"]),
        ("a = 1", ["constant: 1 → 2", "constant: 1 → 0"]),
        ("a = 0.5", ["constant: 0.5 → 1.5", "constant: 0.5 → -0.5"]),
        ("a = 1e300", []),
        ("a = b.sum(axis=0)", ["axis: 0 → 1", "axis: 0 → None"]),
        ("a = b.sum(axis=-1)", ["axis: -1 → 0", "axis: -1 → None"]),
        ("a = b.sum(axis=c)", []),
        ("a = b.sum(axis=True)", ["boolean: True → False"]),
        ("a = 'x' + b", []),
        ("a = f'{b + 1}'", []),
        ("a: Literal[1] = b", []),
        ("a: TypeAlias = b | c", []),
        ("a: int = b | c", ["arithmetic: b | c → b & c"]),
        ("'''1 + 1'''", []),
        ("def a(b: c[1]) -> d[2]:\n    '''3'''\n    return b", []),
        ("@a(1)\nclass B(c(2)):\n    d = e\n", []),
        ("assert a > 1", []),
        ("raise a(1)", []),
        ("def a():\n    raise b(1)", []),
        ("async def a():\n    return -b", ["sign: -b → b"]),
    ],
)
def test_what_is_changed(source: str, found: list[str]) -> None:
    assert pairs(source) == found


def test_a_chain_of_comparisons_is_changed_link_by_link() -> None:
    assert pairs("a = b < c == d") == [
        "comparison: b < c == d → b <= c == d",
        "comparison: b < c == d → b >= c == d",
        "comparison: b < c == d → b < c != d",
    ]


def test_an_inner_fault_keeps_what_stands_around_it() -> None:
    [_, inner] = of("a = (b + c) * d")
    assert inner.before == "b + c"
    assert inner.applied("a = (b + c) * d") == "a = ((b - c)) * d"


def test_places_are_counted_in_characters() -> None:
    source = "ä = 'größe'; b = c * d\n"
    [mutant] = of(source)
    assert (mutant.line, mutant.column) == (1, source.index("c * d") + 1)
    assert mutant.applied(source) == "ä = 'größe'; b = (c / d)\n"


def test_a_page_feed_in_a_text_is_no_line() -> None:
    source = 'a = "\x0c"\nb = c * d\n'
    [mutant] = of(source)
    assert mutant.line == 2
    assert mutant.applied(source) == 'a = "\x0c"\nb = (c / d)\n'


def test_numbers_and_names_that_last() -> None:
    source = "# A comment.\na = 1\n\n\nclass B:\n    c = d * 2\n\nif a:\n    a = 3\n"
    ids = [mutant.id for mutant in of(source)]
    assert ids[:2] == ["snippets.a:a.0", "snippets.a:a.1"]
    assert ids[2:5] == ["snippets.a:B.0", "snippets.a:B.1", "snippets.a:B.2"]
    assert len(set(ids)) == len(ids)
    assert ids == [mutant.id for mutant in of(source.replace("# A comment.\n", "\n\n"))]


def test_a_check_is_reached_when_it_raises() -> None:
    found = of("def f(a):\n    if a < b:\n        raise c(a)\n    return a")
    assert [mutant.lines for mutant in found] == [(3, 3), (3, 3)]


def test_a_default_is_reached_when_its_function_runs() -> None:
    found = of("def f(a=True, *, b=None, c=2):\n    '''Do.'''\n    return a")
    assert [(m.before, m.default, m.lines) for m in found] == [
        ("True", True, (2, 3)),
        ("2", True, (2, 3)),
        ("2", True, (2, 3)),
    ]


def test_other_faults_are_reached_with_their_lines() -> None:
    found = of("a = f(\n    b,\n    c * d,\n    (\n        1,\n        2,\n    ),\n)")
    lines = {mutant.before: mutant.lines for mutant in found}
    assert lines["c * d"] == (3, 3)
    assert lines["2"] == (1, 1)  # folded into the tuple, it has no line of its own


EXPRESSIONS = st.recursive(
    st.sampled_from(["a", "b[0]", "f(x, axis=1)", "1", "2.5", "True", "'ä'", "x.T", "None"]),
    lambda inner: st.one_of(
        st.tuples(
            inner, st.sampled_from(["+", "-", "*", "/", "**", "//", "@", "<", ">=", "and"]), inner
        ).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda part: f"(-{part})"),
        inner.map(lambda part: f"(not {part})"),
        st.tuples(inner, inner).map(lambda parts: f"g({parts[0]},\n  k={parts[1]})"),
    ),
    max_leaves=12,
)


@given(st.lists(EXPRESSIONS, min_size=1, max_size=3))
def test_every_mutant_is_python_and_another_program(expressions: list[str]) -> None:
    lines = "\n".join(f"    y += {expression}" for expression in expressions)
    source = f"def f(x, y=0):\n{lines}\n    return y\n"
    original = ast.dump(ast.parse(source))
    for mutant in mutants(source, "snippets.a", "snippets/a.py"):
        changed = mutant.applied(source)
        assert ast.dump(ast.parse(changed)) != original
        assert source.split("\n")[mutant.line - 1][mutant.column - 1 :]
