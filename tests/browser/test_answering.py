"""Every type, answered by keyboard alone: with the key, each distractor, and garbage."""

from __future__ import annotations

from urllib.parse import urldefrag

import pytest

from .reader import ITEMS, Reader

KEYS = [
    ("limit", "b"),
    ("negative", "cd"),
    ("terminal", "-10"),
    ("terminal", "−9.95"),
    ("terminal", "-10,03 m/s"),
    ("keep", "- push"),
    ("keep", "-push  # less"),
]
DISTRACTORS = [
    ("limit", "a", "wrong", "Not quite.", ["nine tenths"]),
    ("limit", "c", "wrong", "Not quite.", ["limit for"]),
    ("negative", "ab", "wrong", "Not quite. 0 of 2 right choices, 2 that do not", ["−1", "−1.9"]),
    ("negative", "c", "partly", "Partly. 1 of 2 right choices.", ["−2.71"]),
    (
        "negative",
        "bcd",
        "partly",
        "Partly. 2 of 2 right choices, 1 that does not",
        ["−1.9", "", ""],
    ),
    ("terminal", "10", "wrong", "Not quite.", ["Which way"]),
    ("terminal", "-1.0", "wrong", "Not quite.", ["first step"]),
    ("terminal", "-9.9", "wrong", "Not quite. Try again, or open the answer.", []),
    ("keep", "+push", "wrong", "Not quite.", ["climbs"]),
    ("keep", "* push", "wrong", "Not quite. Try again, or open the answer.", []),
]
GARBAGE = [
    ("limit", "", "Choose one of the answers first."),
    ("negative", "", "Choose at least one answer first."),
    ("terminal", "", "Write a number first."),
    ("terminal", "ten", "“ten” cannot be read as a number."),
    ("terminal", "<img src=x onerror=alert(1)>", "cannot be read as a number."),
    ("terminal", "-1,250", "Write -1250 or -1.250."),
    ("keep", "", "Write the missing code first."),
    ("keep", "'a", "A quotation mark is not closed."),
    ("keep", "- push?", "“?” is not Python."),
]


@pytest.mark.parametrize(("name", "answer"), KEYS)
def test_key(reader: Reader, name: str, answer: str) -> None:
    reader.answer(name, answer)
    assert reader.state(name) == "right"
    assert reader.status(name).startswith("Right.")
    assert reader.item(name).locator(".sr-explanation").is_visible()
    assert reader.has_focus_within(name)
    [attempt] = reader.stored()
    form = reader.item(name)
    assert attempt | {"id": "", "at": 0, "response": []} == {
        "id": "",
        "item": name,
        "content": form.get_attribute("data-content"),
        "key": form.get_attribute("data-key"),
        "type": ITEMS[name],
        "response": [],
        "score": 1,
        "event": "answer",
        "at": 0,
        "version": 1,
    }


@pytest.mark.parametrize(("name", "answer", "state", "said", "shown"), DISTRACTORS)
def test_distractor(
    reader: Reader, name: str, answer: str, state: str, said: str, shown: list[str]
) -> None:
    reader.answer(name, answer)
    assert reader.state(name) == state
    assert reader.status(name).startswith(said)
    told = reader.shown(name)
    assert len(told) == len(shown)
    assert all(part in text for part, text in zip(shown, told, strict=True))
    assert reader.item(name).locator(".sr-explanation").is_hidden()
    assert reader.has_focus_within(name)
    assert [attempt["event"] for attempt in reader.stored()] == ["answer"]


@pytest.mark.parametrize(("name", "answer", "said"), GARBAGE)
def test_garbage_is_no_attempt(reader: Reader, name: str, answer: str, said: str) -> None:
    reader.answer(name, answer) if answer else reader.press(name, "Check")
    assert said in reader.status(name)
    assert reader.state(name) is None
    assert reader.has_focus_within(name)
    assert reader.stored() == []


def test_a_wrong_answer_is_tried_again(reader: Reader) -> None:
    reader.answer("limit", "a")
    reader.press("limit", "Try again")
    assert reader.status("limit") == ""
    assert reader.shown("limit") == []
    assert reader.item("limit").locator(":checked").count() == 0
    assert reader.has_focus_within("limit")
    reader.answer("limit", "b")
    assert reader.state("limit") == "right"
    assert [attempt["score"] for attempt in reader.stored()] == [0, 1]


