"""A change makes stale what reaches it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport import project as projects
from studyreport.figures.build import Workshop
from studyreport.figures.output import remove_others
from tests.figures.little import Little


def stale(little: Little) -> dict[str, str]:
    """Return why each stale figure is."""
    states = Workshop(projects.load(little.root)).states()
    return {state.declaration.name: state.why for state in states if state.why}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("snippets/numbers.py", "    return [i", "    # Squares.\n    return [i"),
        ("snippets/numbers.py", "the first n squares", "n squares"),
        ("snippets/numbers.py", "[i * i for", "[ i*i  for"),
        ("snippets/numbers.py", "def count", "def unused():\n    return 4\n\n\ndef count"),
        ("figures/plots.py", "axes = ", "\n    axes = "),
        ("figures/plots.py", "As many dots", "Dots, as many"),
        ("figures/plots.py", "@figure(alt", "# A figure.\n@figure(alt"),
        ("figures/palette.py", "ACCENT", "# Colours.\nACCENT"),
        ("experiments/runs.py", '"n": count()', '"n": count() + 1'),
    ],
)
def test_nothing_is_stale(built: Little, file: str, old: str, new: str) -> None:
    built.edit(file, old, new)
    assert stale(built) == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "snippets/numbers.py",
            "i * i",
            "i + i",
            {"rising-line": "snippets.numbers:squares changed"},
        ),
        (
            "figures/plots.py",
            '"o", ',
            '"s", ',
            {"some-dots": "figures.plots:some_dots changed"},
        ),
        (
            "figures/plots.py",
            "(200, 150)",
            "(200, 160)",
            {"some-dots": "figures.plots:some_dots changed"},
        ),
        (
            "figures/palette.py",
            "#202020",
            "#303030",
            dict.fromkeys(["rising-line", "some-dots"], "figures.palette:HUES changed"),
        ),
        (
            "build/results/big/counted.json",
            '"n": 3',
            '"n": 4',
            {"some-dots": "build/results/big/counted.json changed"},
        ),
        (
            "docs/assets/generated/figures/rising-line.dark.wide.svg",
            "<svg",
            "<svg ",
            {
                "rising-line": "docs/assets/generated/figures/rising-line.dark.wide.svg changed",
            },
        ),
    ],
)
def test_what_reaches_it_is_stale(
    built: Little, file: str, old: str, new: str, expected: dict[str, str]
) -> None:
    built.edit(file, old, new)
    assert stale(built) == expected


def test_a_package_of_another_version(built: Little, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyreport.inputs.reach.version", lambda name: f"{name} of tomorrow")
    assert stale(built) == dict.fromkeys(
        ["rising-line", "some-dots"], "a package has another version"
    )


def test_files_of_data_that_a_figure_reads(built: Little) -> None:
    built.write("figures/heights.txt", "1 2 16")
    new = "[float(n) for n in open('figures/heights.txt').read().split()]"
    built.edit("figures/plots.py", "squares(5)", new)
    built.ok("build")
    assert stale(built) == {}
    built.write("figures/heights.txt", "1 2 17")
    assert stale(built) == {"rising-line": "figures/heights.txt changed"}


def test_a_drawing_that_another_build_deletes_at_the_same_time(
    little: Little, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = projects.load(little.root)
    gone = project.generated / "figures" / "no-more.light.wide.svg"
    monkeypatch.setattr(Path, "glob", lambda *_: [gone])
    remove_others(project, [])
