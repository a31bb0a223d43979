"""Every type that is loaded on demand, by keyboard alone: key, distractors, garbage; and axe."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .answers import Answers
from .test_access import LOOKS, violations
from .test_reading import OVERFLOW, SMALL_TARGETS

# Item, answer.
KEYS = [
    ("pooled", "7×7"),
    ("pooled", "(7, 7)"),
    ("after", "14"),
    ("halves", "16"),
    ("product", "[[1, .5], [2, 1]]"),
    ("product", "1 0.505; 2 1"),
    ("pooling", "Max  Pooling."),
    ("pooling", "  POOLING"),
    ("deeper", "DABC"),
    ("sizes", "CA"),
    ("heights", "b"),
    ("dense", "2331"),
    ("count", "784; 196"),
    ("why-pool", "Fewer numbers, and shifts matter less.:0,1"),
]
# Item, answer, state, what is said, what is shown for each feedback.
DISTRACTORS = [
    ("after", "7", "wrong", "Not quite.", ["two poolings"]),
    ("halves", "8", "wrong", "Not quite.", ["one pooling too many"]),
    ("pooled", "14x14", "wrong", "Not quite.", ["after one pooling"]),
    ("pooled", "7", "wrong", "Not quite. You wrote 1 size; another number of them", []),
    ("product", "[[1, 2], [0.5, 1]]", "wrong", "Not quite.", ["rows are columns"]),
    ("product", "[[1, 0], [2, 1]]", "partly", "Partly. 3 of 4 numbers right.", []),
    ("pooling", "Convolution", "wrong", "Not quite.", ["keeps the size"]),
    ("pooling", "flattening", "wrong", "Not quite. Try again, or open the answer.", []),
    ("deeper", "CBAD", "wrong", "Not quite. 0 of 4 lines follow the right one.", ["are made"]),
    ("deeper", "DACB", "partly", "Partly. 2 of 4 lines follow the right one.", []),
    ("sizes", "CB", "partly", "Partly. 1 of 2 pairs right.", ["Half of half"]),
    ("sizes", "AC", "wrong", "Not quite. 0 of 2 pairs right.", ["Half of 32", "Half of half"]),
    ("count", "784;392", "partly", "Partly. 1 of 2 lines right.", ["Height and width"]),
    ("count", "28;14", "wrong", "Not quite. 0 of 2 lines right.", ["one row", ""]),
    ("dense", "231", "wrong", "Not quite.", ["two hidden layers"]),
    ("dense", "2341", "partly", "Partly. 3 of 4 layers right.", []),
    ("dense", "23331", "wrong", "Not quite. Another number of layers is asked for.", []),
    ("heights", "a", "wrong", "Not quite.", ["with padding"]),
    ("why-pool", "Fewer numbers.:0", "partly", "Partly. 1 of 2 points.", []),
]
# Item, answer, what is said.
GARBAGE = [
    ("pooled", "", "Write the numbers first."),
    ("pooled", "<b>7</b>", "“<b>7</b>” cannot be read."),
    ("product", "[[1, 2], [3]]", "The rows have different lengths."),
    ("pooling", "", "Write your answer first."),
    ("pooling", "?", "Write your answer first."),
    ("pooling", "poling", "That is nearly it. Check the spelling."),
    ("deeper", "ABCD", "As they stand, the lines are not in order. Move them first."),
    ("sizes", "--", "Choose a letter for 1 and 2 first."),
    ("why-pool", "", "Write down what you remember first."),
    ("why-pool", "Fewer numbers.", "Compare yours with the model answer."),
    ("count", "784; ", "Line 2: Write a number first."),
    ("count", "all;14", "Line 1: “all” cannot be read as a number."),
    ("dense", "--", "Layer 1: write a whole number from 1 to 9."),
    ("dense", "2-1", "Layer 2: write a whole number from 1 to 9."),
    ("dense", "20", "Layer 2: write a whole number from 1 to 9."),
    ("heights", "", "Choose one of the answers first."),
    ("sizes", "C-", "Choose a letter for 2 first."),
]
FIRST = {name: answer for name, answer, *_ in reversed(DISTRACTORS)}


@pytest.fixture
def answers(visit: Callable[..., Page], kinds: str) -> Answers:
    """A reader who has answered nothing yet."""
    return _ready(visit(kinds, viewport={"width": 1280, "height": 900}))


def _ready(page: Page) -> Answers:
    for item in page.locator("form.sr-item").all():
        expect(item.locator(".sr-actions").first).to_be_visible()
    return Answers(page)


@pytest.mark.parametrize(("name", "answer"), KEYS)
def test_key(answers: Answers, name: str, answer: str) -> None:
    answers.answer(name, answer)
    assert answers.state(name) == "right"
    assert answers.status(name).startswith("Right.")
    assert answers.item(name).locator(".sr-explanation").is_visible()
    assert answers.has_focus_within(name)
    [attempt] = answers.stored()
    assert (attempt["item"], attempt["score"], attempt["event"]) == (name, 1, "answer")


@pytest.mark.parametrize(("name", "answer", "state", "said", "shown"), DISTRACTORS)
def test_distractor(
    answers: Answers, name: str, answer: str, state: str, said: str, shown: list[str]
) -> None:
    answers.answer(name, answer)
    assert answers.state(name) == state
    assert answers.status(name).startswith(said)
    told = answers.shown(name)
    assert len(told) == len(shown)
    assert all(part in text for part, text in zip(shown, told, strict=True))
    assert answers.has_focus_within(name)
    before = (answers.status(name), told, filled_in(answers, name))
    assert [attempt["event"] for attempt in answers.stored()] == ["answer"]
    answers.page.reload()
    expect(answers.item(name)).to_have_attribute("data-state", state)
    assert (answers.status(name), answers.shown(name), filled_in(answers, name)) == before
    answers.press(name, "Try again")
    assert answers.state(name) is None
    assert answers.item(name).locator("[data-mark]").count() == 0
    assert answers.has_focus_within(name)
    if name != "halves":  # which has another key by now
        answers.answer(name, next(answer for item, answer in KEYS if item == name))
        assert answers.state(name) == "right"


def filled_in(answers: Answers, name: str) -> list[object]:
    """Return what stands in every field of an item, and the order of its lines."""
    found: list[object] = answers.item(name).evaluate(
        "form => [...form.querySelectorAll('input, select, textarea, [data-option]')]"
        ".map((field) => [field.value, field.checked, field.dataset.option])"
    )
    return found


@pytest.mark.parametrize(("name", "answer", "said"), GARBAGE)
def test_garbage_is_no_attempt(answers: Answers, name: str, answer: str, said: str) -> None:
    answers.answer(name, answer) if answer else answers.press(name, "Check")
    assert said in answers.status(name)
    assert answers.state(name) is None
    assert answers.has_focus_within(name)
    assert answers.stored() == []


def test_an_item_of_every_type_is_here(answers: Answers) -> None:
    names = {item.get_attribute("id") for item in answers.page.locator("form.sr-item").all()}
    assert {name for name, _ in KEYS} == {name for name, *_ in DISTRACTORS} == names


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_access(visit: Callable[..., Page], kinds: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    answers = _ready(visit(kinds, viewport=size, color_scheme=scheme))
    assert violations(answers.page) == []
    for name, answer in FIRST.items():
        answers.answer(name, answer)
    assert violations(answers.page) == []
    assert answers.page.evaluate(OVERFLOW) == ""
    assert answers.page.evaluate(SMALL_TARGETS) == []
    for name in FIRST:
        answers.press(name, "Try again")
        answers.press(name, "Not sure")
        assert answers.state(name) == "unsure"
    assert violations(answers.page) == []
    assert answers.page.evaluate(OVERFLOW) == ""


SIZES = ["32×32", "32×32", "64×64", "64×64"]


def test_each_retry_brings_another_variant(answers: Answers) -> None:
    """All in turn, then the first again."""
    stem = answers.item("halves").locator(".sr-stem")
    for size in (*SIZES, SIZES[0]):
        assert size in stem.inner_text()
        answers.answer("halves", "1000")
        assert answers.state("halves") == "wrong"
        answers.press("halves", "Try again")
        assert answers.has_focus_within("halves")
        assert answers.status("halves") == ""
        assert answers.item("halves").locator("input[type=text]").input_value() == ""
    answers.answer("halves", "8")
    assert answers.state("halves") == "right"
    log = answers.stored()
    assert [attempt.get("variant") for attempt in log] == [None, 1, 2, 3, None, 1]
    assert [attempt["score"] for attempt in log] == [0, 0, 0, 0, 0, 1]


def test_the_variant_that_was_answered_is_there_after_a_reload(answers: Answers) -> None:
    answers.answer("halves", "1000")
    answers.press("halves", "Try again")
    answers.answer("halves", "16")
    assert ["one pooling too few" in told for told in answers.shown("halves")] == [True]
    before = answers.item("halves").inner_text()
    answers.stored()
    answers.page.reload()
    expect(answers.item("halves")).to_have_attribute("data-state", "wrong")
    assert answers.item("halves").inner_text() == before


def test_the_variant_of_which_one_was_not_sure_is_there_after_a_reload(answers: Answers) -> None:
    answers.press("halves", "Not sure")
    answers.press("halves", "Try again")
    before = answers.item("halves").locator(".sr-stem").inner_text()
    answers.press("halves", "Not sure")
    answers.stored()
    answers.page.reload()
    expect(answers.item("halves")).to_have_attribute("data-state", "unsure")
    assert answers.item("halves").locator(".sr-stem").inner_text() == before


def test_on_paper_is_the_first_variant(answers: Answers) -> None:
    stem = answers.item("halves").locator(".sr-stem")
    first = stem.inner_text()
    answers.answer("halves", "1000")
    answers.press("halves", "Try again")
    other = stem.inner_text()
    assert other != first
    answers.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert stem.inner_text() == first
    answers.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert stem.inner_text() == other


def test_pages_that_were_left_do_not_go_on_listening(
    contexts: Callable[..., BrowserContext], kinds: str
) -> None:
    page = contexts(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script("""
        globalThis.heard = 0;
        for (const [name, count] of [["addEventListener", 1], ["removeEventListener", -1]]) {
          const plain = globalThis[name];
          globalThis[name] = (event, ...rest) => {
            globalThis.heard += count * (event === "beforeprint");
            plain.call(globalThis, event, ...rest);
          };
        }
    """)
    page.goto(kinds)
    expect(page.locator("#halves .sr-check")).to_be_visible()
    heard = page.evaluate("heard")
    for _ in range(2):
        page.get_by_role("link", name="After").first.click()
        expect(page.locator("#halves")).to_have_count(0)
        page.get_by_role("link", name="Questions").first.click()
        expect(page.locator("#halves .sr-check")).to_be_visible()
    assert page.evaluate("heard") == heard


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_drawing_of_each_figure_is_shown(
    visit: Callable[..., Page], kinds: str, scheme: str
) -> None:
    page = visit(kinds, color_scheme=scheme)
    for option in page.locator("#heights .sr-option").all():
        assert option.locator("img:visible").count() == 1
        assert option.locator(f".sr-{scheme} img").is_visible()
        option.scroll_into_view_if_needed()
        drawn = "image => image.complete && image.naturalWidth > 0"
        page.wait_for_function(drawn, arg=option.locator("img:visible").element_handle())


def test_a_network_is_drawn_while_it_is_written(answers: Answers) -> None:
    item = answers.item("dense")
    drawn = item.locator(".sr-drawing svg")
    assert drawn.count() == 0
    answers.answer("dense", "2331")
    assert drawn.get_attribute("aria-label") == "Network 2-3-3-1"
    assert drawn.inner_html() == item.locator(".sr-answer svg").inner_html()
    first = item.locator(".sr-layer input").first
    first.focus()
    answers.page.keyboard.press("ArrowUp")
    assert drawn.get_attribute("aria-label") == "Network 3-3-3-1"
    assert answers.state("dense") is None


@pytest.mark.parametrize("scripts", [True, False])
def test_static_twin(visit: Callable[..., Page], kinds: str, scripts: bool) -> None:
    """Without scripts an item's answer stands under it; on paper at the end of the page."""
    page = visit(kinds, java_script_enabled=scripts, viewport={"width": 320, "height": 800})
    if not scripts:
        for item in page.locator("form.sr-item").all():
            assert item.locator("legend").is_visible()
            assert item.get_by_role("button").count() == 0
            item.locator(".sr-solution > summary").click()
            assert item.locator(".sr-answer").is_visible()
        assert page.evaluate(OVERFLOW) == ""
    page.emulate_media(media="print")
    for item in page.locator("form.sr-item").all():
        name = item.get_attribute("id")
        expect(page.locator(f"[data-key-of={name}] .sr-answer")).to_be_visible()
        expect(item.locator(".sr-solution")).to_be_hidden()
        assert item.get_by_role("button").count() == 0


