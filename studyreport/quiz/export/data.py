"""JSON with its JSON Schema beside it: everything that is known of every question, TeX as TeX."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from studyreport.project import Project
from studyreport.quiz.export.format import Files, Format, Part
from studyreport.quiz.export.question import Choice, Quantity, Question, Typed, Value


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OptionData(_Model):
    """A possible answer to choose."""

    letter: str
    text: str
    right: bool
    feedback: str


class ChoiceData(_Model):
    """One option or several are chosen."""

    kind: Literal["choice"] = "choice"
    several: bool
    options: list[OptionData]


class ValueData(_Model):
    """A number, and the interval that passes for it, ends included."""

    value: float
    low: float
    high: float


class WrongValueData(ValueData):
    """A number that was foreseen, and what is said to it."""

    feedback: str


class NumberData(_Model):
    """A number is typed; `unit` is empty where there is none."""

    kind: Literal["number"] = "number"
    answer: ValueData
    unit: str
    wrong: list[WrongValueData]


class WrongFormData(_Model):
    """A form that was foreseen, and what is said to it."""

    text: str
    feedback: str


class CodeData(_Model):
    """Python is typed, compared token by token."""

    kind: Literal["code"] = "code"
    accepted: list[str]
    wrong: list[WrongFormData]


class OtherData(_Model):
    """Only people can judge the answer."""

    kind: Literal["other"] = "other"


class RemarkData(_Model):
    """What is said to one answer that was foreseen; both are Markdown."""

    answer: str
    text: str


Response = Annotated[
    ChoiceData | NumberData | CodeData | OtherData,
    Field(discriminator="kind", description="How the answer is given, and what is right."),
]


class QuestionData(_Model):
    """A question. Texts are Markdown, formulas TeX between $ $ or $$ $$."""

    id: str
    type: str
    stem: str
    entry: str = Field(description="What stands under the stem: code with a blank, a unit; or ''.")
    response: Response
    key: str = Field(description="The right answer in words.")
    remarks: list[RemarkData]
    hints: list[str]
    explanation: str
    page: str
    anchor: str
    heading: str
    tags: list[str]
    difficulty: int = Field(ge=1, le=3)
    content: str = Field(description="Changes with anything that readers see.")
    digest: str = Field(description="Changes with what counts as right, and only then.")


class TestData(_Model):
    """A confirmation test."""

    name: str
    title: str
    questions: list[QuestionData]


class BankData(_Model):
    """The question bank of a study report."""

    version: Literal[1] = 1
    tests: list[TestData]


class _Data(Format[QuestionData]):
    """A JSON document that names its schema."""

    file = "bank.json"

    def carry(self, project: Project, question: Question) -> QuestionData:  # noqa: ARG002
        """Return the question as data."""
        asked = question.asked
        return QuestionData(
            **{name: getattr(question, name) for name in _PLAIN},
            hints=list(question.hints),
            tags=list(question.tags),
            entry=asked.entry,
            key=asked.key,
            remarks=[RemarkData(answer=one.answer, text=one.text) for one in asked.remarks],
            response=_response(asked.response),
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


_PLAIN = (
    *("id", "type", "stem", "explanation", "page", "anchor", "heading"),
    *("difficulty", "content", "digest"),
)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the export."""
    made = BankData.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _dumped(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _response(response: object) -> ChoiceData | NumberData | CodeData | OtherData:
    if isinstance(response, Choice):
        options = [OptionData(**vars(option)) for option in response.options]
        return ChoiceData(several=response.several, options=options)
    if isinstance(response, Quantity):
        wrong = [WrongValueData(**_value(one), feedback=one.feedback) for one in response.wrong]
        answer = ValueData(**_value(response.answer))
        return NumberData(answer=answer, unit=response.unit or "", wrong=wrong)
    if isinstance(response, Typed):
        forms = [WrongFormData(**vars(form)) for form in response.wrong]
        return CodeData(accepted=list(response.accepted), wrong=forms)
    return OtherData()


def _value(value: Value) -> dict[str, float]:
    return {"value": float(value.value), "low": float(value.low), "high": float(value.high)}


DATA = _Data()
