"""Figures are found by reading, and every fault of a declaration is told with its place."""

from __future__ import annotations

import pytest

from studyreport.figures import Declaration, declarations, files
from studyreport.problems import StudyReportError
from tests.figures.little import Little

FINE = 'alt="A.", caption="C."'


def problems(little: Little) -> list[str]:
    with pytest.raises(StudyReportError) as caught:
        declarations(little.project)
    return [str(problem) for problem in caught.value.problems]


def module(decorator: str, function: str = "def x(canvas): pass") -> str:
    return f"from studyreport.figures import figure\n{decorator}\n{function}\n"


def test_what_is_known_of_a_figure(little: Little) -> None:
    found = declarations(little.project)
    assert list(found) == ["rising-line", "some-dots"]
    assert found["some-dots"] == Declaration(
        name="some-dots",
        module="figures.plots",
        function="some_dots",
        alt="Three dots.",
        caption="Dots: {{ counted.values.n }}.",
        path=little.project.figures / "plots.py",
        line=16,
        column=1,
        heights=(200, 150),
    )
    assert found["rising-line"].heights == (320, 300)


def test_files_of_a_figure(little: Little) -> None:
    where = files(little.project, "some-dots")
    assert set(where) == {(t, w) for t in ("light", "dark") for w in ("wide", "narrow")}
    assert where["dark", "narrow"] == little.drawings / "some-dots.dark.narrow.svg"


def test_nothing_is_imported(little: Little) -> None:
    little.write("figures/plots.py", module(f"@figure({FINE})") + "raise SystemExit('imported')\n")
    assert list(declarations(little.project)) == ["x"]


@pytest.mark.parametrize(
    ("imported", "decorator"),
    [
        ("from studyreport.figures import figure as drawing", "drawing"),
        ("from studyreport import figures", "figures.figure"),
        ("from studyreport import figures as f", "f.figure"),
        ("import studyreport.figures", "studyreport.figures.figure"),
        ("import studyreport.figures as sf", "sf.figure"),
    ],
)
def test_decorator_by_any_name(little: Little, imported: str, decorator: str) -> None:
    little.write("figures/plots.py", f"{imported}\n@{decorator}({FINE})\ndef x(canvas): pass\n")
    assert list(declarations(little.project)) == ["x"]


def test_another_decorator_of_that_name_is_none_of_ours(little: Little) -> None:
    little.write("figures/plots.py", "from elsewhere import figure\n@figure()\ndef x(c): pass\n")
    assert declarations(little.project) == {}


def test_figures_in_subfolders(little: Little) -> None:
    little.write("figures/deep/__init__.py", module(f"@figure({FINE})"))
    assert declarations(little.project)["x"].module == "figures.deep"


@pytest.mark.parametrize(
    ("decorator", "said"),
    [
        ("@figure(caption='C.')", "2:1: the figure 'x' has no alt."),
        ("@figure(alt='A.')", "2:1: the figure 'x' has no caption."),
        ("@figure(alt='A.', caption=TEXT)", "2:27: caption is not a literal string."),
        ("@figure(alt=f'{1}', caption='C.')", "2:13: alt is not a literal string."),
        ("@figure(alt=3, caption='C.')", "2:13: alt is not a literal string."),
        ("@figure(alt='  ', caption='C.')", "2:13: alt is empty."),
        ("@figure(alt='A.', caption='')", "2:27: caption is empty."),
        (f"@figure({FINE}, heights=(0, 3))", "2:41: heights are not two whole numbers above 0."),
        (f"@figure({FINE}, heights=(True, 3))", "2:41: heights are not two"),
        (f"@figure({FINE}, heights=300)", "2:41: heights are not two"),
        (f"@figure({FINE}, captoin='C.')", "2:41: @figure knows no 'captoin'. Did"),
        (f"@figure('A.', {FINE})", "2:1: @figure takes its fields by name."),
    ],
)
def test_a_wrong_declaration(little: Little, decorator: str, said: str) -> None:
    little.write("figures/plots.py", module(decorator))
    (only,) = problems(little)
    assert only.startswith(f"figures/plots.py:{said}")


@pytest.mark.parametrize(
    "function",
    [
        "def x(): pass",
        "def x(canvas, more): pass",
        "def x(*, canvas): pass",
        "async def x(canvas): pass",
    ],
)
def test_a_wrong_function(little: Little, function: str) -> None:
    little.write("figures/plots.py", module(f"@figure({FINE})", function))
    (only,) = problems(little)
    assert only.startswith("figures/plots.py:2:1: 'x' is not a function of one argument")


def test_a_figure_inside_of_something(little: Little) -> None:
    inner = f"class A:\n    @figure({FINE})\n    def x(self): pass\n"
    little.write("figures/plots.py", f"from studyreport.figures import figure\n{inner}")
    (only,) = problems(little)
    assert only.startswith("figures/plots.py:3:5: 'x' is not a function of one argument")


def test_every_problem_at_once(little: Little) -> None:
    little.write("figures/a.py", module("@figure(alt='A.')") + module("@figure", "def y(c): pass"))
    little.write("figures/b.py", module(f"@figure({FINE})", "def rising_line(c): pass"))
    little.write("figures/c.py", "def broken(:\n")
    found = problems(little)
    assert [line.split(" ")[0] for line in found] == [
        "figures/a.py:2:1:",
        "figures/a.py:5:1:",
        "figures/a.py:5:1:",
        "figures/c.py:1:12:",
        "figures/plots.py:8:1:",
    ]
    assert found[-1].endswith("The first is at figures/b.py:2; rename one function.")
