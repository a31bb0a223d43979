"""What questions cost: beside the pages that they stand on, by their number, beside `mkdocs-quiz`.

A build takes over the questions of the last one. So pages are built twice, and the share is that of
the second time; what it costs to render all questions anew is told, too.

Times are those of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import importlib.util
import math
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks import banks, choices
from benchmarks.weight import gzipped, scripts

ITEMS, GROWN, CHOICES = 2000, 10_000, 200
SHARE = 0.15  # of the build of the pages without questions, that they may cost
CONVERT = """
from pathlib import Path
from markdown import Markdown
from mkdocs.config import load_config

config = load_config("mkdocs.yml")
for page in sorted(Path("docs").glob("*.md")):
    extensions = config["markdown_extensions"]
    Markdown(extensions=extensions, extension_configs=config["mdx_configs"]).convert(
        page.read_text("utf-8")
    )
"""
BUILD = """
import shutil, sys
from pathlib import Path
from studyreport.project import load
from studyreport.site.publish import build

project = load()
if "anew" in sys.argv:
    shutil.rmtree(project.build / "kept", ignore_errors=True)
build(project, Path("site").resolve())
"""


def seconds(root: Path, *command: str) -> float:
    """Run Python in a report; return the processor's time, that of its own processes with it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        [sys.executable, *command], cwd=root, env=environment, check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def checked(root: Path) -> float:
    """Return the time of a check whose proofs all hold already, beyond starting the program."""
    check = seconds(root, "-m", "studyreport", "quiz", "check", "--quiet")
    return check - seconds(root, "-m", "studyreport", "quiz", "--help")


def prepared(root: Path) -> float:
    """Return the time of all that comes before a build."""
    return seconds(root, "-m", "studyreport", "prepare", "--quiet")


def built(root: Path, *, anew: bool = False) -> float:
    """Return the time in which MkDocs builds all pages, `anew` if no question is kept."""
    return seconds(root, "-c", BUILD, *["anew"] * anew)


def whole(root: Path) -> float:
    """Return the time of a build with all that comes before and after it."""
    return seconds(root, "-m", "studyreport", "site", "--quiet", "--to", "whole")


def built_by_hand(root: Path) -> float:
    """Return the time in which MkDocs, called by itself, builds all pages."""
    return seconds(root, "-m", "mkdocs", "build", "--quiet", "--clean")


def converted(root: Path) -> float:
    """Return the time of turning all pages into HTML, without a theme or a search index."""
    return seconds(root, "-c", CONVERT)


def beside_pages(folder: Path, items: int = ITEMS, repeats: int = 3) -> dict[str, float]:
    """Return what it takes to build pages without items; and to check, render, do all with them."""
    asked = banks.write(folder / "asked", items)
    plain = banks.write(folder / "plain", items, asked=False)
    for root in (asked, plain):
        prepared(root)
    rounds = [_round(asked, plain) for _ in range(repeats)]
    return {name: median(each[name] for each in rounds) for name in rounds[0]}


def _round(asked: Path, plain: Path) -> dict[str, float]:
    anew, pages = built(asked, anew=True), built(plain)
    return {
        "pages": pages,
        "checking": checked(asked),
        "rendering": built(asked) - pages,
        "rendering all anew": anew - pages,
        "the whole command": whole(asked) - whole(plain),
    }


def growth(
    folder: Path, sizes: tuple[int, ...] = (ITEMS // 2, ITEMS, GROWN), repeats: int = 3
) -> dict[int, float]:
    """Return what checking and converting so many items takes, the pages themselves taken off."""
    found = {}
    for items in sizes:
        asked = banks.write(folder / f"asked-{items}", items)
        plain = banks.write(folder / f"plain-{items}", items, asked=False)
        for root in (asked, plain):
            prepared(root)
        found[items] = median(
            checked(asked) + converted(asked) - converted(plain) for _ in range(repeats)
        )
    return found


def exponent(times: dict[int, float]) -> float:
    """Return the power of the number of items that the times grow with: 1 is linear."""
    points = [(math.log(items), math.log(taken)) for items, taken in times.items()]
    x, y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def beside_theirs(
    folder: Path, items: int = CHOICES, repeats: int = 5
) -> dict[str, tuple[float, int]]:
    """Return seconds of a build and bytes of a page, ours with our scripts and with the check."""
    reports = {
        "this generator": choices.write(folder / "ours", items, ours=True),
        "mkdocs-quiz": choices.write(folder / "theirs", items, ours=False),
    }
    _bundle(reports["this generator"])
    for root in reports.values():
        prepared(root)
    rounds = []
    for _ in range(repeats):
        times = {name: built_by_hand(root) for name, root in reports.items()}
        times["this generator"] += checked(reports["this generator"])
        rounds.append(times)
    return {
        name: (median(each[name] for each in rounds), _bytes(root / "site" / "index.html"))
        for name, root in reports.items()
    }


def _bundle(root: Path) -> None:
    node = Path(sys.executable).with_name("node")
    command = [str(node) if node.exists() else "node", "web/bundle.ts"]
    folder = root / "docs" / "assets" / "generated"
    subprocess.run([*command, str(folder)], cwd=banks.ROOT, check=True, capture_output=True)


def _bytes(page: Path) -> int:
    """Return what a page weighs with the scripts that only its questions need."""
    return gzipped(page) + sum(map(gzipped, scripts(page)))


def _show_share(times: dict[str, float]) -> None:
    pages = times["pages"]
    print(f"{ITEMS} items on {math.ceil(ITEMS / banks.ITEMS_PER_PAGE)} pages, proofs unchanged:")
    print(f"  {1:7.2f} ×  MkDocs build of the pages without them ({pages:.1f} s)")
    for name, taken in list(times.items())[1:]:
        print(f"  {taken / pages:7.2f} ×  {name} ({taken / ITEMS * 1e3:.2f} ms each)")
    share = (times["checking"] + times["rendering"]) / pages
    print(f"  checking and rendering {share:.0%}; the goal is {SHARE:.0%}")


def _show_growth(times: dict[int, float]) -> None:
    shown = ", ".join(f"{items} in {taken:.1f} s" for items, taken in times.items())
    print(f"Checking and converting: {shown}; grows with power {exponent(times):.2f}")


def _show_theirs(found: dict[str, tuple[float, int]]) -> None:
    print(f"{CHOICES} one-choice items on {CHOICES // choices.PER_PAGE} pages:")
    for name, (taken, weight) in found.items():
        print(f"  {name}: build {taken:.2f} s, page with scripts {weight:,} bytes gzipped")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        _show_share(beside_pages(Path(folder) / "share"))
        _show_growth(growth(Path(folder) / "growth"))
        if importlib.util.find_spec("mkdocs_quiz"):
            _show_theirs(beside_theirs(Path(folder) / "choices"))
        else:
            print("mkdocs-quiz is not installed (group `rivals`): nothing to stand beside.")
