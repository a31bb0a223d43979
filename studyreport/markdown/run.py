"""Fenced code marked `run`: shown as code, with what it prints under it.

The code ran before the build (`studyreport prepare`); here its output is only looked up.
"""

from __future__ import annotations

from html import escape
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from pymdownx.superfences import (  # type: ignore[import-untyped] # ships no types
    SuperFencesBlockPreprocessor,
    highlight_validator,
)

from studyreport import runs
from studyreport.markdown.errors import clean
from studyreport.markdown.page import page_of, watch
from studyreport.problems import stop

_BEFORE_FENCES = 26  # superfences is at 25
_LANGUAGE = "python"


class RunExtension(Extension):
    """Teaches superfences, whenever it is loaded, the fence ```` ```python run ````."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register what will teach it: superfences may be loaded after this extension."""
        watch(md)
        md.preprocessors.register(_Teach(md), "studyreport-run", _BEFORE_FENCES)


class _Teach(Preprocessor):
    taught = False

    def run(self, lines: list[str]) -> list[str]:
        if not self.taught:
            _fences(self.md).extension.extend_super_fences(_LANGUAGE, _html, _is_run, None)
            self.taught = True
        return lines


def _fences(md: Markdown) -> Any:
    known = "fenced_code_block" in md.preprocessors
    fences = md.preprocessors["fenced_code_block"] if known else None
    if not isinstance(fences, SuperFencesBlockPreprocessor):
        raise stop(
            "mkdocs.yml",
            0,
            0,
            "studyreport.markdown.run works on superfences.",
            "Add pymdownx.superfences to markdown_extensions.",
        )
    return fences


def _is_run(
    language: str,
    inputs: dict[str, str],
    options: dict[str, Any],
    attrs: dict[str, Any],
    md: Markdown,
) -> bool:
    """Say whether the fence is marked `run`; its other options are those of any fenced code."""
    if inputs.pop("run", None) is None:
        return False
    _fences(md).get_hl_settings()
    return bool(highlight_validator(language, inputs, options, attrs, md))


def _html(src: str, language: str, options: dict[str, Any], md: Markdown, **more: Any) -> str:
    page = page_of(md)
    with clean():
        output = runs.output(page.project, src, page.file)
    code = _fences(md).highlight(src=src, language=language, options=options, md=md, **more)
    return f'<div class="sr-run">{code}{_shown(output)}</div>'


def _shown(output: str) -> str:
    """Return the block under the code; `no-copy` keeps the theme's button off it."""
    text = output.strip("\n")
    return f'<pre class="sr-output no-copy"><code>{escape(text)}</code></pre>' if text else ""


def makeExtension(**options: object) -> RunExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for `markdown_extensions: [studyreport.markdown.run]`."""
    return RunExtension(**options)
