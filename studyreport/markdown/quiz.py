"""`::: quiz name`, a confirmation test, and `::: item id`, one of its questions within the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from studyreport import quiz
from studyreport.markdown import figure, markup, rewriting, scripts
from studyreport.markdown.directives import directive
from studyreport.markdown.errors import clean
from studyreport.markdown.fences import without_code
from studyreport.markdown.kept import Kept
from studyreport.markdown.page import Page, page_of, watch
from studyreport.problems import nearest
from studyreport.quiz import Entry

_T = TypeVar("_T")
_Numbered: TypeAlias = tuple[Entry, int]  # a question and its number on the page

SCRIPT = "quiz.js"
_BEFORE_INLINE = 25  # inline patterns have 20
_ITEM = re.compile(r"^[> \t]*:::[ \t]*item[ \t]+(\S+)[ \t]*$", re.MULTILINE)


class QuizExtension(Extension):
    """Writes questions, and loads the script that brings them to life, on pages that have any.

    Options:
        kept: The folder where an earlier build's questions are, for builds that put them in again.
        state: What these hang on, beside their page and the files of the bank.
    """

    def __init__(self, **options: object) -> None:
        self.config = {"kept": ["", "Folder of rendered questions"], "state": ["", "Their state"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register both directives."""
        watch(md)
        rewriting.enable(md)
        folder = str(self.getConfig("kept"))
        kept = Kept(Path(folder) if folder else None, str(self.getConfig("state")))
        questions = _Questions(md, kept)
        directive(md, "quiz", questions.test)
        directive(md, "item", questions.item)
        md.treeprocessors.register(_Keys(md, questions), "studyreport-keys", _BEFORE_INLINE)


class _Questions:
    """The questions of the page that is being rendered, numbered in the order of the page."""

    def __init__(self, md: Markdown, kept: Kept) -> None:
        self._md = md
        self._kept = kept
        self._shown: list[_Numbered] = []

    def test(self, page: Page, parent: ElementTree.Element, name: str) -> None:
        """Append the whole test, but for the questions that the page shows alone."""
        test = _named(page, "quiz", name, page.bank.tests)
        alone = set(_ITEM.findall(without_code(page.text)))
        self._begin(page, parent)
        items = [entry for entry in test.items if entry.id not in alone]
        numbered = [self._number(page, entry) for entry in items]
        draw = self._draw(page)
        render = partial(quiz.render_test, test, numbered, self._markup, page.name, draw)
        made_from = self._made_from(page, ("quiz", name), numbered)
        self._kept.append(parent, made_from, [entry.id for entry in items], render)

    def item(self, page: Page, parent: ElementTree.Element, name: str) -> None:
        """Append one question."""
        entry = _named(page, "item", name, page.bank.items)
        self._begin(page, parent)
        _, number = numbered = self._number(page, entry)
        draw = self._draw(page)
        render = partial(quiz.render_item, entry, number, self._markup, page.name, draw)
        made_from = self._made_from(page, ("item", name), [numbered])
        self._kept.append(parent, made_from, [name], render)

    def _number(self, page: Page, entry: Entry) -> _Numbered:
        page.add_source(page.project.root / entry.path)
        self._shown.append((entry, len(self._shown) + 1))
        return self._shown[-1]

    def keys(self, root: ElementTree.Element) -> None:
        """Append the keys of the page's questions, for paper."""
        if self._shown:
            page = page_of(self._md)
            render = partial(quiz.render_keys, self._shown, self._markup)
            self._kept.append(root, self._made_from(page, ("keys",), self._shown), (), render)

    def _made_from(
        self, page: Page, what: Sequence[str], numbered: Sequence[_Numbered]
    ) -> list[str]:
        """Return all that questions at this place are made from, and no other place knows of."""
        files = {page.bank.files[entry.path] for entry, _ in numbered}
        shown = (f"{entry.id} {number} {entry.heading}" for entry, number in numbered)
        return [page.name, *what, *sorted(files), *shown]

    @property
    def _markup(self) -> quiz.Markup:
        return partial(markup.write, self._md)

    def _draw(self, page: Page) -> quiz.Draw:
        return partial(figure.draw, page)

    def _begin(self, page: Page, parent: ElementTree.Element) -> None:
        """Append the script, and its word on answers that cannot be kept, before the first."""
        if self._shown:
            return
        scripts.load(page, parent, SCRIPT)
        parent.append(quiz.notice())


class _Keys(Treeprocessor):
    """Appends the keys when the whole page is read, and before its inline Markdown is."""

    def __init__(self, md: Markdown, questions: _Questions) -> None:
        super().__init__(md)
        self._questions = questions

    def run(self, root: ElementTree.Element) -> None:
        with clean():
            self._questions.keys(root)


def _named(page: Page, word: str, name: str, known: Mapping[str, _T]) -> _T:
    if name not in known:
        line = f"::: {word} {name}"
        raise page.error(line, line.index(name), f"unknown {word} '{name}'.", nearest(name, known))
    return known[name]


def makeExtension(**options: object) -> QuizExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for `markdown_extensions: [studyreport.markdown.quiz]`."""
    return QuizExtension(**options)
