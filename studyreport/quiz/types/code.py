"""A blank in a piece of Python; every form that is accepted or refused is executed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal
from xml.etree.ElementTree import Element

from pydantic import Field, StringConstraints

from studyreport.execution import Json, Outcome
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import add, element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import Code, Item, Markdown, Part
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.blank import BLANK, fill, highlighted, tokens
from studyreport.quiz.types.checks import check_proof
from studyreport.quiz.types.forms import Placed, check_asserts, check_forms, judge_form

Form = Annotated[str, StringConstraints(strict=True, pattern=r"^[^\n]*\S[^\n]*$")]


class WrongForm(Part):
    """What a misconception would write."""

    form: Form = Field(description="One line of Python for the blank.")
    feedback: Markdown = Field(description="What is said to the reader who wrote it.")


class CodeItem(Item):
    """Python with one blank, written `___`."""

    type: Literal["code"]
    code: Code = Field(description="Python with exactly one blank `___`.")
    accept: list[Form] = Field(min_length=1, description="All that is right in the blank.")
    wrong: list[WrongForm] = Field(min_length=1, description="What fails the proof's asserts.")

    @property
    def forms(self) -> list[Placed]:
        """Every form with the field that it stands in, accepted ones first."""
        accepted: list[Placed] = [
            (("accept", place), form) for place, form in enumerate(self.accept)
        ]
        return accepted + [
            (("wrong", place, "form"), wrong.form) for place, wrong in enumerate(self.wrong)
        ]


class CodeType(ItemType[CodeItem]):
    """The proof's asserts run after the code with each form in its blank."""

    name = "code"
    proof_stands_alone = False
    model = CodeItem

    def check(self, item: CodeItem) -> Iterator[Finding]:
        """Yield a wrong number of blanks, forms that are the same, a proof without assert."""
        yield from check_proof(item)
        blanks = len(BLANK.findall(item.code))
        if blanks != 1:
            message = f"the code has {blanks} blanks `___`."
            yield Finding(("code",), message, "Write exactly one.")
        remedy = "Delete one; spacing and quotes don't count."
        yield from check_forms(item.forms, tokens, "'{}' is the same Python as '{}'.", remedy)
        if item.is_proved:
            yield from check_asserts(item.proof)

    def programs(self, item: CodeItem) -> list[Program]:
        """Return the filled code with the asserts, once for each form."""
        return [Program(_filled(item, form)) for _, form in item.forms]

    def judge(self, item: CodeItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield accepted forms that fail and wrong forms that pass."""
        for placed, outcome in zip(item.forms, outcomes, strict=True):
            yield from judge_form(placed, _filled(item, placed[1]), outcome.error)

    def key(self, item: CodeItem) -> Json:
        """Return the accepted forms, in no order, without their spacing."""
        return [*sorted(" ".join(tokens(form)) for form in item.accept)]

    def entry(self, item: CodeItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the highlighted code with a field in place of the blank."""
        blank = {
            "type": "text",
            "name": item.id,
            "class": "sr-blank",
            "aria-label": "Blank",
            "autocomplete": "off",
            "autocapitalize": "off",
            "spellcheck": "false",
            "size": str(max(len(form) for _, form in item.forms) + 2),
        }
        code = highlighted(item.code, element("input", blank))
        # The empty span, as Pygments writes it, tells the page's own highlighter to leave it alone.
        return element("pre", {"class": "sr-code highlight"}, element("span"), code)

    def answer(self, item: CodeItem, fields: Fields) -> Element:  # noqa: ARG002
        """Return the accepted forms."""
        line = element("p")
        for place, form in enumerate(item.accept):
            if place:
                add(line, " or ")
            add(line, element("code", {"class": "sr-form", "data-accept": ""}, form))
        return element("div", {"class": "sr-answer"}, line)

    def feedback(self, item: CodeItem, fields: Fields) -> list[Element]:
        """Return what is said to each foreseen wrong form."""
        return [_feedback(wrong, fields) for wrong in item.wrong]


def _feedback(wrong: WrongForm, fields: Fields) -> Element:
    shown = element("code", {"class": "sr-form"}, wrong.form)
    letter = element("span", {"class": "sr-letter"}, shown)
    attributes = {"class": "sr-feedback", "data-form": wrong.form}
    return fields.blocks(element("div", attributes, letter, " "), wrong.feedback)


def _filled(item: CodeItem, form: str) -> str:
    code = fill(item.code, form).rstrip("\n")
    return f"{code}\n{item.proof}"


CODE = CodeType()
