"""Markdown of questions outside of pages: images, links, figures, and where mistakes stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.problems import Problem, StudyReportError
from studyreport.quiz.bank import load_bank
from studyreport.quiz.export.moodle import MOODLE
from studyreport.quiz.export.pictures import Picture
from studyreport.quiz.export.questions import question
from studyreport.quiz.export.writing import PlainMath, Writer, delimited
from tests.quiz.export.house import exported, house
from tests.quiz.little import NUMBER, ONE, changed, spot


def writer(root: Path, item: str = ONE) -> Writer:
    made = house(root, item)
    [entry] = load_bank(made).items.values()
    return Writer(made, question(made, entry), PlainMath(delimited), name_of)


def name_of(picture: Picture) -> str:
    return f"media/{picture.name}"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a *b*", "<p>a <em>b</em></p>"),
        ("$a<b$", r"<p><span>\(a&lt;b\)</span></p>"),
        ("$$a$$", r"<div>\[a\]</div>"),
        ("costs $5 or $6", "<p>costs $5 or $6</p>"),
        ("`$a$`", "<p><code>$a$</code></p>"),
        ("<b>a</b> & <br>", "<p>&lt;b&gt;a&lt;/b&gt; &amp; &lt;br&gt;</p>"),
        ("<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>"),
        ("[a](motion.md)", "<p><span>a</span></p>"),
        ("[a](javascript:alert(1))", "<p><span>a</span></p>"),
        ("[a](https://example.org)", '<p><a href="https://example.org">a</a></p>'),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("at {{ toy.loss:.3f }}", "<p>at −1.235</p>"),
    ],
)
def test_blocks(tmp_path: Path, markdown: str, html: str) -> None:
    assert writer(tmp_path).blocks(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a *b*", "a <em>b</em>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("- a", "<ul>\n<li>a</li>\n</ul>"),
    ],
)
def test_line(tmp_path: Path, markdown: str, html: str) -> None:
    assert writer(tmp_path).line(markdown) == html


def test_an_image_goes_by_its_content(tmp_path: Path) -> None:
    made = writer(tmp_path)
    (tmp_path / "docs" / "a b").mkdir()
    copy = tmp_path / "docs" / "a b" / "dot.png"
    copy.write_bytes((tmp_path / "docs" / "assets" / "dot.png").read_bytes())
    first = made.blocks("![A\n dot](assets/dot.png)")
    assert first == made.blocks("![A dot](<a%20b/dot.png>)")
    [name] = made.pictures
    assert f'src="media/{name}"' in first and 'alt="A dot"' in first
    copy.write_bytes(b"other")
    made.blocks("![A dot](a%20b/dot.png)")
    assert len(made.pictures) == 2


def problems(root: Path, stem: str) -> list[Problem]:
    item = changed(NUMBER, "stem: What is *it*?", f"stem: {stem}")
    with pytest.raises(StudyReportError) as caught:
        exported(root, MOODLE, item)
    return caught.value.problems


@pytest.mark.parametrize(
    ("stem", "at", "message"),
    [
        ("See ![a](b.png).", "b.png", "there is no image 'b.png' in docs."),
        ("See ![a](../../x).", "../../x", "there is no image '../../x' in docs."),
        (f"See ![a]({'b' * 300}.png).", "bbb", "there is no image 'bbb"),
        (
            "See ![a](https://example.org/b.png).",
            "https://example.org/b.png",
            "there is no image 'https://example.org/b.png' in docs.",
        ),
        (r"It is $\frak{$.", "{$", "KaTeX refuses this formula: "),
        ("It is {{ toy.lost }}.", "toy.lost", "'toy' has no 'lost'"),
    ],
)
def test_mistakes_are_located(tmp_path: Path, stem: str, at: str, message: str) -> None:
    [problem] = problems(tmp_path, stem)
    item = changed(NUMBER, "stem: What is *it*?", f"stem: {stem}")
    line, _ = spot(item, at)
    assert (problem.path, problem.line) == ("quizzes/motion.yml", line)
    assert message in problem.message
    assert problem.remedy


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    one = changed(NUMBER, "stem: What is *it*?", "stem: See ![a](b.png).")
    two = changed(ONE, "text: −1.9", "text: See ![−1.9](c.png)")
    with pytest.raises(StudyReportError) as caught:
        exported(tmp_path, MOODLE, one, two)
    assert len(caught.value.problems) == 2


FIGURE = 'stem: "What?\\n\\n::: figure {}"'


def test_a_figure_is_its_light_wide_drawing(tmp_path: Path) -> None:
    made = writer(tmp_path)
    html = made.blocks("::: figure some-curve")
    [name] = made.pictures
    assert name.startswith("some-curve-light-wide-") and name.endswith(".svg")
    assert f'src="media/{name}"' in html
    assert 'alt="Loss falls to −1.23."' in html
    assert r"\(\eta = 0.5\)" in html
    assert "<span>there</span>" in html


def test_an_unknown_figure(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, FIGURE.format("some-curves").removeprefix("stem: "))
    assert problem.message == "unknown figure 'some-curves'."
    assert problem.remedy == "Did you mean 'some-curve'?"


def test_a_figure_that_is_not_drawn(tmp_path: Path) -> None:
    made = writer(tmp_path)
    for file in (tmp_path / "docs" / "assets" / "generated" / "figures").iterdir():
        file.unlink()
    with pytest.raises(StudyReportError, match="figure 'some-curve' is not drawn yet"):
        made.blocks("::: figure some-curve")
