"""One question as an `<item>` of QTI 1.2, with the question types that Canvas gives names to."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from studyreport.quiz.export.documents import child
from studyreport.quiz.export.format import CannotCarryError, by_response
from studyreport.quiz.export.question import (
    Choice,
    Option,
    Quantity,
    Question,
    Remark,
    Typed,
    digits,
)
from studyreport.quiz.export.spacing import spacings
from studyreport.quiz.export.writing import Writer

_RESPONSE = "response1"
_FULL = "100"


def item(writer: Writer) -> Element:
    """Return the question as an item.

    Raises:
        CannotCarryError: Canvas cannot judge its answer.
    """
    fill = by_response(_RESPONSES, writer.question, "Canvas")
    made = _Item(writer)
    fill(made, writer.question.asked.response)
    return made.finished()


class _Item:
    """An item that is being written: metadata, presentation, judgement, feedback, in this order."""

    def __init__(self, writer: Writer) -> None:
        self.question: Question = writer.question
        self._writer = writer
        name = self.question.id.replace("-", "_")
        self.root = Element("item", ident=f"item_{name}", title=self.question.id)
        self._metadata = child(child(self.root, "itemmetadata"), "qtimetadata")
        self.presentation = child(self.root, "presentation")
        asked = self.question.asked
        self.material(self.presentation, writer.blocks(f"{self.question.stem}\n\n{asked.entry}"))
        self._judgement = child(self.root, "resprocessing")
        outcomes = child(self._judgement, "outcomes")
        bounds = {"maxvalue": _FULL, "minvalue": "0"}
        child(outcomes, "decvar", varname="SCORE", vartype="Decimal", **bounds)
        self._feedback: list[tuple[str, str]] = []
        self._always()

    def kind(self, name: str, answers: Sequence[str] = ()) -> None:
        """Note the type and the names of its answers."""
        fields = {
            "question_type": name,
            "points_possible": "1",
            "original_answer_ids": ",".join(answers),
            "assessment_question_identifierref": f"question_{self.root.get('ident')}",
        }
        for label, entry in fields.items():
            field = child(self._metadata, "qtimetadatafield")
            child(field, "fieldlabel", label)
            child(field, "fieldentry", entry)

    def line(self, text: str) -> str:
        """Return the HTML of a text of one paragraph."""
        return self._writer.line(text)

    def material(self, parent: Element, text: str) -> None:
        """Append a text in HTML."""
        child(child(parent, "material"), "mattext", text, texttype="text/html")

    def right(self) -> Element:
        """Append the condition for the full mark; return where it is to be written."""
        condition = child(self._judgement, "respcondition", **{"continue": "No"})
        made = child(condition, "conditionvar")
        child(condition, "setvar", _FULL, action="Set", varname="SCORE")
        return made

    def remark(self, name: str, markdown: str) -> Element:
        """Append a condition under which the text is shown; return where it is to be written."""
        return self._condition(name, self._writer.blocks(markdown))

    def wrong(self, remarks: Sequence[Remark]) -> None:
        """Say to every answer but the right one what the remarks say.

        Canvas takes each condition on a typed answer for one more that is right, so there is no
        other place for what is said to foreseen ones.
        """
        if remarks:
            said = [f"<li>{self.line(one.answer)}: {self.line(one.text)}</li>" for one in remarks]
            condition = self._condition("general_incorrect_fb", f"<ul>{''.join(said)}</ul>")
            child(condition, "other")

    def finished(self) -> Element:
        """Return the item with its feedback at the end."""
        for name, text in self._feedback:
            feedback = child(self.root, "itemfeedback", ident=name)
            self.material(child(feedback, "flow_mat"), text)
        return self.root

    def _always(self) -> None:
        section = f"<p>Read again: {html.escape(self.question.heading)}</p>"
        text = self._writer.blocks(self.question.explanation) + section
        child(self._condition("general_fb", text), "other")

    def _condition(self, name: str, text: str) -> Element:
        self._feedback.append((name, text))
        condition = child(self._judgement, "respcondition", **{"continue": "Yes"})
        made = child(condition, "conditionvar")
        child(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)
        return made


def _choice(made: _Item, choice: Choice) -> None:
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


def _equal(condition: Element, text: str) -> None:
    child(condition, "varequal", text, respident=_RESPONSE)


def _quantity(made: _Item, quantity: Quantity) -> None:
    made.kind("numerical_question")
    _line(made, fibtype="Decimal")
    answer = quantity.answer
    either = child(made.right(), "or")
    _equal(either, digits(answer.value))
    within = child(either, "and")
    child(within, "vargte", digits(answer.low), respident=_RESPONSE)
    child(within, "varlte", digits(answer.high), respident=_RESPONSE)
    made.wrong(made.question.asked.remarks)


def _typed(made: _Item, typed: Typed) -> None:
    _check_case(typed)
    made.kind("short_answer_question")
    _line(made)
    condition = made.right()
    for form in typed.accepted:
        for text in spacings(form):
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


def _line(made: _Item, **attributes: str) -> None:
    """Append a field for a line of text."""
    response = child(made.presentation, "response_str", ident=_RESPONSE, rcardinality="Single")
    render = child(response, "render_fib", **attributes)
    child(render, "response_label", ident="answer1", rshuffle="No")


_RESPONSES: dict[type[Any], Callable[[_Item, Any], None]] = {
    Choice: _choice,
    Quantity: _quantity,
    Typed: _typed,
}
