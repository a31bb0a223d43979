"""A question between the bank and a format: what is asked and what is right, as Markdown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

Rewrite: TypeAlias = Callable[[str], str]


@dataclass(frozen=True)
class Remark:
    """What is said to one answer that was foreseen; the answer is shown as Markdown too."""

    answer: str
    text: str


@dataclass(frozen=True)
class Option:
    """A possible answer to choose."""

    letter: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Choice:
    """One option or several are chosen."""

    options: tuple[Option, ...]
    several: bool

    def mapped(self, text: Rewrite) -> Choice:
        """Return the same with `text` applied to every Markdown in it."""
        options = (replace(o, text=text(o.text), feedback=text(o.feedback)) for o in self.options)
        return replace(self, options=tuple(options))


@dataclass(frozen=True)
class Value:
    """A number with the interval that passes for it, and what is said to who answers it."""

    value: Decimal
    low: Decimal
    high: Decimal
    feedback: str = ""


@dataclass(frozen=True)
class Quantity:
    """A number is typed."""

    answer: Value
    unit: str | None
    wrong: tuple[Value, ...]

    def mapped(self, text: Rewrite) -> Quantity:
        """Return the same with `text` applied to every Markdown in it."""
        wrong = (replace(one, feedback=text(one.feedback)) for one in self.wrong)
        return replace(self, wrong=tuple(wrong))


@dataclass(frozen=True)
class Form:
    """A typed text, and what is said to who typed it."""

    text: str
    feedback: str


@dataclass(frozen=True)
class Typed:
    """A line of code is typed; letter case counts, spacing between tokens does not."""

    accepted: tuple[str, ...]
    wrong: tuple[Form, ...]

    def mapped(self, text: Rewrite) -> Typed:
        """Return the same with `text` applied to every Markdown in it."""
        wrong = (replace(one, feedback=text(one.feedback)) for one in self.wrong)
        return replace(self, wrong=tuple(wrong))


Response: TypeAlias = Choice | Quantity | Typed


@dataclass(frozen=True)
class Asked:
    """What the type of an item adds to it.

    `entry` stands under the stem; `key` is the right answer in words. `response` is what machines
    can judge, None where only people can.
    """

    key: str
    remarks: tuple[Remark, ...]
    response: Response | None
    entry: str = ""

    def mapped(self, text: Rewrite) -> Asked:
        """Return the same with `text` applied to every Markdown in it."""
        remarks = tuple(Remark(text(one.answer), text(one.text)) for one in self.remarks)
        response = self.response.mapped(text) if self.response else None
        return Asked(text(self.key), remarks, response, text(self.entry))


@dataclass(frozen=True)
class Question:
    """An item. All texts are Markdown with values written out.

    `path` is the quiz file, `page` the page whose folder addresses of images start from. `content`
    changes with what readers see, `digest` with what counts as right.
    """

    id: str
    type: str
    path: Path
    page: str
    anchor: str
    heading: str
    tags: tuple[str, ...]
    difficulty: int
    content: str
    digest: str
    stem: str
    hints: tuple[str, ...]
    explanation: str
    asked: Asked

    @property
    def options(self) -> tuple[Option, ...]:
        """The options, if the answer is chosen."""
        response = self.asked.response
        return response.options if isinstance(response, Choice) else ()


def digits(value: Decimal) -> str:
    """Return a number as programs read it."""
    return format(value.normalize(), "f") if abs(value.adjusted()) <= 15 else str(value)
