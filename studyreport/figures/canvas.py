"""What a figure function draws on: the same function draws both themes and both layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from studyreport.figures.labels import spread
from studyreport.figures.style import TEXT, THEMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation

Pair = tuple[str, str]  # a colour on light and on dark paper, e.g. ("#2e343d", "#dbe4ef")


@dataclass(frozen=True)
class Palette:
    """The colours of the report: one accent, and the hue of each thing that has one."""

    accent: Pair = (THEMES["light"]["ink"], THEMES["dark"]["ink"])
    hues: Mapping[str, Pair] = field(default_factory=dict)


LINE = 1.3 * TEXT  # points from one line of text to the next
GAP = 4.0  # points between a mark and its label


class Canvas:
    """One drawing of one figure.

    `figure` is the matplotlib figure, already of the right size; `narrow` and `dark` tell which
    drawing this is; `ink`, `muted`, `faint`, `paper` and `accent` are its colours, `#rrggbb`.
    """

    def __init__(
        self,
        figure: Figure,
        theme: str,
        layout: str,
        palette: Palette,
        result: Callable[[str], dict[str, Any]],
    ) -> None:
        self.figure, self.dark, self.narrow = figure, theme == "dark", layout == "narrow"
        colours = THEMES[theme]
        self.paper, self.ink = colours["paper"], colours["ink"]
        self.muted, self.faint = colours["muted"], colours["faint"]
        self.accent = palette.accent[self.dark]
        self._hues, self._result = palette.hues, result
        self.names: dict[str, str] = {}  # what each colour was asked for
        self._columns: list[list[Annotation]] = []

    def hue(self, key: str) -> str:
        """Return the colour that `key` has in every figure of the report.

        Raises:
            LookupError: the palette has no such key.
        """
        if key not in self._hues:
            known = ", ".join(self._hues) or "nothing"
            raise LookupError(f"the palette has no hue '{key}'; it has {known}.")
        colour = self._hues[key][self.dark]
        self.names.setdefault(colour.lower(), key)
        return colour

    def result(self, name: str) -> dict[str, Any]:
        """Return the stored result `name`: its settings, seeds, versions, dataset and values.

        The name must be a literal, since what a figure reads is known before it is drawn.
        """
        return self._result(name)

    def axes(self, **properties: Any) -> Axes:
        """Return one pair of axes that fills the drawing, with these properties."""
        (axes,) = self.panels(1, 1, 1, subplot_kw=properties)
        return axes

    def panels(self, count: int, wide: int, narrow: int, **options: Any) -> list[Axes]:
        """Return `count` axes in rows of `wide` columns, or `narrow` columns on a phone.

        `options` go to `Figure.subplots`; places that are left over stay empty.
        """
        columns = narrow if self.narrow else wide
        grid = self.figure.subplots(-(-count // columns), columns, squeeze=False, **options)
        places: list[Axes] = list(grid.flat)
        for empty in places[count:]:
            empty.remove()
        return places[:count]

    def label(
        self,
        axes: Axes,
        at: Iterable[float],
        text: str,
        *,
        key: str | None = None,
        dx: float = GAP,
        dy: float = 0.0,
        **options: Any,
    ) -> Annotation:
        """Write `text` beside the point `at` (x, y), `dx` and `dy` points from it.

        It has the hue of `key`, or is muted, and paper behind the letters, so that no line
        crosses them. `options` go to `Axes.annotate` (by default the text starts at the point
        and is centred on its height).
        """
        x, y = at
        defaults: dict[str, Any] = {
            "color": self.hue(key) if key else self.muted,
            "va": "center",
            "ha": "left",
            "bbox": {"facecolor": self.paper, "edgecolor": "none", "pad": 0.5},
            "textcoords": "offset points",
        }
        return axes.annotate(text, (x, y), xytext=(dx, dy), **{**defaults, **options})

    def name_lines(self, axes: Axes, ends: Mapping[str, float]) -> None:
        """Name lines at the right edge: each key in its hue at its height, none over another."""
        side = axes.get_yaxis_transform()
        names = [self.label(axes, (1, y), key, key=key, xycoords=side) for key, y in ends.items()]
        self._columns.append(names)

    def finish(self) -> None:
        """Lay the figure out and move apart the names that would touch."""
        engine = self.figure.get_layout_engine()
        if engine:
            engine.execute(self.figure)  # drawing does it too, and takes longer
        for names in self._columns:
            wanted = [_height(name) for name in names]
            for name, old, new in zip(names, wanted, spread(wanted, LINE), strict=True):
                name.xyann = (GAP, new - old)


def _height(name: Annotation) -> float:
    """Return where the annotated point is, in points above the foot of the figure."""
    axes = name.axes
    assert axes is not None  # noqa: S101 - it was just put there by name_lines
    axes.autoscale_view()  # limits and place as drawing would find them
    axes.apply_aspect()
    return float(axes.transData.transform((0, name.xy[1]))[1]) / axes.figure.dpi * 72
