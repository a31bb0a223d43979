"""`Run.map` calls in parallel, keeps each value, and gives the same for any number of jobs."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from studyreport.project import Project
from studyreport.results import load
from tests.inputs.house import change
from tests.results import house
from tests.results.house import EMPTY, build

# Each call leaves a mark outside the project, so that the calls really made can be counted.
SOURCE = f"""
import fcntl, os, random, sys, time
from pathlib import Path
import numpy as np
from snippets.low import scale

def call(marks, n, wait=0.0):
    with open(marks, "a") as file:
        file.write(f"{{n}}\\n")
    # Held until the process has ended.
    fcntl.flock(os.open(f"{{marks}}.lock", os.O_CREAT | os.O_RDWR), fcntl.LOCK_SH)
    time.sleep(wait)
    table = (Path(__file__).parent / "table.txt").read_text()
    a = np.arange(10_000, dtype=np.float32).reshape(100, 100) / (n + 1)
    noise = float(np.random.random()) + random.random()
    return {{"n": n, "array": np.tanh(a @ a.T).sum(axis=0) * scale(n), "noise": noise,
            "table": table, "order": list({{"a", "b", "c", str(n)}}),
            "threads": os.environ.get("OMP_NUM_THREADS")}}

@experiment(frozen=False)
def trial(run: Run) -> dict[str, Any]:
    '''Call in parallel.'''
    calls = [{{"marks": MARKS, "n": n, "wait": WAIT * (n == 3)}} for n in range(6)]
    return {{{EMPTY}, "values": run.map(call, calls, "Calls")}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return _project(tmp_path)


def _project(folder: Path, wait: float = 0.0) -> Project:
    head = f"MARKS = {str(folder / 'marks')!r}\nWAIT = {wait}\n"
    files = {
        "experiments/table.txt": "1",
        "snippets/low.py": "def scale(n): return n\ndef other(n): return n\n",
    }
    return build(folder / "report", head + SOURCE, files)


def _marks(project: Project) -> list[int]:
    """Return which calls were made since this was last asked for."""
    path = project.root.parent / "marks"
    if not path.is_file():
        return []
    numbers = sorted(map(int, path.read_text("utf-8").split()))
    path.unlink()
    return numbers


def _bytes(project: Project) -> bytes:
    return (project.build / "results/big/trial.json").read_bytes()


def test_order_and_values_do_not_depend_on_the_jobs(tmp_path: Path) -> None:
    found = set()
    for jobs in (1, 2, 3):
        project = _project(tmp_path)
        house.make(project, "trial", more=f"jobs={jobs}")
        assert [value["n"] for value in load(project, "trial")["values"]] == list(range(6))
        assert {value["threads"] for value in load(project, "trial")["values"]} == {"1"}
        assert _marks(project) == list(range(6))
        found.add(_bytes(project))
        for path in (project.build / "cache/calls").iterdir():
            path.unlink()
    assert len(found) == 1


def test_only_what_is_new_or_changed_is_called_again(project: Project) -> None:
    house.make(project, "trial", more="jobs=2")
    first = _bytes(project)
    assert _marks(project) == list(range(6))

    house.make(project, "trial", more="jobs=2")
    assert (_marks(project), _bytes(project)) == ([], first)

    trial, low = project.experiments / "trial.py", project.snippets / "low.py"
    change(low, "# so\ndef scale(n): return n\ndef other(n): return -n\n")
    change(trial, trial.read_text("utf-8").replace("range(6)", "range(8)"))
    house.make(project, "trial", more="jobs=2")
    assert _marks(project) == [6, 7]

    change(low, "def scale(n): return -n\n")
    house.make(project, "trial", more="jobs=2")
    assert _marks(project) == list(range(8))

    (project.experiments / "table.txt").write_text("2", "utf-8")
    house.make(project, "trial", more="jobs=2")
    assert _marks(project) == list(range(8))


def test_what_calls_read_is_an_input_of_the_result(project: Project) -> None:
    house.make(project, "trial", more="jobs=2")
    assert list(load(project, "trial")["inputs"]["files"]) == ["experiments/table.txt"]
    house.make(project, "trial", more="jobs=2")  # from what was kept
    assert list(load(project, "trial")["inputs"]["files"]) == ["experiments/table.txt"]


def test_what_a_module_reads_when_imported_is_an_input_of_its_calls(tmp_path: Path) -> None:
    source = f"""
from pathlib import Path
TABLE = (Path(__file__).parent / "table.txt").read_text()

def call(n):
    return TABLE

@experiment(frozen=False)
def trial(run: Run) -> dict[str, Any]:
    '''Call in parallel.'''
    return {{{EMPTY}, "values": run.map(call, [{{"n": 1}}], "Calls")}}
"""
    project = build(tmp_path, source, {"experiments/table.txt": "1"})
    house.make(project, "trial", more="jobs=1")
    (project.experiments / "table.txt").write_text("2", "utf-8")
    house.make(project, "trial", more="jobs=1")
    assert load(project, "trial")["values"] == ["2"]


# What the call is given, and what it makes of that; `Two` is in the snippets.
GIVEN = {
    "a class": ("Two", "thing().get()"),
    "a function": ("two", "thing()"),
    "an object": ("Two()", "thing.get()"),
    "objects within": ("[{'a': Two()}]", "thing[0]['a'].get()"),
    "a part of a function": ("partial(add, 1)", "thing(1)"),
}


@pytest.mark.parametrize("way", GIVEN)
def test_the_code_of_what_a_call_is_given_counts(tmp_path: Path, way: str) -> None:
    given, made = GIVEN[way]
    source = f"""
from functools import partial
from snippets.low import Two, add, two

def call(thing):
    return {made}

@experiment(frozen=False)
def trial(run: Run) -> dict[str, Any]:
    '''Call in parallel.'''
    return {{{EMPTY}, "values": run.map(call, [{{"thing": {given}}}], "Calls")}}
"""
    low = """
        def two(): return 2
        def add(a, b): return a + two() - 1
        class Two:
            def get(self): return two()
    """
    project = build(tmp_path, source, {"snippets/low.py": low})
    house.make(project, "trial", more="jobs=1")
    assert load(project, "trial")["values"] == [2]
    change(project.snippets / "low.py", low.replace("return 2", "return 3"))
    house.make(project, "trial", more="jobs=1")
    assert load(project, "trial")["values"] == [3]


def test_a_damaged_value_is_made_again(project: Project) -> None:
    house.make(project, "trial", more="jobs=2")
    first = _bytes(project)
    damaged = sorted((project.build / "cache/calls").glob("*.pickle"))[:2]
    for path in damaged:
        path.write_bytes(path.read_bytes()[:20])
    _marks(project)
    house.make(project, "trial", more="jobs=2")
    assert len(_marks(project)) == 2
    assert _bytes(project) == first


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    project = _project(tmp_path, wait=60.0)
    expression = "r.make(p, ['trial'], jobs=2, quiet=True)"
    command = [sys.executable, "-c", house.SCRIPT, str(project.root), expression]
    process = subprocess.Popen(command, cwd=project.root, start_new_session=True)
    try:
        _wait_for(project, 5)
        process.kill()
        process.wait()
        _wait_until_workers_ended(project)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    assert not (project.build / "results").exists()
    assert _marks(project) == list(range(6))
    head = (project.experiments / "trial.py").read_text("utf-8")
    change(project.experiments / "trial.py", head.replace("WAIT = 60.0", "WAIT = 60.0 * 0"))
    calls = "(WAIT * (n == 3))"
    assert calls not in head
    house.make(project, "trial", more="jobs=2")
    # Only the call that was under way, whose argument is another now, is made.
    assert _marks(project) == [3]


def _wait_until_workers_ended(project: Project) -> None:
    """Wait until no worker holds its lock any more: they end with their parent."""
    deadline = time.monotonic() + 30
    with (project.root.parent / "marks.lock").open("r+b") as lock:
        while not _is_free(lock):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def _is_free(lock: BinaryIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_for(project: Project, kept: int) -> None:
    deadline = time.monotonic() + 60
    while len(list((project.build / "cache/calls").glob("*.json"))) < kept:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_failing_call_is_named_and_the_others_are_kept(project: Project) -> None:
    text = (project.experiments / "trial.py").read_text("utf-8")
    change(
        project.experiments / "trial.py",
        text.replace("    # Held until", "    assert n != 2, 'two'\n    # Held until"),
    )
    message = house.failure(project, "trial")
    assert message.startswith("experiments/trial.py:15:12: call(")
    assert "n=2" in message
    assert message.endswith("AssertionError: two")
    assert _marks(project) == list(range(6))
    house.failure(project, "trial")
    assert _marks(project) == [2]


@pytest.mark.parametrize("function", ["lambda n: n", "run.map", "print"])
def test_the_function_must_stand_in_a_module(tmp_path: Path, function: str) -> None:
    source = f"""
@experiment(frozen=False)
def trial(run):
    'Try.'
    return run.map({function}, [{{"n": 1}}], "Calls")
"""
    message = house.failure(build(tmp_path, source), "trial")
    assert message.startswith("experiments/trial.py:8:12: trial failed: ValueError: run.map can't")
    assert "Give it a function at the margin" in message
