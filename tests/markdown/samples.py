"""Small sources that the tests of several extensions put into a report."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

EXPERIMENT = '''
from studyreport.results import Run, experiment


@experiment(frozen=True)
def toy(run: Run) -> dict[str, object]:
    """A result for tests."""
    return {"settings": {}, "seeds": [0], "dataset": None, "values": {}}
'''

FIGURE = """
from studyreport.figures import Canvas, figure


@figure(
    alt="Loss falls to {{ toy.loss:.2f }}.",
    caption="The loss at `rate` $\\\\eta = {{ toy.settings.rate }}$; see [there](other.md#x).",
    heights=(300, 240),
)
def some_curve(canvas: Canvas) -> None:
    canvas.axes().plot([0, 1])
"""

QUIZ = """
title: Sums
items:
  - id: one-and-one
    type: one
    stem: |
      What is $1 + 1$?

      ```python
      1 + 1
      ```
    options:
      - text: "2"
        right: true
        feedback: Yes.
        code: one + one
      - text: "3"
        feedback: "That is $1 + 2$."
        code: one + 2
      - text: "1"
        feedback: That is one of them.
        code: one * one
    explanation: Count.
    section: page.md#sums
    tags: [sums]
    difficulty: 1
    proof: |
      one = len("x")
  - id: two-and-two
    type: number
    stem: What is two and two?
    answer: 4
    tolerance: {absolute: 0.1}
    wrong:
      - value: 22
        feedback: As text, it is.
        code: int("2" + "2")
    explanation: Count on.
    section: page.md#sums
    tags: [sums]
    difficulty: 1
    proof: |
      key = sum([2, 2])
"""


def add_result(root: Path) -> None:
    """Add the result `toy`."""
    (root / "experiments" / "toys.py").write_text(EXPERIMENT)
    stored = {
        "name": "toy",
        "key": "k",
        "inputs": {},
        "settings": {"rate": 0.5},
        "seeds": [0],
        "dataset": {"train": 60000},
        "versions": {},
        "values": {"loss": -1.23456, "steps": [1, 2]},
    }
    (root / "experiments" / "frozen").mkdir()
    (root / "experiments" / "frozen" / "toy.json").write_text(json.dumps(stored))


def add_figure(root: Path, *, drawn: bool = True) -> None:
    """Add the figure `some-curve`, and what its drawing would leave."""
    (root / "figures" / "curves.py").write_text(FIGURE)
    folder = root / "docs" / "assets" / "generated" / "figures"
    folder.mkdir(parents=True)
    for name in ("light.wide", "light.narrow", "dark.wide", "dark.narrow") if drawn else ():
        (folder / f"some-curve.{name}.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')


def add_quiz(root: Path) -> None:
    """Add the test `sums`, and the script that pages with questions load."""
    (root / "quizzes" / "sums.yml").write_text(dedent(QUIZ))
    bundle = root / "docs" / "assets" / "generated" / "quiz.js"
    bundle.parent.mkdir(parents=True, exist_ok=True)
    bundle.write_text("export {};\n")
