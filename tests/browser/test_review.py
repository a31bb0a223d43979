"""The review page: what is due, asked again and rated by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from .reader import Reader, set_clock
from .test_access import LOOKS, violations
from .test_reading import OVERFLOW, SMALL_TARGETS

Visit = Callable[..., Page]
FIRST = "2026-01-05T12:00:00"
NEXT_DAY = "2026-01-06T12:00:00"
MUCH_LATER = "2026-03-05T12:00:00"

OUR_SCRIPTS = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => /assets\\/generated\\/.*[.]js$/.test(name))
  .map(({ decodedBodySize }) => decodedBodySize)"""


class Review(Reader):
    """A reader on the review page."""

    def summary(self) -> Locator:
        return self.page.locator("[data-part=summary]")

    def place(self) -> Locator:
        return self.page.locator("[data-part=place]")

    def rating(self) -> Locator:
        return self.page.get_by_role("group", name="How well did you know it?")

    def open(self, address: str, when: str) -> None:
        set_clock(self.page, when)
        self.page.goto(address)
        expect(self.summary()).to_be_visible()

    def begin(self) -> None:
        self.tab_to(self.page.get_by_role("button", name="Begin"))
        self.page.keyboard.press("Enter")
        expect(self.place()).to_be_visible()

    def shown_item(self) -> str:
        return self.page.locator("[data-part=item] form").get_attribute("id") or ""

    def settled(self) -> None:
        expect(self.rating()).to_be_visible()


@pytest.fixture
def review(visit: Visit, little: str) -> Review:
    """A reader who has once answered three questions of two chapters, one of them wrongly."""
    page = visit(little, viewport={"width": 1280, "height": 900})
    reader = Review(page)
    set_clock(page, FIRST)
    page.goto(f"{little}questions/")
    reader.answer("limit", "b")
    reader.answer("terminal", "10")
    reader.stored()
    page.goto(f"{little}more/")
    page.locator("#one-and-one input").press("2")
    page.keyboard.press("Enter")
    reader.stored()
    return reader


def test_nothing_is_due_at_first(visit: Visit, little: str) -> None:
    page = visit(f"{little}review/")
    expect(Review(page).summary()).to_have_text(
        "Nothing to review yet. Answer some questions first."
    )
    assert page.get_by_role("button", name="Begin").is_hidden()


def test_what_was_wrong_is_due_the_next_day(review: Review, little: str) -> None:
    review.open(f"{little}review/", FIRST)
    expect(review.summary()).to_contain_text("Nothing is due today. 1 question is due on January 6")
    review.open(f"{little}review/", NEXT_DAY)
    expect(review.summary()).to_have_text("1 question is due today.")
    review.begin()
    assert review.shown_item() == "terminal"


def test_a_session_by_keyboard_alone(review: Review, little: str) -> None:
    """The fields have the focus at once; Enter checks, then 1 to 4 or Enter rates."""
    review.open(f"{little}review/", MUCH_LATER)
    expect(review.summary()).to_have_text("3 questions are due today.")
    review.begin()
    keys = review.page.keyboard
    ratings = {}
    for number in (1, 2, 3):
        expect(review.place()).to_have_text(f"Question {number} of 3")
        name = review.shown_item()
        assert review.item(name).locator(".sr-number").inner_text() == str(number)
        assert review.has_focus_within(name)
        assert review.rating().is_hidden()
        if name == "terminal":
            keys.type("10")
            keys.press("Enter")
            review.settled()
            assert review.status(name) == "Not quite."
            keys.press("Enter")
            ratings[name] = 1
        elif name == "one-and-one":
            keys.type("2")
            keys.press("Enter")
            review.settled()
            keys.press("4")
            ratings[name] = 4
        else:
            keys.press("ArrowDown")
            keys.press("Enter")
            review.settled()
            assert review.status(name) == "Right."
            keys.press("Enter")
            ratings[name] = 3
    expect(review.summary()).to_contain_text("2 of 3 right. Nothing is due today.")
    assert review.summary().evaluate("element => element === document.activeElement")
    log = review.stored()
    attempts = {record["id"]: record["item"] for record in log if record["event"] == "answer"}
    rated = {
        attempts[record["attempt"]]: record["rating"]
        for record in log
        if record["event"] == "rating"
    }
    assert rated == ratings
    review.open(f"{little}review/", "2026-03-06T12:00:00")
    expect(review.summary()).to_have_text("1 question is due today.")


