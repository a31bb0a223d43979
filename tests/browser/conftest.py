"""A real Chromium, the built sites on the loopback interface, and pages that are watched."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from studyreport.site.browser import FLAGS, find_chromium
from studyreport.site.local import serving

from .building import build_kinds, build_little, build_report, once
from .reader import Reader, watch

NewReader = Callable[..., Reader]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per worker. Without any, these tests fail: they are no less needed there."""
    executable = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for the sites of this test run, the same for every worker."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return Path(folder)


@pytest.fixture(scope="session")
def little(sites: Path) -> Iterator[str]:
    """The address of the little report."""
    with serving(once(sites / "little", build_little)) as address:
        yield address


@pytest.fixture(scope="session")
def kinds(sites: Path) -> Iterator[str]:
    """The address of the report with a question of each type that is loaded on demand."""
    with serving(once(sites / "kinds", build_kinds)) as address:
        yield address


@pytest.fixture(scope="session")
def report(sites: Path) -> Iterator[str]:
    """The address of this report."""
    with serving(once(sites / "report", build_report)) as address:
        yield address


def _where_it_is_served(route: Route) -> None:
    """Put the address of now into the sitemap, as a publisher does before the build.

    The theme navigates within one document only between pages that stand there.
    """
    here = "{0.scheme}://{0.netloc}/".format(urlsplit(route.request.url))
    there = re.compile(r"(?<=<loc>)https?://[^/]+/")
    with urlopen(route.request.url) as answer:  # a server of this test's own
        body = there.sub(here, answer.read().decode())
    route.fulfill(content_type="text/xml", body=body)


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make browser contexts, each with its own storage; closed after the test."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        made.append(browser.new_context(**{"reduced_motion": "reduce", **options}))
        made[-1].route("**/sitemap.xml", _where_it_is_served)
        return made[-1]

    yield make
    for context in made:
        context.unroute_all(behavior="ignoreErrors")  # the page may still ask for its sitemap
        context.close()


@pytest.fixture
def visit(contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open an address in a context of its own. Whatever the page complains of fails the test."""
    complaints: list[str] = []

    def open_page(address: str, **options: Any) -> Page:
        page = contexts(**options).new_page()
        watch(page, complaints)
        page.goto(address, wait_until="load")
        return page

    yield open_page
    assert complaints == []


@pytest.fixture
def reader(visit: Callable[..., Page], little: str) -> Reader:
    """A reader of the little report's questions, who has answered none."""
    return Reader(visit(f"{little}questions/", viewport={"width": 1280, "height": 900}))
