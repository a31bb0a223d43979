"""What a reader's browser fetches, gzipped, page by page of the built site."""

from __future__ import annotations

import gzip
from pathlib import Path

from bs4 import BeautifulSoup

SITE = Path("site")


def gzipped(path: Path) -> int:
    """Return the size of the file in bytes, gzipped as a server would."""
    return len(gzip.compress(path.read_bytes(), 9))


def scripts(page: Path) -> dict[str, int]:
    """Return the gzipped size in bytes of each script file that the page names."""
    soup = BeautifulSoup(page.read_bytes(), "lxml")
    files = [(page.parent / str(tag["src"])).resolve() for tag in soup.select("script[src]")]
    return {file.name: gzipped(file) for file in files}


if __name__ == "__main__":
    print("Gzipped bytes:")
    for page in sorted(SITE.rglob("index.html")):
        ours = {name: size for name, size in scripts(page).items() if name == "quiz.js"}
        print(
            f"  {page.relative_to(SITE)}: page {gzipped(page):,},"
            f" questions' script {sum(ours.values()):,}"
        )
