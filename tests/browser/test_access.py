"""axe-core finds nothing: light, dark and narrow, before and after answering."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .building import ROOT
from .reader import Reader

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\\n${failureSummary}`));
}"""
LOOKS = [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]


def violations(page: Page) -> list[str]:
    """Return what axe finds. Evaluated, not loaded, since the policy allows no foreign script."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_questions(visit: Callable[..., Page], little: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    reader = Reader(visit(f"{little}questions/", viewport=size, color_scheme=scheme))
    assert violations(reader.page) == []
    reader.press("limit", "Hint")
    reader.answer("limit", "a")
    reader.answer("negative", "bc")
    reader.answer("terminal", "-10")
    reader.answer("keep", "+ push")
    assert violations(reader.page) == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_report(visit: Callable[..., Page], report: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    for address in (report, f"{report}optimizers/"):
        page = visit(address, viewport=size, color_scheme=scheme)
        assert violations(page) == []
    for summary in page.locator(".sr-solution > summary").all():
        summary.press("Enter")
    assert violations(page) == []


def test_axe_does_look(visit: Callable[..., Page], little: str) -> None:
    page = visit(f"{little}questions/")
    page.evaluate(
        "document.querySelector('#terminal label').replaceWith(document.createElement('input'))"
    )
    assert any(found.startswith("label:") for found in violations(page))
