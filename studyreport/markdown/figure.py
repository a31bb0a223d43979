"""`::: figure name`: the drawings of a figure, light and dark, wide and narrow, and its caption."""

from __future__ import annotations

from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension

from studyreport import figures
from studyreport.figures import Declaration
from studyreport.markdown import markup, rewriting, value
from studyreport.markdown.directives import directive
from studyreport.markdown.page import Page
from studyreport.problems import nearest

NARROW = "(max-width: 30rem)"
WIDTHS = {"wide": 680, "narrow": 360}  # CSS pixels, as the canvas draws them
THEMES = ("light", "dark")


class FigureExtension(Extension):
    """Writes `<figure>`s. Both themes are in the page; the stylesheet shows one of them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the directive."""
        rewriting.enable(md)
        directive(md, "figure", lambda page, parent, name: _figure(md, page, parent, name))


def draw(page: Page, parent: ElementTree.Element, name: str, alt: str) -> None:
    """Append the drawings of a figure, light and dark, with the alternative text `alt`.

    Raises:
        PageError: there is no such figure, or it is not drawn yet.
    """
    declared = _declaration(page, name, name)
    page.add_source(declared.path)
    for theme in THEMES:
        _picture(page, parent, declared, theme, alt, name)


def _figure(md: Markdown, page: Page, parent: ElementTree.Element, name: str) -> None:
    line = f"::: figure {name}"
    declared = _declaration(page, name, line)
    page.add_source(declared.path)
    figure = ElementTree.SubElement(parent, "figure", {"class": "sr-figure", "id": f"fig-{name}"})
    alt = value.substitute(page, declared.alt)
    for theme in THEMES:
        _picture(page, figure, declared, theme, alt, line)
    caption = ElementTree.SubElement(figure, "figcaption")
    markup.write(md, caption, declared.caption)
    _offer_data(page, caption, name)


def _offer_data(page: Page, caption: ElementTree.Element, name: str) -> None:
    """Append a link to the table of what the figure shows, if it shows data."""
    if not figures.shows_data(page.project, name):
        return
    file = figures.data_file(page.project, name).relative_to(page.project.docs)
    last = caption[-1] if len(caption) else caption
    last.text = f"{last.text or ''} "
    named = {"class": "sr-data", "download": "", "aria-label": "Data of this figure, as CSV"}
    link = ElementTree.SubElement(last, "a", {"href": page.link(file.as_posix()), **named})
    link.text = "Data"


def _declaration(page: Page, name: str, line: str) -> Declaration:
    """Return the figure `name`; `line` is the text that names it."""
    known = figures.declarations(page.project)
    if name not in known:
        raise page.error(line, line.index(name), f"unknown figure '{name}'.", nearest(name, known))
    return known[name]


def _picture(
    page: Page,
    parent: ElementTree.Element,
    declared: Declaration,
    theme: str,
    alt: str,
    line: str,
) -> None:
    wide, narrow = (_size(layout, declared) for layout in ("wide", "narrow"))
    picture = ElementTree.SubElement(parent, "picture", {"class": f"sr-{theme}"})
    address = _address(page, declared.name, theme, "narrow", line)
    rewriting.element(picture, "source", address, media=NARROW, **narrow)
    address = _address(page, declared.name, theme, "wide", line)
    lazy = {"loading": "lazy", "decoding": "async"}
    ElementTree.SubElement(picture, "img", {"src": address, "alt": alt, **wide, **lazy})


def _size(layout: str, declared: Declaration) -> dict[str, str]:
    height = declared.heights[0 if layout == "wide" else 1]
    return {"width": str(WIDTHS[layout]), "height": str(height)}


def _address(page: Page, name: str, theme: str, layout: str, line: str) -> str:
    file = figures.files(page.project, name)[theme, layout]
    if not file.is_file():
        remedy = f"Run 'python build_figures.py build {name}', or 'make site', which does."
        raise page.error(line, line.index(name), f"figure '{name}' is not drawn yet.", remedy)
    return page.link(file.relative_to(page.project.docs).as_posix())


def makeExtension(**options: object) -> FigureExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for `markdown_extensions: [studyreport.markdown.figure]`."""
    return FigureExtension(**options)
