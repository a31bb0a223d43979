"""Making HTML elements, their texts safe from being taken for Markdown."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.util import AtomicString


def element(
    tag: str, attributes: dict[str, str] | None = None, *children: Element | str
) -> Element:
    """Return an element with texts and elements as its children."""
    made = Element(tag, attributes or {})
    for child in children:
        add(made, child)
    return made


def add(parent: Element, child: Element | str) -> None:
    """Append an element, or a text that shows as it stands."""
    if isinstance(child, Element):
        parent.append(child)
    else:
        add_text(parent, AtomicString(child))


def add_text(parent: Element, text: str) -> None:
    """Append a text, kept atomic (no Markdown in it) if it is."""
    last = parent[-1] if len(parent) else None
    before = (parent.text if last is None else last.tail) or ""
    joined = before + text
    if isinstance(text, AtomicString):
        joined = AtomicString(joined)
    if last is None:
        parent.text = joined
    else:
        last.tail = joined


def move_content(source: Element, target: Element) -> None:
    """Append all that is in `source` to `target`."""
    if source.text:
        add_text(target, source.text)
    for child in list(source):
        target.append(child)
