"""What a type of question must be able to do. One object of a subclass is one type."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from xml.etree.ElementTree import Element

from studyreport.execution import Json, Outcome
from studyreport.project import Project
from studyreport.quiz.finding import Finding
from studyreport.quiz.html.fields import Fields
from studyreport.quiz.model import Item

I = TypeVar("I", bound=Item)  # noqa: E741 - the item's model


@dataclass(frozen=True)
class Program:
    """Code of a proof, and expressions to evaluate in the namespace that it leaves."""

    source: str
    expressions: tuple[str, ...] = ()


class ItemType(ABC, Generic[I]):
    """A type of question: its fields, its rules, its proof and its HTML."""

    name: str
    model: type[I]
    # Whether the proof runs as it stands; else code of the item runs before it.
    proof_stands_alone: bool = True

    @abstractmethod
    def check(self, item: I) -> Iterator[Finding]:
        """Yield what is wrong with the item, as far as reading it tells."""

    def check_report(self, item: I, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        """Yield what the item names and the report does not have."""
        yield from ()

    @abstractmethod
    def programs(self, item: I) -> list[Program]:
        """Return what to run to prove the item; called only for items with a proof."""

    @abstractmethod
    def judge(self, item: I, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield what the outcomes of `programs`, in their order, show to be wrong."""

    @abstractmethod
    def key(self, item: I) -> Json:
        """Return what counts as right; it differs if and only if that differs."""

    @abstractmethod
    def entry(self, item: I, fields: Fields) -> Element:
        """Return what the reader fills in."""

    @abstractmethod
    def answer(self, item: I, fields: Fields) -> Element:
        """Return the key in words."""

    @abstractmethod
    def feedback(self, item: I, fields: Fields) -> list[Element]:
        """Return what is said to each answer that was foreseen."""
