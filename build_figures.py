"""The door to figures and results: `python build_figures.py --help`."""

from pathlib import Path

from studyreport.figures.door import main

if __name__ == "__main__":
    main(Path(__file__).resolve().parent)
