"""Tables in a frame of their own, which scrolls where the screen is narrower than the table.

The theme frames tables by script, in a way that the keyboard does not reach. An empty header
cell, such as the corner over the names of the rows, heads nothing and becomes a plain cell.
"""

from __future__ import annotations

from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_AFTER_INLINE = 3  # what stands in a cell is known then; math, at 4, is done
_FRAME = {"class": "sr-table", "role": "group", "aria-label": "Table", "tabindex": "0"}
_CLASS = "sr-plain"  # the theme leaves tables with a class alone


class TableExtension(Extension):
    """Frames the tables that the extension `tables` made."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the framing."""
        md.treeprocessors.register(_Frame(md), "studyreport-table", _AFTER_INLINE)


class _Frame(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Frame every table that has no class of its own."""
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "table" and "class" not in child.attrib:
                    parent[place] = _framed(child)


def _framed(table: ElementTree.Element) -> ElementTree.Element:
    table.set("class", _CLASS)
    for cell in table.iter("th"):
        if not len(cell) and not (cell.text or "").strip():
            cell.tag = "td"
    frame = ElementTree.Element("div", _FRAME)
    frame.tail, table.tail = table.tail, None
    frame.append(table)
    return frame


def makeExtension(**options: object) -> TableExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for `markdown_extensions: [studyreport.markdown.table]`."""
    return TableExtension(**options)
