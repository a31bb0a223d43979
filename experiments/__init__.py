"""Training runs: settings in, results out. `frozen/` holds the costly ones."""

DATA = ("mnist", "digits")  # what a run can be made from; the published site shows the first
