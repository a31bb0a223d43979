"""The compact document shows what matplotlib's did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from studyreport.figures.svg import LIMIT, compact, render, too_big

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
SVG = '<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg xmlns="http://www.w3.org/2000/svg">{}</svg>\n'
ARGUMENTS = {"m": 2, "l": 2, "q": 4, "c": 6, "z": 0}


def places(path: str) -> Iterator[tuple[str, float, float]]:
    """Yield every place that a path names, absolute, by the rules of SVG 1.1, section 8.3."""
    x = y = x0 = y0 = 0.0
    for command, rest in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        numbers = [float(number) for number in NUMBER.findall(rest)]
        assert len(numbers) == ARGUMENTS[command.lower()]
        origin = (x, y) if command.islower() else (0.0, 0.0)
        for i in range(0, len(numbers), 2):
            x, y = origin[0] + numbers[i], origin[1] + numbers[i + 1]
            yield command.lower(), x, y
        if command in "mM":
            x0, y0 = x, y
        elif command in "zZ":
            x, y = x0, y0


def paths(svg: str) -> list[str]:
    return [node.attrib["d"] for node in ElementTree.fromstring(svg).iter() if "d" in node.attrib]


POINT = st.tuples(*[st.floats(-5000, 5000, allow_nan=False).map(lambda v: round(v, 6))] * 2)
STEP = st.one_of(
    st.tuples(st.just("L"), st.tuples(POINT)),
    st.tuples(st.just("Q"), st.tuples(POINT, POINT)),
    st.tuples(st.just("C"), st.tuples(POINT, POINT, POINT)),
)
PART = st.tuples(POINT, st.lists(STEP, max_size=5), st.booleans())


@given(st.lists(PART, min_size=1, max_size=4))
def test_paths_lead_through_the_same_places(
    parts: list[
        tuple[tuple[float, float], list[tuple[str, tuple[tuple[float, float], ...]]], bool]
    ],
) -> None:
    said = []
    for start, steps, closed in parts:
        said.append(f"M {start[0]:f} {start[1]:f}")
        said += [f"{c} " + " ".join(f"{x:f} {y:f}" for x, y in points) for c, points in steps]
        said += ["z"] * closed
    before = "\n".join(said) + " "
    (after,) = paths(compact(SVG.format(f'<path d="{before}"/>')))
    was, now = list(places(before)), list(places(after))
    assert [command for command, *_ in was] == [command for command, *_ in now]
    for (_, *then), (_, *here) in zip(was, now, strict=True):
        assert here == pytest.approx(then, abs=0.0051)
    assert len(after) <= len(before)


def drawing() -> Figure:
    figure = Figure(figsize=(3, 2))
    axes = figure.add_subplot(title="o and 8 have holes", xlabel=r"$\eta = 10^{-2}$")
    axes.plot([1.23456, 2, 3], [3, 1, 2], "o-")
    axes.fill_between([1, 2, 3], [1, 1, 1], [2, 2, 2], alpha=0.2)
    return figure


def test_a_real_figure_keeps_its_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    after = render(drawing())
    monkeypatch.setattr("studyreport.figures.svg.compact", lambda svg: svg)
    before = render(drawing())
    was = [list(places(path)) for path in paths(before)]
    now = [list(places(path)) for path in paths(after)]
    assert len(was) == len(now) > 20
    for then, here in zip(was, now, strict=True):
        for (one, *xy), (two, *uv) in zip(then, here, strict=True):
            assert one == two
            assert uv == pytest.approx(xy, abs=0.0051)
    assert len(after) < 0.8 * len(before)


def test_only_places_are_rounded() -> None:
    mark = '<use x="1.23456" y="7" transform="translate(3.45678 0) scale(0.015625)" rx=".12345"/>'
    kept = '<use x="1.23" y="7" transform="translate(3.46 0) scale(0.015625)" rx=".12345"/>'
    assert kept in compact(SVG.format(mark))


def test_unused_ids_and_comments_go() -> None:
    svg = compact(SVG.format('<!-- a\nb --><g id="axes_1"><path id="p"/><use href="#p"/></g>'))
    assert svg.count("id=") == 1
    assert 'id="p"' in svg
    assert "<!--" not in svg


def test_a_style_that_all_marks_share_is_said_once() -> None:
    mark = '<use x="1" y="2" style="fill: #123456"/>'
    assert compact(SVG.format(f"<g>{mark * 3}</g>")).count("style") == 1
    other = '<use x="1" y="2" style="fill: #654321"/>'
    assert compact(SVG.format(f"<g>{mark}{other}</g>")).count("style") == 2
    assert compact(SVG.format(f'<g>{mark}<use x="3" y="4"/></g>')).count("style") == 1


def test_nothing_of_the_moment_is_in_it() -> None:
    svg = render(drawing())
    assert "metadata" not in svg
    assert "atplotlib" not in svg
    assert "date" not in svg


def test_size() -> None:
    assert too_big("a.svg", "x" * LIMIT) is None
    said = too_big("a.svg", "ä" * LIMIT)
    assert said is not None
    assert said.startswith("a.svg has 120 KB; at most 60 KB may be sent to a reader. Draw fewer")
    assert "rasterized=True" in said
