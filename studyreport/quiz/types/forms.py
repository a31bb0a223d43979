"""Answers that are written: forms, each of which the proof's asserts accept or refuse."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar
from xml.etree.ElementTree import Element

from studyreport.execution import Failure, Json, Outcome
from studyreport.quiz.finding import Field, Finding
from studyreport.quiz.html.elements import add, element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import Item, Markdown, Part, Text
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.checks import check_proof, parse

# A form with the field that it stands in, `accept` or `wrong`.
Placed = tuple[Field, str]


class WrongForm(Part):
    """What a misconception would write."""

    form: Text
    feedback: Markdown


class FormsItem(Item):
    """An item whose answer is written. Its type says what a form may be."""

    accept: list[str]
    wrong: Sequence[WrongForm]

    @property
    def forms(self) -> list[Placed]:
        """Every form with the field that it stands in, accepted ones first."""
        accepted: list[Placed] = [
            (("accept", place), form) for place, form in enumerate(self.accept)
        ]
        return accepted + [
            (("wrong", place, "form"), wrong.form) for place, wrong in enumerate(self.wrong)
        ]


F = TypeVar("F", bound=FormsItem)


class FormsType(ItemType[F]):
    """The proof's asserts run with each form.

    Every accepted form must pass them all, and every wrong one must fail.
    """

    proof_stands_alone = False
    same: str  # what is said of a form that is the same as one before, with places for both
    remedy: str

    @abstractmethod
    def bare(self, form: str) -> str:
        """Return the form without what does not count."""

    @abstractmethod
    def source(self, item: F, form: str) -> str:
        """Return the program that judges a form."""

    @abstractmethod
    def show(self, form: str, attributes: dict[str, str]) -> Element:
        """Return a form as it is shown."""

    def check(self, item: F) -> Iterator[Finding]:
        """Yield forms that are the same, and a proof without assert."""
        yield from check_proof(item)
        seen: dict[str, str] = {}
        for field, form in item.forms:
            before = seen.setdefault(self.bare(form), form)
            if before is not form:
                yield Finding(field, self.same.format(form, before), self.remedy)
        if item.is_proved:
            yield from check_asserts(item.proof)

    def programs(self, item: F) -> list[Program]:
        """Return the program of each form."""
        return [Program(self.source(item, form)) for _, form in item.forms]

    def judge(self, item: F, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield accepted forms that fail and wrong forms that pass."""
        for placed, outcome in zip(item.forms, outcomes, strict=True):
            yield from judge_form(placed, self.source(item, placed[1]), outcome.error)

    def key(self, item: F) -> Json:
        """Return the accepted forms, in no order, without what does not count."""
        return [*sorted(self.bare(form) for form in item.accept)]

    def answer(self, item: F, fields: Fields) -> Element:  # noqa: ARG002
        """Return the accepted forms."""
        line = element("p")
        for place, form in enumerate(item.accept):
            if place:
                add(line, " or ")
            add(line, self.show(form, {"class": "sr-form", "data-accept": ""}))
        return element("div", {"class": "sr-answer"}, line)

    def feedback(self, item: F, fields: Fields) -> list[Element]:
        """Return what is said to each foreseen wrong form."""
        return [
            fields.blocks(element("div", _of(wrong), self.letter(wrong.form), " "), wrong.feedback)
            for wrong in item.wrong
        ]

    def letter(self, form: str) -> Element:
        """Return what stands before the feedback to a form."""
        return element("span", {"class": "sr-letter"}, self.show(form, {"class": "sr-form"}))


def _of(wrong: WrongForm) -> dict[str, str]:
    return {"class": "sr-feedback", "data-form": wrong.form}


def check_asserts(proof: str) -> Iterator[Finding]:
    """Yield that a proof asserts nothing."""
    try:
        tree = parse(proof)
    except SyntaxError:
        return  # told already
    if not any(isinstance(part, ast.Assert) for part in ast.walk(tree)):
        remedy = "Write `assert …` for what must hold of a right form."
        yield Finding(("proof",), "the proof asserts nothing.", remedy)


def judge_form(placed: Placed, source: str, error: Failure | None) -> Iterator[Finding]:
    """Yield that an accepted form fails, or a wrong one passes.

    Args:
        placed: the form and its field.
        source: the program that was run with it.
        error: how that ended.
    """
    field, form = placed
    accepted = field[0] == "accept"
    if accepted and error:
        message = f"the accepted form '{form}' fails: {error}{_where(source, error)}."
        yield Finding(field, message, "Correct the form, the code or the asserts.")
    elif not accepted and error is None:
        message = f"the rejected form '{form}' passes every assert."
        yield Finding(field, message, "Accept it, or write an assert that it fails.")
    elif not accepted and error and error.is_limit:
        message = f"the rejected form '{form}' was never judged: {error}."
        yield Finding(field, message, "Choose a form that comes to an assert.")


def _where(source: str, error: Failure) -> str:
    """Return the line of code that failed."""
    if error.line is None:
        return ""
    lines = source.splitlines()
    return f" at `{lines[error.line - 1].strip()}`" if error.line <= len(lines) else ""
