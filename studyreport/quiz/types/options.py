"""Judging options by what their codes gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from string import ascii_uppercase

from studyreport.execution import Json
from studyreport.quiz.finding import Finding
from studyreport.quiz.types.shown import ShownNumber, numbers, typographic

_WRAPPERS = "`$*\"' "


def judge_options(
    options: Sequence[tuple[str, bool]], values: Mapping[int, Json]
) -> Iterator[Finding]:
    """Yield options whose code gives something else than they show, and distractors that are keys.

    Args:
        options: what each shows, and whether it is right.
        values: what the code gave, by position; an option without code is not there.
    """
    for place, value in values.items():
        text, right = options[place]
        message = _disagreement(text, value, right=right)
        if message:
            remedy = "Correct the text, the code or `right`."
            yield Finding(("options", place, "code"), message, remedy)
        elif not right:
            yield from _check_apart(place, options, values)


def shows_too(text: str, value: Json, own: str) -> bool:
    """Tell whether a text shows a value, to the finer of its digits and those that `own` shows."""
    found = _flat(value)
    if found is None:
        return not isinstance(value, bool) and _disagreement(text, value, right=True) is None
    here = numbers(text)
    unit = min((number.unit for number in here + numbers(own)), default=Decimal(0))
    return len(here) == len(found) and all(
        ShownNumber(number.value, unit).shows(part)
        for number, part in zip(here, found, strict=True)
    )


def _disagreement(text: str, value: Json, *, right: bool) -> str | None:
    """Say how what the code gave differs from what the option says."""
    if isinstance(value, bool):
        says = "right" if right else "wrong"
        gives = str(value).lower()
        return None if value is right else f"the proof gives {gives}, the option is marked {says}."
    found = _flat(value)
    if found is not None:
        return _numbers_differ(text, found, value)
    if isinstance(value, str):
        same = value.strip() in (text.strip(), text.strip(_WRAPPERS))
        return None if same else f"the proof gives '{value}', the option shows '{text.strip()}'."
    return f"the proof gives {value!r}, which no text shows."


def _numbers_differ(text: str, found: list[float], value: Json) -> str | None:
    shown = numbers(text)
    if len(shown) == len(found) and all(s.shows(f) for s, f in zip(shown, found, strict=True)):
        return None
    return f"the proof gives {typographic(value)}, the option shows {_listed(shown)}."


def _listed(shown: list[ShownNumber]) -> str:
    return ", ".join(typographic(number.value) for number in shown) or "no number"


def _flat(value: Json) -> list[float] | None:
    """Return the numbers of a number or of a nested list of numbers; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return [value]
    if not isinstance(value, list) or not value:
        return None
    parts = [_flat(part) for part in value]
    known = [part for part in parts if part is not None]
    return [x for part in known for x in part] if len(known) == len(parts) else None


def _check_apart(
    place: int, options: Sequence[tuple[str, bool]], values: Mapping[int, Json]
) -> Iterator[Finding]:
    """Yield a distractor that, to the digits shown, is the value of a key."""
    for key, (text, right) in enumerate(options):
        if right and key in values and _alike(values[place], values[key], options[place][0], text):
            message = (
                f"this distractor gives {typographic(values[place])}, which is as good as the "
                f"key {ascii_uppercase[key]}, {typographic(values[key])}."
            )
            yield Finding(("options", place, "code"), message, "Choose another distractor.")


def _alike(value: Json, key: Json, text: str, key_text: str) -> bool:
    """Tell whether two values are the same to the finer of the precisions that they show."""
    if isinstance(value, bool) or isinstance(key, bool):
        return False  # says right or wrong, which has been compared
    mine, theirs = _flat(value), _flat(key)
    if mine is None or theirs is None:
        return value == key
    units = [number.unit for number in numbers(text) + numbers(key_text)]
    unit = min(units, default=Decimal(0))
    return len(mine) == len(theirs) and all(
        ShownNumber(Decimal(b), unit).shows(a) for a, b in zip(mine, theirs, strict=True)
    )
