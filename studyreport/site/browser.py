"""Finding a Chromium: for screenshots and for the browser tests.

`python -m studyreport.site.browser` prints where it is, or says what to do, with exit code 1.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from studyreport.problems import StudyReportError, stop

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without these a headless browser asks its maker's servers for things nobody needs here.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> Path:
    """Return the executable: one on PATH, else the one that playwright has installed.

    Raises:
        StudyReportError: there is none.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    own = _playwrights()
    if own and own.is_file():
        return own
    raise stop(
        "chromium",
        0,
        0,
        "no Chromium on this machine.",
        "Run 'playwright install chromium', or install it with the system's packages "
        "('apt-get install chromium' on Debian).",
    )


def _playwrights() -> Path | None:
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:  # it is one of the requirements for tests, not of the site's
        return None
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{find_chromium()}\n")
    except StudyReportError as error:
        sys.exit(str(error))
