"""Calls sent to a Dask cluster give what they give here, though workers are lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyreport.problems import StudyReportError
from studyreport.project import Project
from studyreport.results import load
from studyreport.results.cluster import connected
from tests.inputs.house import change
from tests.results import house
from tests.results.cluster import Scheduler, running, scheduler, wait_until
from tests.results.house import EMPTY, build

# Each call leaves a mark, with the number of the worker's process, and waits for the gate to open.
SOURCE = f"""
import os, random, time
from pathlib import Path
import numpy as np
from snippets.low import scale

def call(folder, n):
    with open(f"{{folder}}/marks", "a") as file:
        file.write(f"{{n}} {{os.getppid()}}\\n")
    while n >= 3 and not Path(folder, "gate").exists():
        time.sleep(0.02)
    table = (Path(__file__).parent / "table.txt").read_text()
    a = np.arange(10_000, dtype=np.float32).reshape(100, 100) / (n + 1)
    noise = float(np.random.random()) + random.random()
    return {{"n": n, "array": np.tanh(a @ a.T).sum(axis=0) * scale(n), "noise": noise,
            "table": table, "order": list({{"a", "b", "c", str(n)}}),
            "threads": [os.environ[f"{{name}}_NUM_THREADS"] for name in ("OMP", "OPENBLAS")]}}

@experiment(frozen=False)
def trial(run: Run) -> dict[str, Any]:
    '''Call in parallel.'''
    calls = [{{"folder": FOLDER, "n": n}} for n in range(6)]
    return {{{EMPTY}, "values": run.map(call, calls, "Calls")}}
"""


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scheduler]:
    with scheduler(tmp_path_factory.mktemp("scheduler")) as started:
        yield started


@pytest.fixture(autouse=True)
def no_other_worker(there: Scheduler) -> None:
    there.wait_until_free()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    files = {
        "experiments/table.txt": "1",
        "snippets/low.py": "def scale(n): return n\n",
    }
    return build(tmp_path / "report", f"FOLDER = {str(tmp_path)!r}\n" + SOURCE, files)


def _marks(project: Project) -> list[tuple[int, int]]:
    """Return which calls have begun, each with its worker's process."""
    path = project.root.parent / "marks"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [(int(n), int(worker)) for n, worker in map(str.split, lines)]


def _kept(project: Project) -> int:
    return len(list((project.build / "cache/calls").glob("*.json")))


def _bytes(project: Project) -> bytes:
    return (project.build / "results/big/trial.json").read_bytes()


def _open_gate(project: Project) -> None:
    (project.root.parent / "gate").touch()


def _command(project: Project, address: str) -> list[str]:
    expression = f"r.make(p, ['trial'], scheduler={address!r})"
    return [
        sys.executable,
        "-W",
        "always::ResourceWarning",
        "-c",
        house.SCRIPT,
        str(project.root),
        expression,
    ]


def _failure(project: Project, address: str) -> str:
    """Return the message that making the result ends in, no more being said but the progress."""
    command = _command(project, address)
    run = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=True)
    assert {line.partition(":")[0] for line in run.stderr.splitlines()} <= {"trial (big)", "Calls"}
    return str(json.loads(run.stdout)[1])


def test_a_killed_worker_changes_nothing(there: Scheduler, project: Project) -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with (
        there.worker(project.root) as first,
        there.worker(project.root),
        running(_command(project, there.address), project.root, **pipes) as run,
    ):
        wait_until(lambda: _kept(project) == 3 and len(_marks(project)) == 5, run)
        under_way = {n for n, worker in _marks(project) if n >= 3 and worker == first.pid}
        assert len(under_way) == 1
        first.kill()
        _open_gate(project)
        _, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
    assert err == "trial (big)\nCalls: 6 of 6\n"
    begun = [n for n, _ in _marks(project)]
    assert sorted(begun) == sorted([*range(6), *under_way])
    assert len({worker for _, worker in _marks(project)}) == 2
    assert {tuple(one["threads"]) for one in load(project, "trial")["values"]} == {("1", "1")}
    assert list(load(project, "trial")["inputs"]["files"]) == ["experiments/table.txt"]

    from_cluster = _bytes(project)
    house.make(project, "trial")
    assert len(_marks(project)) == 7  # the values were kept here
    shutil.rmtree(project.build)
    house.make(project, "trial", more="jobs=2")
    assert len(_marks(project)) == 13
    assert _bytes(project) == from_cluster


