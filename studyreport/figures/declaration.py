"""What an author says about a figure, and what the generator knows of it without running it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyreport.figures.canvas import Canvas

HEIGHTS = (320, 300)  # CSS pixels, wide and narrow, when a figure does not say
THEMES = ("light", "dark")
LAYOUTS = ("wide", "narrow")

Draw = Callable[["Canvas"], None]


def figure(*, alt: str, caption: str, heights: tuple[int, int] = HEIGHTS) -> Callable[[Draw], Draw]:
    """Declare a figure. The decorated function draws it; its name, with hyphens, names it.

    All three are read from the source, so they must be literals.

    Args:
        alt: What the figure shows, for those who do not see it. May hold `{{ inline values }}`.
        caption: Markdown under the figure. May hold `{{ inline values }}`.
        heights: Of the wide and of the narrow drawing, in CSS pixels.
    """
    del alt, caption, heights  # read by studyreport.figures.registry
    return lambda draw: draw


@dataclass(frozen=True)
class Declaration:
    """One figure, as discovered in the source.

    `line` and `column` are those of the decorator.
    """

    name: str
    module: str
    function: str
    alt: str
    caption: str
    path: Path
    line: int
    column: int
    heights: tuple[int, int] = HEIGHTS
