"""Answering the types that are loaded on demand, by keyboard alone."""

from __future__ import annotations

from .reader import Reader

BY_ENTER = {"array", "number", "text", "steps", "network"}  # in a field, which Enter checks


class Answers(Reader):
    """A reader of the report with a question of each of these types."""

    def answer(self, name: str, answer: str) -> None:
        """Fill in an answer and check it, as its type wants it."""
        self.fill(name, answer)
        self.check(name, answer)

    def fill(self, name: str, answer: str) -> None:
        """Fill in an answer; of a free one what stands before the colon."""
        getattr(self, f"_{self._kind(name)}")(name, answer)

    def check(self, name: str, answer: str) -> None:
        """Check what was filled in; a free answer is graded by what stands after the colon."""
        if self._kind(name) in BY_ENTER:
            self.page.keyboard.press("Enter")
        else:
            self.press(name, "Check")
        points = answer.partition(":")[2] if self._kind(name) == "recall" else ""
        if points:
            for point in points.split(","):
                self.tab_to(self.item(name).locator(f".sr-rubric input[value='{point}']"))
                self.page.keyboard.press("Space")
            self.press(name, "Grade mine")

    def _kind(self, name: str) -> str:
        return self.item(name).get_attribute("data-type") or ""

    def _typed(self, name: str, answer: str) -> None:
        self.type(name, answer)

    _array = _number = _text = _typed

    def _recall(self, name: str, answer: str) -> None:
        self.tab_to(self.item(name).locator("textarea"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(answer.partition(":")[0])

    def _steps(self, name: str, answer: str) -> None:
        """Fill the blanks from first to last."""
        for field, number in zip(
            self.item(name).locator(".sr-step input").all(), answer.split(";"), strict=True
        ):
            self.tab_to(field)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(number)

    def _network(self, name: str, answer: str) -> None:
        """Make as many layers as there are digits; "-" leaves one empty."""
        item = self.item(name)
        while item.locator(".sr-layer").count() != len(answer):
            fewer = item.locator(".sr-layer").count() > len(answer)
            self.press(name, "Remove the last layer" if fewer else "Add a layer")
        for field, units in zip(item.locator(".sr-layer input").all(), answer, strict=True):
            self.tab_to(field)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.press("Delete" if units == "-" else units)

    def _figure(self, name: str, answer: str) -> None:
        self.choose(name, answer)

    def _matching(self, name: str, answer: str) -> None:
        """Choose letters by typing them, the first line's first; "-" is none."""
        for choice, letter in zip(self.item(name).locator("select").all(), answer, strict=True):
            self.tab_to(choice)
            self.page.keyboard.press("Home" if letter == "-" else letter)

    def _ordering(self, name: str, answer: str) -> None:
        """Bring lines to their places by their buttons, the first one first."""
        lines = self.item(name).locator(".sr-line")
        for place, letter in enumerate(answer):
            self.tab_to(lines.get_by_role("button", name=f"Move {letter} up"))
            for _ in range(len(answer)):
                if lines.nth(place).get_attribute("data-option") == letter.lower():
                    break
                self.page.keyboard.press("Enter")
                assert self.has_focus_within(name)
