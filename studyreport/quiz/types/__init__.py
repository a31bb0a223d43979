"""The types of questions. A new one is one object and one line here."""

from __future__ import annotations

from typing import Any

from studyreport.quiz.types.base import ItemType, Program
from studyreport.quiz.types.code import CODE
from studyreport.quiz.types.number import NUMBER
from studyreport.quiz.types.one import ONE
from studyreport.quiz.types.several import SEVERAL

TYPES: dict[str, ItemType[Any]] = {
    "one": ONE,
    "several": SEVERAL,
    "number": NUMBER,
    "code": CODE,
}

__all__ = ["TYPES", "ItemType", "Program"]
