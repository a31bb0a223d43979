"""`::: progress` and its like: controls in the page, their script on no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from studyreport.markdown.tools import TOOLS
from tests.markdown.conftest import Convert, Faults

TOOLS_EXTENSION = "studyreport.markdown.tools"


@pytest.fixture(autouse=True)
def _scripts(root: Path) -> None:
    folder = root / "docs" / "assets" / "generated"
    folder.mkdir(parents=True)
    for word in TOOLS:
        (folder / f"{word}.js").write_text("export {};\n")


@pytest.mark.parametrize("word", TOOLS)
def test_a_tool_holds_its_controls_and_loads_its_script(convert: Convert, word: str) -> None:
    soup = BeautifulSoup(convert(f"# Page\n\n::: {word}\n\nAfter.", TOOLS_EXTENSION), "lxml")
    [section] = soup.select(f"section.sr-tool[data-tool={word}]")
    assert [script["src"] for script in soup.select("script")] == [f"assets/generated/{word}.js"]
    [without] = section.select("[data-part=without]")
    assert not without.has_attr("hidden") and "JavaScript" in without.get_text()
    assert section.parent is not None and section.parent.name == "body"
    assert section.get("aria-label")
    assert [notice.has_attr("hidden") for notice in section.select(".sr-notice")] == [True]
    assert soup.find(string=lambda text: "After." in text) is not None


@pytest.mark.parametrize("word", TOOLS)
def test_a_tool_shows_nothing_empty_before_its_script_runs(convert: Convert, word: str) -> None:
    soup = BeautifulSoup(convert(f"# Page\n\n::: {word}", TOOLS_EXTENSION), "lxml")
    assert soup.select("dialog[open]") == []
    for control in soup.select("button, input, select, table"):
        away = [control.find_parent(hidden=True), control.find_parent(["template", "dialog"])]
        assert any(away), control


def test_markdown_signs_in_a_tool_stay_what_they_are(convert: Convert) -> None:
    html = convert("::: progress", TOOLS_EXTENSION, "attr_list", "md_in_html")
    assert "data-part" in html and "\x02" not in html


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("::: progress optimizers", (1, 14), "'progress' takes no name."),
        ("::: progres", (1, 1), "Did you mean 'progress'?"),
        ("::: progress\n\ntext\n\n::: progress", (5, 1), "is on this page already"),
    ],
)
def test_mistakes(faults: Faults, text: str, place: tuple[int, int], said: str) -> None:
    [problem] = faults(text, TOOLS_EXTENSION)
    assert (problem.line, problem.column) == place
    assert said in str(problem)


def test_a_script_that_is_not_bundled(faults: Faults, root: Path) -> None:
    (root / "docs" / "assets" / "generated" / "progress.js").unlink()
    [problem] = faults("::: progress", TOOLS_EXTENSION)
    assert problem.path == "docs/assets/generated/progress.js" and "bundle" in problem.remedy
