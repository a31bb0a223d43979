"""What every item has, whatever its type, and the kinds of values that fields take."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

ID = r"^[a-z0-9][a-z0-9-]*$"
# In an item with `vary`, `@{value:.2f}` may stand for a number.
NUMBER_OR_VALUE: dict[str, Any] = {"type": ["number", "string"], "pattern": r"^@\{.+\}$"}


def _exact(value: object) -> object:
    """Take an integer for a decimal; everything else is left for the check that follows."""
    return Decimal(value) if type(value) is int else value


def _fit_for_pages(value: Decimal) -> Decimal:
    """Refuse what is beyond the numbers of a browser: no answer could be compared with it."""
    if math.isinf(float(value)):
        raise PydanticCustomError("too_large", "too large")
    return value


Number = Annotated[
    Decimal,
    BeforeValidator(_exact),
    AfterValidator(_fit_for_pages),
    Field(strict=True),
    WithJsonSchema(NUMBER_OR_VALUE),
]
Text = Annotated[str, StringConstraints(strict=True, pattern=r"\S")]
Markdown = Annotated[Text, Field(description="Markdown")]
Code = Annotated[Text, Field(description="Python")]


# What an item with variants says; they are made before it is read.
Vary = Annotated[
    dict[str, Any],
    Field(description="Lists or ranges of values; `@{name}` in texts takes each of them."),
    WithJsonSchema({"type": "object"}),
]


class Part(BaseModel):
    """A mapping of a quiz file; a field it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Coded(Part):
    """A part of an item that code computes, or that says why none does."""

    code: Code | None = Field(
        default=None,
        description="Python expression, evaluated after the proof: what stands here, or true.",
    )
    unproved: Text | None = Field(default=None, description="Why there is no code.")


# What no reader sees of a list of such parts.
UNSEEN_CODE: dict[str, Any] = {"__all__": {"code": True, "unproved": True}}


class Item(Part):
    """One question. Its type adds what is asked and what is right."""

    # Fields that don't make an item a new one when they change: readers see no more of them than
    # the mark of the difficulty.
    unseen: ClassVar[dict[str, Any]] = {
        "id": True,
        "proof": True,
        "reason": True,
        "tags": True,
        "difficulty": True,
        "allow": True,
    }

    id: Annotated[str, StringConstraints(pattern=ID, max_length=80)] = Field(
        description="Written once and never changed: progress, links and exports hang on it."
    )
    type: str
    stem: Markdown = Field(description="The question, as Markdown; begins with a paragraph.")
    hints: list[Markdown] = Field(default_factory=list, description="Shown one at a time.")
    explanation: Markdown = Field(description="Why the key is right, as Markdown.")
    section: Annotated[str, StringConstraints(pattern=r"^[^#\s]+\.md#[^#\s]+$")] = Field(
        description="Where to read it again: page below docs/ and heading, optimizers.md#momentum"
    )
    tags: list[Annotated[str, StringConstraints(pattern=ID)]] = Field(default_factory=list)
    difficulty: Annotated[int, Field(strict=True, ge=1, le=3)] = Field(
        description="1 recalls, 2 applies, 3 reasons."
    )
    proof: Code = Field(description="Python that computes the key, or `none` with a reason.")
    reason: Text | None = Field(default=None, description="Why the key cannot be computed.")
    vary: Vary | None = None
    allow: dict[str, Text] = Field(
        default_factory=dict,
        description="Rules of `quiz check` that this item may break, each with the reason why.",
    )

    @property
    def is_proved(self) -> bool:
        """Whether there is code that shows the key to be right."""
        return self.proof.strip() != "none"
