"""A question between the bank and a format: what is asked and what is right, as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studyreport.quiz.export.responses import Choice, Option, Response, Rewrite


@dataclass(frozen=True)
class Remark:
    """What is said to one answer that was foreseen; the answer is shown as Markdown too."""

    answer: str
    text: str


@dataclass(frozen=True)
class Asked:
    """What the type of an item adds to it.

    `entry` stands under the stem; `key` is the right answer in words. `response` is how the answer
    is given, None where no format could judge or hold it.
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
    changes with what readers see, `digest` with what counts as right. A parametrised item is its
    first variant; `others` are the further ones, which `variant` counts from 1.
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
    variant: int = 0
    others: tuple[Question, ...] = ()

    @property
    def name(self) -> str:
        """The id, with the number of a further variant; an id has no full stop."""
        return f"{self.id}.{self.variant + 1}" if self.variant else self.id

    @property
    def variants(self) -> tuple[Question, ...]:
        """All variants, the first one included; a question that does not vary is its only one."""
        return (self, *self.others)

    @property
    def options(self) -> tuple[Option, ...]:
        """The options, if the answer is chosen."""
        response = self.asked.response
        return response.options if isinstance(response, Choice) else ()
