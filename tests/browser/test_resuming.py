"""Nothing that a reader did is lost: reloads, tabs, other pages, storage that fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .reader import Reader, watch

ANSWERS = [
    ("limit", "a", "wrong"),
    ("limit", "b", "right"),
    ("negative", "c", "partly"),
    ("terminal", "10", "wrong"),
    ("keep", "+ push", "wrong"),
]
NO_STORAGE = {
    "switched off": "Object.defineProperty(window, 'indexedDB', { value: undefined });",
    "forbidden": "indexedDB.open = () => { throw new DOMException('', 'SecurityError'); };",
    "full": "IDBObjectStore.prototype.put = "
    "() => { throw new DOMException('', 'QuotaExceededError'); };",
}
CHANGE = """([item, field, value]) => {
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById(item).dataset[field] = value;
  });
}"""


@pytest.mark.parametrize(("name", "answer", "state"), ANSWERS)
def test_an_answer_is_there_after_a_reload(
    reader: Reader, name: str, answer: str, state: str
) -> None:
    reader.answer(name, answer)
    before = (reader.status(name), reader.shown(name), _filled_in(reader, name))
    reader.stored()
    reader.page.reload()
    expect(reader.item(name)).to_have_attribute("data-state", state)
    assert (reader.status(name), reader.shown(name), _filled_in(reader, name)) == before
    assert reader.item(name).get_by_role("button", name="Try again").is_visible()
    assert reader.item(name).locator(".sr-explanation").is_hidden()


def _filled_in(reader: Reader, name: str) -> list[object]:
    found: list[object] = reader.item(name).evaluate(
        "form => [...form.querySelectorAll('input')].map((i) => [i.value, i.checked])"
    )
    return found


def test_the_test_goes_on_where_the_reader_left(reader: Reader) -> None:
    line = reader.page.locator(".sr-progress")
    assert line.is_hidden()
    reader.answer("limit", "b")
    expect(line).to_contain_text("1 of 4 answered, 1 right, all at the first try.")
    reader.answer("negative", "ab")
    expect(line).to_contain_text("2 of 4 answered, 1 right")
    reader.stored()
    reader.page.reload()
    link = line.get_by_role("link", name="Continue with question 3")
    link.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.item("terminal")).to_be_in_viewport()
    assert reader.page.url.endswith("#terminal")


def test_two_tabs_lose_nothing(reader: Reader) -> None:
    complaints: list[str] = []
    other = Reader(reader.page.context.new_page())
    watch(other.page, complaints)
    other.page.goto(reader.page.url)
    reader.answer("limit", "a")
    other.answer("terminal", "-10")
    reader.answer("negative", "cd")
    other.answer("limit", "b")
    log = [(attempt["item"], attempt["score"]) for attempt in reader.stored()]
    assert sorted(log) == [("limit", 0), ("limit", 1), ("negative", 1), ("terminal", 1)]
    assert other.stored() == reader.stored()
    reader.page.reload()
    expect(reader.page.locator(".sr-progress")).to_contain_text("3 of 4 answered, 3 right")
    assert complaints == []


@pytest.mark.parametrize("failure", NO_STORAGE)
def test_without_storage_the_reader_is_told_and_goes_on(
    contexts: Callable[..., BrowserContext], little: str, failure: str
) -> None:
    context = contexts()
    context.add_init_script(NO_STORAGE[failure])
    reader = Reader(context.new_page())
    complaints: list[str] = []
    watch(reader.page, complaints)
    reader.page.goto(f"{little}questions/")
    reader.answer("terminal", "10")
    assert reader.state("terminal") == "wrong"
    notice = reader.page.locator(".sr-notice")
    expect(notice).to_be_visible()
    assert "cannot be kept" in notice.inner_text()
    expect(reader.page.locator(".sr-progress")).to_contain_text("1 of 4 answered")
    assert complaints == []


def test_with_storage_there_is_no_notice(reader: Reader) -> None:
    reader.answer("terminal", "10")
    reader.stored()
    assert reader.page.locator(".sr-notice").is_hidden()


def test_instant_navigation_mounts_once(reader: Reader) -> None:
    """Back and forth within one document; a question that lived twice would log twice."""
    page = reader.page
    page.evaluate("window.sameDocument = true")
    for _ in range(2):
        page.locator("body").press("n")
        page.wait_for_url("**/after/")
        page.get_by_role("link", name="Back", exact=True).press("Enter")
        page.wait_for_url("**/questions/")
        expect(page.locator("#limit .sr-actions")).to_be_visible()
    assert page.evaluate("window.sameDocument") is True
    reader.answer("limit", "a")
    assert len(reader.stored()) == 1
    page.go_back()
    page.wait_for_url("**/after/")
    page.go_forward()
    page.wait_for_url("**/questions/")
    expect(page.locator("#limit")).to_have_attribute("data-state", "wrong")


def test_questions_live_on_a_page_reached_from_one_without_any(
    visit: Callable[..., Page], little: str
) -> None:
    page = visit(little)
    scripts = "[...document.scripts].filter((script) => script.src.includes('quiz.js')).length"
    assert page.evaluate(scripts) == 0
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="To the questions").press("Enter")
    reader = Reader(page)
    expect(page.locator("#limit .sr-actions")).to_be_visible()
    assert page.evaluate("window.sameDocument") is True
    reader.answer("limit", "b")
    assert len(reader.stored()) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("key", "00000000", "This question has changed since you answered it."),
        ("content", "00000000", "your answer then was right."),
    ],
)
def test_a_question_that_changed_says_so(reader: Reader, field: str, value: str, said: str) -> None:
    reader.answer("limit", "b")
    reader.stored()
    reader.page.add_init_script(f"({CHANGE})(['limit', '{field}', '{value}'])")
    reader.page.reload()
    expect(reader.item("limit").locator(".sr-status")).to_contain_text(said)
    assert reader.state("limit") is None
    assert reader.item("limit").locator(":checked").count() == 0
    counted = "0" if field == "key" else "1"
    line = reader.page.locator(".sr-progress")
    if counted == "1":
        expect(line).to_contain_text("1 of 4 answered, 1 right")
    else:
        expect(line).to_be_hidden()


def test_not_sure_and_opened_answers_are_remembered(reader: Reader) -> None:
    reader.press("limit", "Not sure")
    reader.tab_to(reader.item("keep").locator(".sr-solution > summary"))
    reader.page.keyboard.press("Enter")
    reader.stored()
    reader.page.reload()
    expect(reader.item("limit").locator(".sr-status")).to_have_text(
        "You were not sure here last time."
    )
    assert reader.status("keep") == ""
    assert reader.state("keep") is None


def test_logs_of_two_sites_on_one_origin_are_apart(reader: Reader) -> None:
    reader.answer("limit", "b")
    assert len(reader.stored("/")) == 1
    assert reader.stored("/elsewhere/") == []
