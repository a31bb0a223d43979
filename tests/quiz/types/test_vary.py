"""Parametrised items: values, placeholders, variants that are all checked, proved and rendered."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyreport.problems import StudyReportError
from studyreport.quiz import load_bank, load_proved, prove, save_bank
from studyreport.quiz.bank import read_bank
from studyreport.quiz.schema import schema
from studyreport.quiz.store import _proved
from studyreport.quiz.vary.names import combinations
from studyreport.quiz.vary.placeholders import UnclosedError, filled, placeholders, typographic
from tests.quiz.little import CODE, COMMON, NUMBER, ONE, SNIPPET, changed, entry, problems, quiz
from tests.quiz.little import report as write_report
from tests.quiz.test_quiz_commands import faults, plain
from tests.quiz.test_render import html, part, parts
from tests.quiz.types.faults import Fault, answer, check_proof, check_reading, rendered
from tests.quiz.types.samples import TEXT

STEM = "After @{steps} steps with `@{-momentum}`?"
VARIED = f"""\
id: limit
type: number
{COMMON.replace("What is *it*?", STEM)}\
vary:
  momentum: [0.5, 0.9]
  steps: {{from: 2, to: 3}}
proof: |
  from snippets.motion import velocities
  key = velocities(steps, momentum)[-1]
answer: "@{{key:.3f}}"
tolerance: {{absolute: 0.001}}
wrong:
  - value: "@{{-steps:.1f}}"
    feedback: Friction, @{{1 - momentum:.1f}}; that is @{{-steps}}.
    code: -steps
