"""Fenced code marked `run`: executed before the build, its output kept by what the code reaches."""

from studyreport.runs.blocks import Block, blocks
from studyreport.runs.outputs import output, refresh

__all__ = ["Block", "blocks", "output", "refresh"]
