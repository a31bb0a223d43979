"""The worksheet: one file, questions before answers, nothing that it would have to ask for."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from studyreport.quiz.export.worksheet import WORKSHEET
from tests.quiz.export.house import IDS, NEWER, NEWER_IDS, exported
from tests.quiz.little import CODE, NUMBER, ONE, changed


def page(root: Path, *items: str) -> str:
    return exported(root, WORKSHEET, *items).files[""].decode()


def parts(text: str, name: str) -> list[Tag]:
    return BeautifulSoup(text, "lxml").select(f"div.{name}")


def test_answers_stand_after_all_questions(tmp_path: Path) -> None:
    text = page(tmp_path)
    questions, solutions = parts(text, "question"), parts(text, "solution")
    numbers = [str(number) for number in range(1, len(IDS) + 1)]
    for found in (questions, solutions):
        assert [part.select("span.number")[0].get_text() for part in found] == numbers
    asked, _, answered = text.partition('<section class="key">')
    assert asked.count('class="question"') == len(IDS)
    assert answered.count('class="solution"') == len(IDS)
    assert "Because" not in asked and "accepted:" not in asked


def test_what_is_filled_in(tmp_path: Path) -> None:
    limit, fourth, step = parts(page(tmp_path, ONE, NUMBER, CODE), "question")
    assert len(limit.select("span.round")) == 2
    assert [item.get_text()[0] for item in limit.select("li")] == ["A", "B"]
    assert fourth.select("span.line")
    assert "Answer in m/s." in fourth.get_text()
    assert not step.select("span.line")
    assert "return ____" in step.get_text()


def test_the_key_in_words(tmp_path: Path) -> None:
    limit, fourth, step = parts(page(tmp_path, ONE, NUMBER, CODE), "solution")
    assert limit.get_text().startswith("1A ")
    assert "−3.439 m/s (accepted: from −3.449 to −3.429)" in fourth.get_text()
    assert [code.get_text() for code in step.select("code")] == ["0.9 * v - g", "-g + 0.9 * v"]
    assert "Read again: Momentum" in step.get_text()


def test_newer_types_are_filled_in_by_hand(tmp_path: Path) -> None:
    text = page(tmp_path, *NEWER)
    asked = dict(zip(NEWER_IDS, parts(text, "question"), strict=True))
    solved = dict(zip(NEWER_IDS, parts(text, "solution"), strict=True))
    assert asked["pairs"].get_text().count("____") == 4
    assert asked["twice"].get_text().count("____") == 2
    assert "____ m/s, not 2." in asked["twice"].get_text()
    assert [len(asked[name].select("span.line")) for name in ("name", "sort", "pair")] == [1, 1, 1]
    assert len(asked["sort"].select("li")) == 3
    assert len(asked["why"].select("p.ruled")) == 4
    assert len(asked["which"].select("li img")) == len(asked["which"].select("span.round")) == 2
    assert "by hand" not in text and "2-1" in solved["net"].get_text()
    assert "−1.9 m/s (accepted: from −1.91 to −1.89), not 2." in solved["twice"].get_text()
    assert "They fade." in solved["why"].get_text()
    assert "They fade." not in asked["why"].get_text()


def test_it_works_offline(tmp_path: Path) -> None:
    text = page(tmp_path)
    fetched = re.findall(r'(?:src|srcset|data)="([^"]*)"|url\(([^)]*)\)|@import ([^;]*)', text)
    addresses = {part for found in fetched for part in found if part}
    assert addresses
    assert all(address.startswith("data:") for address in addresses)
    assert "<link" not in text and "<script" not in text
    kinds = {address.partition(";")[0] for address in addresses}
    assert kinds == {"data:image/png", "data:image/svg+xml", "data:font/woff2"}


def test_formulas_are_rendered(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert "katex-html" in text and "<math " in text
    assert "arithmatex" not in text
    assert ".katex{" in text


def test_without_formulas_no_fonts(tmp_path: Path) -> None:
    assert "font/woff2" not in page(tmp_path, NUMBER)


def test_titles_and_units_are_text(tmp_path: Path) -> None:
    unit = "<b>*m*</b> & \\(x\\)"
    item = changed(NUMBER, "unit: m/s", f"unit: '{unit}'")
    text = BeautifulSoup(page(tmp_path, item), "lxml").get_text()
    assert text.count(unit) == 3  # asked for, beside the line to write on, and in the key


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert page(tmp_path / "one") == page(tmp_path / "two")
