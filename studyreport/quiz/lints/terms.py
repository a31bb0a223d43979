"""Terms that an item uses before the chapter that introduces them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studyreport.project import Project
from studyreport.quiz.entry import Bank, Entry
from studyreport.quiz.finding import Finding
from studyreport.quiz.lints.chapters import chapter_order
from studyreport.quiz.lints.fields import told
from studyreport.quiz.lints.glossary import Term, read_glossary
from studyreport.quiz.lints.rule import Breach
from studyreport.quiz.lints.text import prose, words

# By the first word of a term: all its words, and the term.
Index = dict[str, list[tuple[tuple[str, ...], Term]]]


def check_terms(project: Project, bank: Bank) -> Iterator[Breach]:
    """Yield, once for an item and term, a term that only a later chapter introduces.

    Nothing is yielded for a report without a glossary, or pages outside the navigation.
    """
    index = _index(read_glossary(project))
    order = chapter_order(project) if index else {}
    for entry in bank.items.values() if index else ():
        here = order.get(entry.item.section.partition("#")[0])
        if here is not None:
            yield from _check_item(entry, here, index, order)


def _check_item(entry: Entry, here: int, index: Index, order: dict[str, int]) -> Iterator[Breach]:
    seen: set[str] = set()
    for field, text in told(entry.item):
        for term in _used(words(prose(text)), index):
            if term.term not in seen and order.get(term.page, here) > here:
                seen.add(term.term)
                message = f"'{term.term}' is introduced only in {term.section}."
                remedy = "Say it in other words, or move the item to that chapter."
                yield entry, Finding(field, message, remedy)


def _index(terms: Sequence[Term]) -> Index:
    index: Index = {}
    for term in terms:
        for form in (term.term, *term.forms):
            parts = tuple(words(form))
            for forms in {parts, (*parts[:-1], f"{parts[-1]}s")} if parts else ():
                index.setdefault(forms[0], []).append((forms, term))
    return index


def _used(said: Sequence[str], index: Index) -> Iterator[Term]:
    for place, word in enumerate(said):
        for parts, term in index.get(word, ()):
            if tuple(said[place : place + len(parts)]) == parts:
                yield term
