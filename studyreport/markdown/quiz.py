"""`::: quiz name`, a confirmation test, and `::: item id`, one of its questions within the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import TypeVar
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from studyreport import quiz
from studyreport.markdown import figure, markup, rewriting, scripts
from studyreport.markdown.directives import directive
from studyreport.markdown.errors import clean
from studyreport.markdown.fences import without_code
from studyreport.markdown.page import Page, watch
from studyreport.problems import nearest
from studyreport.quiz import Entry, Test

_T = TypeVar("_T")

SCRIPT = "quiz.js"
_BEFORE_INLINE = 25  # inline patterns have 20
_ITEM = re.compile(r"^[> \t]*:::[ \t]*item[ \t]+(\S+)[ \t]*$", re.MULTILINE)


class QuizExtension(Extension):
    """Writes questions, and loads the script that brings them to life, on pages that have any."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register both directives."""
        watch(md)
        rewriting.enable(md)
        questions = _Questions(md)
        directive(md, "quiz", questions.test)
        directive(md, "item", questions.item)
        md.treeprocessors.register(_Keys(md, questions), "studyreport-keys", _BEFORE_INLINE)


class _Questions:
    """The questions of the page that is being rendered, numbered in the order of the page."""

    def __init__(self, md: Markdown) -> None:
        self._md = md
        self._shown: list[Entry] = []

    def test(self, page: Page, parent: ElementTree.Element, name: str) -> None:
        """Append the whole test, but for the questions that the page shows alone."""
        bank = quiz.load_proved(page.project)
        test = _named(page, "quiz", name, bank.tests)
        alone = set(_ITEM.findall(without_code(page.text)))
        items = [entry for entry in test.items if entry.id not in alone]
        self._begin(page, parent)
        numbered = [(entry, self._number(page, test, entry)) for entry in items]
        parent.append(quiz.render_test(test, numbered, self._markup, page.name, self._draw(page)))

    def item(self, page: Page, parent: ElementTree.Element, name: str) -> None:
        """Append one question."""
        bank = quiz.load_proved(page.project)
        entry = _named(page, "item", name, bank.items)
        self._begin(page, parent)
        number = self._number(page, bank.tests[entry.test], entry)
        parent.append(quiz.render_item(entry, number, self._markup, page.name, self._draw(page)))

    def _number(self, page: Page, test: Test, entry: Entry) -> int:
        page.add_source(page.project.root / test.path)
        self._shown.append(entry)
        return len(self._shown)

    def keys(self, root: ElementTree.Element) -> None:
        """Append the keys of the page's questions, for paper."""
        if self._shown:
            numbered = ((entry, place) for place, entry in enumerate(self._shown, start=1))
            root.append(quiz.render_keys(numbered, self._markup))

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
