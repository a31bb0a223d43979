"""A name for what the theme leaves without one: a dialog must say what it is, to be heard."""

from __future__ import annotations

_SEARCH = '<div class="md-search" data-md-component="search" role="dialog"'


def with_names(content: str) -> str:
    """Return a page whose search dialog has a name."""
    return content.replace(f"{_SEARCH}>", f'{_SEARCH} aria-label="Search">')
