"""The question bank: load, check, prove and render confirmation tests.

    bank = load_bank(project)            # every quizzes/*.yml, or every problem in them
    report = prove(project, bank)        # runs the proofs whose code changed
    save_bank(project, bank, report)     # build/bank.json; raises if a proof does not hold
    bank = load_proved(project)          # what pages are made from
    render_item(bank.items["momentum-limit"], 1, markup, page="optimizers.md")

A `Bank` has `tests` (by file name without suffix) and `items` (by id); a `Test` has a `name`, a
`title` and its `items` in order; an `Entry` is one item with its id and where it stands.
"""

from studyreport.quiz.bank import load_bank
from studyreport.quiz.entry import Bank, Entry, Test
from studyreport.quiz.html.fields import Draw, Markup
from studyreport.quiz.proof import Report, prove
from studyreport.quiz.render import notice, render_item, render_keys, render_test
from studyreport.quiz.store import load_proved, save_bank

__all__ = [
    "Bank",
    "Draw",
    "Entry",
    "Markup",
    "Report",
    "Test",
    "load_bank",
    "load_proved",
    "notice",
    "prove",
    "render_item",
    "render_keys",
    "render_test",
    "save_bank",
]
