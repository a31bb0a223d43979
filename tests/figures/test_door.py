"""The verbs of `build_figures.py`, on the real command."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from tests.commands.report import REPOSITORY
from tests.figures.little import Little


def test_from_nothing_to_fresh(little: Little) -> None:
    missing = little.run("build")
    assert missing.returncode == 1
    assert "experiments/runs.py:15:1: the result 'frozen_one' has not been made" in missing.stderr
    assert "refresh" in missing.stderr
    assert {path.split(".")[0] for path in little.bytes()} == {"rising-line"}

    refreshed = little.ok("refresh", "frozen_one", "--quiet")
    assert refreshed == ""
    assert len(little.bytes()) == 10
    assert little.ok("check") == "2 figures and 2 results (1 frozen) are fresh.\n"
    assert "0 figures drawn, 2 were up to date." in little.ok("build")


def test_list(built: Little) -> None:
    listed = built.ok("list")
    assert "figure  some-dots  figures/plots.py:16  up to date" in listed
    assert "result  frozen_one  frozen  fresh" in listed
    assert built.ok("list", "--quiet").split() == [
        "rising-line",
        "some-dots",
        "counted",
        "frozen_one",
    ]


def test_who_reads_a_few_lines_is_told_no_more() -> None:
    command = [sys.executable, "build_figures.py", "list"]
    with Popen(command, cwd=REPOSITORY, stdout=PIPE, stderr=PIPE) as listing:
        assert listing.stdout and listing.stderr
        listing.stdout.close()
        assert listing.stderr.read() == b""


def test_list_as_json(built: Little) -> None:
    built.edit("figures/plots.py", "range(count)", "range(1 + count)")
    listed = built.json("list")
    assert listed["data"] == "big"
    line, dots = listed["figures"]
    assert line["fresh"] is True
    assert dots == {
        "name": "some-dots",
        "module": "figures.plots",
        "function": "some_dots",
        "path": "figures/plots.py",
        "line": 16,
        "alt": "Three dots.",
        "caption": "Dots: {{ counted.values.n }}.",
        "heights": [200, 150],
        "results": ["counted", "frozen_one"],
        "fresh": False,
        "why": "figures.plots:some_dots changed",
    }
    assert listed["results"][1] == {
        "name": "frozen_one",
        "summary": "Cost something.",
        "path": "experiments/frozen/frozen_one.json",
        "frozen": True,
        "fresh": True,
        "why": "",
    }


def test_build_makes_cheap_results_and_warns_of_costly_ones(built: Little) -> None:
    built.edit("snippets/numbers.py", "return 3", "return 4")
    frozen = (built.root / "experiments/frozen/frozen_one.json").read_bytes()
    done = built.run("build", "--json")
    assert done.returncode == 0
    said = built.json("build")
    assert (said["made"], said["drawn"], said["kept"]) == ([], [], ["rising-line", "some-dots"])
    (warning,) = said["warnings"]
    assert warning["path"] == "experiments/frozen/frozen_one.json"
    assert warning["message"] == (
        "the result 'frozen_one' is stale: snippets.numbers:count changed."
    )
    assert warning["remedy"] == "Run 'python build_figures.py refresh frozen_one'."
    assert '"made": [\n    "counted"\n  ]' in done.stdout
    assert '"drawn": [\n    "some-dots"\n  ]' in done.stdout
    assert (built.root / "experiments/frozen/frozen_one.json").read_bytes() == frozen

    checked = built.run("check")
    assert checked.returncode == 1
    assert "frozen_one.json: the result 'frozen_one' is stale: snippets.numbers:count" in (
        checked.stderr
    )
    assert "figure" not in checked.stderr.split(":")[1]


def test_check_names_everything_that_is_stale(built: Little) -> None:
    built.edit("snippets/numbers.py", "i * i", "i * i * i")
    built.edit("snippets/numbers.py", "return 3", "return 4")
    next(built.drawings.glob("some-dots.dark.wide.svg")).unlink()
    done = built.run("check")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "build/results/big/counted.json: the result 'counted' is stale: snippets.numbers:count "
        "changed. Run 'python build_figures.py build'.",
        "experiments/frozen/frozen_one.json: the result 'frozen_one' is stale: "
        "snippets.numbers:count changed. Run 'python build_figures.py refresh frozen_one'.",
        "figures/plots.py:8:1: the figure 'rising-line' is stale: snippets.numbers:squares "
        "changed. Run 'python build_figures.py build'.",
        "figures/plots.py:16:1: the figure 'some-dots' is stale: "
        "docs/assets/generated/figures/some-dots.dark.wide.svg changed. "
        "Run 'python build_figures.py build'.",
    ]
    said = built.json("check")
    assert (said["figures"], said["results"], len(said["errors"])) == (2, 2, 4)
    assert [(s["kind"], s["name"]) for s in said["stale"]] == [
        ("figure", "rising-line"),
        ("figure", "some-dots"),
        ("result", "counted"),
        ("result", "frozen_one"),
    ]


def test_a_changed_result_draws_what_reads_it(built: Little) -> None:
    frozen = built.root / "experiments/frozen/frozen_one.json"
    frozen.write_text(frozen.read_text("utf-8").replace('"n": 3', '"n": 5'), "utf-8")
    assert built.json("build")["drawn"] == ["some-dots"]


def test_refresh_of_a_figure(built: Little) -> None:
    said = built.json("refresh", "some-dots")
    assert (said["made"], said["drawn"]) == (["counted", "frozen_one"], ["some-dots"])


def test_refresh_of_a_result(built: Little) -> None:
    built.edit("snippets/numbers.py", "return 3", "return 4")
    said = built.json("refresh", "counted")
    assert (said["made"], said["drawn"]) == (["counted"], ["some-dots"])


def test_build_of_one_figure(little: Little) -> None:
    said = little.json("build", "rising-line")
    assert (said["made"], said["drawn"]) == ([], ["rising-line"])


def test_other_data_leave_the_site_alone(built: Little) -> None:
    before = built.bytes()
    said = built.json("build", "--data", "small")
    assert (said["data"], said["made"]) == ("small", ["counted", "frozen_one"])
    assert len(list((built.root / "build/small/figures").glob("*.svg"))) == 8
    assert built.bytes() == before
    assert built.ok("check", "--data", "small").startswith("2 figures and 2 results")
    assert '"on": "small"' in (built.root / "build/results/small/frozen_one.json").read_text()
    assert '"on": "big"' in (built.root / "experiments/frozen/frozen_one.json").read_text()


def test_drawings_of_figures_that_are_no_more_go(built: Little) -> None:
    built.edit("figures/plots.py", "def rising_line", "def falling_line")
    built.ok("build")
    assert {name.split(".")[0] for name in built.bytes()} == {"falling-line", "some-dots"}


@pytest.mark.parametrize(("verb", "kind"), [("build", "figure"), ("refresh", "figure or result")])
def test_unknown_names(built: Little, verb: str, kind: str) -> None:
    done = built.run(verb, "some-dot", "zzz")
    assert done.returncode == 1
    assert f"there is no {kind} 'some-dot'. Did you mean 'some-dots'?" in done.stderr
    assert f"there is no {kind} 'zzz'. Known: " in done.stderr
    (first, _) = built.json(verb, "some-dot", "zzz")["errors"]
    assert first["remedy"] == "Did you mean 'some-dots'?"


def test_unknown_data(built: Little) -> None:
    done = built.run("build", "--data", "smal")
    assert done.returncode == 1
    assert "there is no data 'smal'. Did you mean 'small'?" in done.stderr


def test_wrong_declarations_stop_every_verb(built: Little) -> None:
    built.edit("figures/plots.py", 'alt="Three dots.", ', "")
    built.edit("experiments/runs.py", "frozen=True", "")
    for verb in ("list", "build", "check", "refresh"):
        done = built.run(verb)
        assert done.returncode == 1
        said = done.stderr.splitlines()
        assert [line.split(" ")[0] for line in said] == [
            "experiments/runs.py:14:2:",
            "figures/plots.py:16:1:",
        ]


def test_a_figure_that_raises(built: Little) -> None:
    built.edit("snippets/numbers.py", "i * i", "i / 0")
    done = built.run("build")
    assert done.returncode == 1
    assert (
        "snippets/numbers.py:7:13: drawing the figure 'rising-line' failed: "
        "ZeroDivisionError: division by zero" in done.stderr
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('canvas.hue("one")', 'canvas.hue("two")', "LookupError: the palette has no hue 'two'"),
        ("squares(5)", "[1, float('nan')], [0]", "ValueError: x and y must have same first"),
        ("axes = ", "raise SystemExit(3); axes = ", "SystemExit: 3"),
        ('canvas.hue("one")', 'canvas.hue("one"), label="\\u3042"); axes.legend(', "Glyph 12354"),
    ],
)
def test_other_ways_to_fail(built: Little, old: str, new: str, said: str) -> None:
    built.edit("figures/plots.py", old, new)
    done = built.run("build")
    assert done.returncode == 1
    (line,) = (line for line in done.stderr.splitlines() if said in line)
    assert line.startswith("figures/plots.py:")


def test_the_other_figures_are_drawn_all_the_same(built: Little) -> None:
    built.edit("snippets/numbers.py", "i * i", "i / 0")
    built.edit("figures/plots.py", "range(count)", "range(1 + count)")
    said = built.json("build")
    assert (said["drawn"], len(said["errors"])) == (["some-dots"], 1)


def test_too_big_a_drawing(built: Little) -> None:
    before = built.bytes()
    built.edit("figures/plots.py", "squares(5)", "range(3000), 'o'")
    done = built.run("build")
    assert done.returncode == 1
    assert "figures/plots.py:8:1: rising-line.light.wide.svg has" in done.stderr
    assert "at most 60 KB" in done.stderr
    assert built.bytes() == before


def test_a_worker_that_dies(built: Little) -> None:
    built.edit("figures/plots.py", "    axes = ", "    import os\n    os._exit(9)\n    axes = ")
    done = built.run("build")
    assert done.returncode == 1
    assert done.stderr.startswith("figures/plots.py:8:1: the process that drew ")
    assert "Traceback" not in done.stderr


def test_nothing_to_do_is_done_without_numpy(built: Little) -> None:
    for verb in ("build", "check", "list"):
        done = built.run(verb, PYTHONPROFILEIMPORTTIME="1")
        assert done.returncode == 0
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "studyreport.figures.build" in imported
        heavy = {"numpy", "matplotlib", "joblib", "rich", "multiprocessing"}
        assert not heavy & {name.partition(".")[0] for name in imported}


def test_quiet(built: Little) -> None:
    built.edit("figures/plots.py", "range(count)", "range(1 + count)")
    done = built.run("build", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_help_tells_the_verbs(little: Little) -> None:
    said = little.ok("--help")
    for verb in ("list", "build", "check", "refresh"):
        assert verb in said


def test_any_folder_will_do(built: Little, tmp_path: Path) -> None:
    done = built.run("check", cwd=tmp_path)
    assert done.returncode == 0


@pytest.mark.parametrize(("old", "new"), [('"values"', '"value"'), ('"seeds": []', '"seeds": [1]')])
def test_a_spoilt_result_is_put_back_sooner_than_made_again(
    built: Little, old: str, new: str
) -> None:
    built.edit("experiments/frozen/frozen_one.json", old, new)
    checked = built.run("check")
    assert checked.returncode == 1
    assert "Put the committed file back. Or: Run 'python build_figures.py refresh" in checked.stderr
