"""Jobs with other source in place of a module, and the lines that a job runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.execution import Job, Outcome, execute
from studyreport.execution.jobs import read_job, write_job
from studyreport.project import Project
from tests.quiz.little import SNIPPET, report


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return report(tmp_path)


ASK = "from snippets.motion import velocities\nprint(velocities(2))\n"


def test_a_module_is_replaced_for_one_job(project: Project) -> None:
    other = SNIPPET.replace("velocity - 1", "velocity + 1")
    jobs = [
        Job("plain", ASK, "<job>"),
        Job("changed", ASK, "<job>", modules=(("snippets.motion", other),)),
        Job("after", ASK, "<job>"),
    ]
    outcomes = execute(project, jobs, 1)
    assert [outcome.stdout for outcome in outcomes] == [
        "[-1.0, -1.9]\n",
        "[1.0, 1.9]\n",
        "[-1.0, -1.9]\n",
    ]
    assert (project.snippets / "motion.py").read_text("utf-8") == SNIPPET


def test_a_package_keeps_its_modules(project: Project) -> None:
    modules = (("snippets", "from snippets.motion import velocities as v\n"),)
    (project.snippets / "__init__.py").write_text("", "utf-8")
    job = Job("a", "from snippets import v\nprint(v(1))", "<job>", modules=modules)
    assert execute(project, [job], 1)[0].stdout == "[-1.0]\n"


def test_a_replaced_module_is_called_by_its_file(project: Project) -> None:
    job = Job("a", ASK, "<job>", modules=(("snippets.motion", "def velocities(n):\n    n / 0\n"),))
    error = execute(project, [job], 1)[0].error
    assert error is not None
    assert error.message == "division by zero (raised at snippets/motion.py:2)"


def test_a_module_that_is_not_there_is_not_made(project: Project) -> None:
    job = Job("a", "import snippets.other", "<job>", modules=(("snippets.other", "x = 1"),))
    error = execute(project, [job], 1)[0].error
    assert error is not None
    assert error.kind == "ModuleNotFoundError"


def test_lines_that_are_executed(project: Project) -> None:
    traced = (str(project.snippets),)
    jobs = [
        Job("run", ASK, "<job>", traced=traced),
        Job("none", ASK.replace("(2)", "(0)"), "<job>", traced=traced),
        Job("untraced", ASK, "<job>"),
    ]
    run, none, untraced = execute(project, jobs, 1)
    file = project.snippets / "motion.py"
    inside = {number for number, line in enumerate(SNIPPET.split("\n"), 1) if "velocity =" in line}
    loop = max(inside)
    assert loop in run.lines[file]
    assert loop not in none.lines[file]
    assert set(none.lines[file]) < set(run.lines[file])
    assert untraced.lines == {}


def test_lines_of_a_job_that_fails_are_told(project: Project) -> None:
    job = Job("a", ASK + "1 / 0", "<job>", traced=(str(project.snippets),))
    outcome = execute(project, [job], 1)[0]
    assert outcome.error is not None
    assert outcome.lines


def test_jobs_and_outcomes_survive_the_pipe() -> None:
    job = Job("a", "x", "<job>", ("y",), 3, 2, (("m", "s"),), ("/a",))
    assert read_job(write_job(job)) == job
    outcome = Outcome("a", lines={Path("/a/b.py"): (1, 3)})
    assert Outcome.from_json(outcome.to_json()) == outcome


def test_a_replaced_module_warns_nobody(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    source = "import warnings\nwarnings.warn('Look out.')\ndef velocities(n): return n\n"
    (project.snippets / "motion.py").write_text(source, "utf-8")
    execute(project, [Job("a", ASK, "<job>")], 1)
    assert "Look out." in capfd.readouterr().err
    execute(project, [Job("b", ASK, "<job>", modules=(("snippets.motion", source),))], 1)
    assert capfd.readouterr().err == ""
