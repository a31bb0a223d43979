"""Addresses in elements whose addresses MkDocs does not rewrite.

MkDocs makes `src` of an image and `href` of a link fit the place where the page is published, and
checks that the file exists; it knows of no other element. So a `<source>` or a `<script>` enters
the tree as an image, and becomes what it is after MkDocs has been there. Zensical rewrites every
address in the finished HTML, these too.
"""

from __future__ import annotations

from xml.etree import ElementTree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

_AFTER_MKDOCS = -10  # MkDocs' own is registered at 0
_DISGUISED = "data-sr-becomes"
_ATTRIBUTE = {"source": "srcset", "script": "src"}


def element(
    parent: ElementTree.Element, tag: str, address: str, **attributes: str
) -> ElementTree.Element:
    """Append a `<source>` or `<script>` whose address is relative to the page's source file."""
    return ElementTree.SubElement(parent, "img", {_DISGUISED: tag, "src": address, **attributes})


def enable(md: Markdown) -> None:
    """Register what undoes the disguise. Every extension that calls `element` calls this."""
    md.treeprocessors.register(_Unmask(md), "studyreport-rewriting", _AFTER_MKDOCS)


class _Unmask(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        for disguised in root.iter("img"):
            tag = disguised.attrib.pop(_DISGUISED, None)
            if tag is not None:
                disguised.tag = tag
                disguised.set(_ATTRIBUTE[tag], disguised.attrib.pop("src"))
