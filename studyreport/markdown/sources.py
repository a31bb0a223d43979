"""Finding a piece of text again in the file that an author wrote it in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from studyreport.markdown.fences import without_code


@dataclass(frozen=True)
class Place:
    """A spot in a file, counted from 1; 0 where only the file, or only the line, is known."""

    path: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Source:
    """A file that a page is made from: the page itself, a quiz, the code of a figure.

    `text` is the whole file; what stands before `start` (front matter) is never looked at.
    """

    path: str
    text: str
    start: int = 0

    def find(self, fragment: str, offset: int = 0, nth: int = 0) -> Place | None:
        """Return where character `offset` of the fragment stands, outside code.

        `nth` counts its occurrences from 0.

        Spaces and line breaks in the fragment fit any others, because Markdown takes away the
        indentation and the quotation marks before a lower layer sees the text. A fragment that
        begins or ends with a letter is not found within a longer word, nor a directive in a longer
        line.
        """
        words = [re.escape(word) for word in fragment.split()]
        pattern = r"[\s>]+".join(f"({word})" for word in words)
        whole = r"(?<![\w-])" * fragment[:1].isalnum() + pattern
        whole += r"(?![\w-])" * fragment[-1:].isalnum()
        if fragment.startswith("::"):
            whole = rf"(?<!:){whole}(?=[ \t]*$)"
        compiled = re.compile(whole, re.MULTILINE)
        found = compiled.finditer(self._prose(), self.start) if words else iter(())
        one = next(islice(found, nth, None), None)
        return self._place(one, fragment, offset) if one else None

    def _prose(self) -> str:
        return without_code(self.text) if self.path.endswith(".md") else self.text

    def _place(self, found: re.Match[str], fragment: str, offset: int) -> Place:
        index, inside = _word_at(fragment, offset)
        at = found.start(index + 1) + inside
        line_start = self.text.rfind("\n", 0, at) + 1
        return Place(self.path, self.text.count("\n", 0, at) + 1, at - line_start + 1)


def _word_at(fragment: str, offset: int) -> tuple[int, int]:
    """Return the word that `offset` falls into, and how far into it (a gap counts as its end)."""
    words = list(re.finditer(r"\S+", fragment))
    index = max((i for i, word in enumerate(words) if word.start() <= offset), default=0)
    word = words[index]
    return index, max(0, min(offset, word.end()) - word.start())
