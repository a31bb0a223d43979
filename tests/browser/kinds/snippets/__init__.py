"""The code of this report."""
