"""Formulas: rendered, told from prices, and refused at their place."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from studyreport.markdown import katex
from studyreport.markdown.katex import Katex, TexError
from tests.markdown.conftest import Convert, Faults

MATH = "studyreport.markdown.math"
VALUE = "studyreport.markdown.value"


def test_inline_formula_is_framed_html_and_mathml(convert: Convert) -> None:
    html = convert("Let $x$ be.", MATH)
    assert html.startswith('<p>Let <span class="sr-math" data-search-exclude="">')
    assert html.endswith("</span> be.</p>")
    assert html.count("<math ") == html.count('class="katex-html"') == 1


def test_formula_may_be_broken_between_its_parts(convert: Convert) -> None:
    assert convert("$a$", MATH).count("<wbr>") == 0
    html = convert("$a = b + c$.", MATH)
    assert html.count('<span class="katex-base">') == 3
    assert html.count('<wbr><span class="katex-base">') == html.count("<wbr>") == 2


def test_display_formula_scrolls_within_a_named_focusable_frame(convert: Convert) -> None:
    html = convert("Before\n\n$$\nx^2\n$$\n\nAfter", MATH)
    frame = (
        '<div aria-label="Formula" class="sr-display" data-search-exclude="" role="group" '
        'tabindex="0"><span class="katex-display">'
    )
    attributes = html.split("<div ", 1)[1].split(">", 1)[0].split(" ")
    assert sorted(attributes) == sorted(frame.split("<div ", 1)[1].split(">", 1)[0].split(" "))
    assert '><span class="katex-display">' in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A ($x$), b", "<p>A [(«»),] b</p>"),
        ("$x$.", "<p>[«».]</p>"),
        ("*c* $x$ d", "<p><em>c</em> «» d</p>"),
        ("d$x$ $y$$z$", "<p>[d«»] «»«»</p>"),
        ("$x$, $y$.", "<p>[«»,] [«».]</p>"),
        ("- $x$", "<ul>\n<li>«»</li>\n</ul>"),
        ("a *b*$x$-th c", "<p>a <em>b</em>[«»-th] c</p>"),
    ],
)
def test_formula_stays_in_one_line_with_what_it_touches(
    convert: Convert, text: str, shown: str
) -> None:
    html = convert(text, MATH)
    root = ElementTree.fromstring(f"<root>{html.replace('<wbr>', '')}</root>")
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("class") == "sr-math":
                tail = child.tail
                child.clear()
                child.tag, child.tail = "formula", tail
            elif child.get("class") == "sr-together":
                child.tag, child.attrib = "together", {}
    marked = ElementTree.tostring(root, "unicode")[len("<root>") : -len("</root>")]
    for tag, sign in {"<formula />": "«»", "<together>": "[", "</together>": "]"}.items():
        marked = marked.replace(tag, sign)
    assert marked == shown


@pytest.mark.parametrize(
    "text",
    ["From $5 to $10.", "It costs 5$ or 10$.", r"Escaped \$x\$.", "Code `$x$` and `$$`."],
)
def test_no_formula(convert: Convert, text: str) -> None:
    assert "katex" not in convert(text, MATH)


def test_formula_in_a_list_a_table_and_a_quotation(convert: Convert) -> None:
    html = convert(
        """
        - one $a$

            $$b$$

        > quoted $c$

        | $d$ | e |
        | --- | - |
        | f   | $g$ |
        """,
        MATH,
        "tables",
    )
    assert re.findall(r"<annotation[^>]*>(.)</annotation>", html) == ["a", "b", "c", "d", "g"]


def test_less_than_and_ampersand_reach_katex_unescaped(convert: Convert) -> None:
    html = convert("$a < b$\n\n$$\\begin{aligned} a &< b \\\\ c &> d \\end{aligned}$$", MATH)
    assert "a &lt; b</annotation>" in html
    assert "a &amp;&lt; b" in html and "&amp;amp;" not in html


def test_wrong_formula_is_placed_by_line_and_column(faults: Faults) -> None:
    [problem] = faults("# Title\n\nText $a + \\foo b$ more.\n", MATH)
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", 3, 11)
    assert "Undefined control sequence: \\foo" in problem.message


def test_place_counts_front_matter_and_lines_within_a_display(faults: Faults) -> None:
    text = """
    - a list

        $$
        x = \\frac{1}{2}
          + \\wrong
        $$
    """
    [problem] = faults(text, MATH, front="---\ntitle: T\n---\n\n")
    assert (problem.line, problem.column) == (4 + 5, 9)


def test_every_wrong_formula_is_told_at_once(faults: Faults) -> None:
    problems = faults("$\\a1$ and $\\b1$\n\n$$\\c1$$\n", MATH)
    assert [(p.line, p.column) for p in problems] == [(1, 2), (1, 12), (3, 3)]


def test_formula_in_code_before_the_wrong_one_does_not_mislead(faults: Faults) -> None:
    [problem] = faults("`$\\foo$`\n\n```\n$\\foo$\n```\n\n$\\foo$\n", MATH, "pymdownx.superfences")
    assert (problem.line, problem.column) == (7, 2)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Say $$x$$ inline.", (1, 5)),
        ("A paragraph\n$$\nx\n$$\n", (2, 1)),
        ("$$x$$\n\nfine, but $$y$$ is not", (3, 11)),
    ],
)
def test_display_that_is_not_on_its_own(faults: Faults, text: str, place: tuple[int, int]) -> None:
    [problem] = faults(text, MATH)
    assert (problem.line, problem.column) == place
    assert "not on its own" in problem.message


@pytest.mark.parametrize("tex", [r"\href{https://x.org}{y}", r"\includegraphics{x.png}", "ä"])
def test_strict_and_untrusting(faults: Faults, tex: str) -> None:
    [problem] = faults(f"${tex}$", MATH)
    assert problem.line == 1


PACKAGE = Path(__file__).resolve().parents[2] / "node_modules" / "katex"


def test_one_process_serves_many_and_a_dead_one_is_replaced() -> None:
    server = Katex(PACKAGE)
    first = server.render("x", display=False)
    process = server._process
    assert process is not None
    assert server.render("y", display=False) != first
    assert server._process is process
    process.kill()
    process.wait()
    assert server.render("x", display=False) == first
    assert server._process is not process
    server.close()
    assert server._process is None


def test_error_after_an_error_and_text_with_line_breaks() -> None:
    server = Katex(PACKAGE)
    for _ in range(2):
        with pytest.raises(TexError) as caught:
            server.render("a\n+ \\frac{1", display=True)
        assert caught.value.position > 2
    assert "katex" in server.render("a\n+ b", display=True)
    server.close()


def test_missing_package_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="npm ci"):
        katex.render(tmp_path, "x", display=False)
