"""The theme's search dialog gets a name, once, and nothing else is touched."""

from __future__ import annotations

from studyreport.site.names import with_names

PAGE = '<body><div class="md-search" data-md-component="search" role="dialog">…</div></body>'


def test_search_dialog_is_named() -> None:
    named = with_names(PAGE)
    assert 'role="dialog" aria-label="Search">' in named
    assert named.replace(' aria-label="Search"', "") == PAGE


def test_naming_twice_changes_nothing() -> None:
    assert with_names(with_names(PAGE)) == with_names(PAGE)
    assert with_names("<p>search</p>") == "<p>search</p>"
