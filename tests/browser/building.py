"""The sites that the browser tests look at: this report, and a little one with every question type.

Each is built once per test run, whichever worker comes first.
"""

from __future__ import annotations

import fcntl
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LITTLE = Path(__file__).resolve().parent / "little"
KINDS = Path(__file__).resolve().parent / "kinds"
NAV = """nav:
  - Start: index.md
  - Questions: questions.md
  - After: after.md
  - More: more.md
  - Progress: progress.md
  - Review: review.md
  - Exam: exam.md
"""
KINDS_NAV = """nav:
  - Questions: index.md
  - After: after.md
  - Review: review.md
  - Exam: exam.md
"""
BUILD = """
import sys
from pathlib import Path
from studyreport.project import load
from studyreport.site.prepare import prepare
from studyreport.site.publish import publish

prepare(load())
publish(load(), Path(sys.argv[1]))
"""
DRAW = """
from pathlib import Path
from studyreport.figures.door import main

main(Path.cwd())
"""


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return `folder`, made by the first worker that needs it; the others wait for it."""
    done = folder.with_suffix(".done")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def build_report(site: Path) -> None:
    """Build this report as `make site` does, into another folder."""
    _run(ROOT, _npm(), "run", "--silent", "bundle")
    _run(ROOT, sys.executable, "build_figures.py", "build", "--quiet")
    _run(ROOT, sys.executable, "-c", BUILD, str(site))


def build_little(site: Path) -> None:
    """Build the little report, with the configuration, style and script of this one."""
    _build(LITTLE, NAV, site)


def build_kinds(site: Path) -> None:
    """Build a report with a question of each type that scripts load on demand."""
    _build(KINDS, KINDS_NAV, site)


def _build(source: Path, nav: str, site: Path) -> None:
    project = site.with_name(f"{site.name}-project")
    shutil.copytree(source, project, ignore=shutil.ignore_patterns("__pycache__"))
    (project / "node_modules").symlink_to(ROOT / "node_modules")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(re.sub(r"(?m)^nav:\n(?:  .*\n)+", nav, config))
    assets = project / "docs" / "assets"
    assets.mkdir()
    shutil.copy(ROOT / "docs" / "assets" / "report.css", assets)
    if (project / "figures" / "plots.py").is_file():
        _run(project, sys.executable, "-c", DRAW, "build", "--quiet")
    node = str(Path(sys.executable).with_name("node"))
    _run(ROOT, node, "web/bundle.ts", str(assets / "generated"))
    _run(project, sys.executable, "-c", BUILD, str(site))


def _npm() -> str:
    return str(Path(sys.executable).with_name("npm"))


def _run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
