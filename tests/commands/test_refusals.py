"""What an author may get wrong stops the build: with file, line and column, and no traceback."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.commands.report import Report

CHAPTER = "docs/chapter.md"
BANK = "quizzes/sums.yml"
NAV = "mkdocs.yml"

FIRST = """\
section: chapter.md#sums
    tags: [sums]
    difficulty: 1
    proof: |
      from snippets.sums import add
  - id"""

# name: (file, text there, what an author writes instead, offset of the fault in it, what is said)
MISTAKES = {
    "wrong key": (BANK, 'text: "2"', 'text: "4"', None, "4"),
    "wrong distractor": (BANK, "code: add(1, 2)", "code: add(1, 3)", 6, "4"),
    "distractor within the tolerance": (BANK, "absolute: 0.1", "absolute: 1.5", None, ""),
    "duplicate id": (BANK, "id: two-and-two", "id: one-and-one", 4, "is taken"),
    "bad YAML": (BANK, "title: Sums", "title: [Sums", None, ""),
    "duplicate field": (BANK, "answer: 4", "answer: 4\n    answer: 5", None, "answer"),
    "missing alternative text": (
        "figures/curves.py",
        'alt="A line that rises to {{ toy.loss:.1f }}.", ',
        "",
        None,
        "has no alt",
    ),
    "bad TeX": (CHAPTER, "$x^2$", "$x^2 + \\foo$", 7, "Undefined control sequence: \\foo"),
    "bad TeX in a display": (CHAPTER, "i = \\frac{n", "i = \\fraq{n", 4, "\\fraq"),
    "bad TeX in a caption": ("figures/curves.py", "like $x$", "like $\\\\x_$", 6, "KaTeX"),
    "bad TeX in a question": (BANK, "That is $1 + 2$", "That is $1 + \\two$", 13, "\\two"),
    "unknown figure": (CHAPTER, "figure some-curve", "figure som-curve", 7, "'some-curve'"),
    "unknown item": (CHAPTER, "item two-and-two", "item two-and-too", 5, "'two-and-two'"),
    "unknown test": (CHAPTER, "quiz sums", "quiz sum", 5, "'sums'"),
    "unknown directive": (CHAPTER, "::: quiz sums", "::: quizz sums", 0, "'quiz'"),
    "unknown value": (CHAPTER, "{{ toy.loss:.2f", "{{ toy.lost:.2f", 3, "'loss'"),
    "unknown region": (CHAPTER, "sums.py:add", "sums.py:ad", 8, "'add'"),
    "unknown file": (CHAPTER, '"snippets/sums.py', '"snippets/sum.py', 1, "'snippets/sums.py'"),
    "misspelt run block": (CHAPTER, "```python run", "```python rum", 0, "'rum'"),
    "failing run block": (CHAPTER, "print(add(1, 2))", "print(add(1))", 0, "TypeError"),
    "broken anchor": ("docs/index.md", "chapter.md#sums", "chapter.md#sum", 0, "#sum"),
    "broken link": ("docs/index.md", "chapter.md#sums", "chapters.md", 0, "chapters.md"),
    "broken anchor on its own page": (CHAPTER, "It costs", "It [costs](#nix)", 11, "#nix"),
    "anchor of a question": (BANK, FIRST, FIRST.replace("#sums", "#nix"), 9, "#nix"),
    "repeated id": (
        CHAPTER,
        "## Sums",
        "## Sums { #sums }\n\n### More {#sums}",
        8,
        "'sums' is given more than once",
    ),
    "address elsewhere": (
        CHAPTER,
        "It costs",
        "![x](https://x.example/x.png) costs",
        5,
        "another origin",
    ),
    "missing image": (CHAPTER, "It costs", "![x](x.png) costs", 5, "x.png"),
    "image without alternative text": (CHAPTER, "It costs", '<img src="../x.svg"> costs', None, ""),
    "front matter": (CHAPTER, "title: Chapter", "title: [Chapter", None, "front matter"),
    "page not in the navigation": (
        "mkdocs.yml",
        "  - Chapter: chapter.md\n",
        "",
        None,
        "chapter.md",
    ),
    "navigation that is not YAML": (NAV, "  - Chapter", "\t- Chapter", 0, "this is not YAML"),
    "navigation less indented": (NAV, "  - Chapter", " - Chapter", 1, "this is not YAML"),
    "page twice in the navigation": (
        NAV,
        "  - Chapter: chapter.md",
        "  - Chapter: chapter.md\n  - Again: chapter.md",
        13,
        "in the navigation twice",
    ),
    "unknown page in the navigation": (
        "mkdocs.yml",
        "Chapter: chapter.md",
        "C: c.md",
        None,
        "c.md",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(report: Report, name: str) -> None:
    file, old, new, offset, said = MISTAKES[name]
    line, column = report.change(file, old, new)
    done = report.make_site()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    place = rf"{re.escape(file)}:\d+:\d+: "
    if offset is not None:
        line += new.count("\n", 0, offset)
        place = rf"{re.escape(file)}:{line}:{column + offset}: "
    told = [text for text in done.stderr.splitlines() if re.match(place, text)]
    assert told, done.stderr
    assert said in "\n".join(told)


@pytest.mark.parametrize("file", [CHAPTER, "snippets/sums.py"])
def test_what_is_not_utf_8(report: Report, file: str) -> None:
    path = report.root / file
    lines = path.read_bytes().count(b"\n")
    path.write_bytes(path.read_bytes() + b"# Z\xe4hler\n")
    done = report.make_site()
    assert done.returncode == 1
    assert done.stderr == f"{file}:{lines + 1}:4: this is not UTF-8. Save the file as UTF-8.\n"


def test_all_at_once(report: Report) -> None:
    report.change(CHAPTER, "print(add(1, 2))", "1 / 0")
    report.change(CHAPTER, "sums.py:add", "sums.py:ad")
    report.change(BANK, "code: add(1, 2)", "code: add(1, 3)")
    done = report.make_site()
    places = [":".join(line.split(":")[:2]) for line in done.stderr.splitlines()]
    assert len(places) == 3 and len({place.split(":")[0] for place in places}) == 2


def test_last_good_site_stays(report: Report) -> None:
    before = report.page()
    report.change(CHAPTER, "$x^2$", "$\\foo$")
    assert report.make_site().returncode == 1
    assert report.page() == before


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_builders_themselves_stop_and_say_where(report: Report, builder: str) -> None:
    line, column = report.change(CHAPTER, "$x^2$", "$\\foo$")
    clean = ["--clean"] if builder == "zensical" else []
    done = report.run(builder, "build", *clean, "--strict")
    assert done.returncode == 1
    assert f"\n{CHAPTER}:{line}:{column + 1}: KaTeX refuses" in done.stderr
    assert builder == "zensical" or "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("studyreport", "site"),
        ("studyreport", "quiz", "export", "--format", "json"),
        ("python", "build_figures.py", "build", "some-curve"),
    ],
)
def test_folder_that_cannot_be_written(report: Report, command: tuple[str, ...]) -> None:
    shutil.rmtree(report.root / "build")
    (report.root / "build").write_text("a file, where a folder is needed")
    done = report.run(*command)
    assert done.returncode == 1
    assert re.fullmatch(rf"{report.root}/build\S*: (Not a directory|File exists)\.\n", done.stderr)


def test_port_that_there_is_not(report: Report) -> None:
    done = report.run("studyreport", "serve", "--port", "70000")
    assert done.returncode == 2 and "65535" in done.stderr


def test_site_that_is_not_built(report: Report) -> None:
    shutil.rmtree(report.root / "site")
    done = report.run("studyreport", "finish")
    assert done.returncode == 1
    assert done.stderr == "site: no site here yet. Run 'studyreport site' first.\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[tool.studyreport\n", ":1:18: this is not TOML: "),
        (b"[tool.studyreport]\n# \xe4\n", ": this is not TOML: "),
        (b"[tool.studyreport]\ndocs = 3\n", ": [tool.studyreport] docs: '3' is not a folder."),
        (b"[tool.studyreport]\ndoc = 'docs'\n", " has no 'doc'. Did you mean 'docs'?"),
    ],
)
def test_wrong_project(report: Report, content: bytes, said: str) -> None:
    (report.root / "pyproject.toml").write_bytes(content)
    for command in (("studyreport", "prepare"), ("python", "build_figures.py", "check")):
        done = report.run(*command)
        assert done.returncode == 1 and "Traceback" not in done.stderr
        assert done.stderr.startswith(f"{report.root}/pyproject.toml") and said in done.stderr


def test_outside_a_report(report: Report) -> None:
    (report.root / "pyproject.toml").unlink()
    done = report.run("studyreport", "prepare")
    assert done.returncode == 1 and "no study report here" in done.stderr
