"""`::: quiz name` and `::: item id`: what the page adds to what questions look like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyreport import project as projects
from studyreport import quiz
from tests.markdown.conftest import Convert, Faults
from tests.markdown.samples import add_quiz

EXTENSIONS = (
    "studyreport.markdown.quiz",
    "studyreport.markdown.math",
    "studyreport.markdown.value",
    "pymdownx.superfences",
    "attr_list",
)
PAGE = "## Sums\n\n"


@pytest.fixture(autouse=True)
def _bank(root: Path) -> None:
    add_quiz(root)
    (root / "docs" / "page.md").write_text("# Page\n\n## Sums\n")
    prove(root)


def prove(root: Path) -> None:
    project = projects.load(root)
    bank = quiz.load_bank(project)
    quiz.save_bank(project, bank, quiz.prove(project, bank))


def numbers(html: str) -> dict[str, str]:
    """Return the number shown for each question."""
    found = re.findall(r'id="([\w-]+)".*?<span class="sr-number">(\d+)<', html, re.DOTALL)
    return dict(found)


def test_whole_test_loads_the_script_once(convert: Convert) -> None:
    html = convert(PAGE + "::: quiz sums", *EXTENSIONS)
    assert html.count('<script src="assets/generated/quiz.js" type="module"></script>') == 1
    assert numbers(html) == {"one-and-one": "1", "two-and-two": "2"}


def test_fields_go_through_the_pages_pipeline(convert: Convert) -> None:
    html = convert(PAGE + "::: item one-and-one", *EXTENSIONS)
    assert html.count("<math ") == 2
    assert '<div class="highlight">' in html and "```" not in html
    assert 'href="page.md#sums"' in html


def test_question_shown_alone_is_left_out_of_the_test_and_numbers_go_on(convert: Convert) -> None:
    before = convert(PAGE + "::: item two-and-two\n\n::: quiz sums", *EXTENSIONS)
    assert numbers(before) == {"two-and-two": "1", "one-and-one": "2"}
    after = convert(PAGE + "::: quiz sums\n\n::: item two-and-two", *EXTENSIONS)
    assert numbers(after) == {"one-and-one": "1", "two-and-two": "2"}


KEY = re.compile(r'<div class="sr-key" data-key-of="([\w-]+)"><span class="sr-number">(\d+)</span>')


def test_keys_stand_once_and_last(convert: Convert) -> None:
    html = convert(PAGE + "::: item two-and-two\n\n::: quiz sums\n\n## After", *EXTENSIONS)
    questions, _, keys = html.partition('<section class="sr-keys" data-search-exclude="">')
    assert KEY.findall(keys) == [("two-and-two", "1"), ("one-and-one", "2")]
    assert "After</h2>" in questions and "<form" not in keys
    assert "sr-keys" not in questions
    assert keys.rstrip().endswith("</section>")


def test_keys_go_through_the_pages_pipeline(convert: Convert) -> None:
    for name in ("two-and-two", "one-and-one"):
        html = convert(PAGE + f"::: item {name}", *EXTENSIONS)
        below, _, key = html.partition('<section class="sr-keys"')
        [answer] = re.findall(r'<div class="sr-answer">.*?</div>', below, re.DOTALL)
        assert answer in key


def test_no_questions_no_keys(convert: Convert) -> None:
    assert "sr-keys" not in convert(PAGE + "Text.", *EXTENSIONS)


def test_page_in_a_folder(convert: Convert) -> None:
    html = convert(PAGE + "::: item two-and-two", *EXTENSIONS, page="part/b.md")
    assert '<script src="../assets/generated/quiz.js"' in html
    assert 'href="../page.md#sums"' in html


def test_page_without_questions_loads_nothing(convert: Convert) -> None:
    assert "<script" not in convert(PAGE + "Text, and `::: quiz sums`.", *EXTENSIONS)


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("::: quiz sum", 10, "Did you mean 'sums'?"),
        ("::: item one-and-on", 10, "Did you mean 'one-and-one'"),
        ("::: item", 1, "does not name one item"),
    ],
)
def test_unknown(faults: Faults, line: str, column: int, said: str) -> None:
    [problem] = faults(PAGE + line, *EXTENSIONS)
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", 3, column)
    assert said in str(problem)


def test_bank_changed_since_it_was_proved(faults: Faults, root: Path) -> None:
    file = root / "quizzes" / "sums.yml"
    file.write_text(file.read_text().replace("Count.", "Count them."))
    [problem] = faults(PAGE + "::: quiz sums", *EXTENSIONS)
    assert problem.path == "quizzes/sums.yml" and "make site" in problem.remedy


def test_wrong_formula_in_a_question_is_placed_in_its_file(faults: Faults, root: Path) -> None:
    file = root / "quizzes" / "sums.yml"
    file.write_text(file.read_text().replace("$1 + 2$", "$1 + \\\\two$"))
    prove(root)
    [problem] = faults(PAGE + "::: quiz sums", *EXTENSIONS)
    before = file.read_text().split("\\\\two")[0]
    assert problem.path == "quizzes/sums.yml"
    assert problem.line == before.count("\n") + 1
    assert problem.column == len(before.rsplit("\n", 1)[1]) + 1


def test_no_bundle(faults: Faults, root: Path) -> None:
    (root / "docs" / "assets" / "generated" / "quiz.js").unlink()
    [problem] = faults(PAGE + "::: quiz sums", *EXTENSIONS)
    assert "npm run bundle" in problem.remedy


@pytest.mark.parametrize("line", [":::", "::: quiz", "::: item two", "::: quiz sum"])
def test_wrong_line_is_not_taken_for_one_that_begins_alike(faults: Faults, line: str) -> None:
    sound = "::: item two-and-two\n\n::: quiz sums\n\n"
    [problem] = faults(f"{PAGE}{sound}{line}", *EXTENSIONS)
    assert (problem.path, problem.line) == ("docs/page.md", 7)
