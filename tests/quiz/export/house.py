"""A report whose few items hold everything that is hard to carry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studyreport.project import Project
from studyreport.quiz.bank import load_bank
from studyreport.quiz.export.format import Format
from studyreport.quiz.export.run import Exported, export
from tests.markdown.samples import add_figure, add_result
from tests.quiz.little import ALL, report
from tests.quiz.types.samples import SAMPLES
from tests.quiz.types.test_vary import VARIED

MODULES = Path(__file__).resolve().parents[3] / "node_modules"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)

HARD = r"""id: 4-hard
type: several
stem: |
  Is <script>alert(1)</script> $a < b$ at {{ toy.loss:.2f }}, as `{{ toy.loss }}` in
  [Momentum](motion.md#momentum) or [there](https://example.org/)?

  ![A *dot*](assets/dot.png)

  $$\frac{a}{{{ toy.loss:.1f }}} < 1$$

  ```python
  a < "b"
  ```
hints:
  - Look at $b$.
  - Look at **a**.
tags: [signs, less-than]
explanation: Because $a & b$ & c.
section: motion.md#nesterov
difficulty: 2
proof: none
reason: It is agreed.
options:
  - text: $a < b$ & <b>c</b>
    right: true
    feedback: Quite $x$.
  - text: "![A dot](assets/dot.png)"
    right: true
    feedback: A dot.
  - text: "two: {{ toy.settings.rate }}"
    feedback: "No.\n\nNot at all."
"""
# An ampersand alone is an error in TeX.
HARD = HARD.replace("$a & b$", r"$a \wedge b$")

FIGURED = """id: figured
type: one
stem: |
  What is shown?

  ::: figure some-curve
explanation: See [Momentum](motion.md#momentum).
section: motion.md#momentum
difficulty: 1
proof: none
reason: It is seen.
options:
  - {text: A curve, right: true, feedback: Yes.}
  - {text: A word, feedback: No.}
"""

SHAPE = """id: size
type: array
stem: What is left of 28×28?
explanation: Half of both.
section: motion.md#momentum
difficulty: 1
proof: none
reason: It is agreed.
answer: [14, 14]
written: size
wrong:
  - {value: [7, 7], feedback: Once too often.}
"""
EXACT = """id: exact
type: steps
stem: Fill in $x$.
explanation: So it is.
section: motion.md#momentum
difficulty: 1
proof: none
reason: It is agreed.
steps:
  - {text: It is ___ first, blank: {answer: -1, tolerance: {absolute: 0}}}
  - {text: then ___., blank: {answer: 2, tolerance: {absolute: 0}}}
"""
CHOSEN = r"""id: chosen
type: steps
stem: Fill in.
explanation: So it is.
section: motion.md#momentum
difficulty: 1
proof: none
reason: It is agreed.
steps:
  - text: About ___
    blank:
      answer: 1.5
      tolerance: {absolute: 0.1}
      wrong: [{value: 3, feedback: 'Twice $\frac{a}{b}$ & ~so.'}]
"""
NEWER = (
    *(SAMPLES[name] for name in ("array", "text", "ordering", "matching", "recall", "steps")),
    *(SAMPLES["network"], SAMPLES["figure"], SHAPE, EXACT, CHOSEN, VARIED),
)
NEWER_IDS = ["pairs", "name", "sort", "pair", "why", "twice", "net", "which", "size", "exact"]
NEWER_IDS += ["chosen", "limit"]

EVERY = (*ALL, HARD, FIGURED)
IDS = ["limit", "truths", "fourth", "step", "4-hard", "figured"]


def house(root: Path, *items: str, **files: str) -> Project:
    """Return a report with these items, its images, results, figures and KaTeX."""
    made = report(root, *(items or EVERY), **files)
    (root / "node_modules").symlink_to(MODULES)
    (root / "docs" / "assets").mkdir()
    (root / "docs" / "assets" / "dot.png").write_bytes(PNG)
    add_result(root)
    add_figure(root)
    for name in ("rising-line", "falling-line"):
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{name}</title></svg>'
        folder = root / "docs" / "assets" / "generated" / "figures"
        (folder / f"{name}.light.wide.svg").write_text(drawing, "utf-8")
    return made


def exported(root: Path, form: Format[Any], *items: str) -> Exported:
    """Return what a format makes of a report with these items, or of all there are here."""
    made = house(root, *items)
    return export(made, load_bank(made), form)
