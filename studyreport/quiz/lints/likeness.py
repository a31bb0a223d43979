"""Options that don't look like answers to the same question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from string import ascii_uppercase

from studyreport.quiz.finding import Finding
from studyreport.quiz.lints.text import prose, visible
from studyreport.quiz.model import Item
from studyreport.quiz.types.choice import Choice, Option
from studyreport.quiz.types.shown import numbers

_FEW = 2  # words beside a number, as its unit or a preposition
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[^\W\d_]{2,}")

# What a text is in some respect; None where that cannot be told.
Trait = Callable[[str], str | None]


def check_likeness(item: Item) -> Iterator[Finding]:
    """Yield the odd one out where options differ in form: that tells of the key, or against it."""
    if isinstance(item, Choice):
        for trait in (_ending, _beginning, _substance):
            yield from _check_trait(item.options, trait)


def _check_trait(options: Sequence[Option], trait: Trait) -> Iterator[Finding]:
    """Yield the first option of the rarer kind, if there are two kinds."""
    kinds = [trait(option.text) for option in options]
    known = [kind for kind in kinds if kind is not None]
    rarest = min(sorted(set(known)), key=known.count, default=None)
    if rarest is None or len(set(known)) == 1:
        return
    odd = kinds.index(rarest)
    other = next(place for place, kind in enumerate(kinds) if kind not in (None, rarest))
    message = (
        f"option {ascii_uppercase[odd]} {rarest}, option {ascii_uppercase[other]} {kinds[other]}."
    )
    yield Finding(("options", odd, "text"), message, "Write all options alike.")


def _ending(text: str) -> str | None:
    """Tell sentences from fragments; a formula, a number or code alone is neither."""
    if not _LETTER.search(prose(text)):
        return None
    is_sentence = re.search(r"[.!?…]['\"’”)*_]*$", text.strip()) is not None
    return "ends as a sentence" if is_sentence else "ends as a fragment"


def _beginning(text: str) -> str | None:
    """Tell large first letters from small ones; names with several large letters are neither."""
    first = prose(text).partition(" ")[0].strip("'\"‘“(")
    if not first[:1].isalpha() or sum(letter.isupper() for letter in first) > 1:
        return None
    return "begins with a capital" if first[0].isupper() else "begins with a small letter"


def _substance(text: str) -> str | None:
    """Tell numbers (with a unit, perhaps) from words; a text with both is neither."""
    shown = numbers(text)
    count = len(_WORDS.findall(visible(text)))
    if shown and count <= _FEW:
        return "is a number"
    return "has none" if not shown and count else None
