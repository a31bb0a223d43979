"""The YAML reader: what it takes, what it refuses and where, and that nothing brings it down."""

from __future__ import annotations

import gc
import time
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from studyreport.problems import Problem
from studyreport.quiz.yaml import Place, locate, read

LOADERS = [yaml.SafeLoader] + ([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])


def value(text: str) -> Any:
    root, problems = read(text.encode(), "a.yml")
    assert problems == []
    assert root is not None
    return root.plain()


def faults(text: str | bytes, loader: type[Any] = LOADERS[-1]) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    return [str(problem) for problem in read(data, "a.yml", loader)[1]]


def test_mappings_lists_texts_and_numbers() -> None:
    text = 'a: [1, -2.50, 1e-3, true, "no"]\nb:\n'
    text += "  - c: |\n      x\n      y\n    d: >-\n      p\n      q\n"
    assert value(text) == {
        "a": [1, Decimal("-2.50"), Decimal("1e-3"), True, "no"],
        "b": [{"c": "x\ny\n", "d": "p q"}],
    }
    assert str(value("-2.50")) == "-2.50"
    assert isinstance(value("3"), int)


def test_windows_line_ends() -> None:
    assert value("a: 1\r\nb: |\r\n  x\r\n  y\r\n") == {"a": 1, "b": "x\ny\n"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: yes", "a.yml:1:4: 'yes' means true to some readers of YAML."),
        ("a: No", "a.yml:1:4: 'No' means false to some readers of YAML."),
        ("a: on", "a.yml:1:4: 'on' means true"),
        ("a: OFF", "a.yml:1:4: 'OFF' means false"),
        ("a: True", "a.yml:1:4: 'True' means true"),
        ("a: FALSE", "a.yml:1:4: 'FALSE' means false"),
        ("a: ~", "a.yml:1:4: '~' is nothing to YAML."),
        ("a: Null", "a.yml:1:4: 'Null' is nothing to YAML."),
        ("a:\nb: 1", "a value is nothing to YAML. Write a value"),
        ("a: 012", "a.yml:1:4: '012' is an octal number"),
        ("a: -007", "a.yml:1:4: '-007' is an octal number"),
        ("a: 0o17", "a.yml:1:4: '0o17' is a number to another base"),
        ("a: 0x1F", "a.yml:1:4: '0x1F' is a number to another base"),
        ("a: 0b11", "a.yml:1:4: '0b11' is a number to another base"),
        ("a: 1:30", "a.yml:1:4: '1:30' is a number to the base 60"),
        ("a: 190:20:30.15", "a.yml:1:4: '190:20:30.15' is a number to the base 60"),
        ("a: 1_000", "a.yml:1:4: '1_000' is a number to some readers of YAML and a text to others"),
        ("a: .5", "a.yml:1:4: '.5' is a number to some"),
        ("a: 5.", "a.yml:1:4: '5.' is a number to some"),
        ("a: +5", "a.yml:1:4: '+5' is a number to some"),
        ("a: 1e9999", "a.yml:1:4: '1e9999' is a number to some"),
        ("a: .inf", "a.yml:1:4: '.inf' is not a finite number"),
        ("a: -.INF", "a.yml:1:4: '-.INF' is not a finite number"),
        ("a: .NaN", "a.yml:1:4: '.NaN' is not a finite number"),
        ("a: 2024-01-31", "a.yml:1:4: '2024-01-31' is a date to YAML"),
        ("a: " + "9" * 41, "is too long for a number"),
        ("a: 1\nb: 2\na: 3", "a.yml:3:1: 'a' stands here again, after line 1. Keep one."),
        ("a: &x 1", "a.yml:1:4: '&x' is an anchor."),
        ("a: *x", "'*x' is an alias. Write the value out."),
        ("a: {<<: {b: 1}}", "a.yml:1:5: '<<' merges mappings."),
        ("a: !!str 1", "'tag:yaml.org,2002:str' is a tag."),
        ("a: !!python/object:os.system 1", "is a tag."),
        ("a: 1\n---\nb: 2", "a.yml:2:1: a second document begins here."),
        ("%YAML 1.1\n---\na: 1", "directives (%) are not used here."),
        ("a: 1\n\tb: 2", "a.yml:2:1: here stands a tab. Write spaces instead."),
        ("\ufeffa: 1", "a.yml:1:1: here stands a byte order mark. Delete it."),
        ("a: b\u202ec", "a.yml:1:5: here stands the invisible character U+202E."),
        ("a: b\x07c", "a.yml:1:5: here stands the invisible character U+0007."),
        ("a: b\u2028c", "a.yml:1:5: here stands the invisible character U+2028."),
        ("a: b\rc: d", "a.yml:1:5: here stands a carriage return alone."),
        ('a: "\\0"', "a.yml:1:4: an escape here makes an invisible character."),
        ("", "a.yml:1:1: the file is empty. Write its fields, or delete it."),
        ("# only\n", "a.yml:1:1: the file is empty. Write its fields, or delete it."),
        ("? [a]\n: b", "a.yml:1:3: a list or mapping cannot be a name."),
        ("a: [1, 2", "this is not YAML"),
        ("a: b: c", "a.yml:1:5: this is not YAML"),
        ("- a: 1\n   b: 2", "Indent the fields of one mapping alike"),
        ("a: 'x", "this is not YAML"),
    ],
)
@pytest.mark.parametrize("loader", LOADERS)
def test_what_is_refused(text: str, fault: str, loader: type[Any]) -> None:
    found = faults(text, loader)
    assert len(found) == 1
    assert fault in found[0]
    assert found[0].startswith("a.yml:")


