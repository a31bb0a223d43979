"""A whole report, small: what `make site` runs is run on it as an author would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

REPOSITORY = Path(__file__).resolve().parents[2]
_BIN = Path(sys.executable).parent

FILES = {
    "pyproject.toml": "[tool.studyreport]\n",
    "docs/index.md": "# Start\n\nSee [the chapter](chapter.md#sums).\n",
    "docs/chapter.md": """
        ---
        title: Chapter
        ---

        # Chapter

        It costs $5, and $x^2$ is {{ toy.loss:.2f }}.

        $$
        \\sum_{i=1}^{n} i = \\frac{n (n + 1)}{2}
        $$

        ::: figure some-curve

        ## Sums

        ```python
        --8<-- "snippets/sums.py:add"
        ```

        ```python run
        from snippets.sums import add

        print(add(1, 2))
        ```

        ::: item two-and-two

        ::: quiz sums
        """,
    "docs/assets/report.css": "",
    "docs/assets/generated/quiz.js": "export {};\n",
    "snippets/__init__.py": "",
    "snippets/sums.py": """
        # --8<-- [start:add]
        def add(a: int, b: int) -> int:
            return a + b
        # --8<-- [end:add]
        """,
    "experiments/__init__.py": "",
    "experiments/toys.py": '''
        from typing import Any

        from snippets.sums import add
        from studyreport.results import Run, experiment


        @experiment(frozen=False)
        def toy(run: Run) -> dict[str, Any]:
            """One loss."""
            values = {"loss": add(1, 1) / 3}
            return {"settings": {}, "seeds": [0], "dataset": None, "values": values}
        ''',
    "figures/__init__.py": "",
    "figures/palette.py": """
        ACCENT = ("#0b6e75", "#4cabb6")
        HUES = {"one": ("#0b6e75", "#4cabb6")}
        """,
    "figures/curves.py": """
        from studyreport.figures import Canvas, figure


        @figure(alt="A line that rises to {{ toy.loss:.1f }}.", caption="It rises like $x$.")
        def some_curve(canvas: Canvas) -> None:
            canvas.axes().plot([0, canvas.result("toy")["values"]["loss"]])
        """,
    "quizzes/sums.yml": """
        title: Sums
        items:
          - id: one-and-one
            type: one
            stem: What is $1 + 1$?
            options:
              - text: "2"
                right: true
                feedback: Yes.
                code: add(1, 1)
              - text: "3"
                feedback: That is $1 + 2$.
                code: add(1, 2)
            explanation: Count.
            section: chapter.md#sums
            tags: [sums]
            difficulty: 1
            proof: |
              from snippets.sums import add
          - id: two-and-two
            type: number
            stem: What is two and two?
            answer: 4
            tolerance: {absolute: 0.1}
            wrong:
              - value: 5
                feedback: One too many.
                code: add(2, 3)
            explanation: Count on.
            section: chapter.md#sums
            tags: [sums]
            difficulty: 1
            proof: |
              from snippets.sums import add
              key = add(2, 2)
        """,
}


@dataclass(frozen=True)
class Report:
    """A report in a folder of its own, and commands run in it."""

    root: Path

    def change(self, file: str, old: str, new: str) -> tuple[int, int]:
        """Replace `old`, which must be there once; return line and column of what replaced it."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        path.write_text(text.replace(old, new), "utf-8")
        before = text.split(old)[0]
        return before.count("\n") + 1, len(before.rsplit("\n", 1)[-1]) + 1

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment's, such as `studyreport`, in the report's folder."""
        variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", **environment}
        executable = _BIN / command[0]
        return subprocess.run(
            [executable, *command[1:]],
            cwd=self.root,
            env=variables,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def make_site(self) -> subprocess.CompletedProcess[str]:
        """Run what `make site` runs after its set-up, up to the first command that fails."""
        for command in (
            ("python", "build_figures.py", "build", "--quiet"),
            ("python", "build_figures.py", "check", "--quiet"),
            ("studyreport", "site"),
        ):
            done = self.run(*command)
            if done.returncode:
                break
        return done

    def page(self, name: str = "chapter") -> str:
        """Return the HTML of a built page."""
        return (self.root / "site" / name / "index.html").read_text("utf-8")


def create(root: Path) -> Report:
    """Write the report. Its mkdocs.yml is the repository's, but for the navigation."""
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(content).lstrip("\n"), "utf-8")
    config = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    navigation = "nav:\n  - Start: index.md\n  - Chapter: chapter.md\n"
    changed, count = re.subn(r"(?m)^nav:\n(?:[ #].*\n)+", navigation, config)
    assert count == 1
    (root / "mkdocs.yml").write_text(changed, "utf-8")
    shutil.copy(REPOSITORY / "build_figures.py", root)
    (root / "node_modules").symlink_to(REPOSITORY / "node_modules")
    return Report(root)


def copy(report: Report, root: Path) -> Report:
    """Return a copy of a report, with all that was made in it."""
    shutil.copytree(report.root, root, symlinks=True, dirs_exist_ok=True)
    return Report(root)
