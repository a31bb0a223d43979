"""Near-duplicates: found over the whole bank, with work that grows in step with it."""

from __future__ import annotations

import random
import time
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyreport.project import Project
from studyreport.quiz import Bank, load_bank
from studyreport.quiz.lints.duplicates import check_duplicates
from tests.quiz.little import COMMON, quiz, report

STEM = (
    "A ball rolls down a long valley with friction until it stops at the bottom. "
    "How many metres does it take for that?"
)


def item(name: str, stem: str, answer: int = 4) -> str:
    common = COMMON.replace("What is *it*?", f'"{stem}"')
    return (
        f"id: {name}\ntype: number\n{common}answer: {answer}\ntolerance: {{absolute: 0}}\n"
        "proof: none\nreason: For a test.\n"
    )


def twins(project: Project, bank: Bank) -> list[tuple[str, str]]:
    """Return each duplicate with what it is said to repeat."""
    return [
        (entry.id, finding.message.split("'")[1])
        for entry, finding in check_duplicates(project, bank)
    ]


def found(root: Path, *stems: str) -> list[tuple[str, str]]:
    project = report(root, *(item(f"item-{n}", stem) for n, stem in enumerate(stems)))
    return twins(project, load_bank(project))


def test_the_same_question_again(tmp_path: Path) -> None:
    again = STEM.replace("long valley", "**long**  valley").upper()
    assert found(tmp_path, STEM, "What else is there?", again) == [("item-2", "item-0")]


def test_one_word_of_many_makes_no_other_question(tmp_path: Path) -> None:
    assert found(tmp_path, STEM, STEM.replace("metres", "feet")) == [("item-1", "item-0")]


@pytest.mark.parametrize(
    "other",
    [
        "A cart climbs up a steep hill with an engine. How many seconds does it take?",
        "How many metres does it take for that?",
        STEM.replace("ball", "stone").replace("valley", "slope").replace("metres", "feet"),
    ],
)
def test_other_questions(tmp_path: Path, other: str) -> None:
    assert found(tmp_path, STEM, other) == []


def test_over_files_and_with_its_place(tmp_path: Path) -> None:
    project = report(tmp_path, item("first", STEM), other=quiz(item("second", STEM)))
    bank = load_bank(project)
    [(entry, finding)] = check_duplicates(project, bank)
    assert entry.id == "second"
    assert finding.message == ("this asks nearly the same as 'first' (quizzes/motion.yml:3).")


def test_short_items_with_other_keys_are_told_apart(tmp_path: Path) -> None:
    project = report(tmp_path, item("a", "How many?", 4), item("b", "How many?", 5))
    assert twins(project, load_bank(project)) == []


WORDS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=14)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=2, max_size=7))
def test_whatever_is_told_is_alike_and_the_rest_is_not(
    tmp_path: Path, stems: list[list[str]]
) -> None:
    told = found(tmp_path, *(" ".join(stem) for stem in stems))
    runs = [shingles([*map(str, stem), "4"]) for stem in stems]
    second = {int(one.removeprefix("item-")) for one, _ in told}
    for one, other in told:
        here, there = (int(name.removeprefix("item-")) for name in (one, other))
        assert there < here
        assert alike(runs[here], runs[there])
    first = [n for n in range(len(stems)) if n not in second]
    assert not any(alike(runs[n], runs[m]) for n, m in combinations(first, 2))


def shingles(words: list[str]) -> set[str]:
    """What three neighbours there are; written otherwise than in the rule."""
    words = sorted([" ".join(words[:-1]), words[-1]])
    joined = " ".join(words).split()
    return {" ".join(run) for run in zip(joined, joined[1:], joined[2:], strict=False)} or {
        " ".join(joined)
    }


def alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) * 10 >= len(one | other) * 7


def test_the_work_grows_with_the_bank_and_not_with_its_square(tmp_path: Path) -> None:
    draw = random.Random(0)
    vocabulary = [f"word{n}" for n in range(300)]
    template = "Momentum runs with rate {} and share {} from rest; how fast after {} {} {}?"
    stems = [template.format(*(draw.choice(vocabulary) for _ in range(5))) for _ in range(1600)]
    project = report(tmp_path, *(item(f"item-{n}", stem) for n, stem in enumerate(stems)))
    bank = load_bank(project)
    half = Bank(
        {"motion": type(bank.tests["motion"])("motion", "", "", bank.tests["motion"].items[:400])},
        {},
    )
    seconds = min(_seconds(project, bank) for _ in range(3))
    assert seconds < 12 * min(_seconds(project, half) for _ in range(3))  # 16 if it were squares


def _seconds(project: Project, bank: Bank) -> float:
    start = time.process_time()
    list(check_duplicates(project, bank))
    return time.process_time() - start
