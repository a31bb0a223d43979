"""Moodle XML: a category per test; all but free answers are judged by Moodle."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from studyreport.project import Project
from studyreport.quiz.export.documents import child, document
from studyreport.quiz.export.format import Files, Format, Part
from studyreport.quiz.export.moodle_question import made_of
from studyreport.quiz.export.question import Question

_DRAW = "One question with several sets of numbers: let a quiz draw one of them at random."


class _Moodle(Format[list[Element]]):
    """A `<quiz>` with a `<question>` per item, or a category of them for a parametrised one."""

    file = "moodle.xml"
    holds_variants = True

    def carry(self, project: Project, question: Question) -> list[Element]:
        """Return the question, once for each variant."""
        return [made_of(project, variant) for variant in question.variants]

    def pack(
        self,
        project: Project,  # noqa: ARG002
        parts: Sequence[Part[list[Element]]],
    ) -> Files:
        """Return the file."""
        root = Element("quiz")
        for part in parts:
            _category(root, part.title)
            root.extend(made[0] for made in part.questions if len(made) == 1)
            for variants in part.questions:
                if len(variants) > 1:
                    name = variants[0].findtext("idnumber", "")
                    _category(root, part.title, name, info=_DRAW)
                    root.extend(variants)
        return {"": document(root)}


def _category(root: Element, *names: str, info: str = "") -> None:
    made = child(root, "question", type="category")
    # A slash would begin a category within; two are one that is shown.
    path = "/".join(name.replace("/", "//") for name in names)
    child(child(made, "category"), "text", f"$course$/top/{path}")
    if info:
        child(child(made, "info", format="plain_text"), "text", info)


MOODLE = _Moodle()
