"""The table beside a figure holds what was drawn, and nothing else."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from studyreport.figures.plotted import COLUMNS, table
from tests.figures.little import Little

numbers = st.floats(-1e6, 1e6, allow_nan=False)


def rows(figure: Figure, hues: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    """Return the rows of the figure's table, without its heading."""
    read = [tuple(row) for row in csv.reader(io.StringIO(table(figure, hues or {})))]
    assert read[0] == COLUMNS
    return read[1:]


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20))
def test_a_line_gives_its_points(points: list[tuple[float, float]]) -> None:
    figure = Figure()
    xs, ys = zip(*points, strict=True)
    figure.subplots().plot(xs, ys)
    told = rows(figure)
    assert [row[:3] for row in told] == [("1", "1", "line")] * len(points)
    for row, (x, y) in zip(told, points, strict=True):
        assert [float(row[3]), float(row[4])] == pytest.approx([x, y], rel=1e-5, abs=1e-9)


def test_names_are_titles_labels_and_hues() -> None:
    figure = Figure()
    axes = figure.subplots()
    axes.set_title("Losses", loc="left")
    axes.plot([0], [1], label="by hand", color="#ff0000")
    axes.plot([0], [2], color="#00FF00")
    axes.plot([0], [3], label="_hidden", color="#0000ff")
    told = rows(figure, {"#ff0000": "red", "#00ff00": "green"})
    assert [row[:2] for row in told] == [
        ("Losses", "by hand"),
        ("Losses", "green"),
        ("Losses", "3"),
    ]


def test_guides_boxes_and_text_are_no_data() -> None:
    figure = Figure()
    axes = figure.subplots()
    axes.axhline(1)
    axes.axvline(2)
    axes.axhspan(0, 1)
    axes.annotate("here", (0, 0), xytext=(1, 1), arrowprops={})
    axes.plot([0, 1], [0, 1], transform=axes.transAxes)
    assert rows(figure) == []


def test_bars_stand_and_lie() -> None:
    figure = Figure()
    upright, lying = figure.subplots(2)
    upright.bar([1, 2], [10, 20])
    lying.barh([1, 2], [0, 30])
    assert [(r[0], *r[2:5]) for r in rows(figure)] == [
        ("1", "bars", "1", "10"),
        ("1", "bars", "2", "20"),
        ("2", "bars", "0", "1"),
        ("2", "bars", "30", "2"),
    ]


def test_points_carry_the_value_of_their_colour() -> None:
    figure = Figure()
    axes = figure.subplots()
    axes.scatter([1, 2], [3, 4], c=[0.5, 0.25])
    axes.scatter([1], [3], color="#123456")
    told = rows(figure, {"#123456": "test"})
    assert told[:2] == [
        ("1", "1", "points", "1", "3", "0.5"),
        ("1", "1", "points", "2", "4", "0.25"),
    ]
    assert told[2] == ("1", "test", "points", "1", "3", "")


def test_cells_of_images_and_meshes() -> None:
    figure = Figure()
    left, middle, right = figure.subplots(1, 3)
    left.imshow(np.ma.masked_equal([[1, 2], [3, 4]], 4))
    middle.pcolormesh(np.array([[5.0, 6.0]]))
    right.imshow(np.zeros((2, 2, 3)))  # a colour picture
    assert [row[2:] for row in rows(figure)] == [
        ("image", "0", "0", "1"),
        ("image", "1", "0", "2"),
        ("image", "0", "1", "3"),
        ("image", "1", "1", ""),
        ("cells", "0", "0", "5"),
        ("cells", "1", "0", "6"),
    ]


def test_contours_tell_their_level() -> None:
    figure = Figure()
    axis = np.linspace(-2, 2, 41)
    figure.subplots().contour(axis, axis, np.hypot(*np.meshgrid(axis, axis)), levels=[1])
    told = rows(figure)
    assert {row[5] for row in told} == {"1"}
    assert [np.hypot(float(r[3]), float(r[4])) for r in told] == pytest.approx(
        [1] * len(told), 0.01
    )


def test_steps_and_segments() -> None:
    figure = Figure()
    axes = figure.subplots()
    axes.stairs([7, 8], [0, 1, 2])
    axes.vlines([4], 0, 5)
    assert [row[2:5] for row in rows(figure)] == [
        ("steps", "0", "7"),
        ("steps", "1", "8"),
        ("lines", "4", "0"),
        ("lines", "4", "5"),
    ]


def test_a_build_writes_it_and_a_change_of_it_is_noticed(built: Little) -> None:
    file = built.drawings / "rising-line.csv"
    squares = [line.split(",")[4] for line in file.read_text("utf-8").splitlines()[1:]]
    assert squares == ["0", "1", "4", "9", "16"]
    before = file.read_bytes()
    file.write_text("gone", "utf-8")
    built.ok("build")
    assert file.read_bytes() == before


def test_that_of_a_figure_no_longer_declared_is_deleted(built: Little) -> None:
    plots = (built.root / "figures" / "plots.py").read_text("utf-8")
    built.write("figures/plots.py", plots.replace("some_dots", "more_dots"))
    built.ok("build")
    assert sorted(path.name for path in built.drawings.glob("*.csv")) == [
        "more-dots.csv",
        "rising-line.csv",
    ]
