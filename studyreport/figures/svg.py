"""A figure as SVG text: the same bytes every time, and few of them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LIMIT = 60_000  # bytes
_NOTHING = {"Date": None, "Creator": None, "Format": None, "Type": None}

_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_IDS = re.compile(r' id="([^"]*)"')
_PLACES = re.compile(r'(?<= )[xy]="[^"]*"|translate\([^)]*\)')
_PATHS = re.compile(r'(?<= d=")[^"]*(?=")')
_STEPS = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_DECIMALS = re.compile(r"-?\d+\.\d{3,}(?!\d)")
_MARKS = re.compile(r"<g([^>]*)>((?:<use [^>]*/>)+)</g>")
_STYLE = re.compile(r' style="([^"]*)"')


def render(figure: Figure) -> str:
    """Return the figure as a complete SVG document without date, tool name or waste."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=_NOTHING)
    return compact(buffer.getvalue())


def compact(svg: str) -> str:
    """Return the document on one line, without comments, unused ids and needless digits.

    Coordinates keep two decimals: 0.01 pt, far less than a pixel of any screen.
    """
    short = _COMMENTS.sub("", svg[svg.index("<svg") :])
    short = _PLACES.sub(lambda match: _DECIMALS.sub(_round, match[0]), short)
    short = _PATHS.sub(lambda match: _path(match[0]), short)
    short = re.sub(r"\s+", " ", short).replace(": ", ":").replace("; ", ";").replace("> <", "><")
    short = _IDS.sub(lambda match: match[0] if f"#{match[1]}" in svg else "", short)
    return _MARKS.sub(_share_style, short).strip() + "\n"


def _round(number: re.Match[str]) -> str:
    return _written(round(float(number[0]) * 100))


def _written(hundredths: int) -> str:
    """Return a number of hundredths as short as it can be written: 50 is ".5"."""
    text = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def _path(commands: str) -> str:
    """Return a path's commands with every place given from the one before.

    As matplotlib writes them: in capitals, a letter before each, of M, L, Q, C and z.
    """
    said, here, start = [], (0, 0), (0, 0)
    for command, arguments in _STEPS.findall(commands):
        numbers = [round(float(number) * 100) for number in arguments.split()]
        said.append(command.lower() + _joined([n - here[i % 2] for i, n in enumerate(numbers)]))
        here = (numbers[-2], numbers[-1]) if numbers else start  # z leads back to the last M
        start = here if command == "M" else start
    return "".join(said)


def _joined(numbers: list[int]) -> str:
    """Return the numbers one after another; a minus sign parts them as well as a space does."""
    return " ".join(map(_written, numbers)).replace(" -", "-")


def _share_style(group: re.Match[str]) -> str:
    """Say once, on the group, the style that all its marks have."""
    attributes, marks = group.groups()
    styles = _STYLE.findall(marks)
    if len(set(styles)) != 1 or len(styles) != marks.count("<use") or "style=" in attributes:
        return group[0]
    return f'<g{attributes} style="{styles[0]}">{_STYLE.sub("", marks)}</g>'


def too_big(name: str, svg: str) -> str | None:
    """Return what is wrong with the document's size and what to do, or None."""
    size = len(svg.encode())
    if size <= LIMIT:
        return None
    return (
        f"{name} has {size / 1000:.0f} KB; at most {LIMIT // 1000} KB may be sent to a reader. "
        "Draw fewer points on each line, or pass rasterized=True where there are many marks."
    )
