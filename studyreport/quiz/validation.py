"""From a mapping of a quiz file to a model, with errors in an author's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from studyreport.problems import nearest
from studyreport.quiz.finding import Finding
from studyreport.quiz.model import Part
from studyreport.quiz.yaml.nodes import Value

M = TypeVar("M", bound=Part)


def validated(model: type[M], value: Value) -> M | list[Finding]:
    """Return the value as a model, or everything that keeps it from being one."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return [_finding(d, model) for d in details if not _is_misspelt(d, details)]


def shown(value: object) -> str:
    """Return a value as it stands in a message: short, and named after its kind."""
    if isinstance(value, str):
        return f"the text '{_short(value)}'"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    return f"the number {value}"


def _short(text: str) -> str:
    first = text.strip().split("\n")[0]
    return first if first == text and len(first) <= 40 else first[:40] + "…"


def _is_misspelt(missing: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Tell whether a missing field stands there, misspelt, and is told of as unknown."""
    field = missing["loc"]
    beside = [
        str(detail["loc"][-1])
        for detail in details
        if detail["type"] == "extra_forbidden" and detail["loc"][:-1] == field[:-1]
    ]
    return missing["type"] == "missing" and bool(get_close_matches(str(field[-1]), beside))


def _finding(detail: ErrorDetails, model: type[Part]) -> Finding:
    field = detail["loc"]
    name = str(field[-1]) if field else ""
    say = _MESSAGES.get(detail["type"])
    if detail["type"] == "extra_forbidden":
        remedy = nearest(name, _fields(model, field))
        return Finding(field, f"there is no field '{name}'.", remedy, is_name=True)
    if say is None:
        return Finding(field, f"'{name}': {detail['msg']}; here stands {shown(detail['input'])}.")
    message, remedy = say(name, detail["input"], detail.get("ctx", {}))
    return Finding(field, message, remedy or _SHAPES.get(_last_name(field), ""))


def _last_name(field: tuple[int | str, ...]) -> str:
    return next((step for step in reversed(field) if isinstance(step, str)), "")


Say = Callable[[str, Any, dict[str, Any]], tuple[str, str]]


def _expects(kind: str, remedy: str) -> Say:
    def say(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:  # noqa: ARG001
        return f"{_called(name)} is {shown(value)}, not {kind}.", remedy

    return say


def _called(name: str) -> str:
    if not name:
        return "the file"
    return f"number {int(name) + 1} of this list" if name.isdigit() else f"'{name}'"


def _missing(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:  # noqa: ARG001
    return f"the field '{name}' is missing.", _REMEDIES.get(name, f"Write `{name}: …`.")


def _text(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:  # noqa: ARG001
    remedy = "Write a text."
    if not isinstance(value, list | dict):
        word = str(value).lower() if isinstance(value, bool) else str(value)
        remedy = f'Put it into quotes: "{word}".'
    return f"{_called(name)} is {shown(value)}, not a text.", remedy


def _number(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:  # noqa: ARG001
    remedy = "Write digits with a point, as 3.14."
    if isinstance(value, str):
        digits = value.strip().replace("−", "-").replace(",", ".")
        if digits != value and _is_number(digits):
            remedy = f"Write {digits}."
        elif _is_number(value):
            remedy = f"Write {value} without quotes."
    return f"{_called(name)} is {shown(value)}, not a number.", remedy


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).removeprefix("-").isdigit()


def _pattern(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:  # noqa: ARG001
    if isinstance(value, str) and not value.strip():
        return f"{_called(name)} is empty.", "Write a text."
    return f"{_called(name)} cannot be {shown(value)}.", ""


def _limit(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    key, bound = next(iter(context.items()))
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    return f"{_called(name)} is {shown(value)}.", f"It must be {words.get(key, key)} {bound}."


def _too_large(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:  # noqa: ARG001
    return f"{_called(name)} is too large for a page.", "Write a number below 1e308."


def _too_short(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:  # noqa: ARG001
    found, least = context.get("actual_length", 0), context.get("min_length", 1)
    return f"{_called(name)} has {found} of at least {least} entries.", "Write more of them."


def _too_long(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:  # noqa: ARG001
    return f"{_called(name)} is longer than {context.get('max_length')}.", "Shorten it."


def _literal(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    known = str(context.get("expected", "")).replace("'", "")
    return f"{_called(name)} cannot be {shown(value)}.", f"Write {known}."


_MAPPING = _expects("a mapping", "Write fields, each as `name: value`.")
_MESSAGES: dict[str, Say] = {
    "missing": _missing,
    "string_type": _text,
    "bool_type": _expects("true or false", "Write true or false."),
    "int_type": _expects("a whole number", "Write a whole number."),
    "is_instance_of": _number,
    "decimal_type": _number,
    "float_type": _number,
    "list_type": _expects("a list", "Write its entries on lines of their own, each after `- `."),
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "string_pattern_mismatch": _pattern,
    "greater_than_equal": _limit,
    "greater_than": _limit,
    "less_than_equal": _limit,
    "less_than": _limit,
    "literal_error": _literal,
    "too_large": _too_large,
    "too_short": _too_short,
    "too_long": _too_long,
    "string_too_long": _too_long,
}

_REMEDIES = {
    "proof": "Write Python that computes the key, or `proof: none` and `reason: …`.",
    "section": "Write where to read it again, as `section: optimizers.md#momentum`.",
    "explanation": "Say why the key is right.",
    "feedback": "Say to the reader who chose this what it would take to be right.",
    "difficulty": "Write 1 (recalls), 2 (applies) or 3 (reasons).",
    "tolerance": "Write `tolerance: {absolute: 0.05}` or `{relative: 0.01}`.",
    "id": "Write a name that no other item has; it stays for ever.",
}

_SHAPES = {
    "id": "Use small letters, digits and hyphens, as momentum-limit.",
    "section": "Write page and heading, as optimizers.md#momentum.",
    "tags": "Use small letters, digits and hyphens.",
}


def _fields(model: type[Part], field: tuple[int | str, ...]) -> Iterator[str]:
    """Yield the names that the mapping around `field` knows."""
    here: Any = model
    for step in field[:-1]:
        if isinstance(step, str):
            here = _inner(here.model_fields[step].annotation)
    yield from here.model_fields


def _inner(annotation: Any) -> Any:
    """Return the model that an annotation such as `list[Option] | None` is about."""
    while not (isinstance(annotation, type) and issubclass(annotation, Part)):
        annotation = next(a for a in annotation.__args__ if a is not type(None))
    return annotation