def _parts_on_demand(page: Page, folder: str) -> set[str]:
    """Return the parts that quiz.js, or a part that always comes with it, may load later."""
    wanted, texts = ["quiz.js"], dict[str, str]()
    while wanted:
        name = wanted.pop()
        texts[name] = page.request.get(folder + name).text()
        always = re.findall(r"""(?:from|import)\s*["']\./(part-[^"']+)["']""", texts[name])
        wanted += [part for part in always if part not in texts]
    return {
        part
        for text in texts.values()
        for part in re.findall(r"""import\(["']\./(part-[^"']+)""", text)
    }


def test_a_type_that_does_not_arrive_leaves_its_items_readable(
    contexts: Callable[..., BrowserContext], kinds: str
) -> None:
    page = contexts().new_page()
    for part in _parts_on_demand(page, f"{kinds}assets/generated/"):
        page.route(f"**/{part}", lambda route: route.abort())
    page.goto(kinds)
    expect(page.locator("#after .sr-check")).to_be_visible()
    item = page.locator("#pooled")
    assert item.locator(".sr-actions").is_hidden()
    item.locator(".sr-solution > summary").click()
    assert item.locator(".sr-answer").is_visible()


@pytest.mark.parametrize("key", ["p", "n", "s", "f", "/"])
def test_the_themes_keys_do_not_fire_within_a_question(answers: Answers, key: str) -> None:
    address = answers.page.url
    for item in answers.page.locator("form.sr-item").all():
        item.locator(":is(input, select, textarea, button.sr-move):visible").first.focus()
        answers.page.keyboard.press(key)
    answers.page.wait_for_timeout(100)
    assert answers.page.url.partition("#")[0] == address
    assert answers.page.locator("#__search").is_checked() is False
