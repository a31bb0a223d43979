"""A drawing surface in CSS pixels, for diagrams: boxes, circles, arrows and words."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from studyreport.figures import Canvas

Point = tuple[float, float]
PIXELS = 96  # CSS pixels in an inch


class Page:
    """A canvas whose unit is one CSS pixel; y counts upward from its foot.

    `width` and `height` are those of the drawing.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.width, self.height = (PIXELS * float(s) for s in canvas.figure.get_size_inches())
        canvas.figure.set_layout_engine("none")  # the one layout is in pixels
        self.axes: Axes = canvas.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, self.width), ylim=(0, self.height))
        self.axes.axis("off")

    def text(self, at: Point, words: str, *, key: str | None = None, **options: object) -> None:
        """Write words centred on a point, in ink or in the hue of `key`."""
        colour = self.canvas.hue(key) if key else self.canvas.ink
        style: dict[str, object] = {"color": colour, "ha": "center", "va": "center"}
        self.axes.text(*at, words, **{**style, **options})  # type: ignore[arg-type] # as matplotlib's

    def node(self, at: Point, words: str, *, radius: float = 18, colour: str = "") -> None:
        """Draw a circle with words in it."""
        edge = colour or self.canvas.ink
        paper = self.canvas.paper
        self.axes.add_patch(Circle(at, radius, facecolor=paper, edgecolor=edge, linewidth=1.2))
        self.text(at, words)

    def arrow(self, tail: Point, tip: Point, *, colour: str = "", width: float = 1.0) -> None:
        """Draw an arrow from one point to another."""
        style = "-|>,head_width=2.2,head_length=4"
        drawn = colour or self.canvas.muted
        self.axes.add_patch(
            FancyArrowPatch(
                tail, tip, arrowstyle=style, color=drawn, linewidth=width, shrinkA=0, shrinkB=0
            )
        )

    def line(self, tail: Point, tip: Point, *, colour: str = "", width: float = 1.0) -> None:
        """Draw a line from one point to another, under everything else."""
        ends = zip(tail, tip, strict=True)
        self.axes.plot(*ends, color=colour or self.canvas.faint, linewidth=width, zorder=0.5)

    def box(self, corner: Point, size: Point, words: str = "", *, colour: str = "") -> None:
        """Draw a box, given its lower left corner, with words in its middle."""
        edge = colour or self.canvas.muted
        self.axes.add_patch(Rectangle(corner, *size, facecolor="none", edgecolor=edge))
        self.text((corner[0] + size[0] / 2, corner[1] + size[1] / 2), words)

    def frame(self, corner: Point, size: Point) -> None:
        """Draw a thick frame in the accent, given its lower left corner."""
        accent = self.canvas.accent
        style = {"facecolor": "none", "edgecolor": accent, "linewidth": 2.2, "zorder": 3}
        self.axes.add_patch(Rectangle(corner, *size, **style))  # type: ignore[arg-type] # likewise

    def grid(
        self, corner: Point, rows: Sequence[Sequence[str]], cell: Point, colours: Sequence[str] = ()
    ) -> None:
        """Draw a matrix of words, given its upper left corner; `colours` are of its columns."""
        width, height = cell
        for down, row in enumerate(rows, 1):
            for across, words in enumerate(row):
                place = corner[0] + across * width, corner[1] - down * height
                self.box(place, cell, words, colour=colours[across] if colours else "")


def minus(number: float, digits: str = "g") -> str:
    """Return a number with a typographic minus sign."""
    return f"{number:{digits}}".replace("-", "−")
