"""What tests of every type do: change one text of a sound item, and see what is said to it."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from studyreport.problems import Problem
from studyreport.quiz import load_bank, prove, render_item
from tests.quiz.little import changed, entry, problems, report, spot
from tests.quiz.test_render import html, markup, part, parts

__all__ = ["check_proof", "check_reading", "html", "part", "parts", "proof_problems", "rendered"]

# The item, a text that it has once, what replaces it, the text at whose place the problem is ("" if
# that is not looked at), and what the message holds.
Fault = tuple[str, str, str, str, str]


def check_reading(root: Path, fault: Fault) -> None:
    """Reading the changed item finds this fault, and no other."""
    item, old, new, at, message = fault
    wrong = changed(item, old, new)
    _check(problems(root, wrong), wrong, at, message)


def check_proof(root: Path, fault: Fault) -> None:
    """Proving the changed item finds this fault, and no other."""
    item, old, new, at, message = fault
    wrong = changed(item, old, new)
    _check(proof_problems(root, wrong), wrong, at, message)


def proof_problems(root: Path, item: str) -> list[Problem]:
    """Return what proving the item finds wrong."""
    project = report(root, item)
    return [*prove(project, load_bank(project), workers=1).problems]


def rendered(root: Path, item: str) -> Element:
    """Return the item as HTML, an `<img>` with its name for each figure."""

    def draw(parent: Element, name: str, alt: str) -> None:
        SubElement(parent, "img", {"src": name, "alt": alt})

    return render_item(entry(root, item), 3, markup, "motion.md", draw)


def _check(found: list[Problem], wrong: str, at: str, message: str) -> None:
    assert len(found) == 1, found
    assert message in str(found[0])
    assert found[0].path == "quizzes/motion.yml"
    if at:
        assert (found[0].line, found[0].column) == spot(wrong, at)


def answer(form: Element) -> str:
    """Return the key in words."""
    return "".join(part(form, "sr-answer").itertext())
