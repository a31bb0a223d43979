"""The types of questions. A new one is one object and one line here."""

from __future__ import annotations

from typing import Any

from studyreport.quiz.types.array import ARRAY
from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.code import CODE
from studyreport.quiz.types.figure import FIGURE
from studyreport.quiz.types.matching import MATCHING
from studyreport.quiz.types.network import NETWORK
from studyreport.quiz.types.number import NUMBER
from studyreport.quiz.types.one import ONE
from studyreport.quiz.types.ordering import ORDERING
from studyreport.quiz.types.recall import RECALL
from studyreport.quiz.types.several import SEVERAL
from studyreport.quiz.types.steps import STEPS
from studyreport.quiz.types.text import TEXT

TYPES: dict[str, ItemType[Any]] = {
    "one": ONE,
    "several": SEVERAL,
    "number": NUMBER,
    "code": CODE,
    "array": ARRAY,
    "text": TEXT,
    "ordering": ORDERING,
    "matching": MATCHING,
    "recall": RECALL,
    "steps": STEPS,
    "network": NETWORK,
    "figure": FIGURE,
}

__all__ = ["TYPES", "ItemType", "Program"]
