"""A reader who has a keyboard only, and what the browser complains of meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

# The type of each item in the little report.
ITEMS = {"limit": "one", "negative": "several", "terminal": "number", "keep": "code"}
MAX_TABS = 120

STORED = """async (path) => {
  const opening = indexedDB.open(`studyreport:${path}`);
  const database = await new Promise((done, failed) => {
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error);
  });
  if (!database.objectStoreNames.contains("attempts")) return [];
  const reading = database.transaction("attempts").objectStore("attempts").getAll();
  const records = await new Promise((done) => { reading.onsuccess = () => done(reading.result); });
  database.close();
  return records.sort((one, other) => one.at - other.at);
}"""


def watch(page: Page, complaints: list[str]) -> None:
    """Collect errors, warnings of the security policy, and requests that leave the origin."""

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{message.type}: {message.text}")

    def asked(request: Request) -> None:
        scheme, host = urlsplit(request.url)[:2]
        if scheme not in ("data", "blob") and host.split(":")[0] != "127.0.0.1":
            complaints.append(f"request: {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    page.on("request", asked)


def set_clock(page: Page, when: str) -> None:
    """Have pages begin at this local time from now on. It goes on, as the theme's timers need."""
    now = f"const start = new Date('{when}').getTime();"
    page.add_init_script(f"{{ {now} Date.now = () => start + Math.round(performance.now()); }}")


class Reader:
    """Answers questions on a page without ever touching a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def item(self, name: str) -> Locator:
        return self.page.locator(f"form#{name}")

    def status(self, name: str) -> str:
        return self.item(name).locator(".sr-status").inner_text()

    def state(self, name: str) -> str | None:
        return self.item(name).get_attribute("data-state")

    def shown(self, name: str) -> list[str]:
        return self.item(name).locator(".sr-shown > .sr-feedback").all_inner_texts()

    def tab_to(self, target: Locator) -> None:
        """Press Tab, as often as it takes, until `target` has the focus."""
        found = target.element_handle()  # to look for it before each Tab takes longer than the Tab
        for _ in range(MAX_TABS):
            if found.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target}.")

    def press(self, name: str, button: str) -> None:
        """Go to a button of the item, and press it."""
        self.tab_to(self.item(name).get_by_role("button", name=button, exact=True))
        self.page.keyboard.press("Enter")

    def type(self, name: str, text: str) -> None:
        """Write into the item's field, in place of what was there."""
        self.tab_to(self.item(name).locator("input[type=text]"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)

    def choose(self, name: str, letter: str) -> None:
        """Choose the option of a single choice, by arrow keys."""
        inputs = self.item(name).locator("input")
        start = inputs.and_(self.page.locator(":checked"))
        self.tab_to(start if start.count() else inputs.first)
        self.page.keyboard.press("Space")
        for _ in range(inputs.count()):
            if self.item(name).locator(f"input[value={letter}]").is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not reach option {letter}.")

    def tick(self, name: str, letters: Sequence[str]) -> None:
        """Tick exactly these options of a multiple choice."""
        for box in self.item(name).locator("input").all():
            if box.is_checked() != (box.get_attribute("value") in letters):
                self.tab_to(box)
                self.page.keyboard.press("Space")

    def answer(self, name: str, answer: str) -> None:
        """Answer an item of any type and check it: by Enter in a field, else by the button."""
        if ITEMS[name] in ("number", "code"):
            self.type(name, answer)
            self.page.keyboard.press("Enter")
            return
        if ITEMS[name] == "one":
            self.choose(name, answer)
        else:
            self.tick(name, answer)
        self.press(name, "Check")

    def has_focus_within(self, name: str) -> bool:
        return bool(self.item(name).evaluate("form => form.contains(document.activeElement)"))

    def stored(self, path: str = "/") -> list[dict[str, object]]:
        """Return the log as it stands in the browser's database, oldest first."""
        self.page.wait_for_timeout(50)  # what was just answered is being written
        found: list[dict[str, object]] = self.page.evaluate(STORED, path)
        return found
