"""The formats that the bank is exported in. A new one is one file and one line here."""

from __future__ import annotations

from typing import Any

from studyreport.quiz.export.anki import ANKI
from studyreport.quiz.export.data import DATA
from studyreport.quiz.export.format import Format
from studyreport.quiz.export.moodle import MOODLE
from studyreport.quiz.export.qti import QTI
from studyreport.quiz.export.worksheet import WORKSHEET

FORMATS: dict[str, Format[Any]] = {
    "anki": ANKI,
    "moodle": MOODLE,
    "qti": QTI,
    "json": DATA,
    "print": WORKSHEET,
}
