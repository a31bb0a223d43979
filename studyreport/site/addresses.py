"""Where an address on a page of the site leads."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Target:
    """A file of the site (relative path with slashes), and an anchor in it or ''."""

    file: str
    anchor: str


def is_foreign(address: str) -> bool:
    """Say whether fetching the address would ask another origin."""
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme in {"http", "https", "ws", "wss", "ftp"}


def is_internal(address: str) -> bool:
    """Say whether the address leads to a file of the site."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def resolve(page: str, address: str, base: str = "/") -> Target | None:
    """Return what an internal address on `page` leads to; None: above the site.

    `base` is the path under which the site is served; addresses from the root start with it.

    >>> resolve("optimizers/index.html", "../data/#mnist")
    Target(file='data/index.html', anchor='mnist')
    """
    parts = urlsplit(address)
    path = unquote(parts.path)
    if path.startswith("/"):
        if not path.startswith(base):
            return None
        joined = path[len(base) :]
    else:
        joined = posixpath.join(posixpath.dirname(page), path) if path else page
    file = posixpath.normpath(joined) if joined else "."
    if file.startswith(".."):
        return None
    if posixpath.basename(joined) in {"", ".", ".."}:  # a folder
        file = posixpath.normpath(posixpath.join(file, "index.html"))
    return Target(file, unquote(parts.fragment))
