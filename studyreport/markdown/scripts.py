"""Loading one of the bundled scripts on the page that needs it, and on no other."""

from __future__ import annotations

from xml.etree import ElementTree

from studyreport.markdown import rewriting
from studyreport.markdown.page import Page
from studyreport.problems import stop


def load(page: Page, parent: ElementTree.Element, name: str) -> None:
    """Append the `<script>` that loads `name`, as quiz.js. Needs `rewriting.enable`.

    Raises:
        StudyReportError: the script is not bundled yet.
    """
    bundle = page.project.generated / name
    if not bundle.is_file():
        remedy = "Run 'npm run bundle', or 'make site', which does."
        raise stop(page.project.relative(bundle), 0, 0, "the script is not bundled.", remedy)
    address = page.link(bundle.relative_to(page.project.docs).as_posix())
    rewriting.element(parent, "script", address, type="module")
