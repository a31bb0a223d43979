"""Questions that an earlier build has rendered: the page says where they belong, no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from studyreport.files import is_file
from studyreport.inputs import text_digest

_NEW, _KEPT, _END = "data-sr-new", "data-sr-kept", "data-sr-end"
MARK = "<hr data-sr-"
# Two marks and what stands between them in a finished page.
PART = re.compile(
    rf'<hr (?:{_NEW}|(?P<is_kept>{_KEPT}))="(?P<key>\w+)"\s*/?>\n?(?P<html>.*?)'
    rf'<hr {_END}="(?P=key)"\s*/?>\n?',
    re.DOTALL,
)
# Lines by which a page says what [a], [^a] and a mean, in all of its text.
_DEFINITION = re.compile(r"^[ >]*\*?\[[^\]]+\]:")


def definitions(lines: Iterable[str]) -> list[str]:
    """Return those lines of a page by which texts elsewhere in it are read differently."""
    return [line for line in lines if _DEFINITION.match(line)]


@dataclass(frozen=True)
class Kept:
    """What was rendered, in a file for each part, by all that it hangs on.

    Args:
        folder: where the files are; without one everything is rendered, and nothing marked.
        state: changes with whatever parts may be made from, but for what `append` is told.
    """

    folder: Path | None
    state: str

    def append(
        self,
        parent: Element,
        made_from: Iterable[str],
        ids: Sequence[str],
        render: Callable[[], Element],
    ) -> None:
        """Append what `render` returns, between two marks; of what is kept only the ids.

        These stay, for the builder checks whether links to them lead anywhere.
        """
        if self.folder is None:
            parent.append(render())
            return
        key = text_digest(self.state, *made_from)
        is_kept = is_file(self.folder / key)
        parent.append(Element("hr", {_KEPT if is_kept else _NEW: key}))
        parent.extend([Element("hr", {"id": name}) for name in ids] if is_kept else [render()])
        parent.append(Element("hr", {_END: key}))
