"""Rules of good item writing. A new one is one function and one line in `registry.py`.

    for lint in lints(project, bank):
        print(lint)                      # quizzes/optimizers.yml:14:7: warning: …

An item may break a rule that stands in its `allow:`, which gives the reason.
"""

from studyreport.quiz.lints.registry import RULES, Lint, lints

__all__ = ["RULES", "Lint", "lints"]
