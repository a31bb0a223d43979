"""A little report with two figures and two results, and its door."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from studyreport import project as projects
from studyreport.project import Project

PLOTS = '''
"""Two drawings."""

from studyreport.figures import Canvas, figure
from snippets.numbers import squares


@figure(alt="A line that rises.", caption="Squares.")
def rising_line(canvas: Canvas) -> None:
    """The squares of the first numbers."""
    axes = canvas.axes()
    axes.plot(squares(5), color=canvas.hue("one"))
    canvas.name_lines(axes, {"one": 16})


@figure(alt="Three dots.", caption="Dots: {{ counted.values.n }}.", heights=(200, 150))
def some_dots(canvas: Canvas) -> None:
    """As many dots as were counted."""
    count = canvas.result("counted")["values"]["n"]
    canvas.axes().plot(range(count), "o", color=canvas.accent)
    canvas.result("frozen_one")
'''
RUNS = '''
"""Two experiments."""

from studyreport.results import Run, experiment
from snippets.numbers import count


@experiment(frozen=False)
def counted(run: Run) -> dict:
    """Count something."""
    return {"settings": {}, "seeds": [], "dataset": None, "values": {"n": count()}}


@experiment(frozen=True)
def frozen_one(run: Run) -> dict:
    """Cost something."""
    return {"settings": {}, "seeds": [], "dataset": None, "values": {"n": count(), "on": run.data}}
'''
NUMBERS = '''
"""Numbers."""


def squares(n: int) -> list[int]:
    """Return the first n squares."""
    return [i * i for i in range(n)]


def count() -> int:
    return 3
'''
PALETTE = """
ACCENT = ("#0b6e75", "#4cabb6")
HUES = {"one": ("#202020", "#e0e0e0")}
"""
FILES = {
    "pyproject.toml": "[tool.studyreport]\n",
    "build_figures.py": Path(__file__).parents[2].joinpath("build_figures.py").read_text("utf-8"),
    "docs/index.md": "# Little\n",
    "quizzes/none.yml": "",
    "snippets/__init__.py": "",
    "snippets/numbers.py": NUMBERS,
    "experiments/__init__.py": 'DATA = ("big", "small")\n',
    "experiments/runs.py": RUNS,
    "figures/palette.py": PALETTE,
    "figures/plots.py": PLOTS,
}


class Little:
    """The little report in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)

    @property
    def project(self) -> Project:
        return projects.load(self.root)

    @property
    def drawings(self) -> Path:
        return self.root / "docs" / "assets" / "generated" / "figures"

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def command(self, *arguments: str) -> list[str]:
        """Return the command; with one job unless told, which starts one process the less."""
        more = ["--jobs", "1"] if arguments[0] in {"build", "refresh"} else []
        return [
            sys.executable,
            str(self.root / "build_figures.py"),
            arguments[0],
            *more,
            *arguments[1:],
        ]

    def run(
        self, *arguments: str, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=cwd or self.root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def ok(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.drawings.iterdir())}
