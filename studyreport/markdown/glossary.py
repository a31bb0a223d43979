"""Terms: `::: glossary` lists them all, and on every page the first use of each leads there.

A page that introduces a term, or means something else by the word, is left alone. The link's
title, which browsers show under a resting pointer, tells the meaning. Terms are read from
docs/glossary.yml; the page that lists them is docs/glossary.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from studyreport.inputs.source import Stamp, stamp
from studyreport.markdown import katex, markup, value
from studyreport.markdown.directives import directive
from studyreport.markdown.errors import clean
from studyreport.markdown.page import Page, page_of, watch
from studyreport.project import Project
from studyreport.quiz.lints.glossary import Term, glossary_path, read_glossary
from studyreport.quiz.sections import heading

LIST = "glossary.md"
_AFTER_INLINE = 6  # links exist then; formulas, at 4, and MkDocs' addresses, at 0, come later
# Where a link would be wrong, or stand in somebody's way.
_SKIPPED_TAGS = {"a", "code", "pre", "script", "style", "summary", "form", "button", "label"}
_SKIPPED_TAGS |= {f"h{level}" for level in range(1, 7)}
_SKIPPED_CLASSES = {"arithmatex", "sr-terms", "sr-quiz", "sr-keys", "toc"}
_FORMULA = re.compile(r"\$([^$]+)\$")
_MATHML = re.compile(r"<semantics>(.*?)<annotation", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_MARKS = re.compile(r"[`*]|\[([^\]]*)\]\([^)]*\)")


class GlossaryExtension(Extension):
    """Lists the terms, and links them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the directive and the linking."""
        watch(md)
        directive(md, "glossary", lambda page, parent, _: _list(md, page, parent), named=False)
        md.treeprocessors.register(_Link(md), "studyreport-glossary", _AFTER_INLINE)


def identifier(term: Term) -> str:
    """Return the id that the term has on the page that lists all."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.term.casefold()).strip("-")


def _list(md: Markdown, page: Page, parent: ElementTree.Element) -> None:
    if not glossary_path(page.project).is_file():
        remedy = "Write docs/glossary.yml, or delete this line."
        raise page.error("::: glossary", 0, "there are no terms to list.", remedy)
    terms = read_glossary(page.project)
    page.add_source(glossary_path(page.project))
    made = ElementTree.SubElement(parent, "dl", {"class": "sr-terms"})
    for term in sorted(terms, key=lambda term: term.term.casefold()):
        ElementTree.SubElement(made, "dt", {"id": identifier(term)}).text = term.term
        told = ElementTree.SubElement(made, "dd")
        markup.write(md, told, term.meaning or "")
        _names(told, term)
        where = ElementTree.SubElement(told, "p", {"class": "sr-where"})
        where.text = "Introduced in "
        link = ElementTree.SubElement(where, "a", {"href": page.link(term.section)})
        link.text = heading(page.project, term.section)


def _names(parent: ElementTree.Element, term: Term) -> None:
    """Write the term's other names, and those in other languages."""
    others = [form for form in term.forms if not _is_the_same(form, term)]
    names = [("also", "en", ", ".join(others))] if others else []
    names += [("Japanese", "ja", term.japanese)] if term.japanese else []
    names += [("French", "fr", term.french)] if term.french else []
    line = ElementTree.SubElement(parent, "p", {"class": "sr-names"}) if names else parent
    for place, (label, language, name) in enumerate(names):
        said = ElementTree.SubElement(line, "span")
        said.text = f"{label} "
        ElementTree.SubElement(said, "span", {"lang": language}).text = name
        said.tail = "; " if place < len(names) - 1 else None


def _is_the_same(form: str, term: Term) -> bool:
    """Tell whether the form is a plural, or the term with a typewriter’s apostrophe.

    A reader needs no list of these.
    """
    plurals = (other + end for other in (term.term, *term.forms) for end in ("s", "es"))
    return form in {*plurals, term.term.removesuffix("y") + "ies", term.term.replace("’", "'")}


