"""What it costs to find that nothing has changed, beside starting Python at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from benchmarks.interleaved import medians, show

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import numpy": ["-c", "import numpy"],
    "build_figures.py build": ["build_figures.py", "build", "--quiet"],
    "build_figures.py check": ["build_figures.py", "check", "--quiet"],
    "studyreport prepare": ["-m", "studyreport", "prepare", "--quiet"],
    "studyreport quiz check": ["-m", "studyreport", "quiz", "check"],
}


def _start(arguments: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    show(
        "Nothing changed (whole processes):",
        medians({name: _start(arguments) for name, arguments in COMMANDS.items()}, repeats=7),
    )
