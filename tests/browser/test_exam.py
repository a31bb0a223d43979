"""The mock exam: drawn by a seed, kept through reloads, silent until it is handed in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .reader import Reader, set_clock, watch
from .test_access import LOOKS, violations
from .test_reading import OVERFLOW, SMALL_TARGETS

Visit = Callable[..., Page]
START = "2026-01-05T12:00:00"
WIDE = {"width": 1280, "height": 900}


class Exam(Reader):
    """A reader on the exam page."""

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label)

    def start(self, items: int = 6, minutes: str = "20", seed: str = "abc") -> None:
        """Set the exam up and start it, by keyboard."""
        fields = {"Questions": f"{items}", "Minutes": minutes, "Seed": seed}
        for label, text in fields.items():
            self.tab_to(self.page.locator(".sr-begin").get_by_label(label))
            self.page.keyboard.press("Control+A")
            self.page.keyboard.press("Delete")
            self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        expect(self.sheets().first).to_be_visible()

    def sheets(self) -> Locator:
        return self.page.locator("[data-part=sheets] form")

    def drawn(self) -> list[str]:
        return [form.get_attribute("id") or "" for form in self.sheets().all()]

    def write_everything(self) -> None:
        """Answer limit, terminal and two-and-two rightly, negative in part, keep wrongly."""
        self.choose("limit", "b")
        self.tick("negative", "c")
        self.type("terminal", "-10")
        self.type("keep", "+ push")
        self.choose("two-and-two", "a")

    def steps(self) -> list[str]:
        links = self.page.get_by_role("navigation", name="Questions of the exam").locator("a")
        return [link.get_attribute("aria-label") or "" for link in links.all()]

    def hand_in(self) -> None:
        self.tab_to(self.page.get_by_role("button", name="Hand in").first)
        self.page.keyboard.press("Enter")
        dialog = self.page.get_by_role("dialog", name="Hand in the exam")
        expect(dialog).to_be_visible()
        self.tab_to(dialog.get_by_role("button", name="Hand in"))
        self.page.keyboard.press("Enter")
        expect(self.result()).to_be_visible()

    def result(self) -> Locator:
        return self.page.locator("[data-part=result]")

    def rows(self) -> list[list[str]]:
        found = self.page.locator("[data-part=chapters] tr").all()
        return [row.locator("th, td").all_inner_texts() for row in found]


@pytest.fixture
def exam(visit: Visit, little: str) -> Exam:
    """A reader before an exam that is not set up yet."""
    page = visit(f"{little}exam/", viewport=WIDE)
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    return Exam(page)


def test_the_address_draws_the_same_questions_for_everyone(
    exam: Exam, visit: Visit, little: str
) -> None:
    exam.start(items=4, seed="a seed")
    assert exam.page.url == f"{little}exam/?seed=a+seed&items=4&minutes=20"
    drawn = exam.drawn()
    assert len(drawn) == len(set(drawn)) == 4
    other = Exam(visit(exam.page.url, viewport=WIDE))
    expect(other.page.get_by_role("button", name="Start")).to_be_visible()
    assert other.sheets().count() == 0
    assert other.page.locator(".sr-begin").get_by_label("Seed").input_value() == "a seed"
    other.page.get_by_role("button", name="Start").press("Enter")
    expect(other.sheets()).to_have_count(4)
    assert other.drawn() == drawn


def test_weights_choose_the_chapters(exam: Exam) -> None:
    exam.page.get_by_text("Weights of the chapters").press("Enter")
    exam.page.get_by_label("A question of every type").fill("0")
    exam.start(items=6)
    assert sorted(exam.drawn()) == ["one-and-one", "two-and-two"]
    assert "weight-little=0" in exam.page.url


def test_an_exam_of_nothing_is_refused(exam: Exam) -> None:
    exam.page.get_by_text("Weights of the chapters").press("Enter")
    for title in ("A question of every type", "Sums"):
        exam.page.get_by_label(title).fill("0")
    exam.page.get_by_role("button", name="Start").press("Enter")
    expect(exam.page.get_by_text("Give some chapter a weight above 0.")).to_be_visible()
    assert exam.stored() == []


def test_nothing_is_revealed_before_it_is_handed_in(exam: Exam) -> None:
    exam.start()
    exam.write_everything()
    exam.page.keyboard.press("Enter")
    exam.stored()
    for help_away in (".sr-solution", ".sr-hint", ".sr-check:not([data-part])", ".sr-unsure"):
        found = exam.sheets().locator(help_away)
        assert found.count() > 0
        assert all(one.is_hidden() for one in found.all()), help_away
    assert "".join(exam.sheets().locator(".sr-status").all_inner_texts()) == ""
    assert exam.page.locator("[data-state], [data-mark], .sr-shown > *").count() == 0
    assert {str(record["event"]) for record in exam.stored()} == {"exam", "draft"}
    exam.page.emulate_media(media="print")
    assert all(one.is_hidden() for one in exam.sheets().locator(".sr-solution").all())


def test_the_overview_leads_to_questions_and_stays_in_sight(exam: Exam) -> None:
    exam.start()
    links = exam.page.get_by_role("navigation", name="Questions of the exam").locator("a")
    boxes = [link.bounding_box() for link in links.all()]
    assert len({box["y"] for box in boxes if box}) == 1
    assert all(boxes)
    exam.tab_to(links.last)
    exam.page.keyboard.press("Enter")
    expect(exam.sheets().last).to_be_in_viewport()
    expect(links.last).to_be_in_viewport()
    assert exam.has_focus_within(exam.drawn()[-1])


def test_what_cannot_be_read_is_said_and_kept(exam: Exam) -> None:
    exam.start()
    exam.type("terminal", "ten")
    exam.page.keyboard.press("Tab")
    assert "cannot be read as a number" in exam.status("terminal")
    exam.stored()
    exam.page.reload()
    expect(exam.item("terminal").locator("input")).to_have_value("ten")


def test_an_exam_survives_a_reload_at_any_moment(exam: Exam) -> None:
    exam.start()
    drawn = exam.drawn()
    exam.write_everything()
    exam.tab_to(exam.item("keep").get_by_role("button", name="Flag"))
    exam.page.keyboard.press("Enter")
    exam.type("one-and-one", "1")  # left in the middle of a number: no Tab, no Enter
    exam.page.wait_for_timeout(400)
    steps = exam.steps()
    exam.page.reload()
    expect(exam.sheets()).to_have_count(6)
    assert exam.drawn() == drawn
    assert exam.steps() == steps
    assert exam.item("limit").locator("input:checked").get_attribute("value") == "b"
    assert exam.item("terminal").locator("input").input_value() == "-10"
    assert exam.item("keep").locator("input").input_value() == "+ push"
    assert exam.item("one-and-one").locator("input").input_value() == "1"
    flag = exam.item("keep").get_by_role("button", name="Flag")
    assert flag.get_attribute("aria-pressed") == "true"
    number = drawn.index("keep") + 1
    assert f"Question {number}, answered, flagged" in exam.steps()


def test_the_report_by_chapter(exam: Exam, little: str) -> None:
    exam.start()
    exam.write_everything()
    exam.hand_in()
    expect(exam.result()).to_have_text("3 of 6 right, 58 % of the points. 1 not answered.")
    assert exam.result().evaluate("element => element === document.activeElement")
    assert exam.rows() == [
        ["A question of every type", "4 of 4", "2", "2.5", "Rolling"],
        ["Sums", "1 of 2", "1", "1", "Sums"],
    ]
    links = exam.page.locator("[data-part=reread] a")
    assert [link.evaluate("link => link.href") for link in links.all()] == [
        f"{little}questions/#rolling",
        f"{little}more/#sums",
    ]
    assert exam.state("keep") == "wrong"
    assert exam.state("negative") == "partly"
    [feedback] = exam.shown("keep")
    assert "That climbs the slope." in feedback
    assert exam.status("one-and-one") == "You did not answer this question."
    attempts = [record for record in exam.stored() if record["event"] == "answer"]
    assert {str(one["item"]): one["score"] for one in attempts} == {
        **{"limit": 1, "negative": 0.5, "terminal": 1, "keep": 0, "two-and-two": 1},
    }


def test_the_report_is_there_after_a_reload_and_counts_as_progress(exam: Exam, little: str) -> None:
    exam.start()
    exam.write_everything()
    exam.hand_in()
    rows, log = exam.rows(), exam.stored()
    exam.page.reload()
    expect(exam.result()).to_contain_text("3 of 6 right")
    assert exam.rows() == rows
    assert exam.stored() == log
    exam.page.emulate_media(media="print")
    expect(exam.item("keep").locator(".sr-answer")).to_be_visible()
    assert exam.page.get_by_role("button", name="Print").is_hidden()
    assert exam.page.locator("[data-part=chapters]").is_visible()
    exam.page.emulate_media(media="screen")
    exam.page.goto(f"{little}progress/")
    expect(exam.page.locator(".sr-summary")).to_contain_text("5 of 6 questions answered, 3 right")


def test_who_has_left_something_out_is_asked(exam: Exam) -> None:
    exam.start()
    exam.choose("limit", "b")
    exam.tab_to(exam.item("limit").get_by_role("button", name="Flag"))
    exam.page.keyboard.press("Enter")
    exam.page.get_by_role("button", name="Hand in").first.press("Enter")
    dialog = exam.page.get_by_role("dialog", name="Hand in the exam")
    expect(dialog).to_contain_text("5 questions are not answered, 1 question is flagged.")
    dialog.get_by_role("button", name="Go on working").press("Enter")
    expect(dialog).to_be_hidden()
    assert exam.sheets().count() == 6
    assert "submission" not in {record["event"] for record in exam.stored()}


def test_when_the_time_is_over_the_exam_is_handed_in(exam: Exam) -> None:
    page, later = exam.page, "(ms) => { const now = Date.now; Date.now = () => now() + ms; }"
    exam.start(minutes="6")
    exam.choose("limit", "b")
    expect(page.get_by_role("timer")).to_contain_text("5:")
    page.evaluate(later, 70_000)
    expect(page.locator("[data-part=told]")).to_have_text("5 minutes left.")
    page.evaluate(later, 4 * 60_000)
    expect(page.locator("[data-part=told]")).to_have_text("One minute left.")
    page.evaluate(later, 60_000)
    expect(exam.result()).to_contain_text("1 of 6 right")


def test_who_was_away_is_told_the_time_that_is_left(exam: Exam) -> None:
    exam.start(minutes="20")
    told = """() => {
      const line = document.querySelector("[data-part=told]");
      const said = globalThis.said = [];
      new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
      const now = Date.now;
      Date.now = () => now() + 1_170_000;
    }"""
    exam.page.evaluate(told)
    expect(exam.page.locator("[data-part=told]")).to_have_text("One minute left.")
    assert exam.page.evaluate("said") == ["One minute left."]


def test_when_the_time_was_over_meanwhile_the_exam_is_handed_in(visit: Visit, little: str) -> None:
    page = visit(little, viewport=WIDE)
    set_clock(page, START)
    page.goto(f"{little}exam/")
    exam = Exam(page)
    exam.start(minutes="6")
    exam.choose("limit", "b")
    exam.stored()
    address = page.url
    page.goto(little)
    set_clock(page, "2026-01-05T15:00:00")
    page.goto(address)
    expect(exam.result()).to_contain_text("1 of 6 right")
    [answer] = [record for record in exam.stored() if record["event"] == "answer"]
    [begun] = [record for record in exam.stored() if record["event"] == "exam"]
    assert answer["at"] == int(str(begun["at"])) + 6 * 60_000


def test_without_a_limit_there_is_no_clock(exam: Exam) -> None:
    exam.start(minutes="")
    assert exam.page.get_by_role("timer").count() == 0
    assert "minutes=0" in exam.page.url


def test_two_tabs_write_one_exam(exam: Exam) -> None:
    exam.start()
    complaints: list[str] = []
    other = Exam(exam.page.context.new_page())
    watch(other.page, complaints)
    other.page.goto(exam.page.url)
    expect(other.sheets()).to_have_count(6)
    other.choose("limit", "b")
    other.stored()
    exam.type("terminal", "-10")
    exam.hand_in()
    expect(exam.result()).to_contain_text("2 of 6 right")
    other.hand_in()
    expect(other.result()).to_contain_text("2 of 6 right")
    events = [record["event"] for record in exam.stored()]
    assert (events.count("answer"), events.count("submission")) == (2, 1)
    assert complaints == []


def test_another_exam(exam: Exam, little: str) -> None:
    exam.start(seed="first")
    exam.hand_in()
    exam.page.get_by_role("button", name="Another exam").press("Enter")
    assert exam.page.url == f"{little}exam/"
    seed = exam.page.locator(".sr-begin").get_by_label("Seed")
    assert seed.input_value() not in ("", "first")
    exam.page.get_by_role("button", name="Start").press("Enter")
    expect(exam.sheets()).to_have_count(6)


def test_without_storage_an_exam_can_be_written(visit: Visit, little: str) -> None:
    page = visit(little, viewport=WIDE)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    page.goto(f"{little}exam/")
    exam = Exam(page)
    exam.start()
    expect(page.locator(".sr-notice")).to_be_visible()
    exam.write_everything()
    exam.hand_in()
    expect(exam.result()).to_contain_text("3 of 6 right")


def test_the_themes_keys_do_not_fire(exam: Exam) -> None:
    exam.start()
    address = exam.page.url
    exam.tab_to(exam.item("limit").get_by_role("button", name="Flag"))
    for key in ("p", "n", "s", "f", "/", ",", "."):
        exam.page.keyboard.press(key)
    exam.page.wait_for_timeout(100)
    assert exam.page.url == address
    assert exam.page.locator("#__search").is_checked() is False


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_access(visit: Visit, little: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    exam = Exam(visit(f"{little}exam/", viewport=size, color_scheme=scheme))
    expect(exam.page.get_by_role("button", name="Start")).to_be_visible()
    assert violations(exam.page) == []
    exam.start()
    exam.write_everything()
    exam.item("keep").get_by_role("button", name="Flag").press("Enter")
    assert violations(exam.page) == []
    assert exam.page.evaluate(OVERFLOW) == ""
    assert exam.page.evaluate(SMALL_TARGETS) == []
    exam.hand_in()
    assert violations(exam.page) == []
    assert exam.page.evaluate(OVERFLOW) == ""


def test_without_scripts_the_page_says_what_it_is(visit: Visit, little: str) -> None:
    page = visit(f"{little}exam/", java_script_enabled=False)
    expect(page.get_by_text("It needs JavaScript for that.")).to_be_visible()
    assert page.locator(".sr-tool :is(button, input, form, table):visible").count() == 0


def test_a_lost_connection_is_told_and_start_can_be_pressed_again(
    contexts: Callable[..., BrowserContext], little: str
) -> None:
    page = contexts(viewport=WIDE).new_page()
    page.goto(f"{little}exam/")
    start, failed = page.get_by_role("button", name="Start"), page.locator("[data-part=failed]")
    pages = re.compile(r"/(questions|more)/$")
    page.route(pages, lambda route: route.abort())
    start.click()
    expect(failed).to_be_visible()
    page.unroute(pages)
    start.click()
    expect(Exam(page).sheets().first).to_be_visible()
    expect(failed).to_be_hidden()