def test_digits_written_into_an_answer_do_not_rate(review: Review, little: str) -> None:
    review.open(f"{little}review/", NEXT_DAY)
    review.begin()
    review.page.keyboard.type("1234")
    assert review.item("terminal").locator("input").input_value() == "1234"
    review.page.keyboard.press("Enter")
    review.settled()
    review.item("terminal").locator("input").focus()
    review.page.keyboard.type("1")
    assert review.shown_item() == "terminal"
    assert [record["event"] for record in review.stored()].count("rating") == 0


def test_a_held_enter_does_not_rate(review: Review, little: str) -> None:
    review.open(f"{little}review/", NEXT_DAY)
    review.begin()
    review.page.keyboard.type("5")
    review.page.keyboard.down("Enter")
    review.settled()
    for _ in range(3):
        review.page.keyboard.down("Enter")
    review.page.keyboard.up("Enter")
    assert [record["event"] for record in review.stored()].count("rating") == 0
    assert review.place().is_visible()


def test_the_themes_keys_do_not_fire_in_a_session(review: Review, little: str) -> None:
    review.open(f"{little}review/", NEXT_DAY)
    review.begin()
    review.press("terminal", "Not sure")
    review.settled()
    address = review.page.url
    for key in ("p", "n", "s", "f", "/", ",", "."):
        review.page.keyboard.press(key)
    review.page.wait_for_timeout(100)
    assert review.page.url == address
    assert review.page.locator("#__search").is_checked() is False
    review.page.keyboard.press("2")
    expect(review.summary()).to_contain_text("0 of 1 right.")


def test_a_second_try_changes_nothing(review: Review, little: str) -> None:
    review.open(f"{little}review/", NEXT_DAY)
    review.begin()
    review.page.keyboard.type("10")
    review.page.keyboard.press("Enter")
    review.settled()
    review.press("terminal", "Try again")
    review.type("terminal", "-10")
    review.page.keyboard.press("Enter")
    marked = review.rating().locator(".sr-check")
    expect(marked).to_contain_text("Not at all")
    expect(marked).to_contain_text("tomorrow")
    marked.press("Enter")
    expect(review.summary()).to_contain_text("0 of 1 right.")


def test_the_length_is_chosen_and_a_session_can_end_early(review: Review, little: str) -> None:
    review.open(f"{little}review/", MUCH_LATER)
    options = review.page.get_by_label("Questions").locator("option").all_inner_texts()
    assert options == ["5", "10", "20", "all"]
    review.page.evaluate("document.querySelector('option[value=\"5\"]').value = '2'")
    review.page.get_by_label("Questions").select_option("2")
    review.begin()
    expect(review.place()).to_have_text("Question 1 of 2")
    review.tab_to(review.page.get_by_role("button", name="End this session"))
    review.page.keyboard.press("Enter")
    expect(review.page.locator("[data-part=item] form")).to_have_count(0)
    expect(review.summary()).to_be_visible()
    expect(review.summary()).to_have_text("3 questions are due today.")


def test_links_and_formulas_of_a_question_are_those_of_its_page(
    review: Review, little: str
) -> None:
    review.open(f"{little}review/", NEXT_DAY)
    review.begin()
    back = review.item("terminal").locator(".sr-back a")
    assert back.evaluate("link => link.href") == f"{little}questions/#rolling"
    assert review.item("terminal").locator(".katex").count() > 0


def test_the_planner_is_loaded_on_no_page_with_questions(visit: Visit, little: str) -> None:
    largest = {}
    for address in ("questions/", "review/"):
        page = visit(f"{little}{address}")
        page.wait_for_load_state("networkidle")
        largest[address] = max(page.evaluate(OUR_SCRIPTS))
    assert largest["review/"] > 15_000 > largest["questions/"]  # it is the largest part by far


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_access(visit: Visit, little: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    page = visit(little, viewport=size, color_scheme=scheme)
    review = Review(page)
    set_clock(page, FIRST)
    page.goto(f"{little}questions/")
    review.answer("terminal", "10")
    review.stored()
    review.open(f"{little}review/", NEXT_DAY)
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) == ""
    review.begin()
    assert violations(page) == []
    review.press("terminal", "Not sure")
    review.settled()
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) == ""
    assert page.evaluate(SMALL_TARGETS) == []
    page.keyboard.press("3")
    expect(review.summary()).to_be_visible()
    assert violations(page) == []


def test_without_scripts_the_page_says_what_it_is(visit: Visit, little: str) -> None:
    page = visit(f"{little}review/", java_script_enabled=False)
    expect(page.get_by_text("It needs JavaScript for that.")).to_be_visible()
    assert page.locator(".sr-tool :is(button, select, form):visible").count() == 0
