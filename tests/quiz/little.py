"""A report of a few lines, written into a temporary folder, for tests to take apart."""

from __future__ import annotations

import textwrap
from pathlib import Path

from studyreport.problems import Problem
from studyreport.project import FOLDERS, Project, load
from studyreport.quiz.bank import load_bank, read_bank
from studyreport.quiz.entry import Bank, Entry

SNIPPET = '''\
"""Motion."""


def velocities(steps, momentum=0.9):
    """Return the velocities under a constant gradient of 1."""
    velocity, found = 0.0, []
    for _ in range(steps):
        velocity = momentum * velocity - 1
        found.append(velocity)
    return found
'''

PLOTS = '''\
"""Two drawings."""

from studyreport.figures import Canvas, figure


@figure(alt="Up.", caption="Up.")
def rising_line(canvas: Canvas) -> None:
    """A line that rises."""
    canvas.axes().plot([1, 2])


@figure(alt="Down.", caption="Down.")
def falling_line(canvas: Canvas) -> None:
    """A line that falls."""
    canvas.axes().plot([2, 1])
'''

PAGE = """\
# Motion

## Momentum

### Nesterov's look-ahead { #nesterov }
"""

COMMON = """\
stem: What is *it*?
explanation: Because.
section: motion.md#momentum
difficulty: 1
"""

ONE = f"""\
id: limit
type: one
{COMMON}proof: |
  from snippets.motion import velocities
options:
  - text: $-10$
    right: true
    feedback: It is.
    code: velocities(1000)[-1]
  - text: −1.9
    feedback: It is not.
    code: velocities(2)[-1]
"""

SEVERAL = f"""\
id: truths
type: several
{COMMON}proof: |
  from snippets.motion import velocities
  found = velocities(9)
options:
  - text: It falls.
    right: true
    feedback: It does.
    code: found[1] < found[0]
  - text: It stays above −10.
    right: true
    feedback: It does.
    code: min(found) > -10
  - text: It rises.
    feedback: It does not.
    code: found[1] > found[0]
"""

NUMBER = f"""\
id: fourth
type: number
{COMMON}proof: |
  from snippets.motion import velocities
  key = velocities(4)[-1]
answer: -3.439
tolerance: {{absolute: 0.01}}
unit: m/s
wrong:
  - value: -4
    feedback: Friction.
    code: 4 * velocities(1)[0]
"""

CODE = f"""\
id: step
type: code
{COMMON}code: |
  def step(v, g):
      return ___
accept: [0.9 * v - g, -g + 0.9 * v]
wrong:
  - form: 0.9 * v + g
    feedback: Uphill.
proof: |
  assert abs(step(-1, 1) + 1.9) < 1e-12
"""

ALL = (ONE, SEVERAL, NUMBER, CODE)


def report(root: Path, *items: str, **files: str) -> Project:
    """Write a report whose only quiz file, quizzes/motion.yml, has these items."""
    for folder in FOLDERS:
        (root / folder).mkdir(exist_ok=True)
    (root / "pyproject.toml").write_text("[tool.studyreport]\n", "utf-8")
    (root / "snippets" / "motion.py").write_text(SNIPPET, "utf-8")
    (root / "figures" / "plots.py").write_text(PLOTS, "utf-8")
    (root / "docs" / "motion.md").write_text(PAGE, "utf-8")
    if items:
        (root / "quizzes" / "motion.yml").write_text(quiz(*items), "utf-8")
    for name, text in files.items():
        (root / "quizzes" / f"{name}.yml").write_text(text, "utf-8")
    return load(root)


def quiz(*items: str) -> str:
    """Return a quiz file with these items."""
    return "title: Motion\nitems:\n" + "".join(
        "  - " + textwrap.indent(item, "    ").lstrip() for item in items
    )


def bank(root: Path, *items: str) -> Bank:
    """Return the bank of a report with these items, all of them sound."""
    return load_bank(report(root, *items))


def entry(root: Path, item: str) -> Entry:
    """Return a sound item."""
    [found] = bank(root, item).items.values()
    return found


def problems(root: Path, *items: str) -> list[Problem]:
    """Return what reading a bank with these items finds wrong."""
    return sorted(read_bank(report(root, *items))[1])


def changed(item: str, old: str, new: str) -> str:
    """Return the item with one text, that it has exactly once, replaced."""
    assert item.count(old) == 1, f"{old!r} is not there exactly once"
    return item.replace(old, new)


def spot(item: str, text: str) -> tuple[int, int]:
    """Return line and column of a text in the quiz file whose first item this is."""
    whole = quiz(item)
    index = whole.index(text)
    return whole.count("\n", 0, index) + 1, index - whole.rfind("\n", 0, index)
