"""One question as Moodle's XML, in the kind of question that judges its answer."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from studyreport.project import Project
from studyreport.quiz.export.cloze import gap
from studyreport.quiz.export.documents import child
from studyreport.quiz.export.format import CannotCarryError, by_response
from studyreport.quiz.export.lists import gap_lines, lettered, listed
from studyreport.quiz.export.question import Question
from studyreport.quiz.export.responses import (
    Choice,
    Form,
    Free,
    Gaps,
    Order,
    Pairs,
    Quantity,
    Typed,
    Words,
    digits,
)
from studyreport.quiz.export.spacing import spacings
from studyreport.quiz.export.writing import PlainMath, Writer, delimited

# Moodle refuses a share of the mark that is not in its list; these are what it has for 1/n.
_SHARES = {
    1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571",
    8: "12.5", 9: "11.11111", 10: "10", 20: "5",
}  # fmt: skip
_PLACE = "@@PLUGINFILE@@/"


def made_of(project: Project, question: Question) -> Element:
    """Return the question.

    Raises:
        CannotCarryError: Moodle has no kind of question for it.
    """
    fill = by_response(_RESPONSES, question, "Moodle")
    made = _Question(project, question)
    fill(made, question.asked.response)
    return made.finished()


class _Question:
    """A question that is being written; elements in the order that Moodle itself writes."""

    def __init__(self, project: Project, question: Question) -> None:
        self.root = Element("question")
        self.question = question
        self._project = project
        child(child(self.root, "name"), "text", question.name)
        self._write(child(self.root, "questiontext"), _text)
        self._write(child(self.root, "generalfeedback"), _explanation)
        child(self.root, "defaultgrade", "1")
        child(self.root, "penalty", "0.3333333")
        child(self.root, "hidden", "0")
        child(self.root, "idnumber", question.name)

    def kind(self, name: str) -> None:
        """Say how Moodle is to ask it."""
        self.root.set("type", name)

    def set(self, name: str, text: str) -> None:
        """Append a setting."""
        child(self.root, name, text)

    def answer(self, share: str, text: str, feedback: str, *, is_html: bool = False) -> Element:
        """Append an answer with its share of the mark, in percent."""
        made = child(self.root, "answer", fraction=share)
        if is_html:
            self.html(made, text, line=True)
        else:
            made.set("format", "plain_text")
            child(made, "text", text)
        self.html(child(made, "feedback"), feedback)
        return made

    def html(self, parent: Element, text: str, *, line: bool = False) -> None:
        """Write Markdown as HTML into the element, with the images that it shows."""
        self._write(parent, lambda writer: writer.line(text) if line else writer.blocks(text))

    def said(self) -> None:
        """Say to answers that are not all right what is said to those that were foreseen."""
        child(child(self.root, "correctfeedback", format="html"), "text", "")
        for name in ("partiallycorrectfeedback", "incorrectfeedback"):
            self._write(child(self.root, name), _remarks)
        child(self.root, "shownumcorrect")

    def finished(self) -> Element:
        """Return the question, hints and tags at its end."""
        for hint in self.question.hints:
            self.html(child(self.root, "hint"), hint)
        tags = child(self.root, "tags")
        for tag in self.question.tags:
            child(child(tags, "tag"), "text", tag)
        return self.root

    def _write(self, parent: Element, write: Callable[[Writer], str]) -> None:
        math = PlainMath(delimited)
        writer = Writer(self._project, self.question, math, lambda one: _PLACE + one.name)
        parent.set("format", "html")
        child(parent, "text", write(writer))
        for name, picture in sorted(writer.pictures.items()):
            child(parent, "file", picture.base64, name=name, path="/", encoding="base64")


def _text(writer: Writer) -> str:
    """Return the stem, and what stands under it."""
    asked = writer.question.asked
    made = writer.blocks(f"{writer.question.stem}\n\n{asked.entry}")
    if isinstance(asked.response, Gaps):
        return made + gap_lines(writer, asked.response, lambda _, one: gap(writer, one))
    if isinstance(asked.response, Pairs):  # what is chosen from can hold no formula
        return made + lettered(writer, asked.response.rights, asked.response.letters)
    return made


def _explanation(writer: Writer) -> str:
    question = writer.question
    model = f"{question.asked.key}\n\n" if isinstance(question.asked.response, Free) else ""
    section = f"<p>Read again: {html.escape(question.heading)}</p>"
    return writer.blocks(model + question.explanation) + section


def _remarks(writer: Writer) -> str:
    asked = writer.question.asked
    if isinstance(asked.response, Order):  # its lines have no letters in Moodle
        return listed("ul", [writer.line(one.text) for one in asked.remarks])
    shown = [f"{writer.line(one.answer)}: {writer.line(one.text)}" for one in asked.remarks]
    return listed("ul", shown)


def _choice(made: _Question, choice: Choice) -> None:
    keys = sum(option.right for option in choice.options)
    others = len(choice.options) - keys
    made.kind("multichoice")
    made.set("single", "false" if choice.several else "true")
    made.set("shuffleanswers", "true")
    made.set("answernumbering", "ABCD")
    right = _share(keys)
    wrong = f"-{_share(others)}" if choice.several and others else "0"
    for option in choice.options:
        made.answer(right if option.right else wrong, option.text, option.feedback, is_html=True)


def _share(count: int) -> str:
    if count not in _SHARES:
        raise CannotCarryError(f"Moodle cannot split a mark into {count} equal parts")
    return _SHARES[count]


def _quantity(made: _Question, quantity: Quantity) -> None:
    made.kind("numerical")
    for share, value in [("100", quantity.answer), *(("0", one) for one in quantity.wrong)]:
        answer = made.answer(share, digits(value.value), value.feedback)
        child(answer, "tolerance", digits(value.high - value.value))
    if quantity.unit is not None:
        unit = child(child(made.root, "units"), "unit")
        child(unit, "multiplier", "1")
        child(unit, "unit_name", quantity.unit)
    # The unit may be typed but is not asked for: it stands in the text.
    made.set("unitgradingtype", "0")
    made.set("unitpenalty", "0.1")
    made.set("showunits", "3" if quantity.unit is None else "0")
    made.set("unitsleft", "0")


def _typed(made: _Question, typed: Typed) -> None:
    _forms(made, typed, spacings, usecase="1")


def _words(made: _Question, words: Words) -> None:
    _forms(made, words, lambda form: (form,), usecase="0")


def _forms(
    made: _Question, typed: Typed | Words, spell: Callable[[str], tuple[str, ...]], *, usecase: str
) -> None:
    made.kind("shortanswer")
    made.set("usecase", usecase)
    wrong = [("0", one) for one in typed.wrong]
    for share, form in [*(("100", Form(text, "")) for text in typed.accepted), *wrong]:
        for text in spell(form.text):
            made.answer(share, _literal(text), form.feedback)


def _literal(text: str) -> str:
    """Return the text as Moodle matches it: a bare star would stand for anything."""
    return text.replace("*", "\\*")


def _gaps(made: _Question, gaps: Gaps) -> None:  # noqa: ARG001 - they stand in the text
    made.kind("cloze")
    for name in ("defaultgrade", "penalty"):  # its gaps have their own
        for each in made.root.findall(name):
            made.root.remove(each)


def _order(made: _Question, order: Order) -> None:
    made.kind("ordering")
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": "ABSOLUTE_POSITION",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    for name, text in settings.items():
        made.set(name, text)
    made.said()
    for place, text in enumerate(order.lines, start=1):
        made.answer(str(place), text, "", is_html=True)


def _pairs(made: _Question, pairs: Pairs) -> None:
    made.kind("matching")
    made.set("shuffleanswers", "false")
    made.said()
    # A right side that belongs to none has no left one.
    lefts = [*pairs.lefts, *("" for _ in pairs.rights[len(pairs.lefts) :])]
    for left, letter in zip(lefts, pairs.letters, strict=True):
        question = child(made.root, "subquestion")
        made.html(question, left, line=True)
        child(child(question, "answer"), "text", letter)


def _free(made: _Question, free: Free) -> None:  # noqa: ARG001 - its model is the key
    made.kind("essay")
    settings = {
        "responseformat": "editor",
        "responserequired": "1",
        "responsefieldlines": "10",
        "attachments": "0",
        "attachmentsrequired": "0",
    }
    for name, text in settings.items():
        made.set(name, text)
    made.html(child(made.root, "graderinfo"), made.question.asked.key)
    child(child(made.root, "responsetemplate", format="html"), "text", "")


_RESPONSES: dict[type[Any], Callable[[_Question, Any], None]] = {
    Choice: _choice,
    Quantity: _quantity,
    Typed: _typed,
    Words: _words,
    Gaps: _gaps,
    Order: _order,
    Pairs: _pairs,
    Free: _free,
}
