"""`::: quiz name`, a confirmation test, and `::: item id`, one of its questions within the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from studyreport import quiz
from studyreport.markdown import figure, markup, rewriting, scripts
from studyreport.markdown.directives import directive
from studyreport.markdown.errors import clean
from studyreport.markdown.fences import without_code
from studyreport.markdown.kept import Kept, definitions
from studyreport.markdown.page import Page, page_of, watch
from studyreport.problems import nearest
from studyreport.quiz import Entry

_T = TypeVar("_T")
_Numbered: TypeAlias = tuple[Entry, int]  # a question and its number on the page

SCRIPT = "quiz.js"
_LAST = 0  # of the preprocessors
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
        md.preprocessors.register(_Definitions(md, questions), "studyreport-definitions", _LAST)
        directive(md, "quiz", questions.test)
        directive(md, "item", questions.item)
        md.treeprocessors.register(_Keys(md, questions), "studyreport-keys", _BEFORE_INLINE)


class _Questions:
    """The questions of the page that is being rendered, numbered in the order of the page."""

    def __init__(self, md: Markdown, kept: Kept) -> None:
        self._md = md
        self._kept = kept
        self._shown: list[_Numbered] = []
        self.definitions: list[str] = []

    def test(self, page: Page, parent: ElementTree.Element, name: str) -> None:
        """Append the whole test, but for the questions that the page shows alone."""
        test = _named(page, "quiz", name, page.bank.tests)
        alone = set(_ITEM.findall(without_code(page.text)))
        self._begin(page, parent)
        items = [entry for entry in test.items if entry.id not in alone]
        numbered = [self._number(page, entry) for entry in items]
        draw = self._draw(page)
        render = partial(quiz.render_test, test, numbered, self._markup, page.name, draw)
        self._append(parent, ("quiz", name), numbered, [entry.id for entry in items], render)

    def item(self, page: Page, parent: ElementTree.Element, name: str) -> None:
        """Append one question."""
        entry = _named(page, "item", name, page.bank.items)
        self._begin(page, parent)
        _, number = numbered = self._number(page, entry)
        draw = self._draw(page)
        render = partial(quiz.render_item, entry, number, self._markup, page.name, draw)
        self._append(parent, ("item", name), [numbered], [name], render)

    def _number(self, page: Page, entry: Entry) -> _Numbered:
        page.add_source(page.project.root / entry.path)
        self._shown.append((entry, len(self._shown) + 1))
        return self._shown[-1]

    def keys(self, root: ElementTree.Element) -> None:
        """Append the keys of the page's questions, for paper."""
        if self._shown:
            render = partial(quiz.render_keys, self._shown, self._markup)
            self._append(root, ("keys",), self._shown, (), render)

    def _append(
        self,
        parent: ElementTree.Element,
        what: Sequence[str],
        numbered: Sequence[_Numbered],
        ids: Sequence[str],
        render: Callable[[], ElementTree.Element],
    ) -> None:
        """Append what `render` makes of questions, unless it is kept and needs nothing else."""
        if any(entry.leans_on_page for entry, _ in numbered):
            parent.append(render())
        else:
            self._kept.append(parent, self._made_from(what, numbered), ids, render)

    def _made_from(self, what: Sequence[str], numbered: Sequence[_Numbered]) -> list[str]:
        """Return all that questions at this place are made from, and no other place knows of."""
        page = page_of(self._md)
        files = {page.bank.files[entry.path] for entry, _ in numbered}
        shown = (f"{e.id} {e.content} {e.key} {number} {e.heading}" for e, number in numbered)
        return [page.name, *what, *sorted(files), *shown, *self.definitions]

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


class _Definitions(Preprocessor):
    """Tells what the page defines when everything is included that it includes."""

    def __init__(self, md: Markdown, questions: _Questions) -> None:
        super().__init__(md)
        self._questions = questions

    def run(self, lines: list[str]) -> list[str]:
        self._questions.definitions = definitions(lines)
        return lines


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
