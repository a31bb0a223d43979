"""What a built page consists of, as far as the checks want to know; read once, then let go."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html  # type: ignore[import-untyped] # ships no types

# Attributes whose address the browser fetches without being asked to by the reader.
_FETCHED = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href",),
    "video": ("src", "poster"),
}
_FETCHED_RELS = {
    *("stylesheet", "icon", "manifest", "preload", "modulepreload", "prefetch", "prerender"),
    *("preconnect", "dns-prefetch", "apple-touch-icon"),
}
_EXECUTED = {"", "module", "text/javascript", "application/javascript"}
# What is looked at one by one; of all others, and they are many, only ids and styles matter.
_NOTED = ("a", "form", "link", "script", "section", "style", *_FETCHED)
_IDS, _STYLES = (etree.XPath(f"//@{name}", smart_strings=False) for name in ("id", "style"))
_CSS_ADDRESS = re.compile(
    r"""(?:url\(\s*|@import\s+)(?:"([^"]*)"|'([^']*)'|([^'")\s;]+))""", re.IGNORECASE
)


@dataclass
class Document:
    """One HTML file of the site. Addresses are kept as written, items by id in their order."""

    path: str
    ids: set[str] = field(default_factory=set)
    repeated_ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    inline_hashes: set[str] = field(default_factory=set)
    unlabelled_images: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    tools: int = 0


def read(path: str, content: str) -> Document:
    """Return what the HTML file at `path` (relative to the site) consists of."""
    root = html.document_fromstring(content.encode(), parser=html.HTMLParser(encoding="utf-8"))
    names = Counter(filter(None, _IDS(root)))
    document = Document(path, ids=set(names))
    document.repeated_ids = sorted(name for name, count in names.items() if count > 1)
    for element in root.iter(_NOTED):
        _note(document, element)
    for style in dict.fromkeys(_STYLES(root)):
        document.resources += css_addresses(style)
    return document


def _note(document: Document, element: html.HtmlElement) -> None:
    tag = str(element.tag)
    document.resources += _resources(tag, element)
    if tag == "a":
        document.links += [element.get("href")] if element.get("href") is not None else []
        document.ids |= {element.get("name")} if element.get("name") else set()
    elif tag == "script":
        _note_script(document, element)
    elif tag == "img" and element.get("alt") is None:
        document.unlabelled_images.append(element.get("src", ""))
    elif tag == "form" and "sr-item" in _classes(element):
        document.items.append(element.get("data-item", ""))
    elif tag == "section" and "sr-tool" in _classes(element):
        document.tools += 1


def _classes(element: html.HtmlElement) -> list[str]:
    return str(element.get("class", "")).split()


def _note_script(document: Document, element: html.HtmlElement) -> None:
    if element.get("type", "").lower() not in _EXECUTED:
        return
    if element.get("src") is not None:
        document.scripts.append(element.get("src"))
    else:
        document.inline_hashes.add(_hash(element.text or ""))


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _resources(tag: str, element: html.HtmlElement) -> Iterator[str]:
    for name in _FETCHED.get(tag, ()):
        value = element.get(name) or ""
        yield from _candidates(value) if name == "srcset" else [value] * bool(value)
    if tag == "link" and _FETCHED_RELS & set(element.get("rel", "").lower().split()):
        yield element.get("href", "")
    if tag == "style":
        yield from css_addresses(element.text or "")


def _candidates(srcset: str) -> list[str]:
    return [part.split()[0] for part in srcset.split(",") if part.strip()]


def css_addresses(style: str) -> list[str]:
    """Return the addresses that a stylesheet fetches; those it carries in itself are left out."""
    found = ("".join(groups) for groups in _CSS_ADDRESS.findall(style))
    return [address for address in found if not address.startswith(("data:", "#"))]
