"""Reading what authors write: UTF-8, with a byte order mark or without, whatever ends its lines."""

from __future__ import annotations

from pathlib import Path

from studyreport.problems import stop
from studyreport.project import Project


def text_of(project: Project, path: Path) -> str:
    """Return the text of a file, without a byte order mark, its lines ended by line feeds.

    Raises:
        StudyReportError: it is not UTF-8.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _end(_with_line_feeds(data[: error.start].decode("utf-8")))
        place = project.relative(path)
        raise stop(place, line, column, "this is not UTF-8.", "Save the file as UTF-8.") from error
    return _with_line_feeds(text)


def _with_line_feeds(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _end(text: str) -> tuple[int, int]:
    """Return line and column, from 1, of what follows the text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")
