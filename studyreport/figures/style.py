"""The style of all drawings: transparent, thin, 9 pt, of the same contrast in both themes."""

from __future__ import annotations

from typing import Any

WIDTHS = {"wide": 680, "narrow": 360}  # CSS pixels; a phone shows the narrow drawing 1:1
POINTS = 0.75  # points in one CSS pixel
TEXT = 9.0  # points, which is 12 CSS pixels
THIN = 0.6  # points: axes, ticks, contours

# Of each theme: the paper that the site shows behind a drawing, which stays transparent itself;
# ink for text, muted (6:1) for axes and their numbers, faint (3:1) for contours and guides.
THEMES: dict[str, dict[str, str]] = {
    "light": {"paper": "#ffffff", "ink": "#2e343d", "muted": "#5c646e", "faint": "#8b939e"},
    "dark": {"paper": "#1e2129", "ink": "#dbe4ef", "muted": "#979fa9", "faint": "#666e77"},
}


def settings(theme: str, salt: str) -> dict[str, Any]:
    """Return matplotlib's parameters for one theme; `salt` makes the ids in the SVG repeatable."""
    colours = THEMES[theme]
    return {**_FIXED, **_colours(colours["ink"], colours["muted"]), "svg.hashsalt": salt}


def _colours(ink: str, muted: str) -> dict[str, str]:
    return {
        "text.color": ink,
        "axes.labelcolor": ink,
        "axes.titlecolor": ink,
        "axes.edgecolor": muted,
        "xtick.color": muted,
        "ytick.color": muted,
        "xtick.labelcolor": muted,
        "ytick.labelcolor": muted,
    }


_FIXED: dict[str, Any] = {
    # Text becomes outlines of the font that comes with matplotlib: the same on every machine.
    "font.family": ["DejaVu Sans"],
    "mathtext.fontset": "dejavusans",
    "svg.fonttype": "path",
    "font.size": TEXT,
    "figure.labelsize": TEXT,
    "axes.labelsize": TEXT,
    "axes.titlesize": TEXT,
    "xtick.labelsize": TEXT,
    "ytick.labelsize": TEXT,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.unicode_minus": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": THIN,
    "axes.titlelocation": "left",
    "axes.titlepad": 5.0,
    "axes.labelpad": 3.0,
    "axes.xmargin": 0.0,
    "xtick.major.width": THIN,
    "ytick.major.width": THIN,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "xtick.minor.size": 0.0,
    "ytick.minor.size": 0.0,
    "lines.linewidth": 1.5,
    "lines.solid_capstyle": "round",
    "lines.solid_joinstyle": "round",
    "lines.markersize": 4.0,
    "patch.linewidth": THIN,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 0.03,
    "figure.constrained_layout.w_pad": 0.03,
    "path.simplify_threshold": 0.2,
}
