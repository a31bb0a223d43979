"""Reports of any size to measure: pages as long as chapters, with questions on them or without."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ITEMS_PER_PAGE = 16  # as in the chapters of this report, of which the rest is the median, too
_SECTIONS = 8  # of 300 words, nine formulas, one of them displayed, and a piece of code
_WORDS = ["gradient", "step", "weight", "layer", "image", "batch", "error", "slope", "rate", "sum"]

_SECTION = """\
## Section {n} {{ #section-{n} }}

{prose}

$$w_{n} \\leftarrow w_{n} - \\eta_{{{seed}}}\\, \\frac{{\\partial L}}{{\\partial w_{n}}}$$

{prose}

```python
def step_{n}(rate, g):
    for _ in range({seed}):
        rate = rate * g
    return rate
```
"""
_ONE = """\
  - id: item-{n}
    type: one
    difficulty: 1
    section: {page}#section-0
    stem: A step of rate $\\eta = {rate}$ meets the gradient $g = {g}$. How *long* is it, in {n}?
    explanation: The step is the rate times the gradient, $\\eta g$, whatever came before it.
    proof: |
      from snippets.steps import step

      rate, g = {rate}, {g}
    options:
"""
_OPTIONS = (
    '{{text: "{right}", right: true, code: "step(rate, g)", feedback: "Yes, so long it is."}}',
    '{{text: "{sum}", code: rate + g, feedback: "That is the sum; the step is the product."}}',
    '{{text: "{square}", code: rate * g * g, feedback: "The gradient counts once only."}}',
    '{{text: "{none}", code: "-g", feedback: "The rate $\\\\eta$ is missing here."}}',
)
_NUMBER = """\
  - id: item-{n}
    type: number
    difficulty: 2
    section: {page}#section-1
    stem: The gradient $g = {g}$ is met at the rate $\\eta = {rate}$. How long is the step, in {n}?
    hints: ["Multiply."]
    explanation: The step is the rate times the gradient, $\\eta g$.
    proof: |
      from snippets.steps import step

      key = step({rate}, {g})
    answer: {right}
    tolerance: {{absolute: 0}}
    wrong:
      - {{value: {square}, code: "{rate} * {g} * {g}", feedback: "$g$ counts once, not twice."}}
"""
_SNIPPET = '''"""Steps."""


def step(rate: float, g: float) -> float:
    """Return how long the step is."""
    return rate * g
'''


def write(root: Path, items: int, *, asked: bool = True) -> Path:
    """Write a report with so many items, on pages that ask for them or don't; return its folder.

    The pages are the same in either case, but for the line that asks for the test.
    """
    found(root)
    pages = [range(n, min(n + ITEMS_PER_PAGE, items)) for n in range(0, items, ITEMS_PER_PAGE)]
    configure(root, [_name(number) for number in range(len(pages))])
    for number, own in enumerate(pages):
        _page(root, number, own, asked=asked)
    return root


def found(root: Path) -> None:
    """Write what every report has but pages: folders, a style, a script, something to prove by."""
    for folder in ("docs/assets/generated", "snippets", "experiments", "figures", "quizzes"):
        (root / folder).mkdir(parents=True)
    (root / "pyproject.toml").write_text("[tool.studyreport]\n", "utf-8")
    (root / "snippets" / "steps.py").write_text(_SNIPPET, "utf-8")
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copy(ROOT / "docs" / "assets" / "report.css", root / "docs" / "assets")
    (root / "docs" / "assets" / "generated" / "quiz.js").write_text("export {};\n", "utf-8")


def configure(root: Path, pages: Sequence[str]) -> None:
    """Write the configuration of this report, with other pages."""
    nav = "nav:\n" + "".join(f"  - Page {n}: {page}\n" for n, page in enumerate(pages))
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(re.sub(r"(?m)^nav:\n(?:  .*\n)+", nav, config), "utf-8")


def _page(root: Path, number: int, items: range, *, asked: bool) -> None:
    page = _name(number)
    text = [f"# Page {number}", *_sections(number)]
    if asked:
        text.append(f"::: quiz test-{number}")
        made = "".join(_item(each, page) for each in items)
        quiz = f"title: Test {number}\nitems:\n{made}"
        (root / "quizzes" / f"test-{number}.yml").write_text(quiz, "utf-8")
    (root / "docs" / page).write_text("\n\n".join(text) + "\n", "utf-8")


def _name(number: int) -> str:
    return f"page-{number}.md" if number else "index.md"


def _sections(page: int) -> Iterator[str]:
    for n in range(_SECTIONS):
        seed = page * _SECTIONS + n
        yield _SECTION.format(n=n, seed=seed, prose=" ".join(_sentences(seed)))


def _sentences(seed: int) -> Iterator[str]:
    for s in range(15):
        words = [_WORDS[(seed + 7 * s + w * w) % len(_WORDS)] for w in range(8)]
        formula = f" $w_{{{seed % 97}}} + {s}$" if s % 4 == 0 else ""
        yield f"The {' '.join(words)}{formula}."


def _item(number: int, page: str) -> str:
    """Return an item as YAML, its numbers unlike those of its neighbours."""
    rate, g = 2 + number % 101, 5 + number % 103
    values = {"right": rate * g, "sum": rate + g, "square": rate * g * g, "none": -g}
    form = _NUMBER if number % 2 else _ONE + _options(first=number // 2 % len(_OPTIONS))
    return form.format(n=number, page=page, rate=rate, g=g, **values)


def _options(first: int) -> str:
    """Return the options of an item, in another order each time: keys stand in all places."""
    turned = (*_OPTIONS[first:], *_OPTIONS[:first])
    return "".join(f"      - {option}\n" for option in turned)
