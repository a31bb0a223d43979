"""Several choices: each option is right or wrong for itself."""

from __future__ import annotations

from typing import Literal

from studyreport.quiz.types.choice import Choice, ChoiceType


class Several(Choice):
    """One or more right options."""

    type: Literal["several"]


class SeveralType(ChoiceType[Several]):
    """Boxes to tick, at least one key."""

    name = "several"
    model = Several
    button = "checkbox"


SEVERAL = SeveralType()
