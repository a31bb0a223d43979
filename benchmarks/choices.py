"""The same one-choice questions as a bank of ours, and as text for `mkdocs-quiz`."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.banks import configure, found

PER_PAGE = 20

_OURS = """\
  - id: item-{n}
    type: one
    difficulty: 1
    section: {page}#start
    stem: {stem}
    explanation: {explanation}
    proof: none
    reason: They are compared as texts.
    options:
{options}"""
_THEIRS = """\
<quiz>
{stem}

{options}
{explanation}
</quiz>
"""


def write(root: Path, items: int, *, ours: bool) -> Path:
    """Write a report with so many questions, asked by us or by `mkdocs-quiz`; return its folder."""
    found(root)
    pages = [range(n, min(n + PER_PAGE, items)) for n in range(0, items, PER_PAGE)]
    names = [f"page-{n}.md" if n else "index.md" for n in range(len(pages))]
    configure(root, names)
    if not ours:
        _hand_over(root / "mkdocs.yml")
    for number, (name, own) in enumerate(zip(names, pages, strict=True)):
        head = f"# Page {number}\n\n## Start {{ #start }}\n\n"
        test = f"::: quiz test-{number}\n" if ours else "\n".join(map(_theirs, own))
        (root / "docs" / name).write_text(head + test, "utf-8")
        if ours:
            bank = f"title: Test {number}\nitems:\n" + "".join(_ours(n, name) for n in own)
            (root / "quizzes" / f"test-{number}.yml").write_text(bank, "utf-8")
    return root


def _hand_over(file: Path) -> None:
    """Put their plugin in the place of our extension, all else left as it is."""
    config = file.read_text("utf-8").replace("  - studyreport.markdown.quiz\n", "")
    config = re.sub(r"(?m)^plugins:\n", "plugins:\n  - mkdocs_quiz\n", config)
    file.write_text(config, "utf-8")


def _question(n: int) -> tuple[str, str, list[tuple[str, bool, str]]]:
    rate, g = 2 + n % 7, 5 + n % 11
    stem = f"A step of rate `{rate}` meets the gradient `{g}`. How *long* is it, in case {n}?"
    explanation = f"The step is the rate times the gradient, whatever came before it in case {n}."
    options = [
        (f"{rate * g}", True, f"Yes, so long it is in case {n}."),
        (f"{rate + g}", False, f"That is the sum of {rate} and {g}; the step is the product."),
        (f"{rate * g * g}", False, "The gradient counts once only."),
        (f"{-g}", False, f"The rate {rate} is missing here."),
    ]
    return stem, explanation, options


def _ours(n: int, page: str) -> str:
    stem, explanation, options = _question(n)
    listed = "".join(
        f'      - {{text: "{text}", right: {str(right).lower()}, feedback: "{said}"}}\n'
        for text, right, said in options
    )
    return _OURS.format(n=n, page=page, stem=stem, explanation=explanation, options=listed)


def _theirs(n: int) -> str:
    stem, explanation, options = _question(n)
    lines = (f"- [{'x' if right else ' '}] {text}\n  > {said}" for text, right, said in options)
    return _THEIRS.format(stem=stem, explanation=explanation, options="\n".join(lines) + "\n")
