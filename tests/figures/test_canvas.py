"""What a figure function is given."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from studyreport.figures.canvas import GAP, LINE, Canvas, Palette
from studyreport.figures.style import THEMES

PALETTE = Palette(
    ("#000001", "#fffff1"), {"one": ("#000002", "#fffff2"), "two": ("#000003", "#fffff3")}
)


def canvas(theme: str = "light", layout: str = "wide") -> Canvas:
    def result(name: str) -> dict[str, Any]:
        return {"name": name}

    return Canvas(Figure((4, 3), dpi=100), theme, layout, PALETTE, result)


def test_colours_of_the_theme() -> None:
    light, dark = canvas("light"), canvas("dark")
    assert (light.dark, dark.dark) == (False, True)
    assert (light.accent, dark.accent) == ("#000001", "#fffff1")
    assert (light.hue("one"), dark.hue("one")) == ("#000002", "#fffff2")
    for one, theme in ((light, "light"), (dark, "dark")):
        assert THEMES[theme] == {
            name: getattr(one, name) for name in ("paper", "ink", "muted", "faint")
        }


def test_an_unknown_hue() -> None:
    with pytest.raises(LookupError, match=r"the palette has no hue 'three'; it has one, two\."):
        canvas().hue("three")


def test_without_a_palette_the_accent_is_ink() -> None:
    for theme in THEMES:
        bare = Canvas(Figure(), theme, "wide", Palette(), lambda name: {"name": name})
        assert bare.accent == bare.ink


def test_results() -> None:
    assert canvas().result("counted") == {"name": "counted"}


@pytest.mark.parametrize(("layout", "rows", "columns"), [("wide", 2, 3), ("narrow", 3, 2)])
def test_panels(layout: str, rows: int, columns: int) -> None:
    one = canvas("light", layout)
    panels = one.panels(5, wide=3, narrow=2)
    assert len(panels) == len(one.figure.axes) == 5
    spec = panels[0].get_subplotspec()
    assert spec is not None
    assert spec.get_geometry()[:2] == (rows, columns)


def test_axes_with_properties() -> None:
    axes = canvas().axes(xlabel="x", yscale="log")
    assert (axes.get_xlabel(), axes.get_yscale()) == ("x", "log")


def test_label() -> None:
    one = canvas()
    axes = one.axes()
    plain = one.label(axes, (1, 2), "here")
    assert (plain.xy, plain.xyann, plain.get_color()) == ((1, 2), (GAP, 0), one.muted)
    own = one.label(axes, [1, 2], "there", key="one", dx=-3, dy=1, ha="right")
    assert (own.xyann, own.get_color()) == ((-3, 1), "#000002")
    assert own.get_horizontalalignment() == "right"


def test_names_of_lines_are_moved_apart() -> None:
    one = canvas()
    axes = one.axes(ylim=(0, 1))
    one.name_lines(axes, {"one": 0.5, "two": 0.5})
    one.finish()
    names = [text for text in axes.texts if isinstance(text, Annotation)]
    assert len(names) == len(axes.texts) == 2
    moves = {name.get_text(): name.xyann for name in names}
    assert moves["one"][0] == moves["two"][0] == GAP
    assert moves["two"][1] == pytest.approx(LINE / 2)
    assert moves["one"][1] == pytest.approx(-LINE / 2)


@pytest.mark.parametrize("engine", ["constrained", "none"])
@pytest.mark.parametrize("aspect", ["auto", "equal"])
def test_names_stand_apart_as_they_are_drawn(
    engine: Literal["constrained", "none"], aspect: str
) -> None:
    one = canvas()
    one.figure.set_layout_engine(engine)
    axes = one.axes(aspect=aspect)
    axes.plot([0, 4], [0, 1])
    one.name_lines(axes, {"one": 0.5, "two": 0.52})
    one.finish()
    one.figure.draw_without_rendering()
    low, high = (axes.transData.transform((0, y))[1] * 72 / one.figure.dpi for y in (0.5, 0.52))
    first, second = (text for text in axes.texts if isinstance(text, Annotation))
    assert high + second.xyann[1] - low - first.xyann[1] == pytest.approx(LINE)
