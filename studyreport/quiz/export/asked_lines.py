"""Types whose answer is numbers, lines in an order, pairs, or free."""

from __future__ import annotations

from decimal import Decimal

from studyreport.quiz.export.question import Asked, Remark
from studyreport.quiz.export.responses import Free, Gaps, Order, Pairs, Quantity, Value
from studyreport.quiz.export.texts import escaped
from studyreport.quiz.types.blank import BLANK
from studyreport.quiz.types.matching import MatchingItem
from studyreport.quiz.types.number import NumberItem, Tolerance
from studyreport.quiz.types.ordering import OrderingItem
from studyreport.quiz.types.quantity import Quantity as QuantityPart
from studyreport.quiz.types.recall import RecallItem
from studyreport.quiz.types.shown import typographic
from studyreport.quiz.types.steps import Step, StepsItem


def number(item: NumberItem) -> Asked:
    """Return a number to type."""
    response = _typed(item)
    entry = f"Answer in {escaped(item.unit)}." if item.unit is not None else ""
    return Asked(_key(response), _remarks(response), response, entry)


def steps(item: StepsItem) -> Asked:
    """Return a derivation with a gap in some of its lines."""
    lines = tuple(_line(step) for step in item.steps)
    gaps = Gaps(lines)
    key = "\n\n".join(
        "".join(_key(part) if isinstance(part, Quantity) else part for part in line)
        for line in lines
    )
    return Asked(key, tuple(r for gap in gaps.gaps for r in _remarks(gap)), gaps)


def ordering(item: OrderingItem) -> Asked:
    """Return lines to put in order."""
    lines = tuple(line.text.strip() for line in item.lines)
    key = "\n\n".join(_lettered(*each) for each in zip(item.letters, lines, strict=True))
    remarks = tuple(
        Remark(f"**{' '.join(item.letters[n - 1] for n in wrong.order)}**", wrong.feedback)
        for wrong in item.wrong
    )
    return Asked(key, remarks, Order(lines, tuple(item.letters)))


def matching(item: MatchingItem) -> Asked:
    """Return left sides that each get a right side."""
    lefts = tuple(pair.left.strip() for pair in item.pairs)
    rights = tuple(text.strip() for _, text in item.rights)
    key = "\n\n".join(
        f"**{place}** {left} – {_lettered(item.letters[place - 1], rights[place - 1])}"
        for place, left in enumerate(lefts, start=1)
    )
    remarks = tuple(
        Remark(f"**{place}**", pair.feedback) for place, pair in enumerate(item.pairs, start=1)
    )
    return Asked(key, remarks, Pairs(lefts, rights, tuple(item.letters)))


def recall(item: RecallItem) -> Asked:
    """Return a question that is answered freely."""
    rubric = tuple(point.text.strip() for point in item.rubric)
    key = "\n".join([f"{item.model.strip()}\n", *(f"- {point}" for point in rubric)])
    return Asked(key, (), Free(item.model, rubric))


def quantity(value: Decimal, tolerance: Tolerance, unit: str | None = None) -> Quantity:
    """Return a number to type, to which nothing is said but whether it is right."""
    return Quantity(_around(value, tolerance), unit, ())


def _typed(asked: QuantityPart) -> Quantity:
    wrong = tuple(_around(one.value, asked.tolerance, one.feedback) for one in asked.wrong)
    return Quantity(_around(asked.answer, asked.tolerance), asked.unit, wrong)


def _around(value: Decimal, tolerance: Tolerance, feedback: str = "") -> Value:
    return Value(value, *tolerance.around(value), feedback)


def _key(asked: Quantity) -> str:
    answer = asked.answer
    key = typographic(answer.value)
    if asked.unit is not None:
        key += f" {escaped(asked.unit)}"
    if not asked.is_exact:
        key += f" (accepted: from {typographic(answer.low)} to {typographic(answer.high)})"
    return key


def _remarks(asked: Quantity) -> tuple[Remark, ...]:
    return tuple(Remark(f"**{typographic(one.value)}**", one.feedback) for one in asked.wrong)


def _line(step: Step) -> tuple[str | Quantity, ...]:
    match = BLANK.search(step.text)
    if not match or not step.blank:
        return (step.text,)
    before, after = step.text[: match.start()], step.text[match.end() :]
    return tuple(part for part in (before, _typed(step.blank), after) if part)


def _lettered(letter: str, text: str) -> str:
    return f"**{letter}** {text}"
