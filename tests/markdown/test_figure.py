"""`::: figure name`: golden HTML, relative addresses, and what stops the build."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.markdown.conftest import Convert, Faults
from tests.markdown.samples import add_figure, add_result

FIGURE = "studyreport.markdown.figure"
VALUE = "studyreport.markdown.value"

GOLDEN = """
<p>Before.</p>
<figure class="sr-figure" id="fig-some-curve">PICTURES<figcaption>
<p>The loss at <code>rate</code> $\\eta = 0.5$; see <a href="other.md#x">there</a>.</p>
</figcaption>
</figure>
<p>After.</p>
"""
PICTURE = (
    '<picture class="sr-{0}">'
    '<source height="240" media="(max-width: 30rem)"'
    ' srcset="assets/generated/figures/some-curve.{0}.narrow.svg" width="360" />'
    '<img alt="Loss falls to −1.23." decoding="async" height="300" loading="lazy"'
    ' src="assets/generated/figures/some-curve.{0}.wide.svg" width="680" />'
    "</picture>"
)


@pytest.fixture(autouse=True)
def _sources(root: Path) -> None:
    add_result(root)
    add_figure(root)


def test_golden(convert: Convert) -> None:
    html = convert("Before.\n::: figure some-curve\nAfter.\n", FIGURE, VALUE)
    pictures = PICTURE.format("light") + PICTURE.format("dark")
    assert html == GOLDEN.strip().replace("PICTURES", pictures)


def test_addresses_are_relative_to_the_source_of_a_page_in_a_folder(convert: Convert) -> None:
    html = convert("::: figure some-curve", FIGURE, page="part/chapter.md")
    assert 'srcset="../assets/generated/figures/some-curve.light.narrow.svg"' in html
    assert 'src="../assets/generated/figures/some-curve.dark.wide.svg"' in html


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("- item\n\n    ::: figure some-curve\n", "<li>\n<p>item</p>\n<figure"),
        (
            "!!! note\n\n    ::: figure some-curve\n",
            '<p class="admonition-title">Note</p>\n<figure',
        ),
        ("> ::: figure some-curve\n", "<blockquote>\n<figure"),
    ],
)
def test_within_other_blocks(convert: Convert, text: str, around: str) -> None:
    assert around in convert(text, FIGURE, "admonition")


def test_code_is_left_alone(convert: Convert) -> None:
    html = convert(
        """
        ```
        ::: figure nothing
        ```

            ::: figure nothing

        The line `::: figure nothing`.
        """,
        FIGURE,
        "pymdownx.superfences",
    )
    assert html.count("::: figure nothing") == 3


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a\n\n::: figure som-curve\n", (3, 12), "Did you mean 'some-curve'?"),
        ("::: figur some-curve", (1, 1), "Did you mean 'figure'?"),
        ("::: figure", (1, 1), "does not name one figure"),
        ("::: figure a b", (1, 1), "does not name one figure"),
        (":::", (1, 1), "unknown directive"),
        ("::: figure some-curve\n\n:: figure some-curve", (3, 1), "has two colons"),
        ("::: figure some-curve\n\ntext\n\n::: figure some-curve", (5, 1), "already"),
        ("```\n::: figure nix\n```\n\n> ::: figure nix", (5, 14), "unknown figure"),
    ],
)
def test_wrong(faults: Faults, text: str, place: tuple[int, int], said: str) -> None:
    [problem] = faults(text, FIGURE, VALUE, "pymdownx.superfences")
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", *place)
    assert said in str(problem)


def test_not_drawn(faults: Faults, root: Path) -> None:
    drawing = root / "docs/assets/generated/figures/some-curve.dark.narrow.svg"
    drawing.unlink()
    [problem] = faults("::: figure some-curve", FIGURE, VALUE)
    assert "build_figures.py build some-curve" in str(problem)


def test_wrong_value_in_a_caption_is_placed_in_the_figures_code(faults: Faults, root: Path) -> None:
    file = root / "figures" / "curves.py"
    file.write_text(file.read_text().replace("toy.settings.rate", "toy.settings.rat"))
    [problem] = faults("::: figure some-curve", FIGURE, VALUE, "studyreport.markdown.math")
    line = next(n for n, t in enumerate(file.read_text().split("\n"), 1) if "rat }}" in t)
    assert (problem.path, problem.line) == ("figures/curves.py", line)
    assert dedent(problem.remedy) == "Did you mean 'rate'?"


def test_a_figure_that_shows_data_offers_its_table(convert: Convert, root: Path) -> None:
    table = root / "docs" / "assets" / "generated" / "figures" / "some-curve.csv"
    table.write_text("panel,series,kind,x,y,value\n", "utf-8")
    assert "sr-data" not in convert("::: figure some-curve", FIGURE)
    table.write_text("panel,series,kind,x,y,value\n1,1,line,0,1,\n", "utf-8")
    html = convert("::: figure some-curve", FIGURE)
    link = (
        '<a aria-label="Data of this figure, as CSV" class="sr-data" download=""'
        ' href="assets/generated/figures/some-curve.csv">Data</a></p>\n</figcaption>'
    )
    assert html.count(link) == 1
