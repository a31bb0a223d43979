"""What a format must be able to do. One object of a subclass is one format."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from studyreport.project import Project
from studyreport.quiz.export.question import Question

P = TypeVar("P")  # what the format makes of one question
R = TypeVar("R")

# The file that was asked for under "", others by what is put in place of its suffix.
Files: TypeAlias = Mapping[str, bytes]


class CannotCarryError(Exception):
    """A format has no place for a question; the text says why."""


@dataclass(frozen=True)
class Part(Generic[P]):
    """A confirmation test: its file's name, its title, and what was made of its questions."""

    name: str
    title: str
    questions: Sequence[P]


class Format(ABC, Generic[P]):
    """A format: what it makes of one question, and of all of them a file.

    `file` is the file's name below build/export/ unless another is asked for. Of a parametrised
    item a format holds every variant, or the first one alone.
    """

    file: str
    holds_variants: bool

    @abstractmethod
    def carry(self, project: Project, question: Question) -> P:
        """Return what the format makes of a question.

        Raises:
            CannotCarryError: it has no place for this one.
            StudyReportError: a text of the question is wrong.
        """

    @abstractmethod
    def pack(self, project: Project, parts: Sequence[Part[P]]) -> Files:
        """Return the files that hold the questions of all tests; the same bytes every time."""


def by_response(
    known: Mapping[type[Any], Callable[..., R]], question: Question, target: str
) -> Callable[..., R]:
    """Return what carries the kind of answer that the question asks for.

    Raises:
        CannotCarryError: there is nothing that does.
    """
    kind = type(question.asked.response)
    if kind not in known:
        reason = f"{target} has no kind of question that judges the type '{question.type}'"
        raise CannotCarryError(reason)
    return known[kind]
