"""The site while somebody writes: rebuilt on every change, and the page that is looked at reloaded.

The change is noticed by watchfiles; the browser is told by MkDocs' own live-reload server, which
holds requests back while a build runs. Each build is a process of its own, so that changed Python
is read anew.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchfiles import Change, DefaultFilter, watch

from studyreport.project import Project
from studyreport.site.local import LOOPBACK


def serve(project: Project, port: int) -> None:
    """Serve the site on the loopback interface until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    site, bell = project.build / "serve" / "site", project.build / "serve" / "bell"
    bell.parent.mkdir(parents=True, exist_ok=True)
    bell.touch()
    url = f"http://{LOOPBACK}:{port}/"
    server = LiveReloadServer(lambda: rebuild(project, site, url), LOOPBACK, port, str(site))
    rebuild(project, site, url)
    server.watch(str(bell))
    threading.Thread(target=_ring, args=(project, bell), daemon=True).start()
    try:
        server.serve()  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    except KeyboardInterrupt:
        logging.info("Stopped.")
    finally:
        server.shutdown()


def _ring(project: Project, bell: Path) -> None:
    """Touch the file that the server watches whenever a source changes.

    The server would watch folders itself, but not leave out those that a build writes to.
    """
    for _ in watch(*watched(project), watch_filter=_Sources(project)):
        bell.write_text(str(os.times().elapsed))


def watched(project: Project) -> list[Path]:
    """Return the files and folders whose changes matter."""
    names = ("mkdocs.yml", "pyproject.toml", "web")
    extra = [path for path in (project.root / name for name in names) if path.exists()]
    return [project.docs, project.quizzes, *project.code, *extra]


class _Sources(DefaultFilter):
    """What people write; not what a build makes of it (the bundle of `web/` is made here too)."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._generated = project.generated

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and not Path(path).is_relative_to(self._generated)


def rebuild(project: Project, site: Path, url: str) -> None:
    """Bring the site up to date. The steps print what is wrong; the last good site then stays."""
    for step in (_bundle, _figures, partial(_pages, site=site, url=url)):
        command = step(project)
        if command and subprocess.run(command, cwd=project.root).returncode:  # noqa: S603 - our own
            logging.error("Not rebuilt: the page shown is the last good one.")
            return


def _bundle(project: Project) -> list[str]:
    """Return the command that bundles `web/`, or nothing when the bundle is newer."""
    bundle, sources = project.generated / "quiz.js", [*(project.root / "web").rglob("*.ts")]
    newest = max((path.stat().st_mtime for path in sources), default=0)
    if not sources or (bundle.is_file() and bundle.stat().st_mtime >= newest):
        return []
    return [str(Path(sys.executable).with_name("npm")), "run", "--silent", "bundle"]


def _figures(project: Project) -> list[str]:
    door = project.root / "build_figures.py"
    return [sys.executable, str(door), "build", "--quiet"] if door.is_file() else []


def _pages(project: Project, site: Path, url: str) -> list[str]:
    del project
    command = [sys.executable, "-m", "studyreport", "site", "--quiet", "--to", str(site)]
    return [*command, "--url", url, "--no-policy"]
