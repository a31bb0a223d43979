"""Do the proofs notice when the code that they stand on is wrong?

Each mutant is a module of `snippets/` with one small fault. The items whose proofs run the faulty
line are proved again, with the fault in place of the module; a mutant that no item notices shows
what the bank leaves untested.

    survey = mutate(project, bank)       # every mutant with its fate
    survey.share                         # of the mutants that proofs reach, how many are noticed
"""

from studyreport.quiz.mutation.mutants import Mutant
from studyreport.quiz.mutation.survey import Fate, Survey, mutate

__all__ = ["Fate", "Mutant", "Survey", "mutate"]
