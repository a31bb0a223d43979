"""Draws one figure, all four ways. Runs in a worker process; only there is matplotlib imported."""

from __future__ import annotations

import importlib
import random
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from studyreport import inputs, results
from studyreport.figures.canvas import Canvas, Palette
from studyreport.figures.declaration import LAYOUTS, THEMES, Declaration, Draw
from studyreport.figures.plotted import table
from studyreport.figures.style import POINTS, WIDTHS, settings
from studyreport.figures.svg import render, too_big
from studyreport.problems import Problem, StudyReportError
from studyreport.project import Project

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Way = tuple[str, str]  # theme and layout: ("dark", "narrow")
TOLD: Way = ("light", "wide")  # whose data go into the table


@dataclass(frozen=True)
class Drawn:
    """What a worker hands back, or what is wrong.

    Attributes:
        svgs: The document of each way to draw the figure.
        table: The data that it shows, as CSV.
        reads: The files that were read.
    """

    svgs: dict[Way, str]
    table: str = ""
    reads: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def draw(project: Project, one: Declaration, data: str) -> Drawn:
    """Draw the figure `one` from the results of `data`; report what its author can mend."""
    try:
        with inputs.recording(project) as reads:
            made = list(documents(project, one, lambda name: results.load(project, name, data)))
    except StudyReportError as error:
        return Drawn({}, problems=tuple(error.problems))
    except (Exception, SystemExit) as error:  # whatever an author's code may raise
        return Drawn({}, problems=(_located(project, one, error),))
    svgs = {way: svg for way, svg, _ in made}
    told = next(told for way, _, told in made if way == TOLD)
    return Drawn(svgs, told, tuple(sorted(reads)), tuple(_sizes(project, one, svgs)))


def documents(
    project: Project, one: Declaration, result: Callable[[str], dict[str, Any]]
) -> Iterator[tuple[Way, str, str]]:
    """Yield each way to draw the figure, its SVG document and its table; the table once only.

    `result` returns stored results.
    """
    function = cast(Draw, getattr(importlib.import_module(one.module), one.function))
    colours = _palette(project)
    for theme, layout in product(THEMES, LAYOUTS):
        with _same_every_time(theme, one.name):
            canvas = Canvas(_blank(one, layout), theme, layout, colours, result)
            function(canvas)
            canvas.finish()
            told = table(canvas.figure, canvas.names) if (theme, layout) == TOLD else ""
            yield (theme, layout), render(canvas.figure), told


def _blank(one: Declaration, layout: str) -> Figure:
    from matplotlib.figure import Figure

    pixels = WIDTHS[layout], one.heights[LAYOUTS.index(layout)]
    return Figure(figsize=(pixels[0] * POINTS / 72, pixels[1] * POINTS / 72))


@contextmanager
def _same_every_time(theme: str, name: str) -> Iterator[None]:
    """Hold still whatever could make two drawings differ; a warning is an error."""
    import matplotlib
    import numpy as np

    sheet: Any = settings(theme, salt=name)
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", ResourceWarning)  # raised where none can catch it
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(sheet)
        random.seed(0)
        np.random.seed(0)
        yield


def _palette(project: Project) -> Palette:
    if not (project.figures / "palette.py").is_file():
        return Palette()
    module = importlib.import_module(f"{project.figures.name}.palette")
    return Palette(module.ACCENT, module.HUES)


def _located(project: Project, one: Declaration, error: BaseException) -> Problem:
    """Return the problem at the deepest line of the author's own code that led to `error`."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if any(Path(frame.filename).is_relative_to(folder) for folder in project.code)
    ]
    kind = f"{type(error).__name__}: {error}".rstrip(": ")
    message = f"drawing the figure '{one.name}' failed: {kind}"
    if not frames:
        return Problem(project.relative(one.path), one.line, one.column, message)
    last = frames[-1]
    path = project.relative(Path(last.filename))
    return Problem(path, last.lineno or 0, (last.colno or 0) + 1, message)


def _sizes(project: Project, one: Declaration, svgs: dict[Way, str]) -> Iterator[Problem]:
    for (theme, layout), svg in svgs.items():
        if message := too_big(f"{one.name}.{theme}.{layout}.svg", svg):
            yield Problem(project.relative(one.path), one.line, one.column, message)
