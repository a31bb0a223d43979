"""XML documents, written the same way every time."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring


def child(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    """Append an element with a text; return it."""
    made = SubElement(parent, tag, attributes)
    made.text = text
    return made


def document(root: Element) -> bytes:
    """Return the document, indented; texts stay as they are."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'.encode()
