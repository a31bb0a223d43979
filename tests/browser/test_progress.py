"""The progress page: counts, going on, beginning anew, answers as a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from .reader import Reader
from .test_access import LOOKS, violations
from .test_reading import OVERFLOW

Visit = Callable[..., Page]


class Progress(Reader):
    """A reader on the progress page."""

    def row(self, title: str) -> Locator:
        return self.page.get_by_role("row").filter(has=self.page.get_by_text(title, exact=True))

    def numbers(self, title: str) -> list[str]:
        cells = self.row(title).get_by_role("cell")
        expect(cells.nth(2)).not_to_have_text("…")
        return [cells.nth(place).inner_text() for place in range(3)]

    def said(self) -> Locator:
        return self.page.locator(".sr-said")

    def save(self, to: Path) -> list[dict[str, Any]]:
        """Save the answers, by keyboard, and return the records in the file."""
        button = self.page.get_by_role("button", name="Save my answers")
        self.tab_to(button)
        with self.page.expect_download() as download:
            self.page.keyboard.press("Enter")
        assert re.fullmatch(r"answers-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
        download.value.save_as(to)
        found: list[dict[str, Any]] = json.loads(to.read_text("utf-8"))["records"]
        return found

    def add(self, file: Path) -> None:
        self.page.get_by_label("Add answers from a file").set_input_files(file)
        expect(self.said()).not_to_be_empty()


@pytest.fixture
def progress(reader: Reader, little: str) -> Progress:
    """A reader who has answered three questions of two chapters, and looks at the progress."""
    reader.answer("limit", "b")
    reader.answer("terminal", "10")
    reader.answer("terminal", "-10")
    reader.stored()
    reader.page.goto(f"{little}more/")
    reader.page.locator("#one-and-one input").press("2")
    reader.page.keyboard.press("Enter")
    reader.stored()
    return _open(reader.page, little)


def _open(page: Page, little: str) -> Progress:
    page.goto(f"{little}progress/")
    expect(page.locator(".sr-summary")).to_be_visible()
    return Progress(page)


def test_every_chapter_is_counted(progress: Progress) -> None:
    assert progress.numbers("A question of every type") == ["2 of 4", "1", "0"]
    assert progress.numbers("Sums") == ["1 of 2", "1", "0"]
    summary = progress.page.locator(".sr-summary")
    expect(summary).to_have_text("3 of 6 questions answered, 2 right at the first try.")


def test_what_was_answered_long_ago_is_due(progress: Progress, tmp_path: Path) -> None:
    records = progress.save(tmp_path / "answers.json")
    [old] = [record for record in records if record["item"] == "limit"]
    new = {**old, "id": "old", "item": "keep", "key": "other", "at": old["at"] - 9 * 86_400_000}
    progress.add(_file(tmp_path, [new]))
    assert progress.numbers("A question of every type") == ["2 of 4", "1", "1"]


def test_the_reader_goes_on_where_they_left(progress: Progress) -> None:
    link = progress.page.get_by_role("link", name="Continue with question 2 of Sums")
    progress.tab_to(link)
    progress.page.keyboard.press("Enter")
    progress.page.wait_for_url("**/more/#two-and-two")
    expect(progress.page.locator("#two-and-two .sr-actions")).to_be_visible()


def test_a_chapter_begins_anew_and_the_log_keeps_everything(
    progress: Progress, little: str
) -> None:
    before = progress.stored()
    button = progress.page.get_by_role("button", name="Begin anew: A question of every type")
    progress.tab_to(button)
    progress.page.keyboard.press("Enter")
    dialog = progress.page.get_by_role("dialog", name="Begin a chapter anew")
    expect(dialog).to_contain_text("Begin A question of every type anew?")
    progress.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert progress.stored() == before
    progress.page.keyboard.press("Enter")
    progress.tab_to(dialog.get_by_role("button", name="Begin anew"))
    progress.page.keyboard.press("Enter")
    expect(progress.said()).to_contain_text("begins anew")
    assert progress.numbers("A question of every type") == ["0 of 4", "0", "0"]
    assert progress.numbers("Sums") == ["1 of 2", "1", "0"]
    after = progress.stored()
    assert after[:-1] == before
    assert (after[-1]["event"], after[-1]["items"]) == (
        "reset",
        ["limit", "negative", "terminal", "keep"],
    )
    progress.page.goto(f"{little}questions/")
    expect(progress.item("limit").locator(".sr-actions")).to_be_visible()
    progress.stored()
    assert progress.state("limit") is None
    assert progress.page.locator(".sr-progress").is_hidden()


def test_answers_move_to_another_browser_and_are_joined(
    progress: Progress, visit: Visit, little: str, tmp_path: Path
) -> None:
    file = tmp_path / "answers.json"
    saved = progress.save(file)
    assert len(saved) == 4
    other = Reader(visit(f"{little}questions/"))
    other.answer("negative", "cd")
    [own] = other.stored()
    there = _open(other.page, little)
    there.add(file)
    expect(there.said()).to_have_text("4 records added, of 4 in the file.")
    assert there.numbers("A question of every type") == ["3 of 4", "2", "0"]
    stored = sorted(there.stored(), key=lambda record: str(record["id"]))
    assert stored == sorted([*saved, own], key=lambda record: str(record["id"]))
    there.add(file)
    expect(there.said()).to_have_text("0 records added, of 4 in the file.")
    assert len(there.stored()) == 5


def test_records_of_a_later_version_come_and_go_untouched(
    progress: Progress, tmp_path: Path
) -> None:
    later = {"id": "later", "version": 7, "what": {"is": ["this", None, "ß"]}}
    progress.add(_file(tmp_path, [later], version=2))
    expect(progress.said()).to_have_text("1 record added, of 1 in the file.")
    assert later in progress.stored()
    assert later in progress.save(tmp_path / "again.json")


ATTEMPT = {
    **{"id": "z", "item": "limit", "content": "c", "key": "k", "type": "one", "response": ["a"]},
    **{"score": 1, "event": "answer", "at": 1, "version": 1},
}


def _file(folder: Path, records: object, **changes: object) -> Path:
    file = folder / "file.json"
    head = {"format": "studyreport-answers", "version": 1, "records": records}
    file.write_text(json.dumps({**head, **changes}), "utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is not JSON"),
        (json.dumps(ATTEMPT)[:-3], "it is not JSON"),
        ("[1, 2]", "does not hold answers"),
        ("<img src=x onerror=alert(1)>", "it is not JSON"),
        ([ATTEMPT, {**ATTEMPT, "id": "y", "score": 3}], "its record 2 of 2 cannot be read."),
        ([{**ATTEMPT, "id": "y", "item": "elsewhere"}], "from another report"),
    ],
)
def test_a_broken_or_foreign_file_is_refused_whole(
    progress: Progress, tmp_path: Path, text: object, said: str
) -> None:
    before = progress.stored()
    file = tmp_path / "file.json"
    if isinstance(text, str):
        file.write_text(text)
    else:
        _file(tmp_path, text)
    progress.add(file)
    expect(progress.said()).to_contain_text(said)
    expect(progress.said()).to_contain_text("Nothing was taken from it.")
    assert progress.stored() == before


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_access(visit: Visit, little: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    page = visit(f"{little}progress/", viewport=size, color_scheme=scheme)
    expect(page.locator(".sr-summary")).to_have_text("No question is answered yet, of 6.")
    assert page.get_by_text("It needs JavaScript for that.").is_hidden()
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) == ""
    page.goto(f"{little}questions/")
    Reader(page).answer("limit", "b")
    Reader(page).stored()
    progress = _open(page, little)
    progress.numbers("Sums")
    page.get_by_role("button", name="Begin anew").press("Enter")
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) == ""


def test_the_page_comes_alive_within_the_document_of_another(visit: Visit, little: str) -> None:
    page = visit(f"{little}questions/")
    page.evaluate("window.sameDocument = true")
    Reader(page).answer("limit", "b")
    for _ in range(2):
        page.locator(".md-nav--primary").get_by_role("link", name="Progress").press("Enter")
        page.wait_for_url("**/progress/")
        expect(page.locator(".sr-summary")).to_contain_text("1 of 6 questions answered")
        expect(page.get_by_role("row")).to_have_count(3)
        page.get_by_role("link", name="To the questions").press("Enter")
        page.wait_for_url("**/questions/")
        # The address changes before the page: a key meant for the new one would be lost.
        expect(page.locator("#limit .sr-actions")).to_be_visible()
    assert page.evaluate("window.sameDocument") is True


def test_without_scripts_the_page_says_what_it_is(visit: Visit, little: str) -> None:
    page = visit(f"{little}progress/", java_script_enabled=False)
    expect(page.get_by_text("It needs JavaScript for that.")).to_be_visible()
    assert page.locator(".sr-tool :is(button, table, input):visible").count() == 0


# At any moment at least one of them has another date than Greenwich.
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_file_is_named_by_the_readers_own_date(visit: Visit, little: str, zone: str) -> None:
    page = visit(f"{little}progress/", timezone_id=zone)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers").press("Enter")
    today = datetime.now(ZoneInfo(zone)).date()
    assert download.value.suggested_filename == f"answers-{today}.json"


def test_without_the_list_the_page_says_so(contexts: Callable[..., Any], little: str) -> None:
    context = contexts()
    context.route("**/items.json", lambda route: route.fulfill(status=404))
    page = context.new_page()
    page.goto(f"{little}progress/")
    expect(page.get_by_text("The list of questions could not be loaded.")).to_be_visible()
    assert page.locator(".sr-summary").is_hidden()


@pytest.mark.parametrize("address", ["more/", "progress/"])
def test_storage_that_fails_is_told_on_every_page(
    contexts: Callable[..., Any], little: str, address: str
) -> None:
    context = contexts()
    context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    page = context.new_page()
    page.goto(f"{little}{address}")
    if address == "more/":
        page.locator("#one-and-one input").press("2")
        page.keyboard.press("Enter")
    expect(page.locator(".sr-notice")).to_be_visible()
    assert page.locator(".sr-notice").count() == 1
