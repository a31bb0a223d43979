"""Figures: declared beside the function that draws them, remade only when they would differ."""

from studyreport.figures.canvas import Canvas
from studyreport.figures.declaration import Declaration, figure
from studyreport.figures.output import data_file, files, shows_data
from studyreport.figures.registry import declarations

__all__ = ["Canvas", "Declaration", "data_file", "declarations", "figure", "files", "shows_data"]
