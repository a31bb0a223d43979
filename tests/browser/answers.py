"""Answering the types that are loaded on demand, by keyboard alone."""

from __future__ import annotations

from .reader import Reader


class Answers(Reader):
    """A reader of the report with a question of each of these types."""

    def answer(self, name: str, answer: str) -> None:
        """Fill in an answer and check it, as its type wants it."""
        kind = self.item(name).get_attribute("data-type")
        getattr(self, f"_{kind}")(name, answer)

    def _typed(self, name: str, answer: str) -> None:
        self.type(name, answer)
        self.page.keyboard.press("Enter")

    _array = _number = _text = _typed

    def _recall(self, name: str, answer: str) -> None:
        """Write what stands before the colon; then tick the points whose numbers stand after it."""
        text, _, points = answer.partition(":")
        area = self.item(name).locator("textarea")
        self.tab_to(area)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.press(name, "Check")
        if points:
            for point in points.split(","):
                self.tab_to(self.item(name).locator(f".sr-rubric input[value='{point}']"))
                self.page.keyboard.press("Space")
            self.press(name, "Grade mine")

    def _steps(self, name: str, answer: str) -> None:
        """Fill the blanks from first to last."""
        for field, number in zip(
            self.item(name).locator(".sr-step input").all(), answer.split(";"), strict=True
        ):
            self.tab_to(field)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(number)
        self.page.keyboard.press("Enter")

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
        self.page.keyboard.press("Enter")

    def _figure(self, name: str, answer: str) -> None:
        self.choose(name, answer)
        self.press(name, "Check")

    def _matching(self, name: str, answer: str) -> None:
        """Choose letters by typing them, the first line's first; "-" is none."""
        for choice, letter in zip(self.item(name).locator("select").all(), answer, strict=True):
            self.tab_to(choice)
            self.page.keyboard.press("Home" if letter == "-" else letter)
        self.press(name, "Check")

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
        self.press(name, "Check")
