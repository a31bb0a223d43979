"""A standard output that holds only so much."""

from __future__ import annotations

import io

LIMIT = 100_000  # characters; far more than a page can show


class Stopped(BaseException):
    """Ends a job from outside its code; no `except Exception` in that code holds it back."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class BoundedOutput(io.TextIOBase):
    """Keeps what is printed; stops the code that prints more than `LIMIT` characters."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._room = LIMIT

    @property
    def text(self) -> str:
        """What was printed; lone surrogates, which no file could hold, become '?'."""
        return "".join(self._parts).encode("utf-8", "replace").decode("utf-8")

    def writable(self) -> bool:
        """Say that this can be written to."""
        return True

    def write(self, text: str, /) -> int:
        """Keep `text`.

        Raises:
            Stopped: more was written than there is room for; as much as fits is kept.
        """
        self._parts.append(text[: self._room])
        self._room -= len(text)
        if self._room < 0:
            self._room = 0
            raise Stopped("OutputTooLong", f"it printed more than {LIMIT:,} characters")
        return len(text)
