"""An `<item>` of QTI 1.2 that is being written, in the order that Canvas wants."""

from __future__ import annotations

import html
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from studyreport.quiz.export.documents import child
from studyreport.quiz.export.question import Question, Remark
from studyreport.quiz.export.responses import Free
from studyreport.quiz.export.writing import Writer

_FULL = 100


class Item:
    """An item that is being written: metadata, presentation, judgement, feedback, in this order."""

    def __init__(self, writer: Writer, below: str = "") -> None:
        self.question: Question = writer.question
        self._writer = writer
        name = self.question.name.replace("-", "_")
        self.root = Element("item", ident=f"item_{name}", title=self.question.name)
        self._metadata = child(child(self.root, "itemmetadata"), "qtimetadata")
        self.presentation = child(self.root, "presentation")
        asked = self.question.asked
        text = writer.blocks(f"{self.question.stem}\n\n{asked.entry}")
        self.material(self.presentation, text + below)
        self._judgement = child(self.root, "resprocessing")
        outcomes = child(self._judgement, "outcomes")
        bounds = {"maxvalue": str(_FULL), "minvalue": "0"}
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
        return self._scored("No", "Set", str(_FULL))

    def share(self, count: int) -> Element:
        """Append the condition for one of `count` parts of the mark; return where it goes."""
        return self._scored("Yes", "Add", f"{_FULL / count:.2f}")

    def judged_by_people(self) -> None:
        """Append that nothing is known of the answer."""
        condition = child(self._judgement, "respcondition", **{"continue": "No"})
        child(child(condition, "conditionvar"), "other")

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

    def _scored(self, more: str, action: str, mark: str) -> Element:
        condition = child(self._judgement, "respcondition", **{"continue": more})
        made = child(condition, "conditionvar")
        child(condition, "setvar", mark, action=action, varname="SCORE")
        return made

    def _always(self) -> None:
        asked = self.question.asked
        model = f"{asked.key}\n\n" if isinstance(asked.response, Free) else ""
        section = f"<p>Read again: {html.escape(self.question.heading)}</p>"
        text = self._writer.blocks(model + self.question.explanation) + section
        child(self._condition("general_fb", text), "other")

    def _condition(self, name: str, text: str) -> Element:
        self._feedback.append((name, text))
        condition = child(self._judgement, "respcondition", **{"continue": "Yes"})
        made = child(condition, "conditionvar")
        child(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)
        return made
