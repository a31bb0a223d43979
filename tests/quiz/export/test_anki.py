"""Anki packages, opened by Anki."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.notes import Note

from studyreport.problems import StudyReportError
from studyreport.quiz.bank import load_bank
from studyreport.quiz.export.anki import ANKI, FIELDS
from studyreport.quiz.export.run import export
from tests.quiz.export.house import EVERY, IDS, NEWER, NEWER_IDS, PNG, exported, house
from tests.quiz.little import NUMBER, ONE, changed, quiz


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    made = Collection(str(tmp_path / "collection.anki2"))
    yield made
    made.close()


def package(root: Path, *items: str) -> bytes:
    root.mkdir()
    return exported(root, ANKI, *items).files[""]


def imported(collection: Collection, data: bytes) -> tuple[int, int, int]:
    """Import a package; return how many notes Anki found new, changed and known."""
    file = Path(collection.path).with_name("in.apkg")
    file.write_bytes(data)
    options = ImportAnkiPackageOptions(with_scheduling=False)
    request = ImportAnkiPackageRequest(package_path=str(file), options=options)
    log = collection.import_anki_package(request).log
    return len(log.new), len(log.updated), len(log.duplicate)


def notes(collection: Collection) -> dict[str, Note]:
    found = [collection.get_note(each) for each in collection.find_notes("")]
    return {note["Id"]: note for note in found}


def test_anki_takes_every_item_once(collection: Collection, tmp_path: Path) -> None:
    data = package(tmp_path / "report")
    assert imported(collection, data) == (len(IDS), 0, 0)
    assert imported(collection, data) == (0, 0, len(IDS))
    assert collection.note_count() == collection.card_count() == len(IDS)


def test_cards_are_in_the_deck_of_their_test_in_its_order(
    collection: Collection, tmp_path: Path
) -> None:
    imported(collection, package(tmp_path / "report"))
    cards = [collection.get_card(each) for each in collection.find_cards("deck:Motion")]
    cards.sort(key=lambda card: card.due)
    assert [card.note()["Id"] for card in cards] == IDS


def test_fields(collection: Collection, tmp_path: Path) -> None:
    imported(collection, package(tmp_path / "report"))
    found = notes(collection)
    limit = found["limit"]
    assert tuple(limit.keys()) == FIELDS
    assert limit["Stem"] == "<p>What is <em>it</em>?</p>"
    expected = r'<ol type="A"><li><span>\(-10\)</span></li><li>−1.9</li></ol>'
    assert limit["Options"] == expected
    assert limit["Answer"] == r"<p><strong>A</strong> <span>\(-10\)</span></p>"
    assert "<li><strong>B</strong>: It is not.</li>" in limit["Remarks"]
    assert limit["Explanation"] == "<p>Because.</p>"
    assert limit["Section"] == "Read again: Momentum"
    assert found["fourth"]["Answer"] == "<p>−3.439 m/s (accepted: from −3.449 to −3.429)</p>"
    assert found["step"]["Answer"] == "<p><code>0.9 * v - g</code> or <code>-g + 0.9 * v</code></p>"
    assert "____" in found["step"]["Stem"]
    assert sorted(found["4-hard"].tags) == ["less-than", "signs"]


def test_what_anki_shows(collection: Collection, tmp_path: Path) -> None:
    imported(collection, package(tmp_path / "report"))
    [card] = notes(collection)["4-hard"].cards()
    front, back = card.question(), card.answer()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in front
    assert r"\(a &lt; b\)" in front
    assert r"\[\frac{a}{−1.2} &lt; 1\]" in front
    assert "Look at" in front
    assert "Because" in back and "Because" not in front
    assert "{{#" not in back and "Read again: Nesterov" in back


def test_images_come_along(collection: Collection, tmp_path: Path) -> None:
    imported(collection, package(tmp_path / "report"))
    shown = notes(collection)["4-hard"]
    [name] = set(collection.media.files_in_str(shown.mid, shown["Stem"]))
    assert (Path(collection.media.dir()) / name).read_bytes() == PNG
    assert name in shown["Options"]
    assert len(list(Path(collection.media.dir()).iterdir())) == 2  # the dot and the figure
    assert not collection.media.check().missing


def test_a_reworded_item_stays_the_same_note(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(collection, package(tmp_path / "before", ONE, NUMBER))
    [card] = notes(collection)["limit"].cards()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    reworded = changed(ONE, "What is *it*?", "What is it then?")
    assert imported(collection, package(tmp_path / "after", reworded, NUMBER)) == (0, 2, 0)
    after = notes(collection)
    assert after["limit"]["Stem"] == "<p>What is it then?</p>"
    assert [one.id for one in after["limit"].cards()] == [card.id]


def test_a_new_item_in_between_moves_nothing(collection: Collection, tmp_path: Path) -> None:
    imported(collection, package(tmp_path / "before", ONE, NUMBER))
    before = {name: note.guid for name, note in notes(collection).items()}
    assert imported(collection, package(tmp_path / "after", *EVERY))[0] == len(IDS) - 2
    after = {name: note.guid for name, note in notes(collection).items()}
    assert after.items() >= before.items()
    assert len(after) == len(IDS)


def test_two_tests_are_two_decks(collection: Collection, tmp_path: Path) -> None:
    made = house(tmp_path, ONE, other=quiz(NUMBER).replace("title: Motion", "title: A::B"))
    data = export(made, load_bank(made), ANKI).files[""]
    assert imported(collection, data) == (2, 0, 0)
    names = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert names >= {"Motion", "A:B"}
    assert "A" not in names


def test_newer_types_are_cards(collection: Collection, tmp_path: Path) -> None:
    data = package(tmp_path / "report", *NEWER)
    assert imported(collection, data) == (len(NEWER_IDS), 0, 0)
    assert imported(collection, data) == (0, 0, len(NEWER_IDS))
    assert collection.card_count() == len(NEWER_IDS)
    found = notes(collection)
    assert set(found) == set(NEWER_IDS)
    assert found["name"]["Answer"] == "<p>velocity or Velocities</p>"
    assert found["net"]["Answer"] == "<p>2-1</p>"
    assert found["size"]["Answer"] == "<p>14×14</p>"
    assert found["exact"]["Options"] == "<p>It is ____ first</p><p>then ____.</p>"
    assert found["exact"]["Answer"] == "<p>It is −1 first</p>\n<p>then 2.</p>"
    assert found["pairs"]["Options"] == "<p>____, ____</p><p>____, ____</p>"
    assert found["pair"]["Options"].count("<li>") == 2 + 4
    assert found["pair"]["Answer"].count("<strong>") == 2 * 2
    assert "They add up." in found["why"]["Answer"] and "They add up." not in found["why"]["Stem"]
    assert found["limit"]["Stem"] == "<p>After 2 steps with <code>-0.5</code>?</p>"


def test_lines_to_order_stand_by_letters(collection: Collection, tmp_path: Path) -> None:
    imported(collection, package(tmp_path / "report", *NEWER))
    note = notes(collection)["sort"]
    shown = re.findall("<li>(.*?)</li>", note["Options"])
    lines = re.findall(r"<p><strong>(\w)</strong> (.*)</p>", note["Answer"])
    assert [shown[ord(letter) - ord("A")] for letter, _ in lines] == [text for _, text in lines]
    assert [text for _, text in lines] != shown


def test_figures_to_choose_from_are_media(collection: Collection, tmp_path: Path) -> None:
    imported(collection, package(tmp_path / "report", *NEWER))
    note = notes(collection)["which"]
    files = collection.media.files_in_str(note.mid, note["Options"])
    texts = [(Path(collection.media.dir()) / name).read_text("utf-8") for name in files]
    assert ["rising-line" in texts[0], "falling-line" in texts[1]] == [True, True]
    assert 'alt="A line that rises."' in note["Options"]
    assert note["Answer"] == "<p><strong>B</strong> A line from −1 down to −1.9.</p>"
    assert not collection.media.check().missing


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    assert package(tmp_path / "one") == package(tmp_path / "two")


def test_the_database_is_the_same_too(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        with zipfile.ZipFile(io.BytesIO(package(tmp_path / name))) as opened:
            files.append(opened.read("collection.anki2"))
            assert set(json.loads(opened.read("media"))) == {"0", "1"}
            assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert files[0] == files[1]
    assert files[0].startswith(b"SQLite format 3")


def test_a_wrong_time_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(StudyReportError, match="'yesterday' is no point in time"):
        package(tmp_path / "report")
