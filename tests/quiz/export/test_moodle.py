"""Moodle XML: elements that Moodle's importer reads, and what it makes of them."""

from __future__ import annotations

import re
from base64 import b64decode
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from studyreport.quiz.export.moodle import MOODLE
from tests.quiz.export.house import IDS, PNG, exported
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


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (exported(tmp_path / name, MOODLE).files for name in ("one", "two"))
    assert one == two
