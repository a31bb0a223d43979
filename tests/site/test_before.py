"""What is checked and copied before the build."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.site.addresses import Target, resolve
from studyreport.site.fenced import check_fences
from studyreport.site.includes import check_includes
from studyreport.site.katex import copy_katex
from studyreport.site.prepare import check_front_matter
from studyreport.site.stamp import Stamp

SNIPPET = "# --8<-- [start:one]\nx = 1\n# --8<-- [end:one]\n# --8<-- [start:open]\n"


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('a\n\n--8<-- "snippets/sum.py"', (3, 9), "Did you mean 'snippets/sums.py'?"),
        ('    --8<-- "snippets/sums.py:on"', (1, 30), "Did you mean 'one'"),
        ("--8<-- 'snippets/sums.py:open'", (1, 26), "has no end"),
        ("--8<--\nsnippets/sums.py\nsnippets/nix.py\n--8<--", (3, 1), "no file"),
        ("```\n--8<-- snippets/sums.py:one\n```", (2, 1), "includes nothing"),
        ('a\n\n  --8<- - "snippets/sums.py"', (3, 3), "includes nothing"),
        (f'--8<-- "{"a" * 300}.py"', (1, 9), "no file"),
        ('--8<-- "/etc/passwd"', (1, 9), "not in the report"),
        ('--8<-- "../sums.py"', (1, 9), "not in the report"),
    ],
)
def test_wrong_inclusion(project: Project, text: str, place: tuple[int, int], said: str) -> None:
    (project.snippets / "sums.py").write_text(SNIPPET)
    (project.docs / "page.md").write_text(text)
    [problem] = check_includes(project)
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", *place)
    assert said in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        '--8<-- "snippets/sums.py"',
        '--8<-- "snippets/sums.py:one"',
        '--8<-- "snippets/sums.py:1:2"',
        ';--8<-- "nix.py"',
        'Text with --8<-- "nix.py" in it',
        "--8<--\nsnippets/sums.py\n\n; nix.py\n--8<--",
    ],
)
def test_sound_inclusion(project: Project, text: str) -> None:
    (project.snippets / "sums.py").write_text(SNIPPET)
    (project.docs / "page.md").write_text(text)
    assert check_includes(project) == []


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a\n\n```python run\nprint(1)\n", (3, 1), "no end"),
        ("- a\n\n    ```python\n    x\n```\n", (3, 5), "no end"),
        ("```python run fast\nx\n```\n", (1, 1), "no word 'fast'"),
        ("~~~python rum\nprint(1)\n~~~\n", (1, 1), "no word 'rum'"),
        ("```bash run\nls\n```\n", (1, 1), "no word 'run'"),
        ("```python title='a b' rum\nx\n```\n", (1, 1), "no word 'rum'"),
    ],
)
def test_wrong_fence(project: Project, text: str, place: tuple[int, int], said: str) -> None:
    (project.docs / "page.md").write_text(text)
    [problem] = check_fences(project)
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", *place)
    assert said in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "```\nx\n```",
        "```python run title='a b'\nx\n```",
        '```python hl_lines="1 2" run\nx\n```',
        "```{.python .extra}\nx\n```",
        "````markdown\n```python rum\n````",
        "A line with ``` in it.",
    ],
)
def test_sound_fence(project: Project, text: str) -> None:
    (project.docs / "page.md").write_text(text)
    assert check_fences(project) == []


def test_front_matter_that_is_no_yaml(project: Project) -> None:
    (project.docs / "good.md").write_text("---\ntitle: x\n---\ntext")
    (project.docs / "page.md").write_text("---\ntitle: x\ntags: [a\n---\ntext")
    [problem] = check_front_matter(project)
    assert (problem.path, problem.line) == ("docs/page.md", 4)


def test_katex_is_copied_with_one_format_of_fonts(project: Project) -> None:
    with pytest.raises(StudyReportError, match="npm ci"):
        copy_katex(project)
    modules = Path(__file__).resolve().parents[2] / "node_modules"
    (project.root / "node_modules").symlink_to(modules)
    style = copy_katex(project)
    fonts = sorted(path.name for path in (style.parent / "fonts").iterdir())
    assert len(fonts) == 20 and all(name.endswith(".woff2") for name in fonts)
    text = style.read_text()
    assert text.count("url(") == 20 and ".ttf" not in text and '.woff"' not in text
    assert text.count("format(") == text.count("@font-face") == 20
    before = {path: path.stat().st_mtime_ns for path in style.parent.rglob("*")}
    copy_katex(project)
    assert {path: path.stat().st_mtime_ns for path in style.parent.rglob("*")} == before


@pytest.mark.parametrize(
    ("page", "address", "target"),
    [
        ("index.html", "a/", Target("a/index.html", "")),
        ("index.html", "a/#b%20c", Target("a/index.html", "b c")),
        ("index.html", "", Target("index.html", "")),
        ("a/index.html", "#x", Target("a/index.html", "x")),
        ("a/index.html", "..", Target("index.html", "")),
        ("a/index.html", "../b.html?q=1", Target("b.html", "")),
        ("a/b/index.html", ".", Target("a/b/index.html", "")),
        ("a/index.html", "../..", None),
        ("404.html", "/r/a/", Target("a/index.html", "")),
        ("404.html", "/other/", None),
    ],
)
def test_resolve(page: str, address: str, target: Target | None) -> None:
    base = "/r/" if page == "404.html" else "/"
    assert resolve(page, address, base) == target


@given(st.text(alphabet="ab./#?%20", max_size=20))
def test_resolving_never_leaves_the_site(address: str) -> None:
    if not address.startswith("//"):
        target = resolve("a/index.html", address)
        assert target is None or not target.file.startswith(("..", "/"))


@pytest.fixture
def site(project: Project) -> Path:
    folder = project.root / "site"
    folder.mkdir()
    (folder / "index.html").write_text("x")
    return folder


def test_stamp(project: Project, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Stamp(project, site).is_fresh()
    Stamp(project, site).save()
    assert Stamp(project, site).is_fresh()
    for file in (project.docs / "new.md", project.quizzes / "q.yml", site / "index.html"):
        file.write_text("more")
        assert not Stamp(project, site).is_fresh(), file
        Stamp(project, site).save()
    for damaged in (b"", b'{"sources": "', b"\xff", b"null"):
        (project.build / "site.json").write_bytes(damaged)
        assert not Stamp(project, site).is_fresh()
    Stamp(project, site).save()
    monkeypatch.setenv("SITE_URL", "https://x.example/")
    assert not Stamp(project, site).is_fresh()
    Stamp(project, site).save()
    (site / "index.html").unlink()
    assert not Stamp(project, site).is_fresh()


def test_stamp_of_a_site_whose_sources_change_while_it_is_built(
    project: Project, site: Path
) -> None:
    stamp = Stamp(project, site)
    (project.docs / "page.md").write_text("saved during the build")
    stamp.save()
    assert not Stamp(project, site).is_fresh()


def test_stamp_knows_how_the_site_was_asked_for(project: Project, site: Path) -> None:
    Stamp(project, site, secure=False).save()
    assert not Stamp(project, site).is_fresh()
    Stamp(project, site, url="https://x.example/").save()
    assert not Stamp(project, site).is_fresh()
    assert Stamp(project, site, url="https://x.example/").is_fresh()


def test_stamp_knows_the_packages(
    project: Project, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Stamp(project, site).save()
    monkeypatch.setattr("studyreport.site.stamp.installed", lambda: ["pygments==0"])
    assert not Stamp(project, site).is_fresh()


def test_stamp_knows_what_pages_include(project: Project, site: Path) -> None:
    (project.root / "CHANGES.md").write_text("one")
    (project.docs / "page.md").write_text('--8<-- "CHANGES.md"\n')
    Stamp(project, site).save()
    assert Stamp(project, site).is_fresh()
    (project.root / "CHANGES.md").write_text("two and more")
    assert not Stamp(project, site).is_fresh()
