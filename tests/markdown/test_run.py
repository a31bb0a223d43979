"""```` ```python run ````: the code, and what it printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyreport import project as projects
from studyreport import runs
from tests.markdown.conftest import Convert, Faults

EXTENSIONS = ("studyreport.markdown.run", "pymdownx.superfences")


def test_output_stands_under_the_code(convert: Convert, root: Path) -> None:
    text = "```python run\nprint('<a & b>')\n```\n"
    (root / "docs" / "page.md").write_text(text)
    runs.refresh(projects.load(root))
    html = convert(text, *EXTENSIONS)
    code, output = html.split("</div><pre", 1)
    assert code.startswith('<div class="sr-run"><div class="highlight"><pre>')
    assert "print" in re.sub(r"<[^>]+>", "", code)
    assert output == ' class="sr-output no-copy"><code>&lt;a &amp; b&gt;</code></pre></div>'


def test_silent_code_has_no_output_block(convert: Convert, root: Path) -> None:
    text = "Text\n\n- in a list\n\n    ```python run\n    x = 1\n    ```\n"
    (root / "docs" / "page.md").write_text(text)
    runs.refresh(projects.load(root))
    html = convert(text, *EXTENSIONS)
    assert '<div class="sr-run">' in html and "sr-output" not in html


@pytest.mark.parametrize("fence", ["```python", '```python title="run"', "```text"])
def test_other_fences_are_superfences_own(convert: Convert, fence: str) -> None:
    html = convert(f"{fence}\nprint(1)\n```", *EXTENSIONS)
    assert "sr-run" not in html and "highlight" in html


def test_options_of_highlighting_hold(convert: Convert, root: Path) -> None:
    text = '```python run title="sums.py"\nprint(1)\n```\n'
    (root / "docs" / "page.md").write_text(text)
    runs.refresh(projects.load(root))
    assert '<span class="filename">sums.py</span>' in convert(text, *EXTENSIONS)


def test_tabs_and_spaces_at_ends_do_not_hide_the_output(convert: Convert, root: Path) -> None:
    text = "```python run\nif 1:  \n\tprint(2)\n```\n"
    (root / "docs" / "page.md").write_text(text)
    runs.refresh(projects.load(root))
    assert "<code>2</code>" in convert(text, *EXTENSIONS)


def test_code_not_run_stops_the_build(faults: Faults) -> None:
    [problem] = faults("a\n\n```python run\nprint(1)\n```\n", *EXTENSIONS)
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", 4, 1)
    assert "studyreport prepare" in problem.remedy


def test_output_older_than_what_the_code_calls_stops_the_build(
    faults: Faults, convert: Convert, root: Path
) -> None:
    snippet = root / "snippets" / "sums.py"
    snippet.write_text("def add(a, b):\n    return a + b\n")
    text = "```python run\nfrom snippets.sums import add\nprint(add(1, 2))\n```\n"
    (root / "docs" / "page.md").write_text(text)
    runs.refresh(projects.load(root))
    assert "<code>3</code>" in convert(text, *EXTENSIONS)
    snippet.write_text("def add(a, b):\n    return a + b + 1\n")
    [problem] = faults(text, *EXTENSIONS)
    assert problem.line == 2


def test_without_superfences(faults: Faults) -> None:
    [problem] = faults("text", "studyreport.markdown.run")
    assert "superfences" in problem.remedy
