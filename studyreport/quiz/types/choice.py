"""What one choice and several choices have in common: options, each with what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Annotated, Any, ClassVar, TypeVar
from xml.etree.ElementTree import Element

from pydantic import Field

from studyreport.execution import Failure, Json, Outcome
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import UNSEEN_CODE, Coded, Item, Markdown
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.checks import check_code, check_proof, failure_in_proof
from studyreport.quiz.types.options import judge_options
from studyreport.quiz.types.shown import same_text


class Option(Coded):
    """One possible answer. Its code gives what `text` shows, or whether it is right."""

    text: Markdown = Field(description="What the option shows, one paragraph of Markdown.")
    right: Annotated[bool, Field(strict=True)] = False
    feedback: Markdown = Field(description="What is said to the reader who chose it.")


class Choice(Item):
    """An item with options."""

    unseen: ClassVar[dict[str, Any]] = {**Item.unseen, "options": UNSEEN_CODE}

    options: list[Option] = Field(min_length=2, max_length=len(ascii_uppercase))

    @property
    def keys(self) -> list[int]:
        """The positions of the right options."""
        return [place for place, option in enumerate(self.options) if option.right]


C = TypeVar("C", bound=Choice)


class ChoiceType(ItemType[C]):
    """Everything but the number of keys, and the kind of button."""

    button: str

    def check(self, item: C) -> Iterator[Finding]:
        """Yield wrong numbers of keys, options alike, and codes that are missing or in vain."""
        yield from check_proof(item)
        yield from self.check_keys(item)
        yield from _check_alike(item.options)
        for place, option in enumerate(item.options):
            at = ("options", place)
            yield from check_code(at, option, "option", proved=item.is_proved)
            if item.is_proved and option.right and option.unproved and option.code is None:
                yield Finding((*at, "unproved"), "the key must be proved.", "Write `code: …`.")

    def check_keys(self, item: C) -> Iterator[Finding]:
        """Yield what is wrong with the number of right options."""
        if not item.keys:
            remedy = "Write `right: true` under the option that is the key."
            yield Finding(("options",), "no option is right.", remedy)

    def programs(self, item: C) -> list[Program]:
        """Return the proof with every option's code."""
        return [Program(item.proof, tuple(o.code for o in item.options if o.code is not None))]

    def judge(self, item: C, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield codes that fail, or give something else than is shown."""
        [outcome] = outcomes
        if outcome.error:
            yield failure_in_proof(outcome.error)
            return
        coded = [place for place, option in enumerate(item.options) if option.code is not None]
        values: dict[int, Json] = {}
        for place, value in zip(coded, outcome.values, strict=True):
            if isinstance(value, Failure):
                field = ("options", place, "code")
                yield Finding(field, f"this code stops with {value}.", "Mend it.")
            else:
                values[place] = value
        shown = [(option.text, option.right) for option in item.options]
        yield from judge_options(shown, values)

    def key(self, item: C) -> Json:
        """Return the texts of the right options, in no order."""
        return [*sorted(" ".join(item.options[place].text.split()) for place in item.keys)]

    def entry(self, item: C, fields: Fields) -> Element:
        """Return the list of options with their buttons."""
        made = element("ol", {"class": "sr-options", "type": "A"})
        for place, option in enumerate(item.options):
            attributes = {"class": "sr-option", "data-option": _value(place)}
            if option.right:
                attributes["data-right"] = ""
            button = {"type": self.button, "name": item.id, "value": _value(place)}
            text = self.show(item, place, fields)
            # The letter is a part of the label: a formula alone gives a button no name.
            letter = _letter(place)
            label = element("label", {}, element("input", button), letter, " ", text)
            made.append(element("li", attributes, label))
        return made

    def answer(self, item: C, fields: Fields) -> Element:
        """Return the right options with their letters."""
        made = element("div", {"class": "sr-answer"})
        for place in item.keys:
            made.append(element("p", {}, _letter(place), " ", self.call(item, place, fields)))
        return made

    def show(self, item: C, place: int, fields: Fields) -> Element:
        """Return what an option shows."""
        text = element("span", {"class": "sr-text"})
        return fields.line(text, item.options[place].text, ("options", place, "text"))

    def call(self, item: C, place: int, fields: Fields) -> Element:
        """Return what an option is called by in the answer."""
        return self.show(item, place, fields)

    def feedback(self, item: C, fields: Fields) -> list[Element]:
        """Return what is said to each option."""
        return [
            fields.blocks(_feedback(place), option.feedback)
            for place, option in enumerate(item.options)
        ]


def _feedback(place: int) -> Element:
    attributes = {"class": "sr-feedback", "data-for": _value(place)}
    return element("div", attributes, _letter(place), " ")


def _value(place: int) -> str:
    return ascii_uppercase[place].lower()


def _letter(place: int) -> Element:
    return element("span", {"class": "sr-letter"}, ascii_uppercase[place])


def _check_alike(options: Sequence[Option]) -> Iterator[Finding]:
    for place, option in enumerate(options):
        for before, other in enumerate(options[:place]):
            if same_text(option.text, other.text):
                message = f"this shows the same as option {ascii_uppercase[before]}."
                yield Finding(("options", place, "text"), message, "Change or delete one.")
                break
