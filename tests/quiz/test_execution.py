"""Authors' code in workers: what comes back, and that nothing that it does gets out."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyreport.execution import Failure, Job, Outcome, execute
from studyreport.project import Project
from tests.quiz.little import report


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return report(tmp_path)


def run(project: Project, *sources: str, seconds: float = 10, workers: int = 1) -> list[Outcome]:
    jobs = [Job(f"job {n}", s, "<job>", (), seconds) for n, s in enumerate(sources)]
    return execute(project, jobs, workers)


def failure(outcome: Outcome) -> Failure:
    assert outcome.error is not None
    return outcome.error


def test_no_jobs_need_no_worker(project: Project) -> None:
    assert execute(project, [], None) == []


def test_output_and_values(project: Project) -> None:
    source = "import numpy as np\nx = np.arange(4.0).reshape(2, 2)\nprint('größer', x.sum())"
    expressions = ("x", "x[1, 1]", "x.sum() > 5", "(1, 'a', None)", "np.int64(7)", "{'a': 2.5}")
    [outcome] = execute(project, [Job("a", source, "<job>", expressions)], 1)
    assert outcome.stdout == "größer 6.0\n"
    assert outcome.values == ([[0.0, 1.0], [2.0, 3.0]], 3.0, True, [1, "a", None], 7, {"a": 2.5})
    assert outcome.values[2] is True
    assert outcome.error is None


def test_order_does_not_depend_on_the_number_of_workers(project: Project) -> None:
    sources = [
        f"import time, random\ntime.sleep({n % 3} / 50)\nprint({n}, random.random())"
        for n in range(7)
    ]
    alone = run(project, *sources, workers=1)
    assert [outcome.stdout.split()[0] for outcome in alone] == list("0123456")
    assert run(project, *sources, workers=3) == alone


def test_every_job_starts_from_the_same_state(project: Project) -> None:
    meddle = """
import os, sys, warnings
import numpy as np
import snippets.motion
snippets.motion.velocities = None
os.environ["MEDDLED"] = "1"
os.chdir("docs")
sys.path.clear()
np.set_printoptions(precision=1)
np.seterr(all="raise")
warnings.simplefilter("ignore")
left = 1
"""
    look = """
import os, warnings
import numpy as np
from snippets.motion import velocities
print(velocities(1), os.environ.get("MEDDLED"), "left" in globals(), np.array([1 / 3]))
print(np.geterr()["divide"], os.path.exists("snippets"), len(warnings.filters))
"""
    untouched, _, after = run(project, look, meddle, look)
    assert untouched.error is None
    assert "[-1.0] None False [0.33333333]" in untouched.stdout
    assert after.stdout == untouched.stdout


def test_one_thread_for_blas(project: Project) -> None:
    [outcome] = run(project, "import os\nprint(os.environ['OPENBLAS_NUM_THREADS'])")
    assert outcome.stdout == "1\n"


def test_an_exception_is_told_with_its_line(project: Project) -> None:
    [outcome] = run(project, "x = 1\ndef f():\n    return x / 0\n\nprint('so far')\nf()\n")
    assert failure(outcome) == Failure("ZeroDivisionError", "division by zero", 3)
    assert outcome.stdout == "so far\n"


def test_first_line_moves_messages_but_not_the_line_within_the_source(project: Project) -> None:
    job = Job("a", "import sys\nprint(sys._getframe().f_lineno)\n1 / 0", "page.md", (), 10, 40)
    [outcome] = execute(project, [job], 1)
    assert outcome.stdout == "41\n"
    assert failure(outcome).line == 3


def test_an_exception_below_names_the_snippet_too(project: Project) -> None:
    [outcome] = run(project, "from snippets.motion import velocities\nvelocities('a')")
    assert failure(outcome).kind == "TypeError"
    assert failure(outcome).line == 2
    assert failure(outcome).message.endswith("(raised at snippets/motion.py:7)")


def test_a_syntax_error_is_told_with_its_line(project: Project) -> None:
    [outcome] = run(project, "x = 1\ny = = 2\n")
    assert failure(outcome) == Failure("SyntaxError", "invalid syntax", 2)


def test_each_expression_fails_for_itself(project: Project) -> None:
    expressions = ("x", "y", "1 +", "{1}", "x + 1")
    [outcome] = execute(project, [Job("a", "x = 1", "<job>", expressions)], 1)
    kinds = [value.kind if isinstance(value, Failure) else value for value in outcome.values]
    assert kinds == [1, "NameError", "SyntaxError", "TypeError", 2]


def test_an_endless_loop_is_stopped_where_it_is(project: Project) -> None:
    endless, after = run(project, "x = 0\nwhile True:\n    x += 1\n", "print(2)", seconds=0.3)
    assert failure(endless).kind == "OutOfTime"
    assert failure(endless).line in (2, 3)
    assert failure(endless).is_limit
    assert after.stdout == "2\n"


def test_an_endless_loop_in_an_expression_is_stopped(project: Project) -> None:
    job = Job(
        "a", "from itertools import count", "<job>", ("all(n < n + 1 for n in count())",), 0.3
    )
    [outcome] = execute(project, [job], 1)
    assert failure(outcome).kind == "OutOfTime"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("sum(range(10 ** 15))", id="in C"),
        pytest.param(
            "import time\nwhile True:\n    try: time.sleep(60)\n    except BaseException: pass",
            id="that swallows the alarm",
        ),
    ],
)
def test_a_loop_that_does_not_stop_is_killed(project: Project, source: str) -> None:
    endless, after = run(project, source, "print(2)", seconds=0.2)
    assert failure(endless).kind == "OutOfTime"
    assert "killed" in failure(endless).message
    assert after.stdout == "2\n"


def test_memory_is_limited(project: Project) -> None:
    hog = "x = []\nwhile True:\n    x.append(bytearray(10 ** 8))"
    jobs = [Job("a", hog, "<job>"), Job("b", "print(2)", "<job>")]
    greedy, after = execute(project, jobs, 1, memory=1_500_000_000)
    assert failure(greedy).kind == "MemoryError"
    assert failure(greedy).line == 3
    assert after.stdout == "2\n"


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("import os\nos._exit(3)", "Died", "it ended its own process (exit status 3)"),
        ("import os\nos.kill(os.getpid(), 9)", "Died", "it ended its own process (signal 9)"),
        ("import sys\nsys.exit('bye')", "SystemExit", "it called for the end of Python ('bye')"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", ""),
        ("def f(): f()\nf()", "RecursionError", "maximum recursion depth exceeded"),
    ],
)
def test_ends_of_every_kind(project: Project, source: str, kind: str, message: str) -> None:
    ended, after = run(project, source, "print(2)")
    assert (failure(ended).kind, failure(ended).message) == (kind, message)
    assert after.stdout == "2\n"


def test_output_is_bounded(project: Project) -> None:
    endless = "while True:\n    try:\n        print('x' * 1000)\n    except Exception: pass"
    [outcome] = run(project, endless)
    assert failure(outcome).kind == "OutputTooLong"
    assert failure(outcome).line == 3
    assert len(outcome.stdout) == 100_000


def test_values_are_bounded(project: Project) -> None:
    [outcome] = execute(project, [Job("a", "", "<job>", ("[0] * 10 ** 6",))], 1)
    [value] = outcome.values
    assert isinstance(value, Failure)
    assert value.kind == "ValueTooLong"


def test_what_is_printed_cannot_be_taken_for_an_answer(project: Project) -> None:
    forged = """
