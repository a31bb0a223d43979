"""Types whose answer is typed as one line and compared with forms of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from studyreport.quiz.export.asked_lines import quantity
from studyreport.quiz.export.question import Asked, Remark
from studyreport.quiz.export.responses import Form, Gaps, Quantity, Typed, Words
from studyreport.quiz.export.texts import code_span, escaped, fenced
from studyreport.quiz.types.array import ArrayItem
from studyreport.quiz.types.blank import BLANK
from studyreport.quiz.types.code import CodeItem
from studyreport.quiz.types.grid import grid
from studyreport.quiz.types.network import NetworkItem, hyphenated
from studyreport.quiz.types.text import TextItem

_HOW = {
    "size": "Answer with × or x between the numbers.",
    "shape": "Answer with brackets around the numbers and commas between them.",
    "array": "Answer with square brackets around the numbers and commas between them.",
}
_LAYERS = "Answer with the units of each layer, input first, and hyphens between them."


def code(item: CodeItem) -> Asked:
    """Return a blank in Python."""
    wrong = tuple(Form(one.form, one.feedback) for one in item.wrong)
    remarks = tuple(Remark(code_span(one.form), one.feedback) for one in item.wrong)
    width = max(len(form) for _, form in item.forms)
    entry = fenced(BLANK.sub("_" * max(width, 3), item.code))
    key = " or ".join(map(code_span, item.accept))
    return Asked(key, remarks, Typed(tuple(item.accept), wrong), entry)


def text(item: TextItem) -> Asked:
    """Return a few words."""
    wrong = tuple(Form(one.form, one.feedback) for one in item.wrong)
    remarks = tuple(Remark(_bold(one.form), one.feedback) for one in item.wrong)
    key = " or ".join(map(escaped, item.accept))
    return Asked(key, remarks, Words(tuple(item.accept), wrong))


def network(item: NetworkItem) -> Asked:
    """Return units by layer, typed: 2-3-3-1."""
    wrong = [(one.value, one.feedback) for one in item.wrong]
    words = _spelled(item.answer, wrong, _spellings_of_network)
    remarks = tuple(Remark(_bold(hyphenated(value)), said) for value, said in wrong)
    return Asked(escaped(hyphenated(item.answer)), remarks, words, _LAYERS)


def array(item: ArrayItem) -> Asked:
    """Return a shape as one line to type, any other array as a gap for each number."""
    key = escaped(item.shown(item.answer))
    if item.tolerance:
        key += escaped(f" (accepted: each number {item.tolerance})")
    remarks = tuple(Remark(_bold(item.shown(one.value)), one.feedback) for one in item.wrong)
    if not _is_line(item):
        return Asked(key, remarks, Gaps(tuple(_rows(item))))
    wrong = [(one.value, one.feedback) for one in item.wrong if len(grid(one.value).shape) == 1]
    return Asked(key, remarks, _spelled(item.answer, wrong, _spellings), _HOW[item.written])


def _is_line(item: ArrayItem) -> bool:
    """Tell whether few spellings hold all that is right: whole numbers, and no other near them."""
    answer = grid(item.answer)
    whole = all(cell == int(cell) for cell in answer.cells)
    around = [item.allowed.around(cell) for cell in answer.cells]
    return whole and len(answer.shape) == 1 and all(low == high for low, high in around)


def _rows(item: ArrayItem) -> Iterator[tuple[str | Quantity, ...]]:
    """Yield a line for each row: gaps with commas between them."""
    answer = grid(item.answer)
    gaps = [quantity(cell, item.allowed) for cell in answer.cells]
    width = answer.shape[-1]
    for start in range(0, len(gaps), width):
        first, *others = gaps[start : start + width]
        yield (first, *(part for gap in others for part in (", ", gap)))


def _spelled(answer: Sequence[Any], wrong: Sequence[tuple[Any, str]], spell: Any) -> Words:
    forms = (Form(text, said) for value, said in wrong for text in spell(value))
    return Words(tuple(spell(answer)), tuple(forms))


def _spellings(cells: Sequence[object]) -> list[str]:
    """Return how readers write a list of whole numbers, the commonest first.

    >>> _spellings([7, 7])[:3]
    ['7×7', '7x7', '7 × 7']
    """
    parts = [str(cell) for cell in cells]
    if len(parts) == 1:
        return [f"({parts[0]},)", f"({parts[0]})", f"[{parts[0]}]", parts[0]]
    found = [sign.join(parts) for sign in ("×", "x", " × ", " x ", "*", " * ")]
    listed = [sign.join(parts) for sign in (", ", ",")]
    found += [f"{left}{each}{right}" for left, right in ("()", "[]") for each in listed]
    return [*found, *listed, " ".join(parts)]


def _spellings_of_network(layers: Sequence[int]) -> list[str]:
    parts = [str(units) for units in layers]
    return [sign.join(parts) for sign in ("-", "–", " - ", ", ", ",", " ")]


def _bold(text: str) -> str:
    return f"**{escaped(text)}**"
