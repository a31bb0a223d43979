"""Every type of item as `Asked`. A new type is one function and one line here."""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_uppercase
from typing import Any

from studyreport.quiz.export.asked_forms import array, code, network, text
from studyreport.quiz.export.asked_lines import matching, number, ordering, recall, steps
from studyreport.quiz.export.question import Asked, Remark
from studyreport.quiz.export.responses import Choice, Option
from studyreport.quiz.export.texts import escaped
from studyreport.quiz.types.choice import Choice as ChoiceItem
from studyreport.quiz.types.figure import FigureItem


def _one(item: ChoiceItem) -> Asked:
    return _choice(item, [option.text for option in item.options], several=False)


def _several(item: ChoiceItem) -> Asked:
    return _choice(item, [option.text for option in item.options], several=True)


def _figure(item: FigureItem) -> Asked:
    shown = [f"![{option.text}](figure:{option.figure})" for option in item.options]
    called = [escaped(option.text) for option in item.options]
    return _choice(item, shown, called, several=False)


def _choice(
    item: ChoiceItem, shown: list[str], called: list[str] | None = None, *, several: bool
) -> Asked:
    options = tuple(
        Option(letter, text, option.right, option.feedback)
        for letter, text, option in zip(ascii_uppercase, shown, item.options, strict=False)
    )
    key = "\n\n".join(
        f"**{option.letter}** {text.strip()}"
        for option, text in zip(options, called or shown, strict=True)
        if option.right
    )
    remarks = tuple(Remark(f"**{option.letter}**", option.feedback) for option in options)
    return Asked(key, remarks, Choice(options, several))


ASKED: dict[str, Callable[[Any], Asked]] = {
    "one": _one,
    "several": _several,
    "number": number,
    "code": code,
    "array": array,
    "text": text,
    "ordering": ordering,
    "matching": matching,
    "recall": recall,
    "steps": steps,
    "network": network,
    "figure": _figure,
}
