"""Items of the whole bank that ask the same, or nearly so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from studyreport.project import Project
from studyreport.quiz.entry import Bank, Entry
from studyreport.quiz.finding import Finding
from studyreport.quiz.lints.fields import asked
from studyreport.quiz.lints.rule import Breach
from studyreport.quiz.lints.text import words

_ALIKE = 7  # of ten shingles of two items together, how many they share
_LENGTH = 3  # words in a shingle
_CROWD = 40  # items that share a shingle; one that more share tells nothing

Shingle = tuple[str, ...]


def check_duplicates(project: Project, bank: Bank) -> Iterator[Breach]:  # noqa: ARG001
    """Yield each item that shares nearly all runs of three words with an earlier one.

    Two sets that share so much must share one of the few rarest members of either, so that only
    items which do are compared: the work grows in step with the bank.
    """
    texts = [(entry, _shingles(entry)) for entry in bank.items.values()]
    frequency = Counter(shingle for _, shingles in texts for shingle in shingles)
    index: dict[Shingle, list[int]] = {}
    for place, (entry, shingles) in enumerate(texts):
        rarest = sorted(shingles, key=lambda shingle: (frequency[shingle], shingle))
        telling = rarest[: (10 - _ALIKE) * len(rarest) // 10 + 1]
        near = sorted({other for shingle in telling for other in index.get(shingle, ())})
        twin = next((other for other in near if _alike(shingles, texts[other][1])), None)
        if twin is not None:
            yield entry, _finding(texts[twin][0])
            continue
        for shingle in telling:
            fellows = index.setdefault(shingle, [])
            if len(fellows) < _CROWD:
                fellows.append(place)


def _shingles(entry: Entry) -> frozenset[Shingle]:
    said = [word for text in asked(entry.item) for word in words(text)]
    last = max(1, len(said) - _LENGTH + 1)
    return frozenset(tuple(said[start : start + _LENGTH]) for start in range(last))


def _alike(one: frozenset[Shingle], other: frozenset[Shingle]) -> bool:
    shared = len(one & other)
    return 10 * shared >= _ALIKE * (len(one) + len(other) - shared)


def _finding(first: Entry) -> Finding:
    place = f"{first.path}:{first.node.place.line}"
    message = f"this asks nearly the same as '{first.id}' ({place})."
    return Finding(("stem",), message, "Ask for something else, or delete one.")
