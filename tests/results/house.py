"""Little projects with experiments, and running them in a fresh process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studyreport.project import Project
from tests.inputs import house

HEAD = """
from typing import Any
from studyreport.results import Run, experiment
"""
EMPTY = '"settings": {}, "seeds": [], "dataset": None'


def build(root: Path, source: str, files: Mapping[str, str] | None = None) -> Project:
    """Write a project whose experiments are `source` and whose data is "big" and "small"."""
    return house.build(
        root,
        {
            "snippets/__init__.py": "",
            "experiments/__init__.py": 'DATA = ("big", "small")\n',
            "experiments/trial.py": HEAD + source,
            **(files or {}),
        },
    )


def simple(values: str, *, frozen: bool = False, name: str = "trial") -> str:
    """Return the source of an experiment that returns these values."""
    return f"""
@experiment(frozen={frozen})
def {name}(run: Run) -> dict[str, Any]:
    '''Try it.'''
    return {{{EMPTY}, "values": {values}}}
"""


SCRIPT = """
import json, sys
from pathlib import Path
from studyreport import results as r
from studyreport.problems import StudyReportError
from studyreport.project import load
if __name__ == "__main__":
    p = load(Path(sys.argv[1]))
    try:
        print(json.dumps([eval(sys.argv[2]), None], default=str))
    except StudyReportError as error:
        print(json.dumps([None, str(error)]))
"""


def run(project: Project, expression: str) -> tuple[Any, str | None]:
    """Return what the expression gives in a new process, or the message of its error."""
    command = [sys.executable, "-W", "error", "-c", SCRIPT, str(project.root), expression]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=project.root)
    assert ran.returncode == 0, ran.stderr
    value, error = json.loads(ran.stdout.splitlines()[-1])
    return value, error


def evaluate(project: Project, expression: str) -> Any:
    """Return what the expression gives in a new process, where `r` is results and `p` project."""
    value, error = run(project, expression)
    assert error is None, error
    return value


def make(project: Project, *names: str, more: str = "") -> None:
    """Make the results in a new process."""
    evaluate(project, f"r.make(p, {list(names)!r}, quiet=True, {more})")


def failure(project: Project, *names: str) -> str:
    """Return the message of the error that making the results, in a new process, ends in."""
    _, error = run(project, f"r.make(p, {list(names)!r}, quiet=True)")
    assert error is not None
    return error
