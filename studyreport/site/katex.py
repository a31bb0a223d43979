"""KaTeX's stylesheet and fonts, copied to where the site serves them from."""

from __future__ import annotations

import re
from pathlib import Path

from studyreport.files import write
from studyreport.problems import stop
from studyreport.project import Project

# Every browser that can show the site reads woff2; the other two formats would double its size.
_OTHER_FORMATS = re.compile(r',url\([^)]*\.(?:woff|ttf)\)\s*format\("(?:woff|truetype)"\)')
# A formula may be broken between its parts, but not from the punctuation that it touches.
_TOGETHER = ".sr-together{white-space:nowrap}.sr-together wbr{white-space:normal}\n"
_URL = re.compile(r"url\(([^)]+)\)")


def copy_katex(project: Project) -> Path:
    """Bring docs/assets/generated/katex up to date. Return the stylesheet.

    Raises:
        StudyReportError: KaTeX is not installed.
    """
    package = project.root / "node_modules" / "katex" / "dist"
    original = package / "katex.min.css"
    if not original.is_file():
        remedy = "Run 'npm ci --ignore-scripts', or 'make site', which does."
        raise stop(project.relative(original), 0, 0, "KaTeX is not installed.", remedy)
    style = _OTHER_FORMATS.sub("", original.read_text("utf-8")).rstrip() + _TOGETHER
    target = project.generated / "katex"
    for name in sorted(set(_URL.findall(style))):
        _copy(package / name, target / name)
    if not (target / "katex.css").is_file() or (target / "katex.css").read_text("utf-8") != style:
        write(target / "katex.css", style)
    return target / "katex.css"


def _copy(source: Path, target: Path) -> None:
    if not target.is_file() or target.stat().st_size != source.stat().st_size:
        write(target, source.read_bytes())
