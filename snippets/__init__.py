"""The NumPy library that the chapters show, one subject per file."""
