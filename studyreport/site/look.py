"""Screenshots of a page: on a phone and on a desk, light and dark, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from studyreport.problems import nearest, stop
from studyreport.project import Project
from studyreport.site.browser import FLAGS, find_chromium
from studyreport.site.local import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

WIDTHS = (390, 1280)  # CSS pixels
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_HEIGHT = 900

# A lazy image is fetched when it comes into view; a full-page screenshot does not scroll.
_LOAD_IMAGES = """async () => {
  const shown = [...document.images].filter((image) => image.offsetParent !== null);
  for (const image of shown) image.loading = "eager";
  await Promise.all(shown.map((image) => image.decode()));
  await document.fonts.ready;
}"""


def look(project: Project, site: Path, page: str) -> list[Path]:
    """Write four screenshots of `page` (its name in docs, without .md) into build/look.

    Raises:
        StudyReportError: the site is not built, has no such page, or there is no Chromium.
    """
    address = _address(project, site, page)
    executable = find_chromium()
    from playwright.sync_api import sync_playwright

    with serving(site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            return list(_shots(browser, root + address, project.build / "look", page))
        finally:
            browser.close()


def _shots(browser: Browser, url: str, folder: Path, page: str) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            size: ViewportSize = {"width": width, "height": _HEIGHT}
            tab = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
            tab.goto(url, wait_until="load")
            tab.evaluate(_LOAD_IMAGES)
            file = folder / f"{page.replace('/', '-')}.{width}.{scheme}.png"
            tab.screenshot(path=file, full_page=True)
            tab.close()
            yield file


def _address(project: Project, site: Path, page: str) -> str:
    if not (site / "index.html").is_file():
        raise stop(project.relative(site), 0, 0, "no site here yet.", "Run 'make site' first.")
    name = page.removesuffix(".md")
    for address in (f"{name}/index.html", f"{name}.html") if name != "index" else ("index.html",):
        if (site / address).is_file():
            return address
    known = {p.relative_to(project.docs).with_suffix("").as_posix() for p in project.pages}
    raise stop(project.relative(project.docs), 0, 0, f"no page '{page}'.", nearest(name, known))
