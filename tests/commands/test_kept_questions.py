"""Questions that a build takes over from the last one, and those that it must render anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.report import Report

MARK = "as it was kept"
PLACE = "Read again: Sums"  # what every question ends with


def kept(report: Report) -> list[Path]:
    return sorted((report.root / "build" / "kept").iterdir())


def marked(report: Report) -> Report:
    """Have what is kept tell that it was."""
    for file in kept(report):
        file.write_text(file.read_text("utf-8").replace(PLACE, f"{PLACE}, {MARK}"), "utf-8")
    return report


def pages(report: Report) -> dict[str, str]:
    """Return all that a build makes of pages, what is searched for in them included."""
    site = report.root / "site"
    files = (*site.rglob("*.html"), *site.rglob("search*.json"), *site.rglob("items.json"))
    return {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in files}


def changed(report: Report, file: str, old: str, new: str) -> None:
    report.change(file, old, new)
    done = report.make_site()
    assert done.returncode == 0, done.stderr


def test_an_item_a_test_and_the_keys_are_kept(built: Report) -> None:
    item, test, keys = (
        [file for file in kept(built) if start in file.read_text("utf-8")]
        for start in ('id="two-and-two"', 'data-quiz="sums"', 'class="sr-keys"')
    )
    assert len(item) == len(test) == len(keys) == 1 and len(kept(built)) == 3


def test_pages_show_no_sign_of_it(built: Report) -> None:
    assert not any("data-sr-" in html for html in pages(built).values())


def test_questions_are_taken_over_when_a_page_changes(report: Report) -> None:
    changed(marked(report), "docs/chapter.md", "It costs", "This costs")
    assert report.page().count(f"{PLACE}, {MARK}") == 2
    assert "This costs" in report.page()


def test_a_page_is_the_same_whether_questions_are_taken_over_or_rendered(report: Report) -> None:
    changed(report, "docs/chapter.md", "It costs", "This costs")
    taken_over = pages(report)
    for file in kept(report):
        file.unlink()
    (report.root / "build" / "site.json").unlink()
    assert "Built" in report.make_site().stdout
    assert pages(report) == taken_over and len(kept(report)) == 3


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("quizzes/sums.yml", "What is two", "How much is two"),
        ("docs/chapter.md", "## Sums", "## Adding { #sums }"),
        ("docs/chapter.md", "::: item two-and-two\n", ""),
        ("mkdocs.yml", "  - md_in_html\n", ""),
        ("mkdocs.yml", "chapter.md\n", "chapter.md\n  - Other: other.md\n"),
        ("experiments/toys.py", "/ 3", "/ 4"),
        ("figures/curves.py", "A line", "One line"),
    ],
)
def test_what_questions_hang_on_is_seen(report: Report, file: str, old: str, new: str) -> None:
    if "other.md" in new:
        (report.root / "docs" / "other.md").write_text("# Other\n")
    changed(marked(report), file, old, new)
    assert MARK not in report.page() and "sr-item" in report.page()


VARIED = """\
  - id: read-from-a-file
    type: number
    stem: "What is @{n}?"
    vary: {k: [1, 2]}
    answer: "@{key}"
    tolerance: {absolute: 0}
    explanation: Read.
    section: chapter.md#sums
    difficulty: 1
    proof: |
      n = int(open("number.txt").read()) + k
      key = n
"""


def test_a_file_that_variants_read_is_seen(report: Report) -> None:
    file = report.root / "quizzes" / "sums.yml"
    file.write_text(file.read_text("utf-8") + VARIED, "utf-8")
    for number in (7, 20):
        (report.root / "number.txt").write_text(str(number))
        done = report.make_site()
        assert done.returncode == 0, done.stderr
        assert f"What is {number + 1}?" in report.page()


@pytest.mark.parametrize(
    ("said", "added", "old", "new", "count"),
    [
        ("[it][s]", "[s]: index.md", "[s]: index.md", "[s]: chapter.md", 3),
        ("HTML.[^a]", "[^a]: One.", "[^a]: One.", "[^a]: Two.", 1),
        ("HTML.[^a]", "[^a]: One.", "It costs", "It cost", 1),
        ("Yes.\\n\\n[s]: index.md", "See [it][s].", "It costs", "It cost", 1),
        ("*It*{ #it }", "See [it](#it).", "It costs", "It cost", 2),
    ],
)
def test_what_pages_and_questions_tell_each_other_is_seen(
    report: Report, said: str, added: str, old: str, new: str, count: int
) -> None:
    report.change("docs/chapter.md", "## Sums", f"{added}\n\n## Sums")
    changed(report, "quizzes/sums.yml", "One too many.", f'"{said}"')
    assert len(kept(report)) == count
    changed(report, "docs/chapter.md", old, new)
    taken_over = pages(report)
    for file in [*kept(report), report.root / "build" / "site.json"]:
        file.unlink()
    assert report.make_site().returncode == 0
    assert pages(report) == taken_over


def test_links_of_questions_are_checked_though_nobody_renders_them(report: Report) -> None:
    linked = "Count from [the start](index.md#start)."
    line, _ = report.change("quizzes/sums.yml", "Count.", linked)
    assert report.make_site().returncode == 0
    report.change("docs/index.md", "# Start", "# Begin")
    done = report.make_site()
    assert done.returncode == 1
    assert done.stderr.startswith(f"quizzes/sums.yml:{line}:") and "#start" in done.stderr


def test_only_what_the_last_build_used_stays(report: Report) -> None:
    before = kept(report)
    changed(report, "quizzes/sums.yml", "What is two", "How much is two")
    assert len(kept(report)) == 3 and not set(kept(report)) & set(before)
