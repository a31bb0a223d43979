"""Records of what was made tell whether it still stands."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport.inputs import Record, Records
from studyreport.inputs.source import settled

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Records, Path, Path]:
    """Return records that hold "a", made from one file and into another."""
    records = Records(tmp_path / "cache")
    source, output = tmp_path / "in.csv", tmp_path / "out" / "a.svg"
    output.parent.mkdir()
    source.write_text("1", "utf-8")
    output.write_text("2", "utf-8")
    records.save("a", "digest", [source], [output], {"n": 1})
    return records, source, output


def test_gives_back_what_was_kept(made: tuple[Records, Path, Path]) -> None:
    records, source, output = made
    assert records.fresh("a", "digest") == Record({"n": 1}, (source,), (output,))
    assert Records(records.folder).fresh("a", "digest") is not None


def test_knows_nothing_else(made: tuple[Records, Path, Path]) -> None:
    assert made[0].fresh("a", "other") is None
    assert made[0].fresh("b", "digest") is None


@pytest.mark.parametrize("which", [1, 2])
@pytest.mark.parametrize("how", ["changed", "gone", "a folder"])
def test_a_file_that_is_not_as_it_was(
    made: tuple[Records, Path, Path], which: int, how: str
) -> None:
    records, path = made[0], (made[1], made[2])[which - 1]
    if how == "changed":  # to the same size, in the same moment
        path.write_text("3", "utf-8")
    else:
        path.unlink()
    if how == "a folder":
        path.mkdir()
    assert records.fresh("a", "digest") is None


def test_a_file_that_changed_during_the_making(made: tuple[Records, Path, Path]) -> None:
    records, source, output = made
    since = time.time_ns()
    records.save("a", "digest", [source], [output], since=since)
    assert records.fresh("a", "digest") is not None
    source.write_text("3", "utf-8")
    records.save("a", "digest", [source], [output], since=since)
    assert records.fresh("a", "digest") is None
    assert records.changed("a") == [source]


def test_a_folder_whose_files_were_listed(tmp_path: Path) -> None:
    records, folder = Records(tmp_path / "cache"), tmp_path / "tables"
    (folder / "__pycache__").mkdir(parents=True)
    records.save("a", "digest", [folder], since=time.time_ns())
    (folder / ".hidden").write_text("1", "utf-8")
    (folder / "__pycache__").rmdir()
    assert records.fresh("a", "digest") is not None
    (folder / "new.csv").write_text("1", "utf-8")
    assert records.fresh("a", "digest") is None
    (folder / "new.csv").unlink()
    assert records.fresh("a", "digest") is not None


def test_tells_what_was_last_and_what_is_different(made: tuple[Records, Path, Path]) -> None:
    records, source, output = made
    assert records.changed("a") == []
    source.write_text("3", "utf-8")
    assert records.changed("a") == [source]
    output.unlink()
    assert records.changed("a") == [source, output]
    assert records.last("a") == Record({"n": 1}, (source,), (output,))
    assert (records.last("b"), records.changed("b")) == (None, [])


def test_a_change_is_seen_though_its_time_is_hidden(made: tuple[Records, Path, Path]) -> None:
    records, source, _ = made
    before = source.stat()
    source.write_text("3", "utf-8")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert records.fresh("a", "digest") is None


def test_a_missing_file_that_appears(tmp_path: Path) -> None:
    records, path = Records(tmp_path / "cache"), tmp_path / "settings.json"
    records.save("a", "digest", [path])
    assert records.fresh("a", "digest") is not None
    path.write_text("{}", "utf-8")
    assert records.fresh("a", "digest") is None


def test_touching_changes_nothing(made: tuple[Records, Path, Path]) -> None:
    records, source, output = made
    for path in (source, output):
        os.utime(path)
    assert records.fresh("a", "digest") is not None


def test_files_that_were_not_touched_are_not_read(
    made: tuple[Records, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    records, source, output = made
    time.sleep(0.15)  # until a change could not share its time with the files any more
    assert records.fresh("a", "digest") is not None
    monkeypatch.setattr("studyreport.inputs.content.sha256", _fail)
    assert records.fresh("a", "digest") is not None
    os.utime(source)
    with pytest.raises(AssertionError):
        records.fresh("a", "digest")
    assert output.is_file()


def _fail(path: Path) -> str:
    raise AssertionError(path)


def test_a_stamp_is_trusted_only_once_time_has_passed() -> None:
    now = time.time_ns()
    assert not settled((now, now, 1), now)
    assert not settled((now - 10**12, now, 1), now)
    assert settled((now - 10**9, now - 10**9, 1), now)


def test_the_whole_can_be_moved(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (here / "in.csv").write_text("1", "utf-8")
    Records(here / "cache").save("a", "digest", [here / "in.csv"])
    shutil.move(here, tmp_path / "there")
    record = Records(tmp_path / "there/cache").fresh("a", "digest")
    assert record is not None
    assert record.reads == (tmp_path / "there/in.csv",)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '"a"',
        "[" * 100_000,
        "{}",
        '{"name": "a", "digest": "digest", "value": 1}',
        '{"name": "a", "digest": "digest", "value": 1, "at": 0, "reads": [], "outputs": {}}',
        '{"name": "a", "digest": "digest", "value": 1, "at": 0, "reads": {"x": 1}, "outputs": {}}',
        '{"name": "b", "digest": "digest", "value": 1, "at": 0, "reads": {}, "outputs": {}}',
        "\xff",
    ],
)
def test_a_damaged_record_is_none(made: tuple[Records, Path, Path], content: str) -> None:
    records = made[0]
    (path,) = records.folder.iterdir()
    path.write_bytes(content.encode("latin-1"))
    assert records.fresh("a", "digest") is None
    records.save("a", "digest", [])
    assert records.fresh("a", "digest") is not None


def test_a_record_cut_short_is_none(made: tuple[Records, Path, Path]) -> None:
    (path,) = made[0].folder.iterdir()
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert made[0].fresh("a", "digest") is None


@given(st.lists(st.text(min_size=1), unique=True, max_size=5), JSON)
def test_any_name_and_value(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], value: Any
) -> None:
    records = Records(tmp_path_factory.mktemp("records"))
    for index, name in enumerate(names):
        records.save(name, "d", [], value=[index, value])
    for index, name in enumerate(names):
        record = records.fresh(name, "d")
        assert record is not None
        assert record.value == json.loads(json.dumps([index, value]))
    assert len(list(records.folder.iterdir())) == len(names) if names else True
