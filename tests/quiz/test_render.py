"""Items as HTML: golden texts for each type, hashes, and texts that stay texts."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from studyreport.problems import StudyReportError
from studyreport.quiz import notice, render_item, render_test
from tests.quiz.little import ALL, CODE, NUMBER, ONE, SEVERAL, bank, changed, entry


def markup(parent: Element, text: str) -> None:
    """Render Markdown as a page would, raw HTML shown as text."""
    reader = Markdown()
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    parent.extend(fromstring(f"<div>{reader.convert(text)}</div>"))


def html(element: Element) -> str:
    """Return HTML with every tag that follows another on a line of its own."""
    return tostring(element, "unicode", method="html").replace("><", ">\n<").replace("\n\n", "\n")


def rendered(root: Path, item: str, page: str = "motion.md") -> Element:
    return render_item(entry(root, item), 3, markup, page)


def part(element: Element, name: str) -> Element:
    [found] = [e for e in element.iter() if name in e.get("class", "").split()]
    return found


def parts(element: Element, name: str) -> list[Element]:
    return [e for e in element.iter() if name in e.get("class", "").split()]


def test_one_choice_whole(tmp_path: Path) -> None:
    form = rendered(tmp_path, ONE)
    content, key = form.get("data-content"), form.get("data-key")
    assert (
        html(form)
        == f"""\
