"""Tables stand in a frame that scrolls, and empty header cells are no headers."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.markdown.conftest import Convert

TEXT = """
Before.

|   | a | b |
| --- | ---: | --- |
| *x* | 1 | |

After.
"""


def test_table_is_framed(convert: Convert) -> None:
    root = ElementTree.fromstring(f"<r>{convert(TEXT, 'tables', 'studyreport.markdown.table')}</r>")
    assert [child.tag for child in root] == ["p", "div", "p"]
    assert root[1].attrib == {
        "class": "sr-table",
        "role": "group",
        "aria-label": "Table",
        "tabindex": "0",
    }
    [table] = root[1]
    assert table.get("class") == "sr-plain"
    assert [cell.text for cell in table.iter("th")] == ["a", "b"]
    assert [cell.tag for cell in table[0][0]] == ["td", "th", "th"]
    assert "".join(table[1].itertext()).split() == ["x", "1"]


def test_table_with_a_class_is_left_alone(convert: Convert) -> None:
    raw = '<table class="own"><tr><td>a</td></tr></table>'
    assert convert(raw, "studyreport.markdown.table") == raw


def test_tables_within_a_list_are_framed(convert: Convert) -> None:
    html = convert(
        "- one\n\n    | a |\n    | --- |\n    | b |\n\n- two\n",
        "tables",
        "studyreport.markdown.table",
    )
    assert html.count('class="sr-table"') == html.count("<table") == 1
