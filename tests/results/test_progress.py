"""Progress is shown where someone can see it, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from studyreport.progress import progress, say, waiting

SCRIPT = """
from studyreport.progress import progress, waiting
with waiting("Thinking"), progress("Calls", 3) as advance:
    for _ in range(3):
        advance(1)
"""


def test_without_a_terminal_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Calls", 3) as advance:
        for _ in range(3):
            advance(1)
    with waiting("Thinking"):
        pass
    assert capsys.readouterr() == ("", "Calls: 3 of 3\nThinking …\n")


def test_long_work_is_told_of_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyreport.progress.time.monotonic", iter(range(0, 1000, 20)).__next__)
    with progress("Calls", 6) as advance:
        for _ in range(6):
            advance(1)
    assert capsys.readouterr().err.splitlines() == [
        "Calls: 2 of 6",
        "Calls: 4 of 6",
        "Calls: 6 of 6",
    ]


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Calls", 3, quiet=True) as advance, waiting("Thinking", quiet=True):
        advance(3)
    with progress("Calls", 0):
        pass
    say("Hello", quiet=True)
    assert capsys.readouterr() == ("", "")


def test_in_a_terminal_there_is_a_bar() -> None:
    reading, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], stderr=terminal, check=True, env=environment
    )
    os.close(terminal)
    shown = os.read(reading, 65536).decode()
    os.close(reading)
    assert run.returncode == 0
    assert "Calls" in shown
    assert "3/3" in shown
