"""Moodle XML: elements that Moodle's importer reads, and what it makes of them."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from studyreport.quiz.export.moodle import MOODLE
from tests.quiz.export.house import CHOSEN, IDS, NEWER, NEWER_IDS, PNG, exported
from tests.quiz.little import CODE, NUMBER, ONE, SEVERAL, changed

# What Moodle takes for a share of the mark.
SHARES = "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5"
SHARES += " 11.11111 10 5 0"


def questions(root: Path, *items: str) -> dict[str, Element]:
    document = fromstring(exported(root, MOODLE, *items).files[""])
    found = [each for each in document if each.get("type") != "category"]
    return {each.findtext("idnumber", ""): each for each in found}


def answers(question: Element) -> list[tuple[str, str]]:
    return [(a.get("fraction", ""), a.findtext("text", "")) for a in question.iter("answer")]


def test_every_item_under_the_category_of_its_test(tmp_path: Path) -> None:
    data = exported(tmp_path, MOODLE).files[""]
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>')
    first, *others = fromstring(data)
    assert first.findtext("category/text") == "$course$/top/Motion"
    assert [each.findtext("idnumber") for each in others] == IDS
    kinds = [each.get("type") for each in others]
    assert kinds == ["multichoice", "multichoice", "numerical", "shortanswer", *["multichoice"] * 2]


def test_common_elements(tmp_path: Path) -> None:
    hard = questions(tmp_path)["4-hard"]
    for name in ("questiontext", "generalfeedback", "hint"):
        assert {each.get("format") for each in hard.iter(name)} == {"html"}
    assert [each.findtext("text") for each in hard.iter("hint")] == [
        r"<p>Look at <span>\(b\)</span>.</p>",
        "<p>Look at <strong>a</strong>.</p>",
    ]
    assert [each.findtext("text") for each in hard.iter("tag")] == ["signs", "less-than"]
    assert hard.findtext("name/text") == "4-hard"
    general = hard.findtext("generalfeedback/text", "")
    assert general.endswith("<p>Read again: Nesterov's look-ahead</p>".replace("'", "&#x27;"))


def test_one_choice(tmp_path: Path) -> None:
    limit = questions(tmp_path, ONE)["limit"]
    assert limit.findtext("single") == "true"
    assert answers(limit) == [("100", r"<span>\(-10\)</span>"), ("0", "−1.9")]
    feedback = [answer.findtext("feedback/text") for answer in limit.iter("answer")]
    assert feedback == ["<p>It is.</p>", "<p>It is not.</p>"]


def test_several_choices_share_the_mark(tmp_path: Path) -> None:
    truths = questions(tmp_path, SEVERAL)["truths"]
    assert truths.findtext("single") == "false"
    assert [share for share, _ in answers(truths)] == ["50", "50", "-100"]


def many(keys: int, others: int) -> str:
    head = SEVERAL.partition("proof:")[0].replace("truths", f"k{keys}-o{others}")
    right = "".join(f"  - {{text: R{n}, right: true, feedback: a}}\n" for n in range(keys))
    wrong = "".join(f"  - {{text: W{n}, feedback: a}}\n" for n in range(others))
    return f"{head}proof: none\nreason: So it is.\noptions:\n{right}{wrong}"


def test_shares_are_such_as_moodle_takes(tmp_path: Path) -> None:
    counts = [(keys, others) for keys in range(1, 11) for others in (0, 1, 3, 10)]
    items = [many(keys, others) for keys, others in counts if keys + others > 1]
    found = questions(tmp_path, *items)
    assert len(found) == len(items) == 39
    for name, question in found.items():
        shares = [share for share, _ in answers(question)]
        assert {share.lstrip("-") for share in shares} <= set(SHARES.split())
        for sign, total in (("", 100), ("-", 0 if name.endswith("-o0") else -100)):
            same = [Decimal(each) for each in shares if each.startswith("-") == bool(sign)]
            assert abs(sum(same, Decimal(0)) - total) < Decimal("0.001")


def test_a_share_that_moodle_does_not_know(tmp_path: Path) -> None:
    done = exported(tmp_path, MOODLE, many(11, 1), ONE)
    assert [str(left) for left in done.left] == [
        "could not carry k11-o1: Moodle cannot split a mark into 11 equal parts."
    ]
    assert done.items == 1


def test_a_number_with_its_tolerance(tmp_path: Path) -> None:
    fourth = questions(tmp_path, NUMBER)["fourth"]
    assert answers(fourth) == [("100", "-3.439"), ("0", "-4")]
    assert [each.text for each in fourth.iter("tolerance")] == ["0.01", "0.01"]
    assert [each.findtext("feedback/text") for each in fourth.iter("answer")][
        1
    ] == "<p>Friction.</p>"
    assert fourth.findtext("units/unit/unit_name") == "m/s"
    assert fourth.findtext("units/unit/multiplier") == "1"
    assert fourth.findtext("unitgradingtype") == "0"
    assert fourth.findtext("showunits") == "0"
    assert "Answer in m/s." in fourth.findtext("questiontext/text", "")


def test_a_relative_tolerance_is_one_of_each_value(tmp_path: Path) -> None:
    item = changed(NUMBER, "absolute: 0.01", "relative: 0.1").replace("unit: m/s\n", "")
    fourth = questions(tmp_path, item)["fourth"]
    assert [each.text for each in fourth.iter("tolerance")] == ["0.3439", "0.4"]
    assert fourth.findtext("showunits") == "3"
    assert fourth.find("units") is None


def matches(pattern: str, typed: str) -> bool:
    """Tell whether Moodle takes what was typed: a bare star stands for anything."""
    parts = [re.escape(part.replace(r"\*", "*")) for part in re.split(r"(?<!\\)\*+", pattern)]
    return re.fullmatch(".*".join(parts), typed) is not None


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("0.9 * v - g", "100"),
        ("0.9*v-g", "100"),
        ("-g+0.9*v", "100"),
        ("0.9 * v + g", "0"),
        ("0.9*v+g", "0"),
        ("0.9 / 7 / v - g", None),
        ("0.9 * V - g", None),
    ],
)
def test_code_is_compared_as_it_is_typed(tmp_path: Path, typed: str, share: str | None) -> None:
    step = questions(tmp_path, CODE)["step"]
    assert step.findtext("usecase") == "1"
    first = next((given for given, text in answers(step) if matches(text, typed)), None)
    assert first == share


def test_images_are_embedded_where_they_are_shown(tmp_path: Path) -> None:
    hard = questions(tmp_path)["4-hard"]
    text = hard.find("questiontext")
    assert text is not None
    [file] = text.findall("file")
    assert file.get("encoding") == "base64"
    assert b64decode(file.text or "") == PNG
    assert f'src="@@PLUGINFILE@@/{file.get("name")}"' in text.findtext("text", "")
    shown = [len(answer.findall("file")) for answer in hard.iter("answer")]
    assert shown == [0, 1, 0]


def test_scripts_stay_text_and_math_stays_tex(tmp_path: Path) -> None:
    text = questions(tmp_path)["4-hard"].findtext("questiontext/text", "")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert r"\(a &lt; b\)" in text
    assert "<script" not in text and "katex" not in text


def test_newer_types_have_kinds_of_their_own(tmp_path: Path) -> None:
    found = questions(tmp_path, *NEWER)
    assert [name for name in found if "." not in name] == NEWER_IDS
    kinds = [found[name].get("type") for name in NEWER_IDS]
    assert kinds == [
        *("cloze", "shortanswer", "ordering", "matching", "essay", "cloze", "shortanswer"),
        *("multichoice", "shortanswer", "cloze", "cloze", "numerical"),
    ]


# How Moodle finds the gaps of a text, and the answers of a gap: question/type/multianswer.
_END = r"(?<!\\)(?=[~}]|$)"
_ANSWER = rf"(?:=|%-?[0-9]+%)?(?:.+?(?<!\\)(?=[~#}}]|$))(?:#(?:.*?{_END}))?"
GAP = re.compile(rf"\{{([0-9]*):NUMERICAL:({_ANSWER}(?:~{_ANSWER})*)\}}")


def gaps(question: Element) -> list[list[tuple[str, str, str]]]:
    """Return of each gap the share of the mark, the number and what is said, as Moodle reads it."""
    text = re.sub(r"&amp;(.{2,9}?;)", r"&\1", question.findtext("questiontext/text", ""))
    return [[read(each) for each in re.split("~", found[2])] for found in GAP.finditer(text)]


def read(answer: str) -> tuple[str, str, str]:
    number, _, said = answer.partition("#")
    share, rest = ("100", number[1:]) if number[0] == "=" else number[1:].split("%", 1)
    return share, rest, html.unescape(said)


def test_gaps_are_numbers_with_their_tolerance(tmp_path: Path) -> None:
    found = questions(tmp_path, *NEWER)
    assert gaps(found["twice"]) == [
        [("100", "-1:0", "")],
        [("100", "-1.9:0.01", ""), ("0", "1.9:0.01", "Uphill.")],
    ]
    numbers = [number for [(_, number, _)] in gaps(found["pairs"])]
    assert numbers == ["-1:0.01", "-1.9:0.01", "-2.71:0.01", "-3.44:0.01"]
    assert " m/s, not 2.</p>" in found["twice"].findtext("questiontext/text", "")
    assert found["twice"].find("defaultgrade") is None


def test_signs_in_what_is_said_to_a_gap_survive(tmp_path: Path) -> None:
    [[_, (share, number, said)]] = gaps(questions(tmp_path, *NEWER)["chosen"])
    assert (share, number) == ("0", "3:0.1")
    assert said == r"Twice <span>\(\frac{a}{b}\)</span> &amp; ~so."


def test_an_image_in_what_is_said_to_a_gap_is_left_out(tmp_path: Path) -> None:
    item = changed(CHOSEN, "Twice", "![A dot](assets/dot.png)")
    done = exported(tmp_path, MOODLE, item, ONE)
    assert [str(left) for left in done.left] == [
        "could not carry chosen: Moodle shows no image in what it says to a gap."
    ]


def test_lines_in_their_order(tmp_path: Path) -> None:
    sort = questions(tmp_path, *NEWER)["sort"]
    expected = [r"<span>\(v_3\)</span>", "The second, <em>v</em>.", r"<span>\(v_1\)</span>"]
    assert [text for _, text in answers(sort)] == expected
    assert [share for share, _ in answers(sort)] == ["1", "2", "3"]
    assert sort.findtext("selecttype") == "ALL"
    assert sort.findtext("incorrectfeedback/text") == "<ul><li>By size.</li></ul>"


def test_pairs_by_letters(tmp_path: Path) -> None:
    pair = questions(tmp_path, *NEWER)["pair"]
    shown = re.findall("<li>(.*?)</li>", pair.findtext("questiontext/text", ""))
    asked = {
        each.findtext("text", ""): shown["ABCD".index(each.findtext("answer/text", ""))]
        for each in pair.iter("subquestion")
        if each.findtext("text")
    }
    assert asked == {
        r"<span>\(v_1\)</span>": r"<span>\(-1\)</span>",
        r"<span>\(v_2\)</span>": r"<span>\(-1.9\)</span>",
    }
    letters = [each.findtext("answer/text") for each in pair.iter("subquestion")]
    assert sorted(str(letter) for letter in letters) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("name", "typed", "share"),
    [
        ("name", "VELOCITY", "100"),
        ("name", "speed", "0"),
        ("net", "2-1", "100"),
        ("net", "2, 1", "100"),
        ("net", "2-2", "0"),
        ("net", "21", None),
        ("size", "14X14", "100"),
        ("size", "14 * 14", "100"),
        ("size", "14/14", None),
        ("size", "7×7", "0"),
    ],
)
def test_words_whatever_their_capitals(
    tmp_path: Path, name: str, typed: str, share: str | None
) -> None:
    found = questions(tmp_path, *NEWER)[name]
    assert found.findtext("usecase") == "0"
    known = answers(found)
    first = next((given for given, text in known if matches(text.lower(), typed.lower())), None)
    assert first == share


def test_a_free_answer_is_graded_by_people(tmp_path: Path) -> None:
    why = questions(tmp_path, *NEWER)["why"]
    for name in ("graderinfo", "generalfeedback"):
        text = why.findtext(f"{name}/text", "")
        assert "<li>They add up.</li>" in text and "Old pushes <em>add up</em>." in text
    assert not list(why.iter("answer"))


def test_figures_are_embedded(tmp_path: Path) -> None:
    which = questions(tmp_path, *NEWER)["which"]
    shown = [b64decode(each.findtext("file", "")).decode() for each in which.iter("answer")]
    assert ["rising-line" in shown[0], "falling-line" in shown[1]] == [True, True]
    assert [share for share, _ in answers(which)] == ["0", "100"]


def test_variants_have_a_category_to_draw_from(tmp_path: Path) -> None:
    root = fromstring(exported(tmp_path, MOODLE, *NEWER).files[""])
    names = [each.findtext("category/text") or each.findtext("idnumber") for each in root]
    place = names.index("$course$/top/Motion/limit")
    assert names[place + 1 :] == ["limit", "limit.2", "limit.3", "limit.4"]
    assert len(set(names)) == len(names)


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (exported(tmp_path / name, MOODLE).files for name in ("one", "two"))
    assert one == two
