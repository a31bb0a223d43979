"""What the chapters name as sources: the same work is named in the same way on every page."""

from __future__ import annotations

import re
from collections import defaultdict

from studyreport import project as projects

DOCS = projects.load().docs
ENTRY = re.compile(r"^- \*\*(?P<who>.+?)\*\*\{ #[\w-]+ \}\. (?P<rest>.+?)(?=^- |\Z)", re.M | re.S)
LINKED = re.compile(r"\[\*(?P<title>.+?)\.?\*?\]\((?P<address>[^)]+)\)")
# Different places of a preprint, or of a publisher, would hide that two entries are one work.
UNWANTED = ("doi.org/10.48550", "arxiv.org/pdf", "dx.doi.org")


def entries() -> list[tuple[str, str, str]]:
    """Return authors with the year, title and address of each source that has a link."""
    found = []
    for page in sorted(DOCS.glob("*.md")):
        sources = page.read_text("utf-8").partition("{ #sources }")[2]
        for entry in ENTRY.finditer(sources):
            text = " ".join(entry["rest"].split())
            if linked := LINKED.match(text):
                title = linked["title"].rstrip(".*")
                found.append((" ".join(entry["who"].split()), title, linked["address"]))
    return found


def test_there_are_many() -> None:
    assert len(entries()) > 80


def test_one_address_is_one_work() -> None:
    named = defaultdict(set)
    for who, title, address in entries():
        named[address].add((who, title))
    assert {a: works for a, works in named.items() if len(works) > 1} == {}


def test_one_work_has_one_address() -> None:
    places = defaultdict(set)
    for who, title, address in entries():
        places[who, title.lower()].add(address)
    assert {work: where for work, where in places.items() if len(where) > 1} == {}


def test_an_address_is_written_in_one_way() -> None:
    for _, title, address in entries():
        assert not any(other in address for other in UNWANTED), title
        assert not address.endswith("/"), title
