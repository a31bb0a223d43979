"""Wrong code that is reached stops with its place and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.inputs import reach_definition, reach_source
from studyreport.problems import StudyReportError
from tests.inputs.house import build

LOW = "def used(x): return x\ndef others(x): return x"
WRONG = {
    "not Python": (
        {"snippets/low.py": "def used(x)\n  return x"},
        "from snippets.low import used\ndef f(): used(1)",
        "snippets/low.py:1:12: this is not Python: expected ':'.",
    ),
    "unknown name": (
        {},
        "import os\nfrom snippets.low import usd\ndef f(): usd(1)",
        "figures/f.py:2:1: 'snippets.low' has no 'usd'. Did you mean 'used'?",
    ),
    "unknown name, not used": (
        {},
        "from snippets.low import other\ndef f(): pass",
        "figures/f.py:1:1: 'snippets.low' has no 'other'. Did you mean 'others'?",
    ),
    "unknown module": (
        {},
        "def f():\n  import snippets.lw",
        "figures/f.py:2:3: there is no module 'snippets.lw'. Did you mean 'snippets.low'?",
    ),
    "unknown submodule": (
        {},
        "from snippets import lo\ndef f(): lo.used(1)",
        "figures/f.py:1:1: 'snippets' has no 'lo'. Did you mean 'low'?",
    ),
    "too relative": (
        {},
        "from ...snippets import low\ndef f(): low.used(1)",
        "figures/f.py:1:1: this relative import leaves its package. Write the full name.",
    ),
    "bytes that are no text": (
        {"snippets/low.py": "LATIN"},
        "from snippets.low import used\ndef f(): used(1)",
        "snippets/low.py:1:",  # which column, and how it is said, differs by Python
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_names_the_place(tmp_path: Path, what: str) -> None:
    files, source, message = WRONG[what]
    project = build(tmp_path, {"snippets/low.py": LOW, "figures/f.py": source, **files})
    if "LATIN" in files.values():
        (project.snippets / "low.py").write_bytes(b"name = '\xe9'\n")
    with pytest.raises(StudyReportError) as caught:
        reach_definition(project, "figures.f", "f")
    assert str(caught.value).startswith(message)
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    "source",
    [
        "try:\n  from snippets.low import new\nexcept ImportError:\n  new = None\ndef f(): new",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  from snippets.low import T\n"
        "def f(x: 'T'): pass",
        "from snippets.dynamic import anything\ndef f(): anything()",
        "from snippets.filled import anything\ndef f(): anything()",
        "from snippets.low import __name__ as name\ndef f(): return name",
    ],
)
def test_lets_pass_what_may_be_right(tmp_path: Path, source: str) -> None:
    files = {
        "snippets/low.py": LOW,
        "snippets/dynamic.py": "def __getattr__(name): return name",
        "snippets/filled.py": "globals().update(anything=1)",
        "figures/f.py": source,
    }
    found = reach_definition(build(tmp_path, files), "figures.f", "f").definitions
    assert "figures.f:f" in found
    if "dynamic" in source:
        assert "snippets.dynamic:__getattr__" in found


def test_a_wrong_module_stops_only_what_reaches_it(tmp_path: Path) -> None:
    files = {
        "snippets/low.py": "def used(:",
        "figures/f.py": "from snippets.low import used\ndef f(): used(1)",
        "figures/g.py": "def g(): pass",
    }
    project = build(tmp_path, files)
    for _ in range(2):
        with pytest.raises(StudyReportError):
            reach_definition(project, "figures.f", "f")
        assert reach_definition(project, "figures.g", "g").definitions == ("figures.g:g",)


def test_reports_all_problems_at_once(tmp_path: Path) -> None:
    files = {
        "snippets/low.py": "def used(:",
        "snippets/mid.py": "import snippets.lwo\nfrom snippets.low import used\ndef go(): used(1)",
        "figures/f.py": "from snippets.mid import gone, go\ndef f(): go()",
    }
    with pytest.raises(StudyReportError) as caught:
        reach_definition(build(tmp_path, files), "figures.f", "f")
    places = [f"{p.path}:{p.line}" for p in caught.value.problems]
    assert places == ["figures/f.py:1", "snippets/low.py:1", "snippets/mid.py:1"]


def test_what_is_asked_for_must_exist(tmp_path: Path) -> None:
    project = build(tmp_path, {"figures/f.py": "def drawn(): pass"})
    with pytest.raises(StudyReportError, match=r"figures/f\.py: there is no 'draw' here.*'drawn'"):
        reach_definition(project, "figures.f", "draw")
    with pytest.raises(StudyReportError, match=r"there is no module 'figures\.g'"):
        reach_definition(project, "figures.g", "draw")


def test_a_piece_of_code_is_named_by_its_file(tmp_path: Path) -> None:
    project = build(tmp_path, {"snippets/low.py": LOW})
    with pytest.raises(StudyReportError, match=r"^docs/a\.md:2:6: this is not Python"):
        reach_source(project, "x = 1\nprint(", "docs/a.md")
    with pytest.raises(StudyReportError, match=r"^docs/a\.md:2:1: 'snippets\.low' has no 'usde'"):
        reach_source(project, "x = 1\nfrom snippets.low import usde", "docs/a.md")
