"""Every region that a page may show is whole, and every public function says what it takes."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from textwrap import dedent

import pytest

import snippets

FILES = sorted(Path(snippets.__path__[0]).glob("*.py"))
MARK = re.compile(r"^ *# --8<-- \[(start|end):([a-z0-9-]+)\]$", re.MULTILINE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_regions_are_opened_once_and_closed_in_turn(path: Path) -> None:
    """A region may hold others, such as the working lines of a function, but not half of one."""
    seen: set[str] = set()
    within: list[str] = []
    for kind, name in MARK.findall(path.read_text("utf-8")):
        if kind == "start":
            assert name not in seen
            seen.add(name)
            within.append(name)
        else:
            assert within
            assert within.pop() == name
    assert not within


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_regions_are_code_that_stands_by_itself(path: Path) -> None:
    source = path.read_text("utf-8")
    for name in [name for kind, name in MARK.findall(source) if kind == "start"]:
        start, end = (f"# --8<-- [{kind}:{name}]" for kind in ("start", "end"))
        region = source.split(start)[1].split(end)[0]
        assert ast.parse(dedent(region)).body, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_errors_say_what_was_expected(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Raise) and node.exc is not None:
            text = ast.unparse(node.exc)
            assert "expected" in text or path.name in {"idx.py", "storage.py"}, text