<form class="sr-item no-copy" id="limit" data-item="limit" data-type="one" \
data-content="{content}" data-key="{key}" data-search-exclude="" novalidate="" method="dialog">
<fieldset>
<legend class="sr-stem">
<span class="sr-number">3</span> <span class="sr-level" role="img" aria-label="Difficulty 1 of 3" \
title="Difficulty 1 of 3: to recall">●○○</span> What is <em>it</em>?</legend>
<ol class="sr-options" type="A">
<li class="sr-option" data-option="a" data-right="">
<label>
<input type="radio" name="limit" value="a">
<span class="sr-letter">A</span> <span class="sr-text">$-10$</span>
</label>
</li>
<li class="sr-option" data-option="b">
<label>
<input type="radio" name="limit" value="b">
<span class="sr-letter">B</span> <span class="sr-text">−1.9</span>
</label>
</li>
</ol>
<p class="sr-actions" hidden="">
<button type="submit" class="sr-check">Check</button>
<button type="button" class="sr-unsure">Not sure</button>
<button type="button" class="sr-again">Try again</button>
</p>
<p class="sr-status" role="status">
</p>
<div class="sr-shown">
</div>
<details class="sr-solution">
<summary>Answer and explanation</summary>
<div class="sr-answer">
<p>
<span class="sr-letter">A</span> <span class="sr-text">$-10$</span>
</p>
</div>
<div class="sr-feedback" data-for="a">
<span class="sr-letter">A</span> <p>It is.</p>
</div>
<div class="sr-feedback" data-for="b">
<span class="sr-letter">B</span> <p>It is not.</p>
</div>
<div class="sr-explanation">
<p>Because.</p>
</div>
<p class="sr-back">
<a href="motion.md#momentum">Read again: Momentum</a>
</p>
</details>
</fieldset>
</form>"""
    )


def test_several_choices(tmp_path: Path) -> None:
    form = rendered(tmp_path, SEVERAL)
    options = parts(form, "sr-option")
    assert ["data-right" in option.attrib for option in options] == [True, True, False]
    assert {e.get("type") for e in form.iter("input")} == {"checkbox"}
    answer = "".join(part(form, "sr-answer").itertext())
    assert answer == "A It falls.B It stays above −10."


def test_a_number(tmp_path: Path) -> None:
    form = rendered(tmp_path, NUMBER)
    assert html(part(form, "sr-entry")) == (
        '<p class="sr-entry" data-answer="-3.439" data-low="-3.449" data-high="-3.429">\n'
        '<label>Your answer <input type="text" name="fourth" autocomplete="off" '
        'spellcheck="false">\n</label>\n<span class="sr-unit">m/s</span>\n</p>'
    )
    answer = "−3.439 m/s (accepted: from −3.449 to −3.429)"
    assert "".join(part(form, "sr-answer").itertext()) == answer
    assert html(part(form, "sr-feedback")) == (
        '<div class="sr-feedback" data-value="-4" data-low="-4.01" data-high="-3.99">\n'
        '<span class="sr-letter">−4</span> <p>Friction.</p>\n</div>'
    )


def test_a_relative_tolerance_is_exact(tmp_path: Path) -> None:
    item = changed(NUMBER, "absolute: 0.01", "relative: 0.1")
    shown = part(rendered(tmp_path, item), "sr-entry")
    assert (shown.get("data-low"), shown.get("data-high")) == ("-3.7829", "-3.0951")


def test_a_number_to_be_met_exactly_has_no_interval(tmp_path: Path) -> None:
    item = changed(NUMBER, "absolute: 0.01", "absolute: 0")
    answer = part(rendered(tmp_path, changed(item, "unit: m/s\n", "")), "sr-answer")
    assert "".join(answer.itertext()) == "−3.439"


def test_code(tmp_path: Path) -> None:
    form = rendered(tmp_path, CODE)
    shown = part(form, "sr-code")
    assert "".join(shown.itertext()) == "def step(v, g):\n    return "
    assert html(shown).endswith(
        '<span class="k">return</span> <input type="text" name="step" class="sr-blank" '
        'aria-label="Blank" autocomplete="off" autocapitalize="off" spellcheck="false" size="14">'
        "\n</code>\n</pre>"
    )
    answer = part(form, "sr-answer")
    assert "".join(answer.itertext()) == "0.9 * v - g or -g + 0.9 * v"
    assert [e.get("data-accept") for e in answer.iter("code")] == ["", ""]
    assert part(form, "sr-feedback").get("data-form") == "0.9 * v + g"


def test_a_blank_inside_a_string(tmp_path: Path) -> None:
    item = changed(CODE, "return ___", "return eval('___')  # ____init__ is no blank")
    shown = part(rendered(tmp_path, item), "sr-code")
    assert len(list(shown.iter("input"))) == 1
    assert "".join(shown.itertext()).endswith("return eval('')  # ____init__ is no blank")


def test_hints_are_closed_and_offered(tmp_path: Path) -> None:
    item = changed(ONE, "difficulty: 1", "difficulty: 1\nhints: [Look *up*., Look down.]")
    form = rendered(tmp_path, item)
    hints = parts(form, "sr-hint")
    assert ["".join(hint.itertext()) for hint in hints] == ["Hint 1Look up.", "Hint 2Look down."]
    assert all("open" not in hint.attrib for hint in hints)
    assert part(form, "sr-hint-next").text == "Hint"


def test_a_long_stem(tmp_path: Path) -> None:
    item = changed(ONE, "stem: What is *it*?", "stem: |\n  What is `it`?\n\n  - a\n  - b")
    form = rendered(tmp_path, item)
    assert "".join(part(form, "sr-stem").itertext()) == "3 ●○○ What is it?"
    assert [e.tag for e in part(form, "sr-more")] == ["ul"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("stem: What is *it*?", 'stem: "- a"', "motion.yml:5:11: this must begin with a paragraph"),
        ("text: −1.9", 'text: "-1.9\\n\\nand so on"', ":15: this must be a single paragraph."),
        ("text: −1.9", 'text: "# −1.9"', "this must begin with a paragraph"),
    ],
)
def test_fields_of_the_wrong_shape(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(StudyReportError, match=message):
        rendered(tmp_path, changed(ONE, old, new))


@pytest.mark.parametrize(
    ("page", "href"),
    [
        ("motion.md", "motion.md#momentum"),
        ("index.md", "motion.md#momentum"),
        ("labs/deep/x.md", "../../motion.md#momentum"),
        ("", "motion.md#momentum"),
    ],
)
def test_the_way_back_is_relative_to_the_page(tmp_path: Path, page: str, href: str) -> None:
    [link] = part(rendered(tmp_path, ONE, page), "sr-back")
    assert link.get("href") == href


def test_a_whole_test(tmp_path: Path) -> None:
    made = bank(tmp_path, *ALL)
    test = made.tests["motion"]
    section = render_test(test, [(test.items[2], 5), (test.items[0], 6)], markup, "motion.md")
    assert section.attrib == {
        "class": "sr-quiz",
        "data-quiz": "motion",
        "aria-label": "Confirmation test",
        "data-search-exclude": "",
    }
    assert [form.get("id") for form in section.iter("form")] == ["fourth", "limit"]
    assert [number.text for number in parts(section, "sr-number")] == ["5", "6"]
    assert part(section, "sr-progress").attrib.items() >= {"role": "status", "hidden": ""}.items()
    assert parts(section, "sr-notice") == []
    assert "hidden" in notice().attrib


EVIL = "<script>alert(1)</script>"


def test_html_arrives_as_text(tmp_path: Path) -> None:
    """Plain fields here, and Markdown fields as far as the page's markup lets nothing through."""
    number = NUMBER.replace("m/s", f"'{EVIL} *x* __y__'").replace("Because.", EVIL)
    code = CODE.replace("0.9 * v + g", f"v{EVIL}").replace("v, g):", f"v, g):  # {EVIL}")
    form = rendered(tmp_path, number)
    assert part(form, "sr-unit").text == f"{EVIL} *x* __y__"
    for item in (number, code):
        whole = html(rendered(tmp_path, item))
        assert BeautifulSoup(whole, "html.parser").find("script") is None
        assert "&lt;script&gt;" in whole


