"""The chapter and the questions as they are read: without scripts, on paper, at every width."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .building import ROOT
from .reader import ITEMS, Reader

WIDTHS = (320, 390, 1280)
OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wide > 0 ? `the page scrolls sideways by ${wide} px` : "";
}"""
WIDE_LISTINGS = """() => [...document.querySelectorAll(".md-content .highlight pre > code")]
  .filter((code) => code.scrollWidth > code.clientWidth)
  .map((code) => code.textContent.slice(0, 60))"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
    ".sr-item button, .sr-item summary, .sr-option label, .sr-item input[type=text]")]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.outerHTML.slice(0, 60), element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([html]) => html)"""
LINE_LENGTHS = """() => [...document.querySelectorAll(".md-content__inner > p")]
  .filter((paragraph) => !paragraph.querySelector(".katex, code, br"))
  .flatMap((paragraph) => {
    const lines = new Map();
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      for (let at = 0; at < walker.currentNode.length; at += 1) {
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const line = Math.round(range.getBoundingClientRect().bottom / 12);
        lines.set(line, (lines.get(line) ?? 0) + 1);
      }
    }
    return [...lines.values()].slice(0, -1);
  })"""


@pytest.fixture
def plain(visit: Callable[..., Page]) -> Callable[[str], Page]:
    """Open a page in a browser that runs no scripts."""
    return lambda address: visit(address, java_script_enabled=False)


def test_without_scripts_questions_are_readable(plain: Callable[[str], Page], little: str) -> None:
    page = plain(f"{little}questions/")
    for name in ITEMS:
        item = page.locator(f"form#{name}")
        assert item.locator("legend").is_visible()
        assert item.get_by_role("button").count() == 0
        assert item.locator(".sr-explanation").is_hidden()
        item.locator(".sr-solution > summary").click()
        assert item.locator(".sr-answer").is_visible()
        assert item.locator(".sr-explanation").is_visible()
        assert item.locator(".sr-feedback").first.is_visible()
    hint = page.locator("#limit .sr-hint").first
    hint.locator("summary").click()
    assert hint.get_by_text("three steps").is_visible()
    assert page.locator(".sr-notice").is_hidden()
    assert page.locator(".sr-progress").is_hidden()


def test_without_scripts_enter_leads_nowhere(plain: Callable[[str], Page], little: str) -> None:
    page = plain(f"{little}questions/")
    field = page.locator("#terminal input")
    field.fill("-10")
    field.press("Enter")
    page.wait_for_timeout(200)
    assert page.url == f"{little}questions/"
    assert field.input_value() == "-10"


def test_without_scripts_the_chapter_reads_whole(plain: Callable[[str], Page], report: str) -> None:
    page = plain(f"{report}optimizers/")
    assert page.locator("main .katex").first.is_visible()
    assert page.locator("main .katex-error").count() == 0
    assert "$" not in page.locator("main").inner_text().replace("$ ", "")
    items = page.locator("form.sr-item")
    assert items.count() >= 14
    for item in items.all():
        item.locator(".sr-solution > summary").click()
        assert item.locator(".sr-answer").is_visible()
    for figure in page.locator(".sr-figure").all():
        assert figure.locator("img:visible").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows(
    visit: Callable[..., Page], report: str, little: str, width: int, scheme: str
) -> None:
    for address in (report, f"{report}optimizers/", f"{little}questions/"):
        page = visit(address, viewport={"width": width, "height": 800}, color_scheme=scheme)
        assert page.evaluate(OVERFLOW) == ""


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_of_the_report_overflows(
    visit: Callable[..., Page], report: str, width: int
) -> None:
    pages = sorted(path.stem for path in (ROOT / "docs").glob("*.md") if path.stem != "index")
    assert "optimizers" in pages
    page = visit(report, viewport={"width": width, "height": 800})
    for name in pages:
        page.goto(f"{report}{name}/")
        assert page.evaluate(OVERFLOW) == "", name
        assert page.evaluate(WIDE_LISTINGS) == [], name


def test_nothing_overflows_after_answering(visit: Callable[..., Page], little: str) -> None:
    reader = Reader(visit(f"{little}questions/", viewport={"width": 320, "height": 800}))
    _answer_everything(reader)
    assert reader.page.evaluate(OVERFLOW) == ""
    assert reader.page.evaluate(SMALL_TARGETS) == []


