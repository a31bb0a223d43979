"""The report's own drawings: made by its door, light to send, with text that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from figures import optimizers, palette
from studyreport import project as projects
from studyreport import results
from studyreport.figures import Canvas, declarations
from studyreport.figures.canvas import Palette
from studyreport.figures.declaration import LAYOUTS, THEMES
from studyreport.figures.style import POINTS, WIDTHS, settings
from tests.figures.little import Little

ROOT = projects.load(Path(__file__).parents[2])
FIGURES = declarations(ROOT)
# Drawings that are pictures before all, and how many texts each has; all others have five or more.
FEW = {
    "disc-white-above": 0,
    "disc-white-below": 0,
    "disc-white-left": 0,
    "disc-white-right": 0,
    "dropout-masks": 4,
    "edge-filters": 4,
    "first-filters": 3,
    "moving-dot": 4,
    "norm-axes": 4,
    "penalty-level": 2,
    "penalty-round": 2,
    "penalty-tilted": 2,
    "places-apart": 0,
    "places-plain": 0,
    "pooled-maps": 3,
    "shuffled-pixels": 2,
    "stacked-filters": 4,
    "three-sets": 3,
}


@pytest.fixture(scope="module")
def report() -> Little:
    """Return this report, with all that a build makes of it; `make test` has built it before."""
    this = Little.__new__(Little)
    this.root = ROOT.root
    this.ok("build", "--quiet", "--jobs", "2")
    return this


def test_all_is_fresh_and_light(report: Little) -> None:
    assert report.run("check").returncode == 0
    sizes = {name: len(made) for name, made in report.bytes().items()}
    assert len(sizes) == len(FIGURES) * (len(THEMES) * len(LAYOUTS) + 1)  # and a table
    assert max(size for name, size in sizes.items() if name.endswith(".svg")) <= 60_000


def test_captions_and_alt_texts_name_values_that_exist(report: Little) -> None:
    for one in FIGURES.values():
        for text in (one.alt, one.caption):
            for part in text.split("{{")[1:]:
                expression, closed, _ = part.partition("}}")
                assert closed
                assert results.value(report.project, expression)


def test_the_caption_of_the_look_ahead_names_its_settings() -> None:
    caption = FIGURES["nesterov-look-ahead"].caption
    assert f"$\\eta = {optimizers.LOOK_RATE}$" in caption
    assert f"\\alpha = {optimizers.LOOK_MOMENTUM}" in caption
    assert f"after {optimizers.LOOK_UPDATES} updates" in caption


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", FIGURES)
def test_no_text_is_cut_off_or_over_another(report: Little, name: str, layout: str) -> None:
    figure = _drawn(report, name, layout)
    inside = figure.bbox.padded(0.5)
    boxes = {f"{text.get_text()}, {i}": box for i, (text, box) in enumerate(_texts(figure))}
    assert len(boxes) == FEW[name] if name in FEW else len(boxes) >= 5
    for text, box in boxes.items():
        assert inside.x0 <= box.x0, text
        assert box.x1 <= inside.x1, text
        assert inside.y0 <= box.y0, text
        assert box.y1 <= inside.y1, text
    for (one, this), (other, that) in combinations(boxes.items(), 2):
        assert not this.padded(-1).overlaps(that.padded(-1)), f"'{one}' over '{other}'"


@pytest.mark.parametrize("name", FIGURES)
def test_all_text_is_of_nine_points(report: Little, name: str) -> None:
    for text, _ in _texts(_drawn(report, name, "narrow")):
        assert text.get_fontsize() == 9


def _drawn(report: Little, name: str, layout: str) -> Figure:
    one = FIGURES[name]
    module = __import__(one.module, fromlist=[one.function])
    height = one.heights[LAYOUTS.index(layout)]
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        sheet: Any = settings("light", name)
        matplotlib.rcParams.update(sheet)
        figure = Figure(figsize=(WIDTHS[layout] * POINTS / 72, height * POINTS / 72))
        colours = Palette(palette.ACCENT, palette.HUES)
        canvas = Canvas(
            figure, "light", layout, colours, lambda name: results.load(report.project, name)
        )
        getattr(module, one.function)(canvas)
        canvas.finish()
        figure.draw_without_rendering()
    return figure


def _texts(figure: Figure) -> Iterator[tuple[Text, Bbox]]:
    """Yield each text that is seen, with its place; ticks outside of the axes are not."""
    unseen = set()
    for axes in figure.axes:
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            for tick in axis.get_major_ticks() + axis.get_minor_ticks():
                seen = axes.axison and low <= tick.get_loc() <= high
                unseen |= set() if seen else {tick.label1, tick.label2}
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if text.get_visible() and text.get_text().strip() and text not in unseen:
            yield text, text.get_window_extent()
