"""`studyreport serve`, as a process: what an author changes reaches the page, and reloads it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands.report import Report

PATIENCE = 60  # seconds, on a busy machine


@dataclass
class Served:
    """A report being served."""

    report: Report
    url: str
    log: Path

    def page(self) -> str:
        with urllib.request.urlopen(f"{self.url}chapter/", timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def until(self, text: str) -> str:
        """Return the page as soon as it holds `text`."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            page = self.page()
            if text in page:
                return page
            time.sleep(0.2)
        raise AssertionError(f"{text!r} never came.\n{self.log.read_text()}")

    def until_said(self, text: str) -> None:
        """Return when the process has said `text`."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if text in self.log.read_text():
                return
            time.sleep(0.2)
        raise AssertionError(f"{text!r} was never said.\n{self.log.read_text()}")


@pytest.fixture
def served(report: Report, tmp_path: Path) -> Iterator[Served]:
    port = _free_port()
    log = tmp_path / "log.txt"
    command = [sys.executable, "-m", "studyreport", "serve", "--port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=report.root, stdout=output, stderr=output)
    try:
        one = Served(report, f"http://127.0.0.1:{port}/", log)
        one.until_said("Serving on")
        yield one
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_changes_reach_the_page_and_mistakes_leave_the_last_good_one(served: Served) -> None:
    page = served.until("It costs $5")
    assert "Content-Security-Policy" not in page  # it would forbid the script that reloads
    epoch = re.search(r"livereload\((\d+), ", page)
    assert epoch
    served.report.change("docs/chapter.md", "It costs $5", "It costs $6")
    assert "<title>Chapter" in served.until("It costs $6")
    with urllib.request.urlopen(f"{served.url}livereload/{epoch[1]}/1", timeout=PATIENCE) as told:
        assert int(told.read()) > int(epoch[1])
    served.report.change("quizzes/sums.yml", "One too many.", "One over.")
    served.until("One over.")
    served.report.change("docs/chapter.md", "$x^2$", "$\\foo$")
    served.until_said("docs/chapter.md:7:")
    served.until_said("last good one")
    assert "It costs $6" in served.page()
    served.report.change("docs/chapter.md", "$\\foo$", "$y^2$")
    served.until("y^2</annotation>")
    served.report.change("snippets/sums.py", "return a + b", "total = a + b\n    return total")
    served.until("total")
    served.report.change("figures/curves.py", "It rises like", "It climbs like")
    served.until("It climbs like")
