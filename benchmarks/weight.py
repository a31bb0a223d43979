"""What a reader's browser fetches, gzipped, page by page of the built site."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from bs4 import BeautifulSoup

SITE = Path("site")
IMPORT = re.compile(r"""\b(?:from|import)\s*["'](\./[^"']+)["']""")


def gzipped(path: Path) -> int:
    """Return the size of the file in bytes, gzipped as a server would."""
    return len(gzip.compress(path.read_bytes(), 9))


def scripts(page: Path) -> set[Path]:
    """Return our own scripts that the page loads, with what they import at once."""
    soup = BeautifulSoup(page.read_bytes(), "lxml")
    named = [(page.parent / str(tag["src"])).resolve() for tag in soup.select("script[src]")]
    waiting = [file for file in named if file.parent.name == "generated"]
    found: set[Path] = set()
    while waiting:
        file = waiting.pop()
        found.add(file)
        imported = (file.parent / name for name in IMPORT.findall(file.read_text("utf-8")))
        waiting += [path for path in imported if path.resolve() not in found]
    return {file.resolve() for file in found}


if __name__ == "__main__":
    print("Gzipped bytes:")
    for page in sorted(SITE.rglob("index.html")):
        ours = sum(map(gzipped, scripts(page)))
        print(f"  {page.relative_to(SITE)}: page {gzipped(page):,}, our scripts {ours:,}")
