"""What the export as JSON says; its JSON Schema is made from these classes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OptionData(_Model):
    """A possible answer to choose; an image whose address is `figure:NAME` is a drawing."""

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


class WordsData(_Model):
    """A few words are typed, compared whatever their capitals; spellings stand side by side."""

    kind: Literal["words"] = "words"
    accepted: list[str]
    wrong: list[WrongFormData]


class GapsData(_Model):
    """Numbers are typed into gaps; a line is Markdown and gaps in turn."""

    kind: Literal["gaps"] = "gaps"
    lines: list[list[str | NumberData]]


class OrderData(_Model):
    """Lines are put in order; they stand in the right one."""

    kind: Literal["order"] = "order"
    lines: list[str]
    letters: list[str] = Field(description="Of each line, by the order that readers are shown.")


class PairsData(_Model):
    """Left sides each get the right side at their place; further right sides belong to none."""

    kind: Literal["pairs"] = "pairs"
    lefts: list[str]
    rights: list[str]
    letters: list[str] = Field(description="Of each right side, by the order readers are shown.")


class FreeData(_Model):
    """The answer is in the reader's own words, and has to say what the rubric says."""

    kind: Literal["free"] = "free"
    model: str
    rubric: list[str]


class OtherData(_Model):
    """Only people can judge the answer."""

    kind: Literal["other"] = "other"


class RemarkData(_Model):
    """What is said to one answer that was foreseen; both are Markdown."""

    answer: str
    text: str


Response = Annotated[
    ChoiceData
    | NumberData
    | CodeData
    | WordsData
    | GapsData
    | OrderData
    | PairsData
    | FreeData
    | OtherData,
    Field(discriminator="kind", description="How the answer is given, and what is right."),
]


class AskedData(_Model):
    """What is asked and what is right. Texts are Markdown, formulas TeX between $ $ or $$ $$."""

    stem: str
    entry: str = Field(description="What stands under the stem: code with a blank, a unit; or ''.")
    response: Response
    key: str = Field(description="The right answer in words.")
    remarks: list[RemarkData]
    hints: list[str]
    explanation: str


class QuestionData(AskedData):
    """A question."""

    id: str
    type: str
    page: str
    anchor: str
    heading: str
    tags: list[str]
    difficulty: int = Field(ge=1, le=3)
    content: str = Field(description="Changes with anything that readers see.")
    digest: str = Field(description="Changes with what counts as right, and only then.")
    variants: list[AskedData] = Field(description="The same question with other values.")


class TestData(_Model):
    """A confirmation test."""

    name: str
    title: str
    questions: list[QuestionData]


class BankData(_Model):
    """The question bank of a study report."""

    version: Literal[1] = 1
    tests: list[TestData]


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the export."""
    made = BankData.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
