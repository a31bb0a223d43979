"""Options that speak of other options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyreport.quiz.finding import Finding
from studyreport.quiz.lints.text import visible
from studyreport.quiz.model import Item
from studyreport.quiz.types.choice import Choice

_OTHERS = re.compile(
    r"\b(all|none|any|both|neither|each|two|some)\b(\s+of)?(\s+the)?\s+"
    r"(above|below|(other|previous|preceding|following)\s+(options?|answers?|choices?)"
    r"|these\s+(options?|answers?|choices?))\b"
    r"|^(all|none|both|neither)(\s+of\s+(these|those|them))?\W*$",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"^(both\s+|neither\s+|options?\s+|answers?\s+|only\s+)?[A-H](\s*,\s*[A-H])*,?"
    r"\s+(and|or|nor)\s+[A-H]\W*$",
    re.IGNORECASE,
)


def check_above(item: Item) -> Iterator[Finding]:
    """Yield options such as "all of the above" or "both A and C": they give away or confuse."""
    for place, option in enumerate(item.options if isinstance(item, Choice) else ()):
        if _OTHERS.search(visible(option.text)) or _LETTERS.search(option.text.strip()):
            message = f"the option '{visible(option.text)}' speaks of other options."
            remedy = "Say what it states, or make the item one of type several."
            yield Finding(("options", place, "text"), message, remedy)
