"""Inline values: in text, in math, in attributes; not in code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.markdown.conftest import Convert, Faults
from tests.markdown.samples import add_result

VALUE = "studyreport.markdown.value"
MATH = "studyreport.markdown.math"


@pytest.fixture(autouse=True)
def _result(root: Path) -> None:
    add_result(root)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It is {{ toy.loss:.2f }}.", "<p>It is −1.23.</p>"),
        ("{{toy.values.loss}}", "<p>−1.23456</p>"),
        ("**{{ toy.dataset.train:, }}**", "<p><strong>60,000</strong></p>"),
        ("- {{ toy.values.steps.1 }}", "<ul>\n<li>2</li>\n</ul>"),
        ("# At {{ toy.settings.rate }}", "<h1>At 0.5</h1>"),
        ("![at {{ toy.loss:.1f }}](x.png)", '<p><img alt="at −1.2" src="x.png" /></p>'),
        ("`{{ toy.loss }}`", "<p><code>{{ toy.loss }}</code></p>"),
        ("    {{ toy.loss }}", "<pre><code>{{ toy.loss }}\n</code></pre>"),
    ],
)
def test_text(convert: Convert, text: str, html: str) -> None:
    assert convert("x\n\n" + text, VALUE) == "<p>x</p>\n" + html


def test_fenced_code_is_left_alone(convert: Convert) -> None:
    assert "{{ toy.loss }}" in convert("```\n{{ toy.loss }}\n```", VALUE, "pymdownx.superfences")


def test_table_cell(convert: Convert) -> None:
    html = convert(
        "| a | b |\n| - | - |\n| {{ toy.loss:.1f }} | {{ toy.seeds.0 }} |", VALUE, "tables"
    )
    assert "<td>−1.2</td>\n<td>0</td>" in html


def test_in_math_braces_that_are_no_path_are_tex(convert: Convert) -> None:
    html = convert("$x_{{a}} = {{ toy.loss:.1f }}$", VALUE, MATH)
    assert "x_{{a}} = −1.2</annotation>" in html


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("One\ntwo {{ toi.loss }}.", (2, 8), "Did you mean 'toy'?"),
        ("{{ toy.lost }}", (1, 4), "Did you mean 'loss'"),
        ("{{ toy.values }}", (1, 4), "is a table"),
        ("{{ toy.loss:.2q }}", (1, 4), "can't be written"),
        ("{{ }}", (1, 1), ""),
        ("a {{ toy.loss }} b {{ toy.loss } c {{ toy.loss }}", (1, 20), "'{{' stands alone"),
        ("Of `{{` and {{\n\ntoy.loss }}", (1, 13), "'{{' stands alone"),
        ("a { toy.loss }} b {{ toy.loss }}", (1, 14), "'}}' stands alone"),
        ("$x = {{ toy.lost }}$", (1, 9), "Did you mean 'loss'"),
    ],
)
def test_unknown(faults: Faults, text: str, place: tuple[int, int], said: str) -> None:
    [problem] = faults(text, VALUE, MATH)
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", *place)
    assert said in str(problem)
