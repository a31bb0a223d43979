"""The little report's code."""
