"""Parametrised items: one question in the file, several in the page, each with its own numbers.

    vary: {alpha: [0.8, 0.9], steps: {from: 2, to: 4}}
    stem: "After @{steps} steps with α = @{alpha}?"
    answer: "@{key:.3f}"

Every combination is a variant. `@{expression:format}` is evaluated in the namespace that the proof
leaves, in which the names of `vary` are bound; what comes out is frozen in the page.
"""

from studyreport.quiz.vary.expand import Variant, expand, once

__all__ = ["Variant", "expand", "once"]
