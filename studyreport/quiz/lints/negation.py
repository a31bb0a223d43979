"""Questions for what is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyreport.quiz.finding import Finding
from studyreport.quiz.lints.text import prose
from studyreport.quiz.model import Item
from studyreport.quiz.types.choice import Choice

_SENTENCE = re.compile(r"[^.?!:]+[.?!:]?")
_ASKS = re.compile(
    r"\b(which|what|who|whose|whom|why|how|when|where|choose|select|name|mark|tick|pick|find)\b",
    re.IGNORECASE,
)
# Where the question's own clause ends: what comes after is a condition or a reason.
_ENDS = re.compile(
    r"[,;()–—]|\s(if|when|whenever|while|where|although|though|unless|because|since|once|after"
    r"|before|until|so that|even)\s",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(not|never|except|cannot|\w+n['’]t|(is|are|was|were)\s+(false|untrue|incorrect|wrong)"
    r"|(false|untrue|incorrect|wrong)\s+(statements?|claims?|answers?|options?))\b",
    re.IGNORECASE,
)


def check_negation(item: Item) -> Iterator[Finding]:
    """Yield a question with options that asks for the exception: readers overlook the "not"."""
    if not isinstance(item, Choice):
        return
    for sentence in _SENTENCE.findall(prose(item.stem)):
        match = _NEGATIVE.search(_question(sentence))
        if match:
            message = f"the stem asks with a negation, '{match[0]}'."
            yield Finding(("stem",), message, "Ask for what is so.")
            return


def _question(sentence: str) -> str:
    """Return the clause of the sentence that asks, "" if it is a statement."""
    start = _ASKS.search(sentence)
    imperative = start is not None and not sentence[: start.start()].strip()
    if start is None or not (sentence.endswith("?") or imperative):
        return ""
    end = _ENDS.search(sentence, start.end())
    return sentence[start.start() : end.start() if end else len(sentence)]
