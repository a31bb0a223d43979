"""Numbers as a text shows them, and whether a computed value is what is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = r"10\^\{?\s*(?P<%s>[-+]?[0-9]{1,3})\s*\}?"
_BEFORE = r"(?<![\w^.])(?<![_^]\{)|(?<=[0-9]x)"  # not W1, x_2, x^3, but both sides of 7x7
_SIGN = r"(?P<sign>(?<![\w)\]}])-)?"  # not the minus of 5-3
_NUMBER = re.compile(
    rf"{_SIGN}(?:{_BEFORE})(?:"
    r"\\[dt]?frac\{(?P<top>[0-9]+)\}\{(?P<bottom>[0-9]*[1-9][0-9]*)\}"
    r"|(?P<over>[0-9]+)/(?P<under>[0-9]*[1-9][0-9]*)"
    rf"|{_POWER % 'power'}"
    r"|(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    rf"(?:[eE](?P<e>[-+]?[0-9]{{1,3}})|\s*(?:×|·|\\times|\\cdot)\s*{_POWER % 'times'})?"
    r")"
)
_EPSILON = Decimal("1e-9")  # of a value: the error that floating point may have gathered


@dataclass(frozen=True)
class ShownNumber:
    """A number in a text. `unit` is the worth of its last digit, 0 for a fraction or power."""

    value: Decimal
    unit: Decimal

    def shows(self, value: float) -> bool:
        """Tell whether `value`, rounded to the shown digits, is this number."""
        exact = Decimal(value)
        if not exact.is_finite():
            return False
        return abs(exact - self.value) <= self.unit / 2 + abs(exact) * _EPSILON


def shown_number(number: Decimal) -> ShownNumber:
    """Return a number of a YAML file with the worth of its last written digit."""
    return ShownNumber(number, Decimal((0, (1,), int(number.as_tuple().exponent))))


def numbers(text: str) -> list[ShownNumber]:
    """Return the numbers that a Markdown text shows, in order; signs and powers of ten in TeX too.

    >>> [str(n.value) for n in numbers("from $-1.90$ to 3×10⁻²")]
    ['-1.90', '0.03']
    """
    return [_number(match) for match in _NUMBER.finditer(_plain(text))]


def same_text(one: str, other: str) -> bool:
    """Tell whether two texts show the same: the same words and equal numbers."""
    return _words(one) == _words(other)


def typographic(value: object) -> str:
    """Return a number as it is printed: ten significant digits at most, a true minus sign.

    >>> typographic(-3.4390000000000005)
    '−3.439'
    """
    if isinstance(value, Decimal):
        text = format(value, "f") if abs(value.adjusted()) <= 15 else str(value)
    elif isinstance(value, float):
        text = format(value, ".10g")
    elif isinstance(value, list):
        return f"[{', '.join(typographic(part) for part in value)}]"
    else:
        text = str(value) if isinstance(value, int) else repr(value)
    return text.replace("-", "−")


def _number(match: re.Match[str]) -> ShownNumber:
    sign = -1 if match["sign"] else 1
    top, bottom = match["top"] or match["over"], match["bottom"] or match["under"]
    if top:
        return ShownNumber(sign * Decimal(top) / Decimal(bottom), Decimal(0))
    if match["power"]:
        return ShownNumber(sign * Decimal(10) ** int(match["power"]), Decimal(0))
    digits = Decimal(match["digits"].replace(",", ""))
    return shown_number(sign * digits.scaleb(int(match["e"] or match["times"] or 0)))


def _plain(text: str) -> str:
    """Return the text with one way to write a minus, a power and groups of thousands."""
    text = text.replace("−", "-").replace("{,}", ",")
    text = re.sub("(?<=10)[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda m: "^" + m[0].translate(_SUPERSCRIPTS), text)
    return re.sub(r"(?<=[0-9])(?:\\,|[\u202f\u2009\xa0])(?=[0-9]{3}(?![0-9]))", "", text)


def _words(text: str) -> str:
    bare = re.sub("[$`]", "", _plain(text))
    text = _NUMBER.sub(lambda match: f" {_number(match).value.normalize():f} ", bare)
    return " ".join(text.split())