"""


def test_every_combination_is_a_variant(tmp_path: Path) -> None:
    found = entry(tmp_path, VARIED)
    items: list[Any] = [item for item, _ in found.drawn]
    assert [item.answer for item in items] == [
        Decimal(text) for text in ("-1.500", "-1.750", "-1.900", "-2.710")
    ]
    assert [item.stem for item in items] == [
        "After 2 steps with `-0.5`?",
        "After 3 steps with `-0.5`?",
        "After 2 steps with `-0.9`?",
        "After 3 steps with `-0.9`?",
    ]
    assert items[0].wrong[0].feedback == "Friction, 0.5; that is −2."
    assert found.item is items[0]


def test_every_variant_is_proved_once(tmp_path: Path) -> None:
    project = write_report(tmp_path, VARIED)
    result = prove(project, load_bank(project), workers=1)
    assert (result.problems, result.items, result.proved, result.ran) == ((), 1, 1, 4)
    assert prove(project, load_bank(project), workers=1).ran == 0


PROOF: list[Fault] = [
    (
        *(VARIED, "code: -steps", "code: -velocities(steps, 0.9)[0] * -2", '"@{-steps:.1f}"'),
        "with momentum = 0.5, steps = 3: this code gives −2, the item says −3.0.",
    ),
    (
        *(VARIED, '"@{key:.3f}"', "-1.500", "-1.500\n"),
        "with momentum = 0.5, steps = 3: the proof gives −1.75, the item says −1.500 ± 0.001.",
    ),
]


@pytest.mark.parametrize("fault", PROOF)
def test_what_is_wrong_with_a_variant_is_told_with_its_values(tmp_path: Path, fault: Fault) -> None:
    check_proof(tmp_path, fault)


MOMENTUM = "momentum: [0.5, 0.9]"
READING: list[Fault] = [
    (VARIED, MOMENTUM, "momentum: []", "[]\n", "this gives no values. Write a list of values"),
    (VARIED, MOMENTUM, "momentum: 7", "7\n", "this gives no values."),
    (VARIED, MOMENTUM, "momentum: [0.5, true]", "true]", "this is neither a number nor a text."),
    (VARIED, MOMENTUM, "momentum: [0.5, [1]]", "[1]]", "this is neither a number nor a text."),
    (VARIED, MOMENTUM, "momentum: [0.5, 0.5]", "0.5]\n", "this value stands here again."),
    (
        VARIED,
        MOMENTUM,
        "lambda: [0.5, 0.9]",
        "lambda",
        "'lambda' cannot be the name of a variable.",
    ),
    (VARIED, "to: 3}", "to: 1}", "{from", "this is no range of values."),
    (VARIED, "to: 3}", "to: 3, by: 1}", "{from", "this is no range of values."),
    (VARIED, "to: 3}", "to: 3, step: 0}", "{from", "this is no range of values."),
    (VARIED, "to: 3}", "to: 30}", "{from", "this gives more than 24 values."),
    (VARIED, "to: 3}", "to: 20}", "momentum: [", "makes 38 variants."),
    (
        VARIED,
        "@{steps} steps",
        "@{steps steps",
        "After",
        "'@{steps steps with `@{' is not closed",
    ),
    (VARIED, "@{steps} steps", "@{} steps", "After", "is not closed, or empty."),
    (VARIED, "@{steps} steps", "@{2 +} steps", "After", "this is not Python"),
    (VARIED, "@{steps} steps", "@{step} steps", "After", "`@{step}` stops with NameError"),
    (VARIED, "@{steps} steps", "@{key / 3} steps", "After", "with momentum = 0.5, steps = 3: `@"),
    (VARIED, "@{steps} steps", "@{1/3} steps", "After", "which is hard to read. Give it a format"),
    (
        VARIED,
        "@{steps} steps",
        "@{key * 1e400} steps",
        "After",
        "gives -inf, which is hard to read",
    ),
    (VARIED, '"@{key:.3f}"', '"@{key:.3f} m"', '"@{key', "not a number."),
    (VARIED, "  key = velocities", "  key = = velocities", "", "stops with SyntaxError"),
    (VARIED, "  key = vel", "  key = 1 / 0 + vel", "", "the proof stops with ZeroDivisionError"),
    (NUMBER, "What is *it*?", 'What is "@{it}"?', "What is", "`@{…}` stands in an item without"),
]


@pytest.mark.parametrize("fault", READING)
def test_reading(tmp_path: Path, fault: Fault) -> None:
    check_reading(tmp_path, fault)


@pytest.mark.parametrize("old", ["  key = velocities", "  from snippets.motion"])
def test_lines_of_the_proof_are_those_of_the_file(tmp_path: Path, old: str) -> None:
    for new in (f"  1 / 0\n{old}", f"  = 1\n{old}"):
        wrong = changed(VARIED, old, new)
        [found] = problems(tmp_path, wrong)
        lines = quiz(wrong).split("\n")
        assert lines[found.line - 1].strip() in ("1 / 0", "= 1")


def test_variants_that_show_the_same(tmp_path: Path) -> None:
    item = changed(VARIED, "with `@{-momentum}`", "so")
    item = changed(item, "Friction, @{1 - momentum:.1f}; that is @{-steps}.", "Friction.")
    item = changed(item, "velocities(steps, momentum)", "velocities(steps)")
    [found] = problems(tmp_path, item)
    assert found.message == (
        "the variants momentum = 0.5, steps = 2 and momentum = 0.9, steps = 2 show the same."
    )


def test_nothing_that_varies(tmp_path: Path) -> None:
    item = changed(NUMBER, "answer:", "vary: {a: [1, 2]}\nanswer:")
    [found] = problems(tmp_path, item)
    assert found.message == "no text of the item has a value in it."


def test_a_distractor_within_the_tolerance_of_one_variant(tmp_path: Path) -> None:
    wrong = changed(VARIED, "absolute: 0.001", "absolute: 0.6")
    [found] = problems(tmp_path, wrong)
    assert "with momentum = 0.5, steps = 2: −2.0 falls within the tolerance of −1.500 ±" in str(
        found
    )


@pytest.mark.parametrize("item", [ONE, TEXT, CODE])
def test_any_type_can_vary(tmp_path: Path, item: str) -> None:
    varied = changed(item, "What is *it*?", "What is @{n}?")
    varied = changed(varied, "difficulty: 1", "difficulty: 1\nvary: {n: [1, two]}")
    project = write_report(tmp_path, varied)
    bank = load_bank(project)
    assert prove(project, bank, workers=1).problems == ()
    [found] = bank.items.values()
    assert [item.stem for item, _ in found.drawn] == ["What is 1?", "What is two?"]


def test_the_schema_takes_it(tmp_path: Path) -> None:
    assert list(faults(plain(quiz(VARIED)), schema(), schema())) == []
    wrong = changed(VARIED, '"@{key:.3f}"', '"key"')
    assert list(faults(plain(quiz(wrong)), schema(), schema()))
    assert problems(tmp_path, wrong)


def test_the_page_has_every_variant_and_shows_the_first(tmp_path: Path) -> None:
    form = rendered(tmp_path, VARIED)
    assert [child.tag for child in form] == ["fieldset", "template", "template", "template"]
    first, *others = form
    assert "".join(part(first, "sr-stem").itertext()) == "3 ●○○ After 2 steps with -0.5?"
    assert answer(first) == "−1.500 (accepted: from −1.501 to −1.499)"
    for other in others:
        assert other.attrib == {"class": "sr-variant"}
        assert [child.tag for child in other] == ["fieldset"]
        assert len(parts(other, "sr-check")) == len(parts(other, "sr-explanation")) == 1
    assert html(others[-1]).count("−2.710") == 1


def test_hashes_hang_on_every_variant(tmp_path: Path) -> None:
    before = entry(tmp_path, VARIED)
    assert (before.content, before.key) == (entry(tmp_path, VARIED).content, before.key)
    after = entry(tmp_path, changed(VARIED, "0.9]", "0.8]"))
    assert (after.content != before.content, after.key != before.key) == (True, True)


def test_values_that_changed_since_the_proof_are_refused(tmp_path: Path) -> None:
    project = write_report(tmp_path, VARIED)
    bank = load_bank(project)
    save_bank(project, bank, prove(project, bank))
    assert load_proved(project) is load_proved(project)
    snippet = tmp_path / "snippets" / "motion.py"
    snippet.write_text(SNIPPET.replace("velocity - 1", "velocity - 2"), "utf-8")
    assert load_proved(project).items["limit"].content == bank.items["limit"].content
    _proved.cache_clear()
    with pytest.raises(
        StudyReportError, match=r"motion.yml: this has changed since its proofs ran"
    ):
        load_proved(project)
    bank = load_bank(project)
    save_bank(project, bank, prove(project, bank))
    item: Any = load_proved(project).items["limit"].item
    assert item.answer == Decimal("-3.000")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("none", []),
        ("@{a}", ["format((a), '')"]),
        ("x @{ a + 1 :.2f} y @{b}", ["format((a + 1), '.2f')", "format((b), '')"]),
        (
            r"$\frac{@{a}}{@{ {'k': 1}['k'] :d}}$",
            ["format((a), '')", "format(({'k': 1}['k']), 'd')"],
        ),
        ("@{a[1:2]}@{'}:' + b}", ["format((a[1:2]), '')", "format(('}:' + b), '')"]),
        (r"@{'\'}'}", [r"format(('\'}'), '')"]),
    ],
)
def test_placeholders(text: str, codes: list[str]) -> None:
    assert [found.code for found in placeholders(text)] == codes


@given(st.text("@{}':ab \\[]", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = placeholders(text)
    except UnclosedError:
        return
    values = {one.code: "7" for one in found}
    made = filled(text, values, typographic)
    assert made.count("7") == len(found)
    assert not found or "@{" not in made.replace("7", "") or "'" in text


@pytest.mark.parametrize(
    ("vary", "count"),
    [
        ({"a": [1, 2]}, 2),
        ({"a": {"from": 1, "to": 2, "step": Decimal("0.25")}}, 5),
        ({"a": {"from": 0, "to": 1}, "b": ["x", "y", "z"]}, 6),
    ],
)
def test_combinations(vary: Any, count: int) -> None:
    found = combinations(vary)
    assert len(found) == count
    assert len({str(one) for one in found}) == count


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_edit_gives_items_or_located_problems(tmp_path: Path, data: st.DataObject) -> None:
    project = write_report(tmp_path)
    text = quiz(VARIED)
    words = st.sampled_from(
        ["@{", "}", ":", "'", "vary: ", "[", "]", "{", "1", "steps", "\n", "  "]
    )
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + "".join(data.draw(st.lists(words, max_size=4))) + text[end:]
    (tmp_path / "quizzes" / "motion.yml").write_bytes(text.encode())
    bank, found = read_bank(project)
    assert bank.items or found
    for problem in found:
        assert 1 <= problem.line <= text.count("\n") + 2
        assert "pydantic" not in problem.message
