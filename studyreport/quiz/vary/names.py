"""What `vary` says: the names that are bound, and their values in each variant."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import TypeAlias

from studyreport.quiz.finding import Finding
from studyreport.quiz.yaml.nodes import Value

FEWEST, MOST = 2, 24  # variants; each of them is proved, and stands in the page
_RANGE = {"from", "to", "step"}

Given: TypeAlias = "int | Decimal | str"


def combinations(vary: Value) -> list[dict[str, Given]] | list[Finding]:
    """Return the values of each variant, the last name changing fastest; or what is wrong."""
    if not isinstance(vary, dict) or not vary:
        return [Finding(("vary",), "this gives no values.", "Write `vary: {name: [1, 2]}`.")]
    found = [finding for name in vary for finding in _name_faults(name)]
    values: dict[str, list[Given]] = {}
    for name, given in vary.items():
        read = _values(name, given)
        values[name] = [value for value in read if not isinstance(value, Finding)]
        found += [fault for fault in read if isinstance(fault, Finding)]
    return found or _product(values)


def label(values: dict[str, Given]) -> str:
    """Return the values as messages call a variant.

    >>> label({"alpha": Decimal("0.9"), "steps": 3})
    'alpha = 0.9, steps = 3'
    """
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def binding(values: dict[str, Given]) -> str:
    """Return one line of Python that binds the names."""
    return "; ".join(f"{name} = {_literal(value)}" for name, value in values.items())


def _literal(value: Given) -> str:
    return str(value) if isinstance(value, Decimal) else repr(value)


def _product(values: dict[str, list[Given]]) -> list[dict[str, Given]] | list[Finding]:
    count = 1
    for known in values.values():
        count *= len(known)
    if not FEWEST <= count <= MOST:
        message = f"this makes {count} variants."
        return [Finding(("vary",), message, f"Make it {FEWEST} to {MOST}.")]
    return [dict(zip(values, chosen, strict=True)) for chosen in product(*values.values())]


def _name_faults(name: str) -> Iterator[Finding]:
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
        message = f"'{name}' cannot be the name of a variable."
        yield Finding(("vary", name), message, "Use letters and underscores.", is_name=True)


def _values(name: str, given: Value) -> list[Given | Finding]:
    if isinstance(given, dict):
        return _range(name, given)
    if not isinstance(given, list) or not given:
        remedy = "Write a list of values, or `{from: 1, to: 4}`."
        return [Finding(("vary", name), "this gives no values.", remedy)]
    return [_value(name, place, value, given) for place, value in enumerate(given)]


def _value(name: str, place: int, value: Value, before: list[Value]) -> Given | Finding:
    field = ("vary", name, place)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return Finding(field, "this is neither a number nor a text.", "Write a number or a text.")
    if value in before[:place]:
        return Finding(field, "this value stands here again.", "Delete one of the two.")
    return value


def _range(name: str, given: dict[str, Value]) -> list[Given | Finding]:
    ends = [given.get(key, 1 if key == "step" else None) for key in ("from", "to", "step")]
    numbers = [Decimal(e) for e in ends if isinstance(e, int | Decimal) and not isinstance(e, bool)]
    first, last, step = (
        numbers if len(numbers) == len(ends) else (Decimal(0), Decimal(0), Decimal(0))
    )
    if given.keys() - _RANGE or step <= 0 or last < first:
        message = "this is no range of values."
        remedy = "Write `{from: 1, to: 4}`, with `step:` if it is not 1."
        return [Finding(("vary", name), message, remedy)]
    if (last - first) / step > MOST:
        message, remedy = f"this gives more than {MOST} values.", "Give fewer, or a larger `step:`."
        return [Finding(("vary", name), message, remedy)]
    steps = int((last - first) / step)
    return [_plain(first + step * number) for number in range(steps + 1)]


def _plain(number: Decimal) -> Given:
    return int(number) if number == number.to_integral_value() else number
