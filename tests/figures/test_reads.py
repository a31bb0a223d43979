"""The results that a figure asks for are known before it is drawn."""

from __future__ import annotations

import pytest

from studyreport.figures.reads import ResultReads
from studyreport.problems import StudyReportError
from tests.figures.little import Little


def test_by_definition(little: Little) -> None:
    reads = ResultReads(little.project, {"counted", "frozen_one"})
    assert reads.of(["figures.plots:some_dots"]) == ("counted", "frozen_one")
    assert reads.of(["figures.plots:rising_line", "snippets.numbers:count"]) == ()


def test_through_a_helper(little: Little) -> None:
    helper = "\n\ndef _helper(canvas):\n    return [canvas.result('counted') for _ in '12']\n"
    little.write("figures/shared.py", helper)
    reads = ResultReads(little.project, {"counted", "frozen_one"})
    assert reads.of(["figures.shared:_helper"]) == ("counted",)


def test_every_wrong_name_at_once(little: Little) -> None:
    little.edit("figures/plots.py", '"frozen_one"', '"frozen"')
    little.write("figures/shared.py", "def f(c, name):\n    c.result(name)\n    c.result()\n")
    with pytest.raises(StudyReportError) as caught:
        ResultReads(little.project, {"counted", "frozen_one"})
    assert [str(problem) for problem in caught.value.problems] == [
        "figures/plots.py:21:5: there is no result 'frozen'. Did you mean 'frozen_one'?",
        "figures/shared.py:2:5: the result's name is not a literal. "
        'Write canvas.result("name") with the name in quotes.',
        "figures/shared.py:3:5: the result's name is not a literal. "
        'Write canvas.result("name") with the name in quotes.',
    ]
