"""The style sheet and the figures are of one colour, and its text can be read on its paper."""

from __future__ import annotations

import re
from itertools import product

import pytest

from figures.palette import ACCENT
from studyreport.figures.style import THEMES

from .building import ROOT

CSS = (ROOT / "docs" / "assets" / "report.css").read_text("utf-8")
SCHEMES = {"light": "default", "dark": "slate"}
TEXT = ("ink", "muted", "accent", "warm", "function", "string", "value")
GROUNDS = ("paper", "tint")


def names(theme: str) -> dict[str, str]:
    """Return the colours that one scheme names."""
    block = re.search(rf'\[data-md-color-scheme="{SCHEMES[theme]}"\] \{{([^}}]*)\}}', CSS)
    assert block
    return dict(re.findall(r"--sr-([a-z-]+): (#[0-9a-f]{6,8});", block[1]))


@pytest.mark.parametrize(("theme", "accent"), [*zip(SCHEMES, ACCENT, strict=True)])
def test_accent_is_that_of_the_figures(theme: str, accent: str) -> None:
    assert names(theme)["accent"] == accent


@pytest.mark.parametrize(("theme", "name"), [*product(SCHEMES, THEMES["light"])])
def test_paper_and_inks_are_those_of_the_figures(theme: str, name: str) -> None:
    assert names(theme)[name] == THEMES[theme][name]


@pytest.mark.parametrize(("theme", "text", "ground"), [*product(SCHEMES, TEXT, GROUNDS)])
def test_text_has_a_contrast_of_4_5(theme: str, text: str, ground: str) -> None:
    colours = names(theme)
    assert _contrast(colours[text], colours[ground]) >= 4.5


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
