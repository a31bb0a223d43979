"""Where results lie, and reading and writing them."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studyreport.files import write
from studyreport.inputs.normal import text_digest
from studyreport.inputs.source import parse
from studyreport.problems import nearest, stop
from studyreport.project import Project
from studyreport.results.declaration import Declaration, chosen

RETURNED = ("settings", "seeds", "dataset", "values")  # what every experiment returns


def datasets(project: Project) -> tuple[str, ...]:
    """Return the names of the data that experiments can be run on; the first is the site's.

    They are the literal `DATA` in the `__init__.py` of the experiments.
    """
    file = project.experiments / "__init__.py"
    if file.is_file():
        for node in parse(file.read_bytes(), project.relative(file)).body:
            match node:
                case ast.Assign(targets=[ast.Name(id="DATA")], value=ast.Tuple() as names):
                    return tuple(map(str, ast.literal_eval(names)))
    return ("default",)


def dataset(project: Project, data: str | None) -> str:
    """Return `data`, or the site's if it is None.

    Raises:
        StudyReportError: the experiments know no such data.
    """
    known = datasets(project)
    if data is not None and data not in known:
        place = project.relative(project.experiments)
        raise stop(place, 0, 0, f"there is no data '{data}'.", nearest(data, known))
    return data or known[0]


def location(project: Project, declaration: Declaration, data: str) -> Path:
    """Return the file of a result: committed if it is frozen and made from the site's data."""
    if declaration.frozen and data == datasets(project)[0]:
        return project.frozen / f"{declaration.name}.json"
    return project.build / "results" / data / f"{declaration.name}.json"


def load(project: Project, name: str, data: str | None = None) -> dict[str, Any]:
    """Return a stored result: "settings", "seeds", "dataset", "values", and how it was made.

    Args:
        project: The study report.
        name: The experiment's name.
        data: Which data it was made from, by default the site's.

    Raises:
        StudyReportError: there is no such experiment, it has not been run, or its file is damaged.
    """
    (declaration,) = chosen(project, [name])
    data = dataset(project, data)
    stored = stored_result(location(project, declaration, data))
    if stored is not None:
        return stored
    committed = declaration.frozen and data == datasets(project)[0]
    verb = f"refresh {name}" if committed else "build"
    remedy = f"Run 'python build_figures.py {verb} --data {data}'."
    place = project.relative(declaration.path)
    message = f"the result '{name}' has not been made from the data '{data}'."
    raise stop(place, declaration.line, declaration.column, message, remedy)


def stored_result(path: Path) -> dict[str, Any] | None:
    """Return what the file holds, None if it does not exist or does not hold a result."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    whole = isinstance(content, dict) and {"key", "inputs", "values"} <= content.keys()
    return content if whole else None


def returned_digest(content: Mapping[str, Any]) -> str:
    """Return what changes with anything that the experiment returned."""
    return text_digest(json.dumps([content.get(name) for name in RETURNED], sort_keys=True))


def save(path: Path, content: dict[str, Any]) -> None:
    """Write the result, in one step, so that the same content always gives the same bytes."""
    write(path, _text(content, "") + "\n")


def _text(value: Any, indent: str) -> str:
    """One entry a line, so that a change can be read in a diff; but lists of numbers in one."""
    inner = indent + " "
    if isinstance(value, dict) and value:
        entries = (f"{inner}{_flat(key)}: {_text(item, inner)}" for key, item in value.items())
        return "{\n" + ",\n".join(entries) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
        return "[\n" + ",\n".join(inner + _text(item, inner) for item in value) + f"\n{indent}]"
    return _flat(value)


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
