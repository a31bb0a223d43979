"""The digest changes with what is reached, and with nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyreport.inputs import Reach, changes, reach_definition
from studyreport.project import Project
from tests.inputs.house import build, change

PLAIN = """
    '''Says what it is.'''
    import numpy as np
    from snippets.low import used


    def f(x: float, y=(1, 2)):
        '''Do it.'''
        total = used(x) + y[0]
        return np.sum([total, "a" "b"])
"""
SAME = {
    "comments": PLAIN.replace("total = used(x)", "# so\n        total = used(x)"),
    "docstring": PLAIN.replace("Do it.", "Do it otherwise.").replace("Says", "Tells"),
    "no docstring": PLAIN.replace("        '''Do it.'''\n", ""),
    "blank lines": PLAIN.replace("        return", "\n\n        return"),
    "layout": PLAIN.replace(
        "(x: float, y=(1, 2))", "(\n        x: float,\n        y=(1,2,),\n    )"
    ),
    "quotes": PLAIN.replace('"a" "b"', "'ab'"),
    "parentheses": PLAIN.replace("used(x) + y[0]", "(used(x)) + (y[0])"),
    "another definition": PLAIN + "\n    def g(): return used(2)\n",
    "another import": PLAIN.replace("import numpy as np", "import os\n    import numpy as np"),
    "order of imports": PLAIN.replace(
        "    import numpy as np\n    from snippets.low import used",
        "    from snippets.low import used\n    import numpy as np",
    ),
    "a string used as a comment": PLAIN.replace("        return", "        'so'\n        return"),
}
OTHER = {
    "number": PLAIN.replace("(1, 2)", "(1, 3)"),
    "type of a number": PLAIN.replace("(1, 2)", "(1.0, 2)"),
    "text": PLAIN.replace('"a"', '"c"'),
    "annotation": PLAIN.replace("x: float", "x: int"),
    "operator": PLAIN.replace(" + y[0]", " - y[0]"),
    "name": PLAIN.replace("total", "sum_"),
    "order of statements": PLAIN.replace("used(x) + y[0]", "y[0] + used(x)"),
    "what a name stands for": PLAIN.replace("import used", "import other as used"),
    "package": PLAIN.replace("import numpy as np", "import matplotlib as np"),
    "future": PLAIN.replace("import numpy", "from __future__ import annotations\n    import numpy"),
    "decorator": PLAIN.replace("    def f", "    @used\n    def f"),
    "redefinition": PLAIN + "\n    f = f(1)\n",
    "effect": PLAIN + "\n    np.seterr(all='raise')\n",
}
LOW = "def used(x): return x\ndef other(x): return x\n"


def _project(root: Path, source: str) -> Project:
    return build(root, {"snippets/low.py": LOW, "figures/f.py": source})


def _digest(project: Project) -> str:
    return reach_definition(project, "figures.f", "f").digest


@pytest.mark.parametrize("what", SAME)
def test_does_not_change_with(tmp_path: Path, what: str) -> None:
    assert SAME[what] != PLAIN
    assert _digest(_project(tmp_path / "b", SAME[what])) == _digest(_project(tmp_path / "a", PLAIN))


@pytest.mark.parametrize("what", OTHER)
def test_changes_with(tmp_path: Path, what: str) -> None:
    assert OTHER[what] != PLAIN
    assert _digest(_project(tmp_path / "b", OTHER[what])) != _digest(
        _project(tmp_path / "a", PLAIN)
    )


ASKS_FOR_TEXT = {
    "docstring": "used.__doc__",
    "docstring of the module": "low.__doc__",
    "docstring of what is called": "low.made().__doc__",
    "source": "inspect.getsource(used)",
    "source, imported": "getsource(used)",
    "help": "help(used)",
}


@pytest.mark.parametrize("way", ASKS_FOR_TEXT)
def test_texts_count_where_they_are_asked_for(tmp_path: Path, way: str) -> None:
    imports = "import inspect\nfrom inspect import getsource\nfrom snippets import low\n"
    imports += "from snippets.low import used\n"
    files = {
        "snippets/low.py": "'''One.'''\n" + LOW + "def made(): return used\n",
        "figures/f.py": f"{imports}def f(): return {ASKS_FOR_TEXT[way]}\n",
    }
    project = build(tmp_path, files)
    before = reach_definition(project, "figures.f", "f")
    change(project.snippets / "low.py", files["snippets/low.py"].replace("One", "Two"))
    after = reach_definition(project, "figures.f", "f")
    assert after.digest != before.digest
    assert changes(before.digests, after.digests) == ["snippets.low:<text> changed"]


def test_sees_a_change_at_once(tmp_path: Path) -> None:
    project = _project(tmp_path, PLAIN)
    seen = [_digest(project)]
    for number in range(5):
        change(project.snippets / "low.py", LOW.replace("return x", f"return {number}"))
        seen.append(_digest(project))
    assert len(set(seen)) == 6
    change(project.snippets / "low.py", LOW)
    assert _digest(project) == seen[0]


def test_code_that_has_not_changed_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = _project(tmp_path, PLAIN)
    before = _digest(project)
    change(project.figures / "g.py", "x = 1")
    monkeypatch.setattr("studyreport.inputs.reach._graphs", {})  # as in a new process
    monkeypatch.setattr("studyreport.inputs.source.parse", _fail)
    assert _digest(project) == before
    change(project.snippets / "low.py", LOW + "# so")
    with pytest.raises(AssertionError):
        _digest(project)


def _fail(text: bytes, path: str) -> None:
    raise AssertionError(path, text)


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    before = _digest(_project(tmp_path, PLAIN))
    kept = list((tmp_path / "build/cache/modules").iterdir())
    assert kept
    for path in kept:
        path.write_text(path.read_text("utf-8")[:50], "utf-8")
    change(tmp_path / "figures/f.py", PLAIN + "\n# touched")
    assert _digest(_project(tmp_path, PLAIN)) == before


def test_versions_count_on_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = _project(tmp_path, PLAIN)

    def both() -> list[Reach]:
        return [
            reach_definition(project, "figures.f", "f", versions=versions)
            for versions in (True, False)
        ]

    before = both()
    monkeypatch.setattr("studyreport.inputs.reach.version", lambda name: f"{name} 99")
    after = both()
    assert before[0].digest != after[0].digest
    assert before[1] == after[1]


def test_names_what_changed(tmp_path: Path) -> None:
    before = reach_definition(_project(tmp_path / "a", PLAIN), "figures.f", "f")
    project = _project(tmp_path / "b", PLAIN)
    change(project.snippets / "low.py", "def used(x): return g(x)\ndef g(x): return x")
    after = reach_definition(project, "figures.f", "f")
    assert changes(before.digests, after.digests) == [
        "snippets.low:g is used now",
        "snippets.low:used changed",
    ]


# A random program: function i of module m calls some others, in some way. ----------------------

WAYS = ("name", "attribute", "package", "local", "again", "star")
Calls = dict[int, list[tuple[int, str]]]


@st.composite
def programs(draw: st.DrawFn) -> tuple[list[int], Calls]:
    """Return for each function its module, and which functions it calls, in which way."""
    modules = draw(st.lists(st.integers(0, 3), min_size=2, max_size=9))
    others = st.tuples(st.integers(0, len(modules) - 1), st.sampled_from(WAYS))
    calls = {i: draw(st.lists(others, max_size=3)) for i in range(len(modules))}
    return modules, calls


def _write(modules: list[int], calls: Calls, constants: dict[int, int]) -> dict[str, str]:
    texts = {module: ["import numpy"] for module in modules}
    again = []
    for function, called in calls.items():
        home, body = modules[function], []
        for other, way in called:
            there = modules[other]
            head, inside, call = _call(other, there, way, home)
            texts[home] += head
            body += [*inside, f"    {call}"]
            if way == "again":
                again.append(f"from snippets.m{there} import f{other}")
        texts[home] += [f"def f{function}():", *body, f"    return {constants[function]}"]
    files = {f"snippets/m{module}.py": "\n".join(lines) for module, lines in texts.items()}
    return {**files, "snippets/__init__.py": "\n".join(again)}


def _call(other: int, there: int, way: str, home: int) -> tuple[list[str], list[str], str]:
    """Return lines for the module, lines for the function, and the call itself."""
    if there == home and way != "local":
        return [], [], f"f{other}()"
    return {
        "name": ([f"from snippets.m{there} import f{other} as g{other}"], [], f"g{other}()"),
        "attribute": ([f"import snippets.m{there}"], [], f"snippets.m{there}.f{other}()"),
        "package": ([f"from . import m{there} as n{there}"], [], f"n{there}.f{other}()"),
        "local": ([], [f"    from snippets.m{there} import f{other} as h"], "h()"),
        "again": (["import snippets"], [], f"snippets.f{other}()"),
        "star": ([f"from snippets.m{there} import *"], [], f"f{other}()"),
    }[way]


def _reachable(calls: Calls, start: int) -> set[int]:
    found, ahead = set(), [start]
    while ahead:
        if (function := ahead.pop()) not in found:
            found.add(function)
            ahead += [other for other, _ in calls[function]]
    return found


@settings(deadline=None, max_examples=60)
@given(programs(), st.data())
def test_changes_exactly_when_something_reached_does(
    program: tuple[list[int], Calls], data: st.DataObject
) -> None:
    modules, calls = program
    changed = data.draw(st.sampled_from(range(len(modules))))
    constants = dict.fromkeys(calls, 0)
    with tempfile.TemporaryDirectory() as folder:
        project = build(Path(folder) / "p", _write(modules, calls, constants))
        before = _all_digests(project, modules)
        build(Path(folder) / "p", _write(modules, calls, {**constants, changed: 1}))
        after = _all_digests(project, modules)
    differs = {i for i in calls if before[i] != after[i]}
    assert differs == {i for i in calls if changed in _reachable(calls, i)}


def _all_digests(project: Project, modules: list[int]) -> list[str]:
    return [
        reach_definition(project, f"snippets.m{module}", f"f{i}", generator=False).digest
        for i, module in enumerate(modules)
    ]


def test_changes_are_said_in_words() -> None:
    assert changes({"a:f": "1", "a:g": "1", "a:i": "1"}, {"a:f": "2", "a:h": "1", "a:i": "1"}) == [
        "a:f changed",
        "a:g is no longer used",
        "a:h is used now",
    ]
