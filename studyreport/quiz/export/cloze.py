"""A gap in the text of a Moodle question, in the signs that Moodle has for it."""

from __future__ import annotations

from studyreport.quiz.export.format import CannotCarryError
from studyreport.quiz.export.responses import Quantity, Value, digits
from studyreport.quiz.export.writing import Writer

# Moodle ends what is said at these, and decodes references twice.
_SIGNS = str.maketrans({"&": "&amp;amp;", "}": "&#125;", "~": "&#126;", "\n": "&#10;"})


def gap(writer: Writer, asked: Quantity) -> str:
    """Return a gap for a number, with its tolerance and what is said to foreseen numbers.

    Raises:
        CannotCarryError: an image is among that.
    """
    before = len(writer.pictures)
    wrong = [f"~%0%{_number(one)}#{_said(writer, one.feedback)}" for one in asked.wrong]
    if len(writer.pictures) > before:
        raise CannotCarryError("Moodle shows no image in what it says to a gap")
    return f"{{1:NUMERICAL:={_number(asked.answer)}{''.join(wrong)}}}"


def _number(value: Value) -> str:
    return f"{digits(value.value)}:{digits(value.high - value.value)}"


def _said(writer: Writer, text: str) -> str:
    return writer.line(text).translate(_SIGNS)
