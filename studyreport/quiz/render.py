"""An item and a whole test as HTML: all that scripts later enhance stands there without them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from studyreport.problems import StudyReportError
from studyreport.quiz.entry import Entry, Test
from studyreport.quiz.finding import Field, Finding
from studyreport.quiz.html.elements import element
from studyreport.quiz.html.fields import Draw, Fields, Markup, Refuse
from studyreport.quiz.model import Item

_LEVELS = ("to recall", "to apply", "to reason about")
_UNSOUGHT = {"data-search-exclude": ""}  # who searches looks for what explains, not what asks
_NOT_KEPT = "Your answers cannot be kept in this window; they last until you close it."


def render_test(
    test: Test,
    items: Iterable[tuple[Entry, int]],
    markup: Markup,
    page: str = "",
    draw: Draw | None = None,
) -> Element:
    """Return a confirmation test as `<section>`.

    Args:
        test: its name is what progress is kept under.
        items: those of its items to show, each with its number on the page.
        markup: renders Markdown into an element as blocks.
        page: the page that this is for, below docs/; section links are relative to it.
        draw: draws a figure of the report; without it items with figures are refused.
    """
    attributes = {"class": "sr-quiz", "data-quiz": test.name, "aria-label": "Confirmation test"}
    made = element("section", attributes | _UNSOUGHT)
    made.append(element("p", {"class": "sr-progress", "role": "status", "hidden": ""}))
    made.extend(render_item(entry, number, markup, page, draw) for entry, number in items)
    return made


def notice() -> Element:
    """Return what a page says to a reader whose answers cannot be kept; hidden until then."""
    attributes = {"class": "sr-notice", "role": "status", "hidden": ""}
    return element("p", attributes | _UNSOUGHT, _NOT_KEPT)


def render_item(
    entry: Entry, number: int, markup: Markup, page: str = "", draw: Draw | None = None
) -> Element:
    """Return an item as `<form>`; arguments as for `render_test`.

    Raises:
        StudyReportError: a Markdown field does not have the shape that its place needs.
    """
    fields = Fields(entry.id, markup, _refusal(entry), draw)
    first, *others = (_fieldset(entry, item, number, fields, page) for item, _ in entry.drawn)
    made = element("form", _form(entry), first)
    for other in others:
        # Inert until a script takes it out: print and pages without scripts have the first alone.
        made.append(element("template", {"class": "sr-variant"}, other))
    return made


def render_keys(numbered: Iterable[tuple[Entry, int]], markup: Markup) -> Element:
    """Return the numbers and keys of items, which paper has at the end in place of under each.

    Raises:
        StudyReportError: a Markdown field does not have the shape that its place needs.
    """
    made = element("section", {"class": "sr-keys"} | _UNSOUGHT)
    made.append(element("p", {"class": "sr-keys-title"}, "Answers"))
    for entry, number in numbered:
        fields = Fields(entry.id, markup, _refusal(entry))
        answer = entry.type.answer(entry.item, fields)
        _without_controls(answer)
        label = element("span", {"class": "sr-number"}, str(number))
        made.append(element("div", {"class": "sr-key", "data-key-of": entry.id}, label, answer))
    return made


def _without_controls(answer: Element) -> None:
    """Take out what is filled in or pressed; the key stands in no form."""
    for parent in list(answer.iter()):
        for child in [child for child in parent if child.tag in ("input", "button")]:
            parent.remove(child)


def _fieldset(entry: Entry, item: Item, number: int, fields: Fields, page: str) -> Element:
    """Return one variant of an item."""
    legend = element("legend", {"class": "sr-stem"})
    legend.append(element("span", {"class": "sr-number"}, str(number)))
    legend.append(_level(item.difficulty))
    for mark in legend:
        mark.tail = " "  # not atomic: what follows in the paragraph may still be Markdown
    rest = fields.head(legend, item.stem, ("stem",))
    fieldset = element("fieldset", {}, legend)
    if len(rest):
        rest.set("class", "sr-more")
        fieldset.append(rest)
    fieldset.append(entry.type.entry(item, fields))
    fieldset.extend(_controls(item))
    fieldset.extend(_hints(item, fields))
    fieldset.append(_solution(entry, item, fields, page))
    return fieldset


def _level(difficulty: int) -> Element:
    """Return one to three filled dots, and in words what they say."""
    said = f"Difficulty {difficulty} of {len(_LEVELS)}"
    attributes = {
        "class": "sr-level",
        "role": "img",
        "aria-label": said,
        "title": f"{said}: {_LEVELS[difficulty - 1]}",
    }
    return element("span", attributes, "●" * difficulty + "○" * (len(_LEVELS) - difficulty))


def _refusal(entry: Entry) -> Refuse:
    def refuse(field: Field, message: str, remedy: str) -> StudyReportError:
        return StudyReportError([entry.problem(Finding(field, message, remedy))])

    return refuse


def _form(entry: Entry) -> dict[str, str]:
    return {
        # The theme's copy buttons would submit the form, and Enter would press them.
        "class": "sr-item no-copy",
        "id": entry.id,
        "data-item": entry.id,
        "data-type": entry.type.name,
        "data-content": entry.content,
        "data-key": entry.key,
        **_UNSOUGHT,
        "novalidate": "",
        # Without a script Enter would send the page off, and what was typed with it.
        "method": "dialog",
    }


def _controls(item: Item) -> list[Element]:
    buttons = [_button("submit", "sr-check", "Check")]
    if item.hints:
        buttons.append(_button("button", "sr-hint-next", "Hint"))
    buttons.append(_button("button", "sr-unsure", "Not sure"))
    buttons.append(_button("button", "sr-again", "Try again"))
    return [
        element("p", {"class": "sr-actions", "hidden": ""}, *buttons),
        element("p", {"class": "sr-status", "role": "status"}),
        element("div", {"class": "sr-shown"}),
    ]


def _button(kind: str, name: str, text: str) -> Element:
    return element("button", {"type": kind, "class": name}, text)


def _hints(item: Item, fields: Fields) -> list[Element]:
    return [
        fields.blocks(_details("sr-hint", f"Hint {number}"), hint)
        for number, hint in enumerate(item.hints, start=1)
    ]


def _solution(entry: Entry, item: Item, fields: Fields, page: str) -> Element:
    made = _details("sr-solution", "Answer and explanation")
    made.append(entry.type.answer(item, fields))
    made.extend(entry.type.feedback(item, fields))
    explanation = element("div", {"class": "sr-explanation"})
    made.append(fields.blocks(explanation, item.explanation))
    href = {"href": _href(item.section, page)}
    link = element("a", href, f"Read again: {entry.heading}")
    made.append(element("p", {"class": "sr-back"}, link))
    return made


def _details(name: str, summary: str) -> Element:
    return element("details", {"class": name}, element("summary", {}, summary))


def _href(section: str, page: str) -> str:
    target, _, anchor = section.partition("#")
    return f"{posixpath.relpath(target, posixpath.dirname(page) or '.')}#{anchor}"
