"""Anki: one deck per test, one note per item, known again by its id when imported anew."""

from __future__ import annotations

import hashlib
import html
import itertools
import json
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import genanki  # type: ignore[import-untyped] # ships none

from studyreport.problems import stop
from studyreport.project import Project
from studyreport.quiz.export.archive import archive
from studyreport.quiz.export.format import Files, Format, Part
from studyreport.quiz.export.lists import listed, material
from studyreport.quiz.export.pictures import Picture
from studyreport.quiz.export.question import Question
from studyreport.quiz.export.writing import PlainMath, Writer, delimited

FIELDS = ("Id", "Stem", "Options", "Hints", "Answer", "Remarks", "Explanation", "Section")
_MODEL = 1_604_771_201  # never changes: Anki knows the kind of note by it
_FIRST_DECK = 1 << 30
# Anki takes a note it has for changed when this is later than what it has; whoever publishes
# sets SOURCE_DATE_EPOCH, as other builders that give the same bytes every time read it too.
_EPOCH = 1_577_836_800

_FRONT = """\
<div class="stem">{{Stem}}</div>
{{Options}}
{{#Hints}}<details class="hints"><summary>Hints</summary>{{Hints}}</details>{{/Hints}}"""
_BACK = """\
{{FrontSide}}
<hr id="answer">
<div class="answer">{{Answer}}</div>
{{Explanation}}
{{#Remarks}}<div class="remarks">{{Remarks}}</div>{{/Remarks}}
<p class="section">{{Section}}</p>"""
_STYLE = """\
.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.5; max-width: 40em;
  margin: 0 auto; padding: 0 1em; text-align: left; }
.answer { font-size: 1.1em; }
.remarks, .section { font-size: 0.9em; opacity: 0.85; }
pre { overflow-x: auto; white-space: pre; }
img { max-width: 100%; height: auto; }
.nightMode img { background: #fff; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.2em 0.5em; }
"""


@dataclass(frozen=True)
class Note:
    """A note, and the images in its fields."""

    id: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    pictures: dict[str, Picture]


class _Anki(Format[Note]):
    """A package with a collection in SQLite and its media."""

    file = "anki.apkg"
    holds_variants = False  # a card that is learned asks the same each time

    def carry(self, project: Project, question: Question) -> Note:
        """Return the note; Anki judges nothing, so it has a place for every type."""
        writer = Writer(project, question, PlainMath(delimited), lambda picture: picture.name)
        asked = question.asked
        texts = {
            "Id": question.id,
            "Stem": writer.blocks(f"{question.stem}\n\n{asked.entry}"),
            "Options": material(writer),
            "Hints": listed("ul", [writer.blocks(hint) for hint in question.hints]),
            "Answer": writer.blocks(asked.key),
            "Remarks": _remarks(writer),
            "Explanation": writer.blocks(question.explanation),
            "Section": html.escape(f"Read again: {question.heading}"),
        }
        fields = tuple(texts[name] for name in FIELDS)
        return Note(question.id, fields, question.tags, writer.pictures)

    def pack(self, project: Project, parts: Sequence[Part[Note]]) -> Files:  # noqa: ARG002
        """Return the package."""
        notes = [note for part in parts for note in part.questions]
        media = {name: picture for note in notes for name, picture in note.pictures.items()}
        names = sorted(media)
        files = {"collection.anki2": _collection([_deck(part) for part in parts])}
        files["media"] = json.dumps({str(n): name for n, name in enumerate(names)}).encode()
        files |= {str(number): media[name].data for number, name in enumerate(names)}
        return {"": archive(files)}


def _remarks(writer: Writer) -> str:
    remarks = writer.question.asked.remarks
    return listed("ul", [f"{writer.line(one.answer)}: {writer.line(one.text)}" for one in remarks])


def _model() -> genanki.Model:
    return genanki.Model(
        _MODEL,
        "Study report question",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )


def _deck(part: Part[Note]) -> genanki.Deck:
    deck = genanki.Deck(_number(part.name), part.title.replace("::", ":"))
    model = _model()
    for place, note in enumerate(part.questions):
        made = genanki.Note(
            model=model,
            fields=list(note.fields),
            tags=list(note.tags),
            guid=genanki.guid_for(note.id),
            due=place,  # new cards come in the order of the test
        )
        deck.add_note(made)
    return deck


def _number(name: str) -> int:
    """Return a deck's id: the same for the same test, and unlike Anki's own."""
    digest = hashlib.sha256(f"deck {name}".encode()).digest()
    return _FIRST_DECK + int.from_bytes(digest[:8], "big") % _FIRST_DECK


def _moment() -> float:
    """Return the time that all notes carry, in seconds since 1970."""
    given = os.environ.get("SOURCE_DATE_EPOCH", str(_EPOCH))
    if not given.isdecimal():
        remedy = "Give it in whole seconds since 1970, or unset it."
        raise stop("SOURCE_DATE_EPOCH", 0, 0, f"'{given}' is no point in time.", remedy)
    return float(given)


def _collection(decks: list[genanki.Deck]) -> bytes:
    moment = _moment()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(file)) as connection:
            numbers = itertools.count(int(moment * 1000))
            genanki.Package(decks).write_to_db(connection.cursor(), moment, numbers)
            connection.commit()
        return file.read_bytes()


ANKI = _Anki()