def test_a_changed_answer_is_open_again(reader: Reader) -> None:
    reader.answer("terminal", "10")
    reader.page.keyboard.type("0")
    assert reader.state("terminal") is None
    assert reader.status("terminal") == ""
    assert reader.item("terminal").get_by_role("button", name="Check").is_visible()


def test_checking_the_same_answer_twice_is_one_attempt(reader: Reader) -> None:
    reader.answer("terminal", "10")
    reader.page.keyboard.press("Enter")
    assert len(reader.stored()) == 1


@pytest.mark.parametrize(("button", "state"), [("Check", "wrong"), ("Not sure", "unsure")])
@pytest.mark.parametrize("name", ["limit", "terminal"])  # with hints and without
def test_a_double_click_is_one(reader: Reader, name: str, button: str, state: str) -> None:
    """What takes the place of the button is not meant by the second click."""
    if button == "Check":
        reader.choose(name, "a") if name == "limit" else reader.type(name, "10")
    reader.item(name).get_by_role("button", name=button, exact=True).dblclick()
    assert reader.state(name) == state
    assert reader.item(name).get_by_role("button", name="Try again").is_visible()
    assert [hint for hint in reader.item(name).locator(".sr-hint").all() if hint.is_visible()] == []
    assert len(reader.stored()) == 1


def test_a_double_click_on_the_last_hint_is_no_answer(reader: Reader) -> None:
    hint = reader.item("limit").get_by_role("button", name="Hint", exact=True)
    for shown in (1, 2):
        hint.dblclick()
        hints = reader.item("limit").locator("details.sr-hint").all()
        assert sum(each.is_visible() for each in hints) == shown
    assert reader.state("limit") is None
    assert reader.stored() == []


def test_the_accepted_interval_is_shown_after_the_right_answer(reader: Reader) -> None:
    reader.answer("terminal", "-10")
    assert reader.status("terminal") == "Right. Accepted: −10.05 to −9.95 m/s."


def test_hints_come_one_at_a_time(reader: Reader) -> None:
    hints = reader.item("limit").locator("details.sr-hint")
    assert [hint.is_visible() for hint in hints.all()] == [False, False]
    reader.press("limit", "Hint")
    assert hints.nth(0).get_by_text("three steps").is_visible()
    assert hints.nth(1).is_hidden()
    reader.press("limit", "Hint")
    assert hints.nth(1).get_by_text("geometric").is_visible()
    assert reader.has_focus_within("limit")
    assert reader.item("limit").get_by_role("button", name="Hint", exact=True).count() == 0


@pytest.mark.parametrize("name", ITEMS)
def test_not_sure_is_an_answer(reader: Reader, name: str) -> None:
    reader.press(name, "Not sure")
    assert reader.state(name) == "unsure"
    assert reader.item(name).locator(".sr-explanation").is_visible()
    assert reader.has_focus_within(name)
    [attempt] = reader.stored()
    assert (attempt["event"], attempt["response"], attempt["score"]) == ("unsure", [], 0)


def test_the_answer_opened_first_is_on_record_once(reader: Reader) -> None:
    summary = reader.item("limit").locator(".sr-solution > summary")
    reader.tab_to(summary)
    for _ in range(3):
        reader.page.keyboard.press("Enter")
    assert [attempt["event"] for attempt in reader.stored()] == ["reveal"]
    reader.answer("limit", "b")
    summary.focus()
    reader.page.keyboard.press("Enter")
    assert [attempt["event"] for attempt in reader.stored()] == ["reveal", "answer"]


def test_the_marks_of_choices_give_nothing_away(reader: Reader) -> None:
    reader.answer("negative", "bc")
    marks = [
        option.get_attribute("data-mark")
        for option in reader.item("negative").locator(".sr-option").all()
    ]
    assert marks == [None, "wrong", "right", None]


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("place", ["input", "button.sr-check", "summary"])
def test_the_themes_keys_do_not_fire_within_a_question(
    reader: Reader, name: str, place: str
) -> None:
    reader.item(name).locator(f"{place}:visible").first.focus()
    address = urldefrag(reader.page.url).url  # the theme keeps the heading in view as fragment
    for key in ("p", "n", "s", "f", "/", ",", "."):
        reader.page.keyboard.press(key)
    reader.page.wait_for_timeout(100)
    assert urldefrag(reader.page.url).url == address
    assert reader.page.locator("#__search").is_checked() is False
    assert reader.has_focus_within(name)


def test_the_themes_keys_work_outside(reader: Reader) -> None:
    """Else the test before would show nothing."""
    reader.page.locator("body").press("n")
    reader.page.wait_for_url("**/after/")
