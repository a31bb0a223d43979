"""Figures in a question: one drawing, light and wide, of `::: figure name` with its caption."""

from __future__ import annotations

import posixpath
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from studyreport.markdown import markup, value
from studyreport.markdown.page import Page
from studyreport.problems import nearest

WIDTH = "680"  # CSS pixels, as the wide layout is drawn


def drawing(page: Page, name: str, line: str) -> Path:
    """Return the drawing that an export shows of a figure; `line` is the text that names it.

    Raises:
        PageError: it is not drawn yet.
    """
    from studyreport import figures

    file = figures.files(page.project, name)["light", "wide"]
    if not file.is_file():
        remedy = f"Run 'python build_figures.py build {name}', or 'make site', which does."
        raise page.error(line, line.index(name), f"figure '{name}' is not drawn yet.", remedy)
    return file


def figure(md: Markdown, page: Page, parent: Element, name: str) -> None:
    """Append the figure. Its address is relative to docs.

    Raises:
        PageError: there is no such figure, or it is not drawn yet.
    """
    from studyreport import figures  # loads Matplotlib, which few questions need

    line = f"::: figure {name}"
    known = figures.declarations(page.project)
    if name not in known:
        raise page.error(line, line.index(name), f"unknown figure '{name}'.", nearest(name, known))
    declared = known[name]
    file = drawing(page, name, line)
    page.add_source(declared.path)
    address = posixpath.join("/", file.relative_to(page.project.docs).as_posix())
    alt = value.substitute(page, declared.alt)
    image = {"src": address, "alt": alt, "width": WIDTH}
    SubElement(SubElement(parent, "p"), "img", image)
    markup.write(md, parent, declared.caption)
