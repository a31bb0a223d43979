"""Questions in the kinds that Canvas has names for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from studyreport.quiz.export.documents import child
from studyreport.quiz.export.format import CannotCarryError, by_response
from studyreport.quiz.export.lists import gap_lines, lettered
from studyreport.quiz.export.qti_item import Item
from studyreport.quiz.export.responses import (
    Choice,
    Free,
    Gaps,
    Option,
    Order,
    Pairs,
    Quantity,
    Typed,
    Value,
    Words,
    digits,
)
from studyreport.quiz.export.spacing import spacings
from studyreport.quiz.export.writing import Writer
from studyreport.quiz.types.shown import typographic

_RESPONSE = "response1"


def item(writer: Writer) -> Element:
    """Return the question as an item.

    Raises:
        CannotCarryError: Canvas cannot judge its answer.
    """
    fill = by_response(_RESPONSES, writer.question, "Canvas")
    made = Item(writer, _below(writer))
    fill(made, writer.question.asked.response)
    return made.finished()


def _below(writer: Writer) -> str:
    """Return what is asked for below the stem, for kinds whose fields hold no formula."""
    response = writer.question.asked.response
    if isinstance(response, Gaps):
        return gap_lines(writer, response, lambda number, _: f"[{_gap(number)}]")
    if isinstance(response, Order):
        return lettered(writer, response.lines, response.letters)
    if isinstance(response, Pairs):
        return lettered(writer, response.rights, response.letters)
    return ""


def _choice(made: Item, choice: Choice) -> None:
    kind = "multiple_answers_question" if choice.several else "multiple_choice_question"
    made.kind(kind, [_name(option) for option in choice.options])
    cardinality = "Multiple" if choice.several else "Single"
    response = child(made.presentation, "response_lid", ident=_RESPONSE, rcardinality=cardinality)
    render = child(response, "render_choice")
    for option in choice.options:
        made.material(child(render, "response_label", ident=_name(option)), made.line(option.text))
        _equal(made.remark(f"{_name(option)}_fb", option.feedback), _name(option))
    condition = made.right()
    if choice.several:
        condition = child(condition, "and")
    for option in choice.options:
        if option.right:
            _equal(condition, _name(option))
        elif choice.several:
            _equal(child(condition, "not"), _name(option))


def _name(option: Option) -> str:
    return f"option_{option.letter.lower()}"


def _equal(condition: Element, text: str, response: str = _RESPONSE) -> None:
    child(condition, "varequal", text, respident=response)


def _quantity(made: Item, quantity: Quantity) -> None:
    made.kind("numerical_question")
    _line(made, fibtype="Decimal")
    answer = quantity.answer
    either = child(made.right(), "or")
    _equal(either, digits(answer.value))
    within = child(either, "and")
    child(within, "vargte", digits(answer.low), respident=_RESPONSE)
    child(within, "varlte", digits(answer.high), respident=_RESPONSE)
    made.wrong(made.question.asked.remarks)


def _typed(made: Item, typed: Typed) -> None:
    _check_case(typed)
    _short(made, [text for form in typed.accepted for text in spacings(form)])


def _words(made: Item, words: Words) -> None:
    _short(made, words.accepted)


def _short(made: Item, accepted: Sequence[str]) -> None:
    made.kind("short_answer_question")
    _line(made)
    condition = made.right()
    for text in accepted:
        _equal(condition, text)
    made.wrong(made.question.asked.remarks)


def _check_case(typed: Typed) -> None:
    accepted = {_uncased(form): form for form in typed.accepted}
    for form in typed.wrong:
        same = accepted.get(_uncased(form.text))
        if same is not None:
            reason = (
                f"Canvas ignores upper and lower case, so '{form.text}' would pass for '{same}'"
            )
            raise CannotCarryError(reason)


def _uncased(form: str) -> str:
    return spacings(form)[-1].casefold()


def _line(made: Item, **attributes: str) -> None:
    """Append a field for a line of text."""
    response = child(made.presentation, "response_str", ident=_RESPONSE, rcardinality="Single")
    render = child(response, "render_fib", **attributes)
    child(render, "response_label", ident="answer1", rshuffle="No")


def _gaps(made: Item, gaps: Gaps) -> None:
    exact = all(gap.is_exact for gap in gaps.gaps)
    if not exact and not all(gap.wrong for gap in gaps.gaps):
        raise CannotCarryError(
            "Canvas compares gaps as texts, so that it knows no tolerance,"
            " and without wrong numbers there is nothing to choose from"
        )
    made.kind(
        "fill_in_multiple_blanks_question" if exact else "multiple_dropdowns_question",
        [label for number, gap in enumerate(gaps.gaps, 1) for label, _ in _labels(number, gap)],
    )
    for number, gap in enumerate(gaps.gaps, start=1):
        labels = _spelled(number, gap.answer) if exact else _labels(number, gap)
        _chosen(made, f"response_{_gap(number)}", _gap(number), labels)
        condition = made.share(len(gaps.gaps))
        for label, _ in labels:
            if exact or label == f"{_gap(number)}_0":
                _equal(condition, label, f"response_{_gap(number)}")
    made.wrong(made.question.asked.remarks)


def _gap(number: int) -> str:
    return f"gap{number}"


def _labels(number: int, gap: Quantity) -> list[tuple[str, str]]:
    """Return numbers to choose from, smallest first; the right one has the label that ends in 0."""
    values = sorted(enumerate([gap.answer, *gap.wrong]), key=lambda each: each[1].value)
    return [(f"{_gap(number)}_{place}", typographic(value.value)) for place, value in values]


def _spelled(number: int, answer: Value) -> list[tuple[str, str]]:
    """Return the ways of typing a number, each with a label."""
    spellings = dict.fromkeys([digits(answer.value), typographic(answer.value)])
    return [(f"{_gap(number)}_{place}", text) for place, text in enumerate(spellings)]


def _order(made: Item, order: Order) -> None:
    """Match places with letters: Canvas has no question that is put in order."""
    lefts = [f"{place}." for place in range(1, len(order.lines) + 1)]
    _matched(made, lefts, order.letters)


def _pairs(made: Item, pairs: Pairs) -> None:
    _matched(made, [made.line(left) for left in pairs.lefts], pairs.letters)


def _matched(made: Item, lefts: Sequence[str], letters: Sequence[str]) -> None:
    """Append a choice of letters for each left side; the right one stands at its place."""
    made.kind("matching_question", [f"letter_{letter}" for letter in sorted(letters)])
    labels = [(f"letter_{letter}", letter) for letter in sorted(letters)]
    for place, left in enumerate(lefts):
        response = f"response_{place + 1}"
        _chosen(made, response, left, labels)
        _equal(made.share(len(lefts)), f"letter_{letters[place]}", response)
    made.wrong(made.question.asked.remarks)


def _chosen(made: Item, response: str, text: str, labels: Sequence[tuple[str, str]]) -> None:
    field = child(made.presentation, "response_lid", ident=response, rcardinality="Single")
    made.material(field, text)
    render = child(field, "render_choice")
    for name, shown in labels:
        label = child(render, "response_label", ident=name)
        child(child(label, "material"), "mattext", shown, texttype="text/plain")


def _free(made: Item, free: Free) -> None:  # noqa: ARG001 - its model is the key
    made.kind("essay_question")
    _line(made)
    made.judged_by_people()


_RESPONSES: dict[type[Any], Callable[[Item, Any], None]] = {
    Choice: _choice,
    Quantity: _quantity,
    Typed: _typed,
    Words: _words,
    Gaps: _gaps,
    Order: _order,
    Pairs: _pairs,
    Free: _free,
}
