"""The ways of giving an answer, as formats see them: what is shown, and what is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

Rewrite: TypeAlias = Callable[[str], str]


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

    @property
    def is_exact(self) -> bool:
        """Whether the answer alone is right, and no number near it."""
        return self.answer.low == self.answer.high

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
class _Forms:
    accepted: tuple[str, ...]
    wrong: tuple[Form, ...]


@dataclass(frozen=True)
class Typed(_Forms):
    """A line of code is typed; letter case counts, spacing between tokens does not."""

    def mapped(self, text: Rewrite) -> Typed:
        """Return the same with `text` applied to every Markdown in it."""
        return replace(self, wrong=_mapped(self.wrong, text))


@dataclass(frozen=True)
class Words(_Forms):
    """A few words are typed; letter case does not count. Every spelling has a form of its own."""

    def mapped(self, text: Rewrite) -> Words:
        """Return the same with `text` applied to every Markdown in it."""
        return replace(self, wrong=_mapped(self.wrong, text))


@dataclass(frozen=True)
class Gaps:
    """Numbers are typed into gaps; a line is Markdown and gaps in turn."""

    lines: tuple[tuple[str | Quantity, ...], ...]

    @property
    def gaps(self) -> list[Quantity]:
        """The gaps of all lines."""
        return [part for line in self.lines for part in line if isinstance(part, Quantity)]

    def mapped(self, text: Rewrite) -> Gaps:
        """Return the same with `text` applied to every Markdown in it."""
        lines = (
            tuple(p.mapped(text) if isinstance(p, Quantity) else _spaced(p, text) for p in line)
            for line in self.lines
        )
        return Gaps(tuple(lines))


@dataclass(frozen=True)
class Order:
    """Lines are put in order. They stand in the right one; letters go by the one that is shown."""

    lines: tuple[str, ...]
    letters: tuple[str, ...]

    def mapped(self, text: Rewrite) -> Order:
        """Return the same with `text` applied to every Markdown in it."""
        return replace(self, lines=tuple(map(text, self.lines)))


@dataclass(frozen=True)
class Pairs:
    """Each left side gets a right side: the one at its place. More right sides belong to none.

    `letters` are those of the right sides, in the order in which they are shown.
    """

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    letters: tuple[str, ...]

    def mapped(self, text: Rewrite) -> Pairs:
        """Return the same with `text` applied to every Markdown in it."""
        lefts, rights = tuple(map(text, self.lefts)), tuple(map(text, self.rights))
        return replace(self, lefts=lefts, rights=rights)


@dataclass(frozen=True)
class Free:
    """The answer is in the reader's own words, and has to say what the rubric says."""

    model: str
    rubric: tuple[str, ...]

    def mapped(self, text: Rewrite) -> Free:
        """Return the same with `text` applied to every Markdown in it."""
        return Free(text(self.model), tuple(map(text, self.rubric)))


Response: TypeAlias = Choice | Quantity | Typed | Words | Gaps | Order | Pairs | Free


def digits(value: Decimal) -> str:
    """Return a number as programs read it."""
    return format(value.normalize(), "f") if abs(value.adjusted()) <= 15 else str(value)


def _mapped(forms: tuple[Form, ...], text: Rewrite) -> tuple[Form, ...]:
    return tuple(replace(one, feedback=text(one.feedback)) for one in forms)


def _spaced(part: str, text: Rewrite) -> str:
    """Return a part of a line, rewritten, with a space wherever it had some at its ends."""
    inner = text(part)
    if not inner:
        return " " if part else ""
    return " " * part[0].isspace() + inner + " " * part[-1].isspace()
