"""Recording which data files are opened."""

from __future__ import annotations

import glob
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from studyreport.inputs import note, reach_source, recording
from studyreport.project import Project
from tests.inputs.house import build


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return build(tmp_path / "report", {"snippets/data.csv": "1,2\n", "snippets/a.py": "x = 1"})


def _touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("1", "utf-8")
    return path


def test_every_way_of_reading_counts(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project.snippets
    np.save(folder / "a.npy", np.zeros(2))
    with gzip.open(folder / "a.gz", "wb") as file:
        file.write(b"1")
    monkeypatch.chdir(folder)
    with recording(project) as reads:
        np.load(folder / "a.npy")
        gzip.open(folder / "a.gz").close()
        np.loadtxt("data.csv", delimiter=",")
        os.close(os.open(os.fsencode(_touch(folder / "b.bin")), os.O_RDONLY))
        with (folder / "c.bin").open("w+b"):
            pass
    assert {path.name for path in reads} == {"a.npy", "a.gz", "data.csv", "b.bin", "c.bin"}
    assert all(path.is_absolute() for path in reads)


@pytest.mark.parametrize(
    "name",
    [
        "snippets/a.py",
        "build/cache/x.json",
        "build/bank.json",
        "site/index.html",
        ".git/config",
        ".venv/lib/x.txt",
        "node_modules/x/package.json",
        "docs/assets/generated/figures/a.svg",
        "snippets/__pycache__/a.dat",
        "pyproject.toml",
        "../elsewhere.txt",
    ],
)
def test_what_is_no_data_does_not_count(project: Project, name: str) -> None:
    path = project.root / name
    if not path.is_file():
        _touch(path)
    with recording(project) as reads:
        path.read_bytes()
    assert reads == set()


@pytest.mark.parametrize("name", ["build/results/d/a.json", "experiments/frozen/a.json"])
def test_results_count(project: Project, name: str) -> None:
    path = _touch(project.root / name)
    with recording(project) as reads:
        path.read_bytes()
    assert reads == {path}


def test_writing_is_not_reading(project: Project) -> None:
    with recording(project) as reads:
        (project.snippets / "new.txt").write_text("1", "utf-8")
        with (project.snippets / "new.txt").open("a", encoding="utf-8") as file:
            file.write("2")
        os.close(os.open(project.snippets / "new.txt", os.O_WRONLY))
    assert reads == set()


@pytest.mark.parametrize(
    "code",
    [
        "os.listdir(folder)",
        "list(os.scandir(folder))",
        "list(folder.glob('*.csv'))",
        "list(folder.rglob('*.csv'))",
        "list(folder.iterdir())",
        "list(os.walk(folder))",
        "glob.glob(f'{folder}/*.csv')",
        "os.chdir(folder) or os.listdir()",
    ],
)
def test_a_folder_that_is_listed_counts(
    project: Project, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    folder = project.snippets / "tables"
    _touch(folder / "one.csv")
    monkeypatch.chdir(project.root)
    with recording(project) as reads:
        eval(code, {"os": os, "glob": glob, "folder": folder})
    assert reads == {folder}


def test_what_the_generator_lists_itself_is_no_listing(project: Project) -> None:
    with recording(project) as reads:
        found = reach_source(project, "from snippets import *\n", "a block", generator=False)
    assert found.digests and reads == set()


def test_looking_for_modules_is_no_listing(project: Project) -> None:
    script = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from studyreport.inputs import recording
from studyreport.project import load
with recording(load(Path(sys.argv[1]))) as reads:
    import snippets.lists
print(sorted(path.name for path in reads))
"""
    _touch(project.snippets / "tables" / "one.csv")
    (project.snippets / "lists.py").write_text(
        "import os\nNAMES = os.listdir(os.path.join(os.path.dirname(__file__), 'tables'))\n"
    )
    command = [sys.executable, "-c", script, str(project.root)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=project.root)
    assert run.stdout == "['tables']\n"


def test_a_file_that_is_missing_counts(project: Project) -> None:
    path = project.snippets / "settings.json"
    with recording(project) as reads, pytest.raises(FileNotFoundError):
        path.read_bytes()
    assert reads == {path}


def test_the_data_folder_counts(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _touch(tmp_path / "data" / "images.bin")
    (tmp_path / "link").symlink_to(tmp_path / "data")
    monkeypatch.setenv("STUDYREPORT_DATA", str(tmp_path / "link"))
    with recording(project) as reads:
        path.read_bytes()
        (tmp_path / "link" / "images.bin").read_bytes()
    assert {read.resolve() for read in reads} == {path}


def test_only_what_is_inside_counts(project: Project) -> None:
    data, other = project.snippets / "data.csv", _touch(project.snippets / "other.csv")
    other.read_bytes()
    with recording(project) as outer:
        data.read_bytes()
        with recording(project) as inner:
            other.read_bytes()
    data.read_bytes()
    assert inner == {other}
    assert outer == {data, other}


def test_two_at_once_end_in_any_order(project: Project) -> None:
    data, other = project.snippets / "data.csv", _touch(project.snippets / "other.csv")
    first, second = recording(project), recording(project)
    first_reads, second_reads = first.__enter__(), second.__enter__()
    first.__exit__(None, None, None)
    data.read_bytes()
    second.__exit__(None, None, None)
    other.read_bytes()
    assert first_reads == set()
    assert second_reads == {data}


def test_reads_elsewhere_can_be_noted(project: Project) -> None:
    data = project.snippets / "data.csv"
    with recording(project) as reads:
        note([data, project.snippets / "a.py"])
    assert reads == {data}


def test_what_a_module_reads_when_imported_counts_for_all_that_follow(project: Project) -> None:
    (project.snippets / "table.py").write_text(
        "from pathlib import Path\nTABLE = (Path(__file__).parent / 'data.csv').read_text()\n",
        "utf-8",
    )
    script = """
import json, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from studyreport.inputs import recording
from studyreport.project import load
project = load(Path(sys.argv[1]))
seen = []
for _ in range(2):
    with recording(project) as reads:
        import snippets.table
    seen.append(sorted(path.name for path in reads))
print(json.dumps(seen))
"""
    command = [sys.executable, "-c", script, str(project.root)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=project.root)
    assert json.loads(run.stdout) == [["data.csv"], ["data.csv"]]
