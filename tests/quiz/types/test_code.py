"""What counts of a piece of Python, whichever Python tells."""

from __future__ import annotations

import pytest

from studyreport.quiz.types.blank import stray, tokens


@pytest.mark.parametrize(
    "form", ["f'{a}'", "f'{{a}}  {b!r:>{c}}'", "f'{f(\"x\")}'", "rf'{a:{b}}'", "F'''{a}'''"]
)
def test_an_f_string_is_one_token(form: str) -> None:
    """Python 3.12 and later make many of it; then the key of an item would be another one."""
    assert tokens(f"g( {form}, 1 )") == ("g", "(", form, ",", "1", ")")


@pytest.mark.parametrize(
    ("form", "sign"),
    [
        ("f('?')", ""),
        ("x != 1  # it's", ""),
        (r"'it\'s $5'", ""),
        ("it's", "'"),
        (r"\d+", "\\"),
        ("!x", "!"),
        ('"\\"', '"'),
    ],
)
def test_what_the_page_cannot_read(form: str, sign: str) -> None:
    assert stray(form) == sign
