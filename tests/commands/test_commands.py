"""The commands on a small report: what they make, how little they do twice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from studyreport.site.addresses import resolve
from tests.commands.report import REPOSITORY, Report


def article(html: str, path: str = "chapter/index.html") -> dict[str, object]:
    """Return what a reader gets of a page: its text, figures, questions and formulas."""
    found = BeautifulSoup(html, "lxml").find("article")
    assert found
    for extra in found.select(".headerlink, .md-source-file, .katex, nav, .md-clipboard"):
        extra.decompose()
    return {
        "text": re.sub(r"\s+", " ", found.get_text(" ")).strip(),
        "figures": [str(figure.get("id")) for figure in found.select("figure")],
        "images": [(str(i["src"]), str(i["alt"])) for i in found.select("img")],
        "sources": [str(i["srcset"]) for i in found.select("source")],
        "items": [str(item.get("id")) for item in found.select("form.sr-item")],
        "links": [resolve(path, str(a["href"])) for a in found.select("a[href]")],
        "scripts": [str(s.get("src")) for s in found.select("script")],
    }


def formulas(html: str) -> list[str]:
    return re.findall(r'<annotation encoding="application/x-tex">(.*?)</annotation>', html)


def test_both_builders_make_the_same_of_the_small_report(report: Report) -> None:
    mkdocs = report.page()
    done = report.run("zensical", "build", "--clean", "--strict")
    assert done.returncode == 0, done.stderr
    assert formulas(report.page()) == formulas(mkdocs)
    assert article(report.page()) == article(mkdocs)
    items = article(mkdocs)["items"]
    assert isinstance(items, list)
    assert len(formulas(mkdocs)) >= 4 and len(items) == 2


def test_page_holds_everything(built: Report) -> None:
    page = built.page()
    found = article(page)
    text = str(found["text"])
    assert "It costs $5, and" in text and "is 0.67." in text
    assert found["figures"] == ["fig-some-curve"]
    assert found["scripts"] == ["../assets/generated/quiz.js"]
    assert ("A line that rises to 0.7.") in page
    assert '<pre class="sr-output no-copy"><code>3</code></pre>' in page
    assert re.search(
        r'<meta http-equiv="Content-Security-Policy" content="default-src \'self\';', page
    )


def test_page_without_questions_loads_no_script_of_ours(built: Report) -> None:
    assert "generated/quiz.js" not in (built.root / "site" / "index.html").read_text()


def test_nothing_is_done_twice(report: Report) -> None:
    def state() -> dict[str, int]:
        made = ("site", "docs")
        files = (path for name in made for path in (report.root / name).rglob("*"))
        return {str(path): path.stat().st_mtime_ns for path in files if path.is_file()}

    assert "up to date" in report.make_site().stdout  # a copy is as good as its original
    before = state()
    done = report.run("python", "-X", "importtime", "-m", "studyreport", "site")
    assert "0 run now" in done.stdout and "up to date" in done.stdout
    assert state() == before
    assert not _imported(done.stderr) & {"mkdocs.commands", "numpy", "matplotlib"}


def test_site_is_built_from_within_a_folder(report: Report) -> None:
    done = Report(report.root / "docs").run("studyreport", "site", "--to", "../other")
    assert done.returncode == 0, done.stderr
    assert (report.root / "other" / "chapter" / "index.html").is_file()


def _imported(log: str) -> set[str]:
    """Return the modules that `python -X importtime` says it has read."""
    return {line.rsplit("|", 1)[-1].strip() for line in log.splitlines() if "import time:" in line}


@pytest.mark.parametrize(
    ("file", "old", "new", "shown"),
    [
        ("docs/chapter.md", "It costs $5", "It costs $6", "It costs $6"),
        ("snippets/sums.py", "return a + b", "return b + a + 0", "b</span>"),
        ("quizzes/sums.yml", "One too many.", "One over.", "One over."),
        ("figures/curves.py", "It rises like", "It climbs like", "It climbs like"),
    ],
)
def test_change_reaches_the_page(report: Report, file: str, old: str, new: str, shown: str) -> None:
    report.change(file, old, new)
    done = report.make_site()
    assert done.returncode == 0, done.stderr
    assert "Built" in done.stdout and shown in report.page()


def test_changed_snippet_is_caught_by_its_question_and_its_run(report: Report) -> None:
    report.change("snippets/sums.py", "return a + b", "return a - b")
    done = report.make_site()
    assert done.returncode == 1 and "quizzes/sums.yml:" in done.stderr


def test_mkdocs_and_finish_alone_make_the_same_site(report: Report) -> None:
    before = report.page()
    assert report.run("mkdocs", "build", "--strict").returncode == 0
    assert "Content-Security-Policy" not in report.page()
    assert report.run("studyreport", "finish").returncode == 0
    assert report.page() == before


def test_quiz_check(report: Report) -> None:
    told = json.loads(report.run("studyreport", "quiz", "check", "--json").stdout)
    assert {"items": 2, "proved": 2, "errors": []}.items() <= told.items()


def test_quiet(report: Report) -> None:
    done = report.run("studyreport", "site", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_help_names_every_verb_and_reads_in_none(report: Report) -> None:
    command = ("python", "-X", "importtime", "-m", "studyreport", "--help")
    done = report.run(*command, COLUMNS="100")
    for verb in ("prepare", "site", "finish", "serve", "look", "quiz"):
        assert f" {verb} " in done.stdout
    assert not _imported(done.stderr) & {"mkdocs", "markdown", "pydantic", "numpy", "playwright"}


def test_look_takes_four_screenshots(report: Report) -> None:
    done = report.run("studyreport", "look", "chapter")
    assert done.returncode == 0, done.stderr
    shots = sorted((report.root / "build" / "look").iterdir())
    names = [
        f"chapter.{width}.{scheme}.png" for width in (1280, 390) for scheme in ("dark", "light")
    ]
    assert [shot.name for shot in shots] == sorted(names)
    assert len({shot.read_bytes() for shot in shots}) == 4
    assert {_width(shot) for shot in shots} == {390, 1280}
    done = report.run("studyreport", "look", "chaptr")
    assert done.returncode == 1 and "'chapter'" in done.stderr


def _width(png: Path) -> int:
    return int.from_bytes(png.read_bytes()[16:20], "big")


def test_makefile_lists_its_verbs() -> None:
    import subprocess

    done = subprocess.run(["make", "help"], cwd=REPOSITORY, capture_output=True, text=True)
    for verb in ("site", "test", "serve", "look", "bench", "help"):
        assert f"make {verb} " in done.stdout
