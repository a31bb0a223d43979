"""Figures: declared beside the function that draws them, remade only when they would differ."""

from studyreport.figures.canvas import Canvas
from studyreport.figures.declaration import Declaration, figure
from studyreport.figures.output import files
from studyreport.figures.registry import declarations

__all__ = ["Canvas", "Declaration", "declarations", "figure", "files"]
