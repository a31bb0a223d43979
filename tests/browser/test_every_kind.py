"""Review and exam with a question of every type, by keyboard alone: key, distractors, garbage."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .answers import Answers
from .reader import set_clock
from .test_access import LOOKS, violations
from .test_exam import Exam
from .test_kinds import DISTRACTORS, FIRST, GARBAGE, KEYS, filled_in
from .test_reading import OVERFLOW, SMALL_TARGETS
from .test_review import Review

Visit = Callable[..., Page]
BEGAN, LATER = "2026-01-05T12:00:00", "2026-03-05T12:00:00"
WIDE = {"width": 1280, "height": 900}
KEY = dict(reversed(KEYS))
EXPECTED = {name: (state, shown) for name, _, state, _, shown in reversed(DISTRACTORS)}
UNFINISHED = {name: answer for name, answer, _ in GARBAGE if answer and name != "why-pool"}
HALVES = re.compile(r"of (\d+)×.*, (\d) times")


class Reviewer(Answers, Review):
    """A reader on the review page."""

    def ready(self, visit_kinds: str) -> None:
        """Be unsure of every question, and come back when all of them are due."""
        set_clock(self.page, BEGAN)
        self.page.goto(visit_kinds)
        for item in self.page.locator("form.sr-item").all():
            expect(item.locator(".sr-actions").first).to_be_visible()
            item.get_by_role("button", name="Not sure").press("Enter")
        self.stored()
        self.open(f"{visit_kinds}review/", LATER)
        self.page.get_by_label("Questions").select_option("")
        self.begin()


class Candidate(Answers, Exam):
    """A reader on the exam page."""


def this_variant(answers: Answers, name: str, answer: str) -> str:
    """Return the answer to the variant that is shown, given that to the first."""
    found = HALVES.search(answers.item(name).locator(".sr-stem").inner_text())
    if not found:
        return answer
    size, times = int(found[1]), int(found[2])
    return str(size // 2**times if answer == KEY[name] else size // 2 ** (3 - times))


@pytest.fixture
def reviewer(visit: Visit, kinds: str) -> Reviewer:
    """A reader in a session that asks every question."""
    made = Reviewer(visit(kinds, viewport=WIDE))
    made.ready(kinds)
    return made


def test_review_by_key(reviewer: Reviewer) -> None:
    for number in range(1, len(KEY) + 1):
        expect(reviewer.place()).to_have_text(f"Question {number} of {len(KEY)}")
        name = reviewer.shown_item()
        assert reviewer.has_focus_within(name)
        reviewer.answer(name, this_variant(reviewer, name, KEY[name]))
        reviewer.settled()
        assert reviewer.state(name) == "right"
        reviewer.page.keyboard.press("3")
    expect(reviewer.summary()).to_contain_text(f"{len(KEY)} of {len(KEY)} right.")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_review_by_distractor(visit: Visit, kinds: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    reviewer = Reviewer(visit(kinds, viewport=size, color_scheme=scheme))
    reviewer.ready(kinds)
    for number in range(1, len(KEY) + 1):
        expect(reviewer.place()).to_have_text(f"Question {number} of {len(KEY)}")
        assert violations(reviewer.page) == []
        name = reviewer.shown_item()
        reviewer.answer(name, this_variant(reviewer, name, FIRST[name]))
        reviewer.settled()
        state, shown = EXPECTED[name]
        assert reviewer.state(name) == state
        assert len(reviewer.shown(name)) == len(shown)
        assert violations(reviewer.page) == []
        assert reviewer.page.evaluate(OVERFLOW) == ""
        reviewer.page.keyboard.press("1")
    expect(reviewer.summary()).to_contain_text(f"0 of {len(KEY)} right.")


def test_review_refuses_garbage_and_goes_on(reviewer: Reviewer) -> None:
    for number in range(1, len(KEY) + 1):
        expect(reviewer.place()).to_have_text(f"Question {number} of {len(KEY)}")
        name = reviewer.shown_item()
        for _, answer, said in (one for one in GARBAGE if one[0] == name):
            reviewer.answer(name, answer) if answer else reviewer.press(name, "Check")
            assert said in reviewer.status(name)
            assert reviewer.rating().is_hidden()
        reviewer.press(name, "Not sure")
        reviewer.settled()
        reviewer.page.keyboard.press("1")
    expect(reviewer.summary()).to_contain_text(f"0 of {len(KEY)} right.")


@pytest.fixture
def candidate(visit: Visit, kinds: str) -> Candidate:
    """A reader before an exam that is not set up yet."""
    page = visit(f"{kinds}exam/", viewport=WIDE)
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    return Candidate(page)


GRADABLE = len(KEY) - 1  # but for the free answer


def test_an_exam_by_key(candidate: Candidate) -> None:
    candidate.start(items=50)
    drawn = candidate.drawn()
    assert {*drawn} == KEY.keys() - {"why-pool"}
    assert candidate.has_focus_within(drawn[0])
    for name in drawn:
        candidate.fill(name, this_variant(candidate, name, KEY[name]))
    candidate.hand_in()
    assert (
        candidate.result().inner_text() == f"{GRADABLE} of {GRADABLE} right, 100 % of the points."
    )
    assert {candidate.state(name) for name in drawn} == {"right"}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_an_exam_by_distractor(visit: Visit, kinds: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    candidate = Candidate(visit(f"{kinds}exam/", viewport=size, color_scheme=scheme))
    expect(candidate.page.get_by_role("button", name="Start")).to_be_visible()
    candidate.start(items=50)
    assert violations(candidate.page) == []
    drawn = candidate.drawn()
    for name in drawn:
        candidate.fill(name, this_variant(candidate, name, FIRST[name]))
    assert candidate.page.locator("[data-state], [data-mark], .sr-shown > *").count() == 0
    assert violations(candidate.page) == []
    assert candidate.page.evaluate(SMALL_TARGETS) == []
    written = {name: filled_in(candidate, name) for name in drawn}
    candidate.hand_in()
    for name in drawn:
        state, shown = EXPECTED[name]
        assert candidate.state(name) == state
        assert len(candidate.shown(name)) == len(shown)
        assert filled_in(candidate, name) == written[name]
    assert violations(candidate.page) == []
    assert candidate.page.evaluate(OVERFLOW) == ""


def test_unfinished_answers_are_kept_and_count_as_none(candidate: Candidate) -> None:
    candidate.start(items=50)
    drawn = candidate.drawn()
    for name in drawn:
        if name in UNFINISHED:
            candidate.fill(name, UNFINISHED[name])
    candidate.page.wait_for_timeout(400)
    written = {name: filled_in(candidate, name) for name in drawn}
    stems = {name: candidate.item(name).locator(".sr-stem").inner_text() for name in drawn}
    candidate.stored()
    candidate.page.reload()
    expect(candidate.sheets()).to_have_count(GRADABLE)
    assert {name: filled_in(candidate, name) for name in drawn} == written
    assert {name: candidate.item(name).locator(".sr-stem").inner_text() for name in drawn} == stems
    candidate.hand_in()
    assert candidate.result().inner_text().startswith(f"0 of {GRADABLE} right")


def test_half_an_answer_is_not_complained_of_while_it_is_written(candidate: Candidate) -> None:
    candidate.start(items=50)
    said = {}
    for name in [name for name in candidate.drawn() if name in ("count", "sizes")]:
        for answer in {"count": ("784;", "all;14"), "sizes": ("C-", "CA")}[name]:
            candidate.fill(name, answer)
            candidate.page.keyboard.press("Tab")
            said[answer] = candidate.status(name).partition(". ")[0]
    garbled = "Line 1: “all” cannot be read as a number"
    assert said == {"784;": "", "all;14": garbled, "C-": "", "CA": ""}


def test_an_exam_asks_the_same_variant_of_everyone(candidate: Candidate, visit: Visit) -> None:
    shown = set()
    for seed in ("a", "b", "c", "d", "e", "f"):
        candidate.start(items=50, seed=seed)
        stem = candidate.item("halves").locator(".sr-stem").inner_text()
        other = Candidate(visit(candidate.page.url, viewport=WIDE))
        other.page.get_by_role("button", name="Start").press("Enter")
        expect(other.sheets()).to_have_count(GRADABLE)
        assert other.item("halves").locator(".sr-stem").inner_text() == stem
        shown.add(re.sub(r"^\d+ ", "", stem))
        candidate.hand_in()
        assert stem in candidate.item("halves").locator(".sr-stem").inner_text()
        candidate.page.get_by_role("button", name="Another exam").press("Enter")
    assert len(shown) > 1


def test_images_of_figures_are_found_from_other_pages(reviewer: Reviewer) -> None:
    while reviewer.shown_item() != "heights":
        reviewer.press(reviewer.shown_item(), "Not sure")
        reviewer.settled()
        before = reviewer.place().inner_text()
        reviewer.page.keyboard.press("1")
        expect(reviewer.place()).not_to_have_text(before)
    image = reviewer.item("heights").locator("img:visible").first
    drawn = "image => image.complete && image.naturalWidth > 0"
    image.scroll_into_view_if_needed()
    reviewer.page.wait_for_function(drawn, arg=image.element_handle())


def test_on_paper_keys_stand_at_the_end(visit: Visit, kinds: str) -> None:
    for scripts in (True, False):
        page = visit(kinds, java_script_enabled=scripts)
        assert page.locator(".sr-keys").is_hidden()
        page.emulate_media(media="print")
        names = [item.get_attribute("id") for item in page.locator("form.sr-item").all()]
        keys = page.locator(".sr-key")
        assert [key.get_attribute("data-key-of") for key in keys.all()] == names
        for number, key in enumerate(keys.all(), start=1):
            assert key.is_visible()
            assert key.locator(".sr-number").inner_text() == str(number)
        for hidden in page.locator(".sr-solution").all():
            assert hidden.is_hidden()
        assert page.locator(".sr-keys :is(input, button, select)").count() == 0
        shown = page.locator("[data-key-of=halves]").inner_text()
        assert "16" in shown
        below = "e => e.getBoundingClientRect()"
        last = page.locator("form.sr-item").last.evaluate(below)
        assert page.locator(".sr-keys").evaluate(below)["top"] >= last["bottom"]
