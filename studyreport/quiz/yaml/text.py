"""From bytes to text: UTF-8 without the characters that show nothing or break lines unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyreport.problems import Problem

_FORBIDDEN = re.compile(
    # All but line feeds and what shows: no controls, no other line ends, no turns of direction.
    "[^\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff"
    "\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NAMES = {"\t": "a tab", "\r": "a carriage return alone", "\ufeff": "a byte order mark"}


def decode(data: bytes, path: str) -> str:
    """Return the text of a file, lines ended by a line feed.

    Raises:
        UnreadableError: with every forbidden character, or the first byte that is not UTF-8.
    """
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n")
        line, column = position(before, len(before))
        raise UnreadableError(
            [Problem(path, line, column, "this is not UTF-8.", "Save the file as UTF-8.")]
        ) from error
    problems = list(_forbidden(text, path))
    if problems:
        raise UnreadableError(problems)
    return text


class UnreadableError(Exception):
    """The file is not text that YAML could be read from."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def position(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character at `index`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def is_shown(text: str) -> bool:
    """Tell whether the text has only characters that a page can show (escapes can make others)."""
    return not _FORBIDDEN.search(text.replace("\t", " "))


def _forbidden(text: str, path: str) -> Iterator[Problem]:
    """Name the first forbidden character of each line, in one walk over the text."""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FORBIDDEN.search(line)
        if match:
            name = _NAMES.get(match[0], f"the invisible character U+{ord(match[0]):04X}")
            remedy = "Write spaces instead." if match[0] == "\t" else "Delete it."
            yield Problem(path, number, match.start() + 1, f"here stands {name}.", remedy)