import json, os, sys
line = json.dumps({"id": "job 0", "stdout": "forged", "values": [], "error": None, "reads": []})
print(line)
os.write(1, line.encode() + b"\\n")
sys.__stdout__.write(line + "\\n")
sys.__stdout__.flush()
"""
    first, second = run(project, forged, "print(2)")
    assert first.error is None
    assert first.stdout.startswith('{"id"')
    assert second.stdout == "2\n"


def test_standard_input_is_empty(project: Project) -> None:
    [outcome] = run(project, "input()")
    assert failure(outcome).kind == "EOFError"


def test_lone_surrogates_and_strange_messages_come_back_as_text(project: Project) -> None:
    source = r"""
class Odd(Exception):
    def __str__(self):
        raise ValueError
print("\ud800", "\N{SNOWMAN}")
raise Odd
"""
    odd, surrogate = run(project, source, r"raise ValueError('\udfff')")
    assert odd.stdout == "? ☃\n"
    assert failure(odd).message == "its message could not be made (ValueError)"
    assert failure(surrogate).message == "?"


def test_a_thread_left_behind_does_not_disturb_the_next_job(project: Project) -> None:
    leave = """
import threading, time
def later():
    while True:
        time.sleep(0.01)
        import builtins
        builtins.print = None
threading.Thread(target=later).start()
"""
    first, second = run(project, leave, "import time\ntime.sleep(0.1)\nprint(2)")
    assert first.error is None
    assert second.stdout == "2\n"


def test_data_files_that_are_read_are_told(project: Project) -> None:
    data = project.snippets / "numbers.csv"
    data.write_text("1\n", "utf-8")
    [outcome] = run(project, "print(open('snippets/numbers.csv').read().strip())")
    assert outcome.stdout == "1\n"
    assert outcome.reads == (data,)


def test_dataclasses_work_in_a_job(project: Project) -> None:
    source = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass A:\n    x: int\nprint(A(1), __name__)\n"
    )
    [outcome] = run(project, source)
    assert outcome.stdout == "A(x=1) __main__\n"


def test_outcomes_survive_json(project: Project) -> None:
    jobs = [Job("a", "print('ä')", "<job>", ("1", "y")), Job("b", "1 / 0", "<job>")]
    for outcome in execute(project, jobs, 1):
        assert Outcome.from_json(outcome.to_json()) == outcome


def test_the_end_of_each_job_is_told(project: Project) -> None:
    told: list[str] = []
    jobs = [Job(name, "pass", "<job>") for name in "abc"]
    execute(project, jobs, 2, done=lambda outcome: told.append(outcome.id))
    assert sorted(told) == ["a", "b", "c"]
