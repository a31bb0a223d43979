"""Moodle XML: a category per test; chosen, numerical and typed answers are judged by Moodle."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from studyreport.project import Project
from studyreport.quiz.export.documents import child, document
from studyreport.quiz.export.format import CannotCarryError, Files, Format, Part, by_response
from studyreport.quiz.export.question import Choice, Form, Quantity, Question, Typed, digits
from studyreport.quiz.export.spacing import spacings
from studyreport.quiz.export.writing import PlainMath, Writer, delimited

# Moodle refuses a share of the mark that is not in its list; these are what it has for 1/n.
_SHARES = {
    1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571",
    8: "12.5", 9: "11.11111", 10: "10", 20: "5",
}  # fmt: skip
_PLACE = "@@PLUGINFILE@@/"


class _Moodle(Format[Element]):
    """A `<quiz>` with a `<question>` per item."""

    file = "moodle.xml"

    def carry(self, project: Project, question: Question) -> Element:
        """Return the question."""
        fill = by_response(_RESPONSES, question, "Moodle")
        made = _Question(project, question)
        fill(made, question.asked.response)
        return made.finished()

    def pack(self, project: Project, parts: Sequence[Part[Element]]) -> Files:  # noqa: ARG002
        """Return the file."""
        root = Element("quiz")
        for part in parts:
            category = child(child(root, "question", type="category"), "category")
            # A slash would begin a category within; two are one that is shown.
            title = part.title.replace("/", "//")
            child(category, "text", f"$course$/top/{title}")
            root.extend(part.questions)
        return {"": document(root)}


class _Question:
    """A question that is being written; elements in the order that Moodle itself writes."""

    def __init__(self, project: Project, question: Question) -> None:
        self.root = Element("question")
        self.question = question
        self._project = project
        child(child(self.root, "name"), "text", question.id)
        self.html(child(self.root, "questiontext"), f"{question.stem}\n\n{question.asked.entry}")
        section = f"<p>Read again: {html.escape(question.heading)}</p>"
        general = child(self.root, "generalfeedback")
        self.html(general, question.explanation, after=section)
        child(self.root, "defaultgrade", "1")
        child(self.root, "penalty", "0.3333333")
        child(self.root, "hidden", "0")
        child(self.root, "idnumber", question.id)

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

    def html(self, parent: Element, text: str, *, line: bool = False, after: str = "") -> None:
        """Write Markdown as HTML into the element, with the images that it shows."""
        writer = self._writer()
        parent.set("format", "html")
        made = (writer.line(text) if line else writer.blocks(text)) if text else ""
        child(parent, "text", made + after)
        for name, picture in sorted(writer.pictures.items()):
            child(parent, "file", picture.base64, name=name, path="/", encoding="base64")

    def finished(self) -> Element:
        """Return the question, hints and tags at its end."""
        for hint in self.question.hints:
            self.html(child(self.root, "hint"), hint)
        tags = child(self.root, "tags")
        for tag in self.question.tags:
            child(child(tags, "tag"), "text", tag)
        return self.root

    def _writer(self) -> Writer:
        math = PlainMath(delimited)
        return Writer(self._project, self.question, math, lambda one: _PLACE + one.name)


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
    made.kind("shortanswer")
    made.set("usecase", "1")
    wrong = [("0", one) for one in typed.wrong]
    for share, form in [*(("100", Form(text, "")) for text in typed.accepted), *wrong]:
        for text in spacings(form.text):
            made.answer(share, _literal(text), form.feedback)


def _literal(text: str) -> str:
    """Return the text as Moodle matches it: a bare star would stand for anything."""
    return text.replace("*", "\\*")


_RESPONSES: dict[type[Any], Callable[[_Question, Any], None]] = {
    Choice: _choice,
    Quantity: _quantity,
    Typed: _typed,
}

MOODLE = _Moodle()