def _answer_everything(reader: Reader) -> None:
    for name, answer in {"limit": "a", "negative": "bc", "terminal": "10", "keep": "+push"}.items():
        reader.answer(name, answer)
        expect(reader.item(name)).to_have_attribute("data-state", "wrong")


def test_targets_are_large_enough(reader: Reader) -> None:
    reader.press("limit", "Hint")
    assert reader.page.evaluate(SMALL_TARGETS) == []


def test_lines_are_60_to_75_characters_long(visit: Callable[..., Page], report: str) -> None:
    page = visit(f"{report}optimizers/", viewport={"width": 1280, "height": 900})
    lengths = page.evaluate(LINE_LENGTHS)
    assert len(lengths) > 20
    assert 60 <= sorted(lengths)[len(lengths) // 2] <= 75


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_answers_are_at_the_end(
    visit: Callable[..., Page], little: str, scripts: bool
) -> None:
    page = visit(f"{little}questions/", java_script_enabled=scripts)
    assert page.locator(".sr-keys").is_hidden()
    page.emulate_media(media="print")
    for name in ITEMS:
        expect(page.locator(f"#{name} .sr-solution")).to_be_hidden()
        expect(page.locator(f"[data-key-of={name}] .sr-answer")).to_be_visible()
    for away in (".md-header", ".md-footer", ".md-sidebar", ".sr-actions", ".sr-progress"):
        for element in page.locator(away).all():
            assert element.is_hidden(), away


def test_printing_is_not_looking_up_answers(reader: Reader) -> None:
    reader.page.emulate_media(media="print")
    expect(reader.page.locator("[data-key-of=limit]")).to_be_visible()
    reader.page.emulate_media(media="screen")
    assert reader.stored() == []


def test_what_was_said_is_not_printed_beside_the_question(reader: Reader) -> None:
    reader.answer("limit", "a")
    expect(reader.item("limit").locator(".sr-shown")).to_be_visible()
    reader.page.emulate_media(media="print")
    for away in (".sr-shown", ".sr-status", ".sr-solution"):
        expect(reader.item("limit").locator(away)).to_be_hidden()


@pytest.mark.parametrize("option", [{"forced_colors": "active"}, {"color_scheme": "dark"}])
def test_figures_switch_with_the_scheme(
    visit: Callable[..., Page], report: str, option: dict[str, Any]
) -> None:
    page = visit(f"{report}optimizers/", **option)
    shown = "sr-dark" if option.get("color_scheme") == "dark" else "sr-light"
    for figure in page.locator(".sr-figure").all():
        assert figure.locator("img:visible").count() == 1
        assert figure.locator(f".{shown} img").is_visible()


def test_forced_colours_leave_states_visible(visit: Callable[..., Page], little: str) -> None:
    reader = Reader(visit(f"{little}questions/", forced_colors="active"))
    _answer_everything(reader)
    option = reader.item("limit").locator(".sr-option[data-mark=wrong] > label")
    mark = "element => getComputedStyle(element, '::after').content"
    assert "✗" in option.evaluate(mark)
    outline = "element => getComputedStyle(element).outlineStyle"
    assert option.evaluate(outline) != "none"
    button = reader.item("limit").get_by_role("button", name="Try again")
    assert button.evaluate("element => getComputedStyle(element).borderStyle") == "solid"


def test_reduced_motion_moves_nothing(reader: Reader) -> None:
    lasting = """() => [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      const lengths = `${style.transitionDuration}, ${style.animationDuration}`;
      return lengths.split(", ").some((length) => parseFloat(length) > 0);
    }).length"""
    assert reader.page.evaluate(lasting) == 0


def test_focus_is_visible(reader: Reader) -> None:
    reader.tab_to(reader.item("limit").get_by_role("button", name="Check"))
    outline = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert reader.page.evaluate(outline) == "solid"


def test_the_report_asks_no_one_else_and_complains_of_nothing(
    visit: Callable[..., Page], report: str
) -> None:
    """What the page complains of fails the test when the fixture is left."""
    page = visit(report)
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    page.get_by_role("link", name="Optimizers").first.press("Enter")
    page.wait_for_url("**/optimizers/")
    expect(page.locator(".sr-actions").first).to_be_visible()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    for item in page.locator("form.sr-item").all()[:3]:
        item.get_by_role("button", name="Not sure").press("Enter")
        expect(item).to_have_attribute("data-state", "unsure")
