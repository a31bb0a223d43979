"""Every type of item as `Asked`. A new type is one function and one line here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from studyreport.quiz.export.question import Asked, Choice, Form, Option, Quantity, Remark, Typed
from studyreport.quiz.export.question import Value as QuantityValue
from studyreport.quiz.types.blank import BLANK
from studyreport.quiz.types.choice import Choice as ChoiceItem
from studyreport.quiz.types.code import CodeItem
from studyreport.quiz.types.number import NumberItem, Tolerance
from studyreport.quiz.types.shown import typographic

# A backslash before a bracket would begin a formula, so some become character references.
_ESCAPES = str.maketrans(
    {sign: f"\\{sign}" for sign in "`*_{}>#+.!$-"} | {sign: f"&#{ord(sign)};" for sign in "&<[]\\"}
)
_TICKS = re.compile("`+")


def _one(item: ChoiceItem) -> Asked:
    return _choice(item, several=False)


def _several(item: ChoiceItem) -> Asked:
    return _choice(item, several=True)


def _choice(item: ChoiceItem, *, several: bool) -> Asked:
    options = tuple(
        Option(letter, option.text, option.right, option.feedback)
        for letter, option in zip(ascii_uppercase, item.options, strict=False)
    )
    key = "\n\n".join(_lettered(option) for option in options if option.right)
    remarks = tuple(Remark(f"**{option.letter}**", option.feedback) for option in options)
    return Asked(key, remarks, Choice(options, several))


def _lettered(option: Option) -> str:
    return f"**{option.letter}** {option.text.strip()}"


def _number(item: NumberItem) -> Asked:
    unit = f" {escaped(item.unit)}" if item.unit is not None else ""
    answer = _around(item.answer, item.tolerance)
    key = f"{typographic(item.answer)}{unit}"
    if answer.low < answer.high:
        key += f" (accepted: from {typographic(answer.low)} to {typographic(answer.high)})"
    wrong = tuple(_around(one.value, item.tolerance, one.feedback) for one in item.wrong)
    remarks = tuple(Remark(f"**{typographic(one.value)}**", one.feedback) for one in item.wrong)
    entry = f"Answer in{unit}." if unit else ""
    return Asked(key, remarks, Quantity(answer, item.unit, wrong), entry)


def _around(value: Decimal, tolerance: Tolerance, feedback: str = "") -> QuantityValue:
    return QuantityValue(value, *tolerance.around(value), feedback)


def _code(item: CodeItem) -> Asked:
    wrong = tuple(Form(one.form, one.feedback) for one in item.wrong)
    remarks = tuple(Remark(code_span(one.form), one.feedback) for one in item.wrong)
    width = max(len(form) for _, form in item.forms)
    entry = _fenced(BLANK.sub("_" * max(width, 3), item.code))
    return Asked(_forms(item.accept), remarks, Typed(tuple(item.accept), wrong), entry)


def _forms(forms: Sequence[str]) -> str:
    return " or ".join(code_span(form) for form in forms)


def escaped(text: str) -> str:
    r"""Return Markdown that shows the text as it stands.

    >>> print(escaped("m_1"))
    m\_1
    """
    return text.translate(_ESCAPES)


def code_span(text: str) -> str:
    """Return Markdown that shows the text as code.

    >>> code_span("rate * g")
    '`rate * g`'
    """
    ticks = "`" * (_longest_ticks(text) + 1)
    space = " " if len(ticks) > 1 else ""
    return f"{ticks}{space}{text.strip()}{space}{ticks}"


def _fenced(code: str) -> str:
    ticks = "`" * max(3, _longest_ticks(code) + 1)
    return f"{ticks}python\n{code.rstrip()}\n{ticks}"


def _longest_ticks(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)


ASKED: dict[str, Callable[[Any], Asked]] = {
    "one": _one,
    "several": _several,
    "number": _number,
    "code": _code,
}
