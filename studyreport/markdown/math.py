"""`$…$` and `$$…$$` become HTML and MathML at build time.

pymdownx.arithmatex finds the formulas (prices such as $5 are left alone); this renders them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from studyreport.markdown import katex, value
from studyreport.markdown.errors import PageError, clean
from studyreport.markdown.page import page_of, watch
from studyreport.problems import Problem

_FOUND = "arithmatex"  # the class of what it found
_INLINE = "sr-math"  # the class of an inline formula when it is rendered
_PART = '<span class="katex-base">'
_TOUCHING_BEFORE = re.compile(r"\S+\Z")
_TOUCHING_AFTER = re.compile(r"\s|\Z")
_DOLLARS = re.compile(r"\$\$\S*")
_CODE = {"code", "pre", "script", "style"}
_AFTER_TOC = 4  # toc is at 5: a heading's anchor is made from its TeX, not from KaTeX's markup
_DELIMITERS = {False: (("$", "$"), (r"\(", r"\)")), True: (("$$", "$$"), (r"\[", r"\]"), ("", ""))}


@dataclass(frozen=True)
class Formula:
    """A formula: its TeX with values written out, and KaTeX's HTML and MathML of it."""

    tex: str
    display: bool
    rendered: str


Fill: TypeAlias = Callable[[ElementTree.Element, Formula], str]


class MathExtension(Extension):
    """Renders what arithmatex, which it loads, finds. Subclasses write formulas in another way."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the renderer."""
        watch(md)
        md.registerExtensions(["pymdownx.arithmatex"], {"pymdownx.arithmatex": {"generic": True}})
        md.treeprocessors.register(_Render(md, self.fill), "studyreport-math", _AFTER_TOC)

    def fill(self, element: ElementTree.Element, formula: Formula) -> str:
        """Make the element the formula's frame; return the HTML that stands in it."""
        _frame(element, formula.display)
        return _breakable(formula.rendered)


class _Render(Treeprocessor):
    def __init__(self, md: Markdown, fill: Fill) -> None:
        super().__init__(md)
        self._md = md
        self._fill = fill

    def run(self, root: ElementTree.Element) -> None:
        """Render every formula of the page, or raise for all that are wrong at once."""
        problems: list[Problem] = []
        with clean():
            for element in list(root.iter()):
                problems += self._leftovers(element)
            for element in list(root.iter()):
                if element.get("class") == _FOUND:
                    problems += self._formula(element)
            if problems:
                raise PageError(problems)
        for element in list(root.iter()):
            _join(element)

    def _leftovers(self, element: ElementTree.Element) -> list[Problem]:
        """Return a problem if dollars that meant a display were taken for something else."""
        stray = None if element.tag in _CODE else _stray_dollars(element)
        if stray is None:
            return []
        message = "a display formula '$$…$$' is not on its own."
        remedy = "Put it on lines of its own, with an empty line before and after it."
        return [page_of(self._md).problem(stray, 0, message, remedy)]

    def _formula(self, element: ElementTree.Element) -> list[Problem]:
        display, tex = _is_display(element), _tex(element)
        page = page_of(self._md)
        written = value.substitute(page, tex)
        try:
            rendered = katex.render(page.project.root, written, display=display)
        except katex.TexError as error:
            fragment, start = self._fragment(tex, display)
            offset = start + min(error.position, len(tex))
            message = f"KaTeX refuses this formula: {error.message}"
            return [page.problem(fragment, offset, message, "Correct the TeX.")]
        content = self._fill(element, Formula(written, display, rendered))
        element.text = self._md.htmlStash.store(content)
        return []

    def _fragment(self, tex: str, display: bool) -> tuple[str, int]:
        """Return the formula as it stands in the source, and where its TeX starts in that."""
        page = page_of(self._md)
        for before, after in _DELIMITERS[display]:
            if page.find(before + tex + after).line:
                return before + tex + after, len(before)
        return tex, 0


def _breakable(rendered: str) -> str:
    """Mark where a formula may be broken: in a line kept together, browsers do not know."""
    first, *others = rendered.split(_PART)
    return first + _PART + f"<wbr>{_PART}".join(others) if others else rendered


def _join(parent: ElementTree.Element) -> None:
    """Keep formulas in one line with what they touch: browsers would break before "." or ")"."""
    for index, child in enumerate(list(parent)):
        if child.get("class") != _INLINE:
            continue
        before = parent[index - 1].tail if index else parent.text
        start, left = _split(_TOUCHING_BEFORE, before or "")
        right, rest = _split(_TOUCHING_AFTER, child.tail or "")
        if left or right:
            _set_text(parent, index, start)
            together = ElementTree.Element("span", {"class": "sr-together"})
            together.text, child.tail, together.tail = left, right, rest
            parent[index] = together
            together.append(child)


def _split(place: re.Pattern[str], text: str) -> tuple[str, str]:
    found = place.search(text)
    at = found.start() if found else len(text)
    return text[:at], text[at:]


def _set_text(parent: ElementTree.Element, index: int, text: str) -> None:
    """Set the text before the child at `index`."""
    if index:
        parent[index - 1].tail = text
    else:
        parent.text = text


def _stray_dollars(element: ElementTree.Element) -> str | None:
    """Return what begins with two dollars in the element's text, or around a formula in it."""
    before = "" if element.get("class") == _FOUND else element.text or ""
    stray = _DOLLARS.search(before)
    for child in element:
        after = child.tail or ""
        if child.get("class") == _FOUND and before.endswith("$") and after.startswith("$"):
            return f"$${_tex(child)}$$"
        stray = stray or _DOLLARS.search(after)
        before = after
    return stray[0] if stray else None


def _tex(element: ElementTree.Element) -> str:
    r"""Return what arithmatex put into \(…\), as it was, or into \[…\], with HTML escapes."""
    inner = (element.text or "")[2:-2]
    return html.unescape(inner) if _is_display(element) else inner


def _is_display(element: ElementTree.Element) -> bool:
    return element.tag == "div"


def _frame(element: ElementTree.Element, display: bool) -> None:
    """Make the element a formula's frame.

    A wide display scrolls within its frame, so the frame takes the keyboard's focus and has a name.
    """
    element.attrib.clear()
    element.set("class", "sr-display" if display else _INLINE)
    if display:
        for name, text in {"tabindex": "0", "role": "group", "aria-label": "Formula"}.items():
            element.set(name, text)
    element.set("data-search-exclude", "")


def makeExtension(**options: object) -> MathExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for `markdown_extensions: [studyreport.markdown.math]`."""
    return MathExtension(**options)