@pytest.mark.parametrize(
    "text", ["yEs", "nothing", "1.2.3", "v1", "12 apples", "0.9 v", "y", "1:99", "none", "-", "e5"]
)
def test_texts_that_are_no_trap(text: str) -> None:
    if text == "-":
        assert value("- '-'") == ["-"]
    else:
        assert value(f"a: {text}") == {"a": text}


def test_quotes_make_a_text_of_anything() -> None:
    for text in ("yes", "012", "1:30", "", "~", "2024-01-31", "1.50"):
        assert value(f'a: "{text}"') == {"a": text}
        assert value(f"a: '{text}'") == {"a": text}


def test_bytes_that_are_no_utf8_are_located() -> None:
    assert faults(b"a: 1\r\nb: x\xff\n") == [
        "a.yml:2:5: this is not UTF-8. Save the file as UTF-8."
    ]
    assert "not UTF-8" in faults("a: ä".encode("utf-16"))[0]


def test_every_problem_is_told_at_once() -> None:
    text = "a: yes\nb: 012\na: 1\nc: &x 3\nd: *x\n"
    assert [fault.split(":")[1] for fault in faults(text)] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "? ", "[[],", "{a: [", "- - a: "])
def test_nesting_without_end_is_refused_at_once(unit: str, loader: type[Any]) -> None:
    start = time.process_time()
    found = faults(unit * 50_000, loader)
    assert time.process_time() - start < 2
    assert len(found) == 1
    assert found[0].startswith("a.yml:1:")


def test_deep_block_nesting_is_refused() -> None:
    text = "".join(f"{' ' * n}a:\n" for n in range(2000))
    assert "nested more than 20 deep" in faults(text)[0]


def seconds(*texts: str) -> list[float]:
    """Return for each text the processor's least time for reading it.

    The texts take turns, so that a busy moment of the machine meets all of them.
    """
    found: list[list[float]] = [[] for _ in texts]
    for _ in range(7):
        for text, times in zip(texts, found, strict=True):
            gc.collect()
            start = time.process_time()
            read(text.encode(), "a.yml")
            times.append(time.process_time() - start)
    return [min(times) for times in found]


@pytest.mark.parametrize("line", ["- a: 'b'\n", "- yes\n", "- &x 1\n", "- \x07\n", "- |\n  x\n"])
def test_time_is_linear_in_size(line: str) -> None:
    long, short = seconds(line * 16_000, line * 4_000)
    assert long < 10 * short + 0.05  # linear: 4, square: 16


def test_places_of_nodes() -> None:
    text = "title: x\nitems:\n  - id: a\n    proof: |\n      one\n      two\n    b: [7, 'c']\n"
    root, problems = read(text.encode(), "a.yml")
    assert problems == []
    assert root is not None
    assert locate(root, ("items", 0)) == Place(3, 5)
    assert locate(root, ("items", 0, "id")) == Place(3, 9)
    assert locate(root, ("items", 0, "b", 1)) == Place(7, 12)
    assert locate(root, ("items", 0, "proof"), 2) == Place(6, 1)
    assert locate(root, ("items", 0, "b", 0), 2) == Place(7, 9), "only a | block has lines"
    assert locate(root, ("items", 0, "missing", 1)) == Place(3, 5)
    assert locate(root, ("items", 9)) == Place(3, 3)


TOKENS = st.sampled_from(
    [
        *("a: ", "b:\n", "  ", "\n", "- ", "? ", ": ", "[", "]", "{", "}", ", ", "'", '"', "|\n"),
        *(">-\n", "&x ", "*x", "!!str ", "!", "%YAML 1.1\n", "---\n", "...\n", "# c\n", "<<: "),
        *("yes", "012", "1:30", "0x", "\\UFFFFFFFF", "\\ud800", "\\x", "@", "`", "\t", "\r", "é"),
        *("\ufeff", "\0", "|9\n", "title: ", "items:\n", "~", "9" * 5000, "%TAG ! a\n", "\u2028"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(TOKENS, max_size=40).map("".join), st.sampled_from(LOADERS))
def test_any_tokens_give_a_tree_or_located_problems(text: str, loader: type[Any]) -> None:
    check(text.encode(), loader)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(LOADERS))
def test_any_bytes_give_a_tree_or_located_problems(data: bytes, loader: type[Any]) -> None:
    check(data, loader)


def check(data: bytes, loader: type[Any]) -> None:
    root, problems = read(data, "a.yml", loader)
    assert root is not None or problems
    lines = data.count(b"\n") + 1
    for problem in problems:
        assert isinstance(problem, Problem)
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1
        assert problem.message.endswith(".")


TREES = st.recursive(
    st.integers(-(10**30), 10**30)
    | st.booleans()
    | st.text(st.characters(codec="ascii", exclude_categories=["Cc"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_what_another_writer_wrote_is_read_back(tree: Any) -> None:
    """PyYAML quotes every text here, so that only numbers and booleans stand without quotes."""
    text = yaml.dump(tree, Dumper=_Quoting)
    root, problems = read(text.encode(), "a.yml")
    assert problems == []
    assert root is not None
    assert root.plain() == tree


class _Quoting(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        del data  # it never is one
        return True


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


_Quoting.add_representer(str, _quoted)