def test_plain_texts_are_not_taken_for_markdown(tmp_path: Path) -> None:
    """Python-Markdown leaves atomic texts alone; a form such as `__a__` is not bold."""
    form = rendered(tmp_path, CODE.replace("0.9 * v + g", "__name__"))
    reader = Markdown()
    root = Element("div")
    root.append(form)
    reader.treeprocessors["inline"].run(root)
    shown = html(root)
    assert "<strong>" not in shown
    assert "__name__" in shown


def hashes(root: Path, item: str) -> tuple[str, str]:
    found = entry(root, item)
    assert len(found.content) == len(found.key) == 8
    return found.content, found.key


@pytest.mark.parametrize(
    ("item", "old", "new", "content", "key"),
    [
        (ONE, "id: limit", "id: other", False, False),
        (ONE, "difficulty: 1", "difficulty: 2\ntags: [x]", False, False),
        (ONE, "velocities(2)[-1]", "velocities(3)[1]", False, False),
        (ONE, "What is *it*?", "What is that?", True, False),
        (ONE, "Because.", "Since.", True, False),
        (ONE, "It is not.", "No, no.", True, False),
        (ONE, "text: −1.9", "text: −1.90", True, False),
        (ONE, "text: $-10$", "text: $-10.0$", True, True),
        (ONE, "difficulty: 1", "difficulty: 1\nhints: [Look.]", True, False),
        (ONE, "type: one", "type: several", True, True),
        (SEVERAL, "feedback: It does not.", "feedback: It does not.\n    right: true", True, True),
        (NUMBER, "answer: -3.439", "answer: -3.4390", True, False),
        (NUMBER, "answer: -3.439", "answer: -3.438", True, True),
        (NUMBER, "absolute: 0.01", "absolute: 0.02", True, True),
        (NUMBER, "unit: m/s", "unit: km/s", True, True),
        (NUMBER, "value: -4", "value: -5", True, False),
        (CODE, "[0.9 * v - g, -g", "[0.9*v - g, -g", True, False),
        (CODE, "[0.9 * v - g, -g", "[0.9*v - 1*g, -g", True, True),
        (CODE, "form: 0.9 * v + g", "form: 0.8 * v + g", True, False),
        (CODE, "< 1e-12", "< 1e-9", False, False),
    ],
)
def test_hashes(tmp_path: Path, item: str, old: str, new: str, content: bool, key: bool) -> None:
    before, after = hashes(tmp_path, item), hashes(tmp_path, changed(item, old, new))
    assert (before[0] != after[0], before[1] != after[1]) == (content, key)


def test_the_order_of_options_is_shown_but_is_not_the_key(tmp_path: Path) -> None:
    head, middle, tail = ONE.partition("options:\n")
    cut = tail.index("  - text: −")
    before = hashes(tmp_path, ONE)
    after = hashes(tmp_path, head + middle + tail[cut:] + tail[:cut])
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_hashes_do_not_change_from_version_to_version(tmp_path: Path) -> None:
    """Readers' histories hang on them: a change here needs a way to carry those over."""
    assert [hashes(tmp_path, item) for item in ALL] == PINNED


PINNED = [
    ("43088bc1", "64db41c5"),
    ("889ec302", "790c5a42"),
    ("863aa8b9", "c5ad9c1c"),
    ("ee2fdd3a", "8c99574a"),
]


@pytest.mark.parametrize(
    ("difficulty", "dots", "told"),
    [
        (1, "●○○", "Difficulty 1 of 3: to recall"),
        (2, "●●○", "Difficulty 2 of 3: to apply"),
        (3, "●●●", "Difficulty 3 of 3: to reason about"),
    ],
)
def test_difficulty_is_marked(tmp_path: Path, difficulty: int, dots: str, told: str) -> None:
    item = changed(ONE, "difficulty: 1", f"difficulty: {difficulty}")
    [level] = parts(rendered(tmp_path, item), "sr-level")
    assert (level.text, level.get("title")) == (dots, told)
    assert level.get("aria-label") == told.partition(":")[0]
