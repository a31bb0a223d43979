"""What is tiresome to read in the pages: long sentences, filler, empty announcements, shouting.

Matters of taste are told and never stop anything; a word written twice is a mistake, and does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studyreport.problems import Problem
from studyreport.project import Project
from studyreport.texts import text_of

LONGEST = 32  # words; readers at home in another language lose longer sentences
_FILLER = (
    "basically|essentially|obviously|clearly|simply|just|very|really|quite|of course|"
    "needless to say|it is important to note that|it should be noted that|in order to|"
    "as a matter of fact|at the end of the day|leverage|utilize|utilise"
)
_ANNOUNCED = r"in this (?:chapter|section|page),? we|we (?:will|shall) (?:see|learn|discuss|look)"
_RULES = (
    (rf"\b(?:{_FILLER})\b", "'{0}' says nothing.", "Leave it out."),
    (rf"\b(?:{_ANNOUNCED})\b", "'{0}' announces instead of telling.", "Tell it."),
    (r"\w!(?=\s|$)", "an exclamation mark.", "Let the fact speak."),
)
_TWICE = re.compile(r"\b([a-z]+)\s+\1\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.?!:;|]+(?:[.?!:;](?=\s|$)|$|\|)")
_WORD = re.compile(r"[\w’'-]+")
# What is not prose: it leaves a gap of the same length, so that places stay right.
_OTHER = re.compile(
    r"\A---\n.*?\n---\n|<!--.*?-->|^ *(`{3,}|~{3,}).*?^ *\1[ \t]*$|\$\$.*?\$\$|(`+).+?\2|"
    r"\$[^$\n]*(?:\n[^$\n]+)*\$|\{\{.*?\}\}|\{ ?[#.:][^}\n]*\}|<[^>]+>|^:::.*?$|^\|[ :|-]+\|$|"
    r"\]\([^)]*\)|https?://\S+|^## Sources.*",
    re.DOTALL | re.MULTILINE,
)
_MARK = re.compile(r"[*_\[\]#>]")


@dataclass(frozen=True)
class Findings:
    """What was found: `mistakes` have to be mended, `tastes` are an author's to weigh."""

    mistakes: list[Problem]
    tastes: list[Problem]


def read(project: Project) -> Findings:
    """Read all pages of the report."""
    mistakes: list[Problem] = []
    tastes: list[Problem] = []
    for file in project.pages:
        text = _prose(text_of(project, file))
        name = project.relative(file)
        mistakes += [_problem(name, text, *found) for found in _twice(text)]
        tastes += [_problem(name, text, *found) for found in (*_long(text), *_worded(text))]
    return Findings(sorted(mistakes), sorted(tastes))


Found = tuple[int, str, str]  # place in the text, message, remedy


def _twice(text: str) -> Iterator[Found]:
    for found in _TWICE.finditer(text):
        if "\n\n" not in found[0]:
            yield found.start(), f"'{found[1]}' stands here twice.", "Delete one."


def _long(text: str) -> Iterator[Found]:
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", text):
        for found in _SENTENCE.finditer(paragraph[0]):
            count = len(_WORD.findall(found[0]))
            if count > LONGEST:
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                message = f"this sentence has {count} words."
                yield paragraph.start() + start, message, "Make it two."


def _worded(text: str) -> Iterator[Found]:
    for pattern, message, remedy in _RULES:
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield found.start(), message.format(found[0]), remedy


def _prose(text: str) -> str:
    """Return the text with everything else blank, each character at its place."""
    return _MARK.sub(" ", _OTHER.sub(lambda found: re.sub(r"[^\n]", "~", found[0]), text))


def _problem(name: str, text: str, place: int, message: str, remedy: str) -> Problem:
    line = text.count("\n", 0, place) + 1
    column = place - text.rfind("\n", 0, place)
    return Problem(name, line, column, message, remedy)
