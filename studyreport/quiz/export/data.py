"""JSON with its JSON Schema beside it: everything that is known of every question, TeX as TeX."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from studyreport.project import Project
from studyreport.quiz.export.data_models import (
    AskedData,
    BankData,
    ChoiceData,
    CodeData,
    FreeData,
    GapsData,
    NumberData,
    OrderData,
    OtherData,
    PairsData,
    QuestionData,
    Response,
    TestData,
    WordsData,
    schema,
)
from studyreport.quiz.export.format import Files, Format, Part
from studyreport.quiz.export.question import Question
from studyreport.quiz.export.responses import (
    Choice,
    Free,
    Gaps,
    Order,
    Pairs,
    Quantity,
    Typed,
    Value,
    Words,
)


class _Data(Format[QuestionData]):
    """A JSON document that names its schema."""

    file = "bank.json"
    holds_variants = True

    def carry(self, project: Project, question: Question) -> QuestionData:  # noqa: ARG002
        """Return the question as data."""
        return QuestionData(
            **{name: getattr(question, name) for name in _PLAIN},
            **_asked(question),
            tags=list(question.tags),
            variants=[AskedData(**_asked(other)) for other in question.others],
        )

    def pack(self, project: Project, parts: Sequence[Part[QuestionData]]) -> Files:  # noqa: ARG002
        """Return the document and its schema."""
        tests = [
            TestData(name=part.name, title=part.title, questions=list(part.questions))
            for part in parts
        ]
        return {
            "": _dumped(BankData(tests=tests).model_dump()),
            ".schema.json": _dumped(schema()),
        }


_PLAIN = ("id", "type", "page", "anchor", "heading", "difficulty", "content", "digest")


def _dumped(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _asked(question: Question) -> dict[str, Any]:
    asked = question.asked
    return {
        "stem": question.stem,
        "entry": asked.entry,
        "response": _response(asked.response),
        "key": asked.key,
        "remarks": [asdict(one) for one in asked.remarks],
        "hints": list(question.hints),
        "explanation": question.explanation,
    }


def _response(response: object) -> Response:
    make = _RESPONSES.get(type(response))
    return make(response) if make else OtherData()


def _quantity(quantity: Quantity) -> NumberData:
    wrong: list[Any] = [{**_value(one), "feedback": one.feedback} for one in quantity.wrong]
    answer: Any = _value(quantity.answer)
    return NumberData(answer=answer, unit=quantity.unit or "", wrong=wrong)


def _value(value: Value) -> dict[str, float]:
    return {"value": float(value.value), "low": float(value.low), "high": float(value.high)}


def _gaps(gaps: Gaps) -> GapsData:
    lines = [
        [_quantity(part) if isinstance(part, Quantity) else part for part in line]
        for line in gaps.lines
    ]
    return GapsData(lines=lines)


_RESPONSES: Mapping[type[Any], Callable[[Any], Response]] = {
    Choice: lambda one: ChoiceData(**asdict(one)),
    Quantity: _quantity,
    Typed: lambda one: CodeData(**asdict(one)),
    Words: lambda one: WordsData(**asdict(one)),
    Gaps: _gaps,
    Order: lambda one: OrderData(**asdict(one)),
    Pairs: lambda one: PairsData(**asdict(one)),
    Free: lambda one: FreeData(**asdict(one)),
}

DATA = _Data()
