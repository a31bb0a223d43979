"""The checks over a built site, and the security policy."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path

import pytest

from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project
from studyreport.site.finish import Finished, finish
from tests.site.conftest import MakeSite, page


def faults(project: Project, folder: Path) -> list[Problem]:
    with pytest.raises(StudyReportError) as caught:
        finish(project, folder)
    return caught.value.problems


def test_sound_site(project: Project, make_site: MakeSite) -> None:
    folder = make_site(
        index_html='<a href="a/#x">a</a> <a href="https://example.org">b</a> <a href="#">top</a>'
        '<img src="i.svg" alt=""><a href="mailto:a@b.c">m</a><a href="./">self</a>',
        a__index_html='<h1 id="x">x</h1><a href="..">up</a><a href="#x">x</a><a href="/a/">a</a>',
        i_svg="<svg/>",
    )
    assert finish(project, folder) == Finished(pages=2, links=9, items=0)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="b/">x</a>', "broken link 'b/'"),
        ('<a href="#nix">x</a>', "broken link '#nix'"),
        ('<a href="../x.html">x</a>', "broken link '../x.html'"),
        ('<img src="nix.png" alt="x">', "broken resource 'nix.png'"),
        ('<picture><source srcset="n.svg 1x, m.svg 2x"></picture>', "broken resource 'n.svg'"),
        ('<script src="nix.js"></script>', "broken resource 'nix.js'"),
        ('<p style="background: url(nix.png)">x</p>', "broken resource 'nix.png'"),
        ('<img src="index.html">', "has no alternative text"),
        ('<p id="a">x</p><p id="a">y</p>', "the id 'a' is given more than once"),
        ('<img src="https://cdn.example/x.png" alt="">', "asks another origin"),
        ('<img src="//cdn.example/x.png" alt="">', "asks another origin"),
        ('<link rel="preconnect" href="https://fonts.example">', "asks another origin"),
        ('<style>@import "https://x.example/a.css";</style>', "asks another origin"),
        ('<style>p { background: url("//x.example/a.png") }</style>', "asks another origin"),
        ('<iframe src="https://x.example"></iframe>', "asks another origin"),
        ('<a href="https://squidfunk.github.io/mkdocs-material/">m</a>', "advertises"),
    ],
)
def test_fault(project: Project, make_site: MakeSite, body: str, said: str) -> None:
    problems = faults(project, make_site(index_html=body))
    assert said in "\n".join(map(str, problems))
    assert all(problem.path == "site/index.html" for problem in problems)


@pytest.mark.parametrize("fetched", ["@import 'x.css';", "p { background: url(x.css) }"])
def test_fault_in_a_stylesheet(project: Project, make_site: MakeSite, fetched: str) -> None:
    folder = make_site(index_html="x", a__style_css=fetched)
    [problem] = faults(project, folder)
    assert (problem.path, "x.css" in problem.message) == ("site/a/style.css", True)
    (folder / "a" / "x.css").write_text("p { background: url(data:image/png;base64,AA) }")
    finish(project, folder)


def test_broken_link_is_placed_in_the_page_it_was_written_in(
    project: Project, make_site: MakeSite
) -> None:
    (project.docs / "a.md").write_text("---\nt: x\n---\n\nSee [`x`](b.md#nix) there.\n")
    folder = make_site(a__index_html='<a href="../b/#nix">x</a>', b__index_html="b")
    [problem] = faults(project, folder)
    assert (problem.path, problem.line, problem.column) == ("docs/a.md", 5, 15)


def test_every_fault_is_told_at_once(project: Project, make_site: MakeSite) -> None:
    folder = make_site(index_html='<a href="x">x</a>', a__index_html='<img src="../index.html">')
    assert len(faults(project, folder)) == 2


def test_absolute_addresses_start_at_the_sites_path(
    project: Project, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_site(index_html="x", a__404_html="x")
    (folder / "404.html").write_text(page('<a href="/report/">home</a>'))
    assert "broken link '/report/'" in str(faults(project, folder)[0])
    monkeypatch.setenv("SITE_URL", "https://x.example/report/")
    finish(project, folder)


ITEM = '<form class="sr-item"></form><script type="module" src="assets/generated/quiz.js"></script>'


@pytest.mark.parametrize(
    ("body", "size", "fits"),
    [
        (ITEM, 9 * 1024, True),
        (ITEM, 11 * 1024, False),
        ('<script src="assets/generated/quiz.js"></script>', 10, False),
        ('<script src="theme.js"></script>', 90 * 1024, True),
    ],
)
def test_budget(project: Project, make_site: MakeSite, body: str, size: int, fits: bool) -> None:
    folder = make_site(index_html=body)
    noise = os.urandom(size)  # which no compression makes smaller
    for name in ("assets/generated/quiz.js", "theme.js"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(noise)
    if fits:
        finish(project, folder)
    else:
        assert "JavaScript" in faults(project, folder)[0].message


def hash_of(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def policies(folder: Path) -> dict[str, list[str]]:
    meta = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
    return {
        p.relative_to(folder).as_posix(): meta.findall(p.read_text())
        for p in folder.rglob("*.html")
    }


def test_every_page_allows_the_inline_scripts_of_all_and_no_others(
    project: Project, make_site: MakeSite
) -> None:
    folder = make_site(
        index_html="<script>one()</script>",
        a__index_html='<script>\n two("ä") && 3 < 4\n</script>'
        '<script type="application/json">{"no": 1}</script>',
    )
    finish(project, folder)
    [policy] = policies(folder)["index.html"]
    assert policies(folder) == {"index.html": [policy], "a/index.html": [policy]}
    allowed = re.search(r"script-src ([^;]*)", policy)
    assert allowed
    names = {"'self'", *(f"'{hash_of(s)}'" for s in ("one()", '\n two("ä") && 3 < 4\n'))}
    assert set(allowed[1].split()) == names
    assert "default-src 'self'" in policy and "unsafe-eval" not in policy


def test_policy_comes_before_anything_that_loads_or_runs(
    project: Project, make_site: MakeSite
) -> None:
    folder = make_site(index_html="x")
    file = folder / "index.html"
    file.write_text(page("x", head='<link rel="icon" href="index.html"><script>s()</script>'))
    finish(project, folder)
    head = file.read_text().split("<head>")[1]
    assert re.findall(r"<(\w+)", head)[:4] == ["meta", "meta", "link", "script"]
    assert head.index("charset") < head.index("Content-Security-Policy") < 1024


def test_finishing_twice_changes_nothing(project: Project, make_site: MakeSite) -> None:
    folder = make_site(index_html="<script>one()</script>")
    finish(project, folder)
    once = (folder / "index.html").read_bytes()
    finish(project, folder)
    assert (folder / "index.html").read_bytes() == once
    (folder / "index.html").write_text(once.decode().replace("one()", "two()"))
    finish(project, folder)
    assert hash_of("two()") in policies(folder)["index.html"][0]
    assert len(policies(folder)["index.html"]) == 1


def test_without_policy(project: Project, make_site: MakeSite) -> None:
    folder = make_site(index_html="<script>one()</script>")
    finish(project, folder, secure=False)
    assert policies(folder) == {"index.html": []}


def test_site_with_a_fault_gets_no_policy(project: Project, make_site: MakeSite) -> None:
    folder = make_site(index_html='<a href="x">x</a>')
    faults(project, folder)
    assert policies(folder) == {"index.html": []}


def test_dialog_of_the_search_gets_a_name(project: Project, make_site: MakeSite) -> None:
    search = '<div class="md-search" data-md-component="search" role="dialog">x</div>'
    folder = make_site(index_html=search)
    finish(project, folder)
    once = (folder / "index.html").read_text()
    assert search.replace(">x", ' aria-label="Search">x') in once
    finish(project, folder)
    assert (folder / "index.html").read_text() == once
