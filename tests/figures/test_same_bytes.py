"""The same bytes from anywhere, and a process killed at any moment leaves only whole drawings."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path
from xml.etree import ElementTree

from tests.figures.little import Little

UNSTEADY = '''

@figure(alt="Sets and chance.", caption="Whatever could differ.")
def unsteady(canvas: Canvas) -> None:
    """Draw in the order of a set, and at random."""
    import random

    import numpy as np

    axes = canvas.axes()
    for name in {"alpha", "beta", "gamma", "delta"}:
        axes.plot([random.random(), np.random.random()], "o-", label=name)
    axes.fill_between([0, 1], [0, 0], [1, 1], alpha=0.2)
    axes.legend()
'''


def test_same_bytes_for_any_jobs_seed_and_folder(built: Little, tmp_path: Path) -> None:
    plots = built.root / "figures" / "plots.py"
    plots.write_text(plots.read_text("utf-8") + UNSTEADY, "utf-8")
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\n")
    found = []
    for jobs, seed, folder in (("1", "1", built.root), ("2", "2", tmp_path)):
        shutil.rmtree(built.drawings)
        done = built.run("build", "--jobs", jobs, cwd=folder, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        found.append(built.bytes())
    assert len(found[0]) == 15
    assert found[0] == found[1]


def test_two_drawings_of_a_figure_differ(built: Little) -> None:
    drawings = {name: made for name, made in built.bytes().items() if name.endswith(".svg")}
    assert len(set(drawings.values())) == len(drawings) == 8
    for name, svg in drawings.items():
        root = ElementTree.fromstring(svg)
        wide = "wide" in name
        assert root.attrib["width"] == ("510pt" if wide else "270pt")
        dots = {True: "150pt", False: "112.5pt"}[wide]
        assert root.attrib["height"] == (dots if "dots" in name else "240pt" if wide else "225pt")


def test_killed_at_any_moment(built: Little) -> None:
    moments = random.Random(7)
    ends = set()
    for _ in range(6):
        shutil.rmtree(built.root / "build" / "cache" / "figures", ignore_errors=True)
        building = subprocess.Popen(
            built.command("build"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _kill_once_drawing(building, built, moments.uniform(0, 0.03))
        ends.add(building.returncode)
        for path in built.drawings.iterdir():
            if path.suffix == ".csv":
                assert path.read_text("utf-8").endswith("\n")
            else:
                assert ElementTree.parse(path).getroot().tag.endswith("svg")
                assert path.suffix == ".svg"
    assert -signal.SIGKILL in ends
    assert set(built.json("build")["drawn"]) <= {"rising-line", "some-dots"}
    built.ok("check")


def _kill_once_drawing(building: subprocess.Popen[bytes], little: Little, wait: float) -> None:
    """Kill the process a moment after it replaced its first drawing."""
    before = _times(little)
    while building.poll() is None and _times(little) == before:
        time.sleep(0.001)
    time.sleep(wait)
    if building.poll() is None:
        os.kill(building.pid, signal.SIGKILL)
    building.wait(30)
    _wait_for_the_workers(building.pid)


def _wait_for_the_workers(group: int) -> None:
    """A worker whose parent was killed ends by itself."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    os.killpg(group, signal.SIGKILL)
    raise AssertionError("the workers outlived the process that started them")


def _times(little: Little) -> set[tuple[str, int]]:
    return {(p.name, p.stat().st_mtime_ns) for p in little.drawings.iterdir()}
