"""Reading what authors write."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project
from studyreport.texts import text_of


def test_line_ends_and_a_byte_order_mark_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert text_of(_project(tmp_path), file) == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xe4", 1, 1),
        (b"one\r\nZ\xe4hler", 2, 2),
        ("\ufeffZ\u00e4h".encode() + b"\xff", 1, 4),
        ("one".encode("utf-16"), 1, 1),
    ],
)
def test_the_first_byte_that_is_not_utf_8(
    tmp_path: Path, data: bytes, line: int, column: int
) -> None:
    file = tmp_path / "page.md"
    file.write_bytes(data)
    with pytest.raises(StudyReportError) as caught:
        text_of(_project(tmp_path), file)
    remedy = "Save the file as UTF-8."
    assert caught.value.problems == [Problem("page.md", line, column, "this is not UTF-8.", remedy)]


def _project(root: Path) -> Project:
    return Project(root, root, root, root, root, root)