class _Link(Treeprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._md = md

    def run(self, root: ElementTree.Element) -> None:
        """Link the first use of each term that another page introduces."""
        with clean():
            page = page_of(self._md)
            if not glossary_path(page.project).is_file():
                return
            terms = _terms(page.project, stamp(glossary_path(page.project)))
            if terms and page.name != LIST:
                page.add_source(glossary_path(page.project))
                _Linker(page, terms).link(root)


@lru_cache(maxsize=4)
def _terms(project: Project, seen: Stamp) -> tuple[Term, ...]:  # noqa: ARG001 - which state of it
    """Read each state of the glossary once, however many pages there are."""
    return tuple(read_glossary(project))


class _Linker:
    """Walks one page; each term is linked once."""

    def __init__(self, page: Page, terms: Sequence[Term]) -> None:
        self._page = page
        self._known = {_folded(form): term for term in terms for form in _forms(term)}
        self._pattern = _pattern(tuple(form for term in terms for form in _forms(term)))
        self._left = {t.term for t in terms if page.name not in {t.page, *t.another_sense}}

    def link(self, element: ElementTree.Element) -> None:
        """Link terms in the text of the element and of what is in it."""
        if element.tag in _SKIPPED_TAGS or _SKIPPED_CLASSES & set(element.get("class", "").split()):
            return
        children = list(element)
        element.text = self._in_text(element, 0, element.text)
        for child in children:
            self.link(child)
            if child.tail:
                child.tail = self._in_text(element, list(element).index(child) + 1, child.tail)

    def _in_text(self, parent: ElementTree.Element, at: int, text: str | None) -> str | None:
        """Put links at place `at` for the terms in `text`; return what stands before the first."""
        if not text:
            return text
        before, after = text, None
        for start, end, term in self._found(text):
            link = self._made(term, text[start:end])
            if after is None:
                before = text[:start]
            else:
                after.tail = text[len(text) - len(after.tail or "") : start]
            link.tail = text[end:]
            parent.insert(at, link)
            at, after = at + 1, link
        return before

    def _found(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Yield the terms in the text, each the first time, and strike them off.

        All terms are looked for, so that no part of one is taken for another.
        """
        for found in self._pattern.finditer(text):
            term = self._known[_known(found[0], self._known)]
            if term.term in self._left:
                self._left.remove(term.term)
                yield found.start(), found.end(), term

    def _made(self, term: Term, text: str) -> ElementTree.Element:
        page = self._page
        listed = (page.project.docs / LIST).is_file()
        target = f"{LIST}#{identifier(term)}" if listed else term.section
        link = ElementTree.Element("a", {"class": "sr-term", "href": page.link(target)})
        if term.meaning:
            link.set("title", _plain(page, term.meaning))
        link.text = text
        return link


def _folded(form: str) -> str:
    return " ".join(form.casefold().split())


def _known(found: str, forms: dict[str, Term]) -> str:
    """Return the form that was found, without the s of a plural."""
    folded = _folded(found)
    return folded if folded in forms else folded[:-1]


def _forms(term: Term) -> tuple[str, ...]:
    return (term.term, *term.forms)


@lru_cache(maxsize=4)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the forms, or a plural; of two that overlap the longer.

    What has a capital takes no plural: Adams is a person, and Adam is none.
    """
    written = "|".join(
        r"\s+".join(map(re.escape, form.split())) + ("s?" if form.islower() else "")
        for form in sorted(forms, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{written})(?![\w-])", re.IGNORECASE)


def _plain(page: Page, text: str) -> str:
    """Return Markdown as plain text, its formulas in Unicode."""
    written = value.substitute(page, text)
    formulas = _FORMULA.sub(lambda found: _spoken(page, found[1]), written)
    return " ".join(_MARKS.sub(lambda found: found[1] or "", formulas).split())


def _spoken(page: Page, tex: str) -> str:
    try:
        found = _MATHML.search(katex.render(page.project.root, tex, display=False))
    except katex.TexError as error:
        page.add_source(glossary_path(page.project))
        message = f"KaTeX refuses this formula: {error.message}"
        raise page.error(f"${tex}$", 1 + error.position, message, "Correct the TeX.") from None
    return _TAG.sub("", found[1]) if found else tex


def makeExtension(**options: object) -> GlossaryExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for `markdown_extensions: [studyreport.markdown.glossary]`."""
    return GlossaryExtension(**options)
