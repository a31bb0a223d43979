"""Pairs to be found: for each line on the left, the letter of what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Any, ClassVar, Literal
from xml.etree.ElementTree import Element

from pydantic import Field

from studyreport.execution import Failure, Json, Outcome
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.elements import element
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import UNSEEN_CODE, Coded, Item, Markdown
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.checks import check_code, check_proof, failure_in_proof
from studyreport.quiz.types.options import judge_options, shows_too
from studyreport.quiz.types.shown import same_text
from studyreport.quiz.types.shuffle import shuffled


class Pair(Coded):
    """What stands on the left, and what belongs to it. The code gives the latter, or true."""

    left: Markdown = Field(description="One paragraph of Markdown.")
    right: Markdown = Field(description="One paragraph of Markdown, in no other pair.")
    feedback: Markdown = Field(description="What is said to the reader who chose another right.")


class MatchingItem(Item):
    """Pairs, their right sides mixed, perhaps with some that belong to none."""

    unseen: ClassVar[dict[str, Any]] = {**Item.unseen, "pairs": UNSEEN_CODE}

    type: Literal["matching"]
    pairs: list[Pair] = Field(min_length=2, max_length=12)
    extra: list[Markdown] = Field(
        default_factory=list, max_length=8, description="Right sides that belong to none."
    )

    @property
    def rights(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Every right side with its field, those of pairs first."""
        pairs: list[tuple[tuple[str | int, ...], str]] = [
            (("pairs", place, "right"), pair.right) for place, pair in enumerate(self.pairs)
        ]
        return pairs + [(("extra", place), text) for place, text in enumerate(self.extra)]

    @property
    def letters(self) -> list[str]:
        """The letter of each of `rights`; letters follow the shown order."""
        shown = shuffled(self.id, len(self.rights))
        return [ascii_uppercase[shown.index(place)] for place in range(len(shown))]


class MatchingType(ItemType[MatchingItem]):
    """Each pair's code, evaluated after the proof, gives what its right side shows.

    It may not be what another right side shows, an extra one included. Code that gives true proves
    the pair alone.
    """

    name = "matching"
    model = MatchingItem

    def check(self, item: MatchingItem) -> Iterator[Finding]:
        """Yield sides alike, and codes that are missing or in vain."""
        yield from check_proof(item)
        lefts: list[tuple[tuple[str | int, ...], str]] = [
            (("pairs", place, "left"), pair.left) for place, pair in enumerate(item.pairs)
        ]
        for side in (lefts, item.rights):
            for place, (field, text) in enumerate(side):
                if any(same_text(text, before) for _, before in side[:place]):
                    yield Finding(field, "this shows the same as one before.", "Change one.")
        for place, pair in enumerate(item.pairs):
            yield from check_code(("pairs", place), pair, "pair", proved=item.is_proved)

    def programs(self, item: MatchingItem) -> list[Program]:
        """Return the proof with the code of every pair."""
        return [Program(item.proof, tuple(p.code for p in item.pairs if p.code is not None))]

    def judge(self, item: MatchingItem, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield codes that fail, or give what another right side shows."""
        [outcome] = outcomes
        if outcome.error:
            yield failure_in_proof(outcome.error)
            return
        coded = [place for place, pair in enumerate(item.pairs) if pair.code is not None]
        for place, value in zip(coded, outcome.values, strict=True):
            if isinstance(value, Failure):
                field = ("pairs", place, "code")
                yield Finding(field, f"this code stops with {value}.", "Mend it.")
            else:
                yield from _judge_pair(item, place, value)

    def key(self, item: MatchingItem) -> Json:
        """Return the pairs, in no order."""
        pairs: list[list[Json]] = [
            [" ".join(pair.left.split()), " ".join(pair.right.split())] for pair in item.pairs
        ]
        return [*sorted(pairs, key=str)]

    def entry(self, item: MatchingItem, fields: Fields) -> Element:
        """Return the left sides with a list of letters each, and the right sides below."""
        made = element("div", {"class": "sr-matching"})
        made.append(element("ol", {"class": "sr-pairs"}, *_lefts(item, fields)))
        rights = element("ol", {"class": "sr-lines", "type": "A"})
        for place in shuffled(item.id, len(item.rights)):
            field, text = item.rights[place]
            shown = fields.line(element("span", {"class": "sr-text"}), text, field)
            letter = _letter(item.letters[place])
            rights.append(element("li", {"class": "sr-line"}, letter, " ", shown))
        made.append(rights)
        return made

    def answer(self, item: MatchingItem, fields: Fields) -> Element:
        """Return each left side with the letter and text of what belongs to it."""
        made = element("div", {"class": "sr-answer"})
        for place, pair in enumerate(item.pairs):
            left, right = element("span", {"class": "sr-text"}), element("span")
            fields.line(left, pair.left, ("pairs", place, "left"))
            fields.line(right, pair.right, ("pairs", place, "right"))
            number = element("span", {"class": "sr-letter"}, str(place + 1))
            letter = _letter(item.letters[place])
            made.append(element("p", {}, number, " ", left, " – ", letter, " ", right))
        return made

    def feedback(self, item: MatchingItem, fields: Fields) -> list[Element]:
        """Return what is said to the reader who missed each pair."""
        return [_feedback(place, pair, fields) for place, pair in enumerate(item.pairs)]


def _judge_pair(item: MatchingItem, place: int, value: Json) -> Iterator[Finding]:
    """Compare the value with the pair's own right side, then with all the others."""
    at = ("pairs", place, "code")
    own = [*judge_options([(item.pairs[place].right, True)], {0: value})]
    for finding in own:
        message = finding.message.replace("the option", "the right side")
        yield Finding(at, message, "Correct the right side or the code.")
    if own or isinstance(value, bool):
        return
    for other, (_, text) in enumerate(item.rights):
        if other != place and shows_too(text, value, item.pairs[place].right):
            message = f"this code gives what '{text.strip()}' shows, too."
            yield Finding(at, message, "Show more digits, or choose another right side.")


def _lefts(item: MatchingItem, fields: Fields) -> Iterator[Element]:
    letters = sorted(item.letters)
    for place, pair in enumerate(item.pairs):
        text = fields.line(
            element("span", {"class": "sr-text"}), pair.left, ("pairs", place, "left")
        )
        choice = element("select", {"name": item.id, "autocomplete": "off"})
        choice.append(element("option", {"value": ""}, "–"))
        for letter in letters:
            choice.append(element("option", {"value": letter.lower()}, letter))
        number = element("span", {"class": "sr-letter"}, str(place + 1))
        right = {"class": "sr-pair", "data-right": item.letters[place].lower()}
        yield element("li", right, element("label", {}, number, " ", text, " ", choice))


def _letter(letter: str) -> Element:
    return element("span", {"class": "sr-letter"}, letter)


def _feedback(place: int, pair: Pair, fields: Fields) -> Element:
    attributes = {"class": "sr-feedback", "data-for": str(place)}
    made = element("div", attributes, _letter(str(place + 1)), " ")
    return fields.blocks(made, pair.feedback)


MATCHING = MatchingType()
