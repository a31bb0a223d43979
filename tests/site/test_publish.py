"""How a built site takes the place of the last one, and of nothing else."""

from __future__ import annotations

import errno
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.site.finish import Finished
from studyreport.site.publish import check_place, publish


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a build take a while, and leave one page that tells its address."""

    def build(_: Project, staged: Path, url: str, options: object) -> None:
        del options
        shutil.rmtree(staged, ignore_errors=True)
        (staged / "assets" / "generated").mkdir(parents=True)
        (staged / "index.html").write_text(url)
        time.sleep(0.1)

    monkeypatch.setattr("studyreport.site.publish.build_pages", build)
    monkeypatch.setattr("studyreport.site.publish.finish", lambda *_, **__: Finished(1, 0, 0))


def test_two_builds_at_once_do_not_mix(project: Project) -> None:
    sites = {"a": project.root / "site", "b": project.build / "serve" / "site"}
    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda url: publish(project, sites[url], url=url), sites))
    assert {url: (site / "index.html").read_text() for url, site in sites.items()} == {
        "a": "a",
        "b": "b",
    }


def test_the_old_site_is_replaced_whole(project: Project) -> None:
    site = project.root / "site"
    publish(project, site, url="one")
    (site / "gone.html").write_text("x")
    publish(project, site, url="two")
    assert sorted(path.name for path in site.iterdir()) == ["assets", "index.html"]
    assert (site / "index.html").read_text() == "two"
    assert [path.name for path in project.root.iterdir() if "site" in path.name] == ["site"]


def test_a_site_may_lie_on_another_disk(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "other" / "site"
    rename = os.rename

    def within_a_disk(old: Path, new: Path) -> None:
        if ("other" in Path(old).parts) != ("other" in Path(new).parts):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        rename(old, new)

    monkeypatch.setattr(os, "rename", within_a_disk)
    for url in ("one", "two"):
        publish(project, site, url=url)
        assert (site / "index.html").read_text() == url
    assert [path.name for path in site.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["site", "empty", "a/new/one", "built", "build/serve/site"])
def test_place_that_may_be_taken(project: Project, name: str) -> None:
    (project.root / "empty").mkdir()
    (project.root / "built" / "assets" / "generated").mkdir(parents=True)
    check_place(project, project.root / name)


@pytest.mark.parametrize("name", [".", "..", "docs", "docs/site", "snippets", "quizzes", "build"])
def test_a_folder_that_holds_sources_is_left_alone(project: Project, name: str) -> None:
    project.generated.mkdir(parents=True)
    page = project.docs / "page.md"
    page.write_text("text")
    with pytest.raises(StudyReportError, match="is no place for a site"):
        publish(project, (project.root / name).resolve(), url="x")
    assert page.read_text() == "text"


@pytest.mark.parametrize("name", ["mkdocs.yml", "thesis"])
def test_place_whose_content_would_be_lost(project: Project, name: str) -> None:
    (project.root / "mkdocs.yml").touch()
    (project.root / "thesis").mkdir()
    (project.root / "thesis" / "one.txt").write_text("x")
    with pytest.raises(StudyReportError, match="would be lost") as caught:
        publish(project, project.root / name, url="x")
    assert "empty" in caught.value.problems[0].remedy
