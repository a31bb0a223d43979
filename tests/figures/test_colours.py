"""Every colour is strong enough on both papers, alike in both, and tells things apart."""

from __future__ import annotations

from itertools import combinations

import pytest

from figures.palette import ACCENT, HUES
from studyreport.figures.style import THEMES
from tests.figures.colours import SIGHTS, contrast, distance

PAPERS = (THEMES["light"]["paper"], THEMES["dark"]["paper"])


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert distance("#ff0000", "#00ff00", "full") > 4 * distance("#ff0000", "#806000", "protanopia")


@pytest.mark.parametrize(("name", "least"), [("ink", 7), ("muted", 4.5), ("faint", 3)])
def test_style(name: str, least: float) -> None:
    light, dark = (
        contrast(colours[name], colours["paper"]) for colours in (THEMES["light"], THEMES["dark"])
    )
    assert min(light, dark) >= least
    assert light == pytest.approx(dark, rel=0.05)


@pytest.mark.parametrize("name", ["accent", *HUES])
def test_palette_is_strong_enough_for_text_and_alike_in_both_themes(name: str) -> None:
    light, dark = map(contrast, {"accent": ACCENT, **HUES}[name], PAPERS)
    assert min(light, dark) >= 4.5
    assert light == pytest.approx(dark, rel=0.05)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", [0, 1])
def test_hues_stay_apart(sight: str, theme: int) -> None:
    for one, other in combinations(set(HUES.values()), 2):
        assert distance(one[theme], other[theme], sight) >= 7.5