def test_when_all_workers_are_lost_another_is_waited_for(
    there: Scheduler, project: Project
) -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with (
        there.worker(project.root) as lost,
        running(_command(project, there.address), project.root, **pipes) as run,
    ):
        wait_until(lambda: len(_marks(project)) == 4, run)
        lost.kill()
        assert run.stderr is not None
        said = [run.stderr.readline(), run.stderr.readline()]
        assert said[0] == "trial (big)\n"
        assert said[1].startswith(f"{there.address}: no worker is left. Waiting for another")
        _open_gate(project)
        with there.worker(project.root):
            run.communicate(timeout=60)
    assert run.returncode == 0
    assert [value["n"] for value in load(project, "trial")["values"]] == list(range(6))


def test_a_lost_scheduler_is_named_and_what_is_done_is_kept(
    tmp_path: Path, project: Project
) -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with (
        scheduler(tmp_path) as lost,
        lost.worker(project.root),
        running(_command(project, lost.address), project.root, **pipes) as run,
    ):
        wait_until(lambda: _kept(project) == 3 and len(_marks(project)) == 4, run)
        lost.process.kill()
        out, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
    assert f"{lost.address}: the connection to this scheduler was lost." in out
    assert "Traceback" not in err, err
    assert _kept(project) == 3


def test_a_call_that_kills_its_workers_is_named(tmp_path: Path, project: Project) -> None:
    source = (project.experiments / "trial.py").read_text("utf-8")
    deadly = "    os.kill(os.getppid(), 9)\n    while n >= 3"
    change(
        project.experiments / "trial.py",
        source.replace("    while n >= 3", deadly).replace("range(6)", "range(1)"),
    )
    allowed = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with scheduler(tmp_path, **allowed) as own, own.worker(project.root):
        message = _failure(project, own.address)
    assert message.startswith(f"call(folder='{tmp_path}', n=0): Dask gave this call up: KilledWork")
    assert message.endswith("it may need more memory than they have.")


def test_nobody_listens(project: Project) -> None:
    script = "import sys; from studyreport.figures.door import main; from pathlib import Path; "
    script += "main(Path.cwd())"
    more = ["refresh", "--scheduler", "tcp://127.0.0.1:9"]
    command = [sys.executable, "-W", "always::ResourceWarning", "-c", script, *more]
    run = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        "tcp://127.0.0.1:9: there is no Dask scheduler here: Timed out trying to connect to "
        "tcp://127.0.0.1:9 after 5 s. Start one with 'dask scheduler'; it says its address, "
        "tcp://HOST:PORT.\n"
    )


def test_what_is_no_address() -> None:
    with (
        pytest.raises(StudyReportError, match=r"nonsense: there is no Dask .* missing port number"),
        connected("nonsense"),
    ):
        pytest.fail("it was taken for an address")


def test_without_dask_it_says_what_to_install(project: Project) -> None:
    expression = (
        "(sys.modules.update(distributed=None), r.make(p, ['trial'], scheduler='tcp://a:1'))"
    )
    _, message = house.run(project, expression)
    assert message == (
        "tcp://a:1: to send calls to a Dask scheduler, the package 'distributed' is needed. "
        "Run 'python -m pip install \"studyreport[cluster]\"'."
    )


def test_workers_without_the_same_code_are_named(
    there: Scheduler, project: Project, tmp_path: Path
) -> None:
    other, empty = tmp_path / "other", tmp_path / "empty"
    shutil.copytree(project.root, other)
    change(other / "snippets/low.py", "def scale(n): return -n\n")
    empty.mkdir()
    blind = 'import sys; sys.modules["studyreport"] = None'
    (tmp_path / "blind.py").write_text(blind, "utf-8")
    with (
        there.worker(other),
        there.worker(empty),
        there.worker(project.root, "--preload", str(tmp_path / "blind.py")),
        there.worker(project.root),
    ):
        message = _failure(project, there.address)
    lines = sorted(message.splitlines(), key=lambda line: line.startswith("tcp"))
    assert len(lines) == 3
    assert f"{empty}: this worker can't find experiments.trial.call: {empty}: no study" in lines[0]
    assert f"{other}: this worker has other code: snippets.low:scale changed. Start" in lines[1]
    assert "this worker can't be used: Exception: ModuleNotFoundError" in lines[2]
    assert not _marks(project)


def test_a_worker_with_other_data_is_named(
    there: Scheduler, project: Project, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(project.root, other)
    (other / "experiments/table.txt").write_text("2", "utf-8")
    trial = project.experiments / "trial.py"
    for one in (trial, other / "experiments/trial.py"):
        change(one, trial.read_text("utf-8").replace("range(6)", "range(2)"))
    with there.worker(other):
        message = _failure(project, there.address)
    assert len(message.splitlines()) == 2
    assert message.startswith(f"experiments/table.txt: for call(folder='{tmp_path}', n=0), ")
    assert f":{other} read a file that is not the same here." in message
    assert _kept(project) == 0
