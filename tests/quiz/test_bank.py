"""Reading the bank: every fault of every item, in an author's words, at its line and column."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyreport.problems import StudyReportError
from studyreport.quiz import load_bank
from studyreport.quiz.bank import read_bank
from studyreport.quiz.types import TYPES
from tests.quiz.little import ALL, CODE, NUMBER, ONE, SEVERAL, changed, problems, quiz, report, spot


def test_a_sound_bank(tmp_path: Path) -> None:
    project = report(tmp_path, ONE, SEVERAL, other=quiz(NUMBER, CODE))
    bank = load_bank(project)
    assert list(bank.tests) == ["motion", "other"]
    assert bank.tests["other"].title == "Motion"
    assert bank.tests["other"].path == "quizzes/other.yml"
    assert [entry.id for entry in bank.tests["other"].items] == ["fourth", "step"]
    assert list(bank.items) == ["limit", "truths", "fourth", "step"]
    assert bank.items["limit"].test == "motion"
    assert bank.items["limit"].heading == "Momentum"


def test_a_page_with_a_byte_order_mark_has_its_sections(tmp_path: Path) -> None:
    project = report(tmp_path, ONE)
    (project.docs / "motion.md").write_bytes(codecs.BOM_UTF8 + b"# Momentum\n")
    assert load_bank(project).items["limit"].heading == "Momentum"


def test_no_files_no_items(tmp_path: Path) -> None:
    assert load_bank(report(tmp_path)).items == {}


# Item, the text that is replaced, its replacement, the text at whose place the problem is, what
# the message holds.
FAULTS = [
    (ONE, "type: one", "type: ones", "ones", "there is no type the text 'ones'. Did you mean"),
    (ONE, "type: one\n", "", "id:", "the field 'type' is missing. Write one of one, several"),
    (ONE, "id: limit", "id: Limit!", "Limit!", "'id' cannot be the text 'Limit!'. Use small"),
    (ONE, "stem: What is *it*?", "stem: 3.5", "3.5", "'stem' is the number 3.5, not a text. "),
    (ONE, "stem: What is *it*?", 'stem: " "', '" "', "'stem' is empty. Write a text."),
    (ONE, "difficulty: 1", "difficulty: 4", "4", "'difficulty' is the number 4. It must be at"),
    (ONE, "difficulty: 1", "difficulty: 1.5", "1.5", "not a whole number"),
    (ONE, "difficulty: 1", "difficulty: true", "true", "'difficulty' is true, not a whole number"),
    (ONE, "difficulty: 1\n", "", "id:", "the field 'difficulty' is missing. Write 1"),
    (ONE, "explanation: Because.\n", "", "id:", "'explanation' is missing. Say why"),
    (ONE, "explanation:", "explenation:", "explenation:", "Did you mean 'explanation'"),
    (ONE, "    feedback: It is.", "    fedback: It is.", "fedback", "Did you mean 'feedback'?"),
    (ONE, "    feedback: It is.\n", "", "text: $-10$", "the field 'feedback' is missing. Say to"),
    (
        ONE,
        "right: true",
        "right: 1",
        "1\n        feedback: It is.",
        "'right' is the number 1, not true or false.",
    ),
    (ONE, "right: true", 'right: "true"', '"true"', "'right' is the text 'true', not true or"),
    (ONE, "right: true", "right: yes", "yes", "'yes' means true to some readers of YAML."),
    (ONE, "    right: true\n", "", "- text: $", "no option is right. Write `right: true`"),
    (ONE, "text: −1.9", "text: −1.9\n    right: true", "true\n        feedback: It is n", "second"),
    (ONE, "text: −1.9", "text: $-10.0$", "$-10.0$", "this shows the same as option A."),
    (ONE, "text: −1.9", "text: −10", "−10\n", "shows the same"),
    (ONE, "    code: velocities(2)[-1]\n", "", "text: −1.9", "this option has no code. Write"),
    (ONE, "code: velocities(2)[-1]", 'code: "-1.9"', '"-1.9"', "this computes nothing."),
    (ONE, "code: velocities(2)[-1]", "code: v[2", "v[2", "this is not Python"),
    (ONE, "code: velocities(1000)[-1]", "unproved: Why", "Why", "the key must be proved."),
    (ONE, "code: velocities(2)[-1]", "code: velocities(2)\n    unproved: xx", "xx\n", "has code"),
    (ONE, "motion.md#momentum", "motion.md", "motion.md", "as optimizers.md#momentum"),
    (
        ONE,
        "motion.md#momentum",
        "motino.md#momentum",
        "motino",
        "no page 'motino.md'. Did you mean",
    ),
    (ONE, "motion.md#momentum", "../a.md#b", "../a.md#b", "there is no page '../a.md'"),
    (ONE, "motion.md#momentum", f"{'a' * 300}.md#b", "aaa", "there is no page 'aaa"),
    (ONE, "motion.md#momentum", "motion.md#momentun", "motion.md#", "Did you mean 'momentum'"),
    (ONE, "difficulty: 1", "difficulty: 1\ntags: [A b]", "A b", "cannot be the text 'A b'. Use"),
    (ONE, "difficulty: 1", "difficulty: 1\nhints: Look", "Look", "'hints' is the text 'Look', not"),
    (ONE, "difficulty: 1", "difficulty: 1\nreason: x", "x\n", "an item with a proof needs no"),
    (ONE, "  from snippets.motion", "  form snippets.motion", "", "this is not Python"),
    (SEVERAL, "text: It rises.", "text: 'It  falls.'", "'It  falls", "the same as option A"),
    (NUMBER, "answer: -3.439", 'answer: "-3.439"', '"-3.439"', "Write -3.439 without quotes."),
    (NUMBER, "answer: -3.439", "answer: −3,439", "−3,439", "Write -3.439."),
    (NUMBER, "answer: -3.439", "answer: true", "true", "'answer' is true, not a number."),
    (NUMBER, "answer: -3.439", "answer: -1e400", "-1e400", "'answer' is too large for a page."),
    (NUMBER, "answer: -3.439", "answer: 0x1F", "0x1F", "to another base"),
    (NUMBER, "{absolute: 0.01}", "{}", "{}", "the tolerance has 0 of"),
    (NUMBER, "absolute: 0.01", "absolute: 0.01, relative: 0.1", "{absolute", "has 2 of"),
    (NUMBER, "absolute: 0.01", "absolute: -1", "-1}", "It must be at least 0."),
    (NUMBER, "absolute: 0.01", "absolut: 0.01", "absolut: ", "Did you mean 'absolute'?"),
    (NUMBER, "tolerance: {absolute: 0.01}", "tolerance: 0.01", "0.01", "not a mapping"),
    (
        NUMBER,
        "value: -4",
        "value: -3.44",
        "-3.44\n",
        "−3.44 falls within the tolerance of −3.439 ±",
    ),
    (NUMBER, "    code: 4 * velocities(1)[0]\n", "", "value: -4", "this wrong number has no code."),
    (
        NUMBER,
        "    code: 4 * velocities(1)[0]",
        "    code: 47",
        "47",
        "'code' is the number 47, not a",
    ),
    (NUMBER, "code: 4 * velocities(1)[0]", 'code: "-4"', '"-4"', "this computes nothing."),
    (NUMBER, "code: 4 * velocities(1)[0]", "code: key\n    unproved: xx", "xx", "has code"),
    (
        NUMBER,
        "absolute: 0.01",
        "relative: 0.17",
        "-4\n",
        "−4 falls within the tolerance of −3.439 ± 17",
    ),
    (CODE, "return ___", "return 1", "|\n      def", "the code has 0 blanks `___`."),
    (CODE, "return ___", "return ___ + ___", "|\n      def", "the code has 2 blanks"),
    (CODE, "form: 0.9 * v + g", "form: 0.9*v-g", "0.9*v-g", "is the same Python as '0.9 * v - g'"),
    (CODE, ", -g + 0.9 * v]", ", it's]", "it's", "cannot answer 'it's': ' is not Python."),
    (CODE, "form: 0.9 * v + g", "form: v ? 0.9", "v ? 0.9", "? is not Python."),
    (CODE, "-g + 0.9 * v]", "0.9  *  v - g]", "0.9  *", "is the same Python"),
    (
        CODE,
        "  assert abs(step(-1, 1) + 1.9) < 1e-12",
        "  step(1, 1)",
        "|\n      step",
        "asserts nothing",
    ),
    (CODE, "accept: [0.9 * v - g, -g + 0.9 * v]", "accept: []", "[]", "has 0 of at least 1"),
]


@pytest.mark.parametrize(("item", "old", "new", "at", "message"), FAULTS)
def test_faults(tmp_path: Path, item: str, old: str, new: str, at: str, message: str) -> None:
    wrong = changed(item, old, new)
    found = problems(tmp_path, wrong)
    assert len(found) == 1, found
    assert message in str(found[0])
    assert found[0].path == "quizzes/motion.yml"
    if at:
        assert (found[0].line, found[0].column) == spot(wrong, at)


def test_a_fault_inside_a_block_has_its_own_line(tmp_path: Path) -> None:
    wrong = changed(SEVERAL, "  found = velocities(9)", "  found = = velocities(9)")
    [found] = problems(tmp_path, wrong)
    assert found.line == spot(wrong, "found = =")[0]


def test_proof_none_wants_a_reason_and_no_codes(tmp_path: Path) -> None:
    bare = ONE.partition("proof:")[0] + "proof: none\n" + "options:" + ONE.partition("options:")[2]
    messages = [found.message for found in problems(tmp_path, bare)]
    assert messages == [
        "`proof: none` stands without a reason.",
        "without a proof this code never runs.",
        "without a proof this code never runs.",
    ]
    sound = bare.replace("proof: none\n", "proof: none\nreason: A word.\n")
    sound = sound.replace("    code: velocities(1000)[-1]\n", "")
    assert problems(tmp_path, sound.replace("    code: velocities(2)[-1]\n", "")) == []


def test_a_relative_tolerance_around_zero(tmp_path: Path) -> None:
    wrong = changed(NUMBER, "answer: -3.439", "answer: 0")
    [found] = problems(tmp_path, changed(wrong, "absolute: 0.01", "relative: 0.01"))
    assert "a relative tolerance around 0" in found.message


def test_two_wrong_numbers_that_cannot_be_told_apart(tmp_path: Path) -> None:
    more = NUMBER + "  - value: -4.005\n    feedback: Again.\n    code: 4 * velocities(1)[0]\n"
    [found] = problems(tmp_path, more)
    assert found.message == "−4.005 cannot be told from −4."


def test_an_id_is_used_once_in_the_whole_bank(tmp_path: Path) -> None:
    project = report(tmp_path, *ALL, other=quiz(NUMBER))
    with pytest.raises(StudyReportError) as error:
        load_bank(project)
    [found] = error.value.problems
    line = (tmp_path / "quizzes" / "motion.yml").read_text("utf-8").split("\n").index
    first = line("  - id: fourth") + 1
    assert str(found) == (
        f"quizzes/other.yml:3:9: the id 'fourth' is taken by quizzes/motion.yml:{first}. "
        "Write another one here."
    )


def test_a_wrong_number_without_a_proof_has_no_code(tmp_path: Path) -> None:
    head, _, tail = NUMBER.partition("proof:")
    bare = f"{head}proof: none\nreason: So.\nanswer:{tail.partition('answer:')[2]}"
    [found] = problems(tmp_path, bare)
    assert found.message == "without a proof this code never runs."


def test_items_that_are_no_items(tmp_path: Path) -> None:
    project = report(
        tmp_path, motion="title: A\nitems:\n  - one\n  - [1]\n  - type: 7\n    id: 8\n"
    )
    assert [str(problem) for problem in read_bank(project)[1]] == [
        "quizzes/motion.yml:3:5: an item is the text 'one', not a mapping. "
        "Write `id:`, `type:`, `stem:` and so on.",
        "quizzes/motion.yml:4:5: an item is a list, not a mapping. "
        "Write `id:`, `type:`, `stem:` and so on.",
        f"quizzes/motion.yml:5:11: there is no type the number 7. Write one of {', '.join(TYPES)}.",
    ]


def test_a_file_that_is_no_mapping(tmp_path: Path) -> None:
    [problem] = read_bank(report(tmp_path, motion="- id: one\n"))[1]
    assert str(problem) == (
        "quizzes/motion.yml:1:1: the file is a list, not a mapping. "
        "Write fields, each as `name: value`."
    )


def test_an_id_is_taken_by_a_broken_item_too(tmp_path: Path) -> None:
    found = problems(tmp_path, changed(ONE, "difficulty: 1", "difficulty: 9"), ONE)
    assert [problem.message[:12] for problem in found] == ["'difficulty'", "the id 'limi"]


def test_all_problems_of_all_files_at_once(tmp_path: Path) -> None:
    broken = changed(changed(ONE, "difficulty: 1", "difficulty: 9"), "right: true", "right: yes")
    project = report(tmp_path, broken, other="title: [", third="titel: A\nitems: []\n", last="- 1")
    found = [str(problem) for problem in sorted(read_bank(project)[1])]
    places = [text.split(": ")[0] for text in found]
    assert places[0] == "quizzes/last.yml:1:1"
    assert [place.split(":")[0] for place in places[1:]] == [
        *["quizzes/motion.yml"] * 2,
        "quizzes/other.yml",
        *["quizzes/third.yml"] * 2,
    ]


def test_a_file_with_another_ending_is_not_passed_over(tmp_path: Path) -> None:
    project = report(tmp_path)
    (tmp_path / "quizzes" / "more.yaml").write_text(quiz(ONE), "utf-8")
    [found] = read_bank(project)[1]
    assert str(found) == "quizzes/more.yaml: files of the bank end in .yml. Name it more.yml."


def test_headings_are_found_as_python_markdown_names_them(tmp_path: Path) -> None:
    page = (
        "---\ntitle: x\n---\n# Über *Adam* & `beta_1`\n\n## Twice\n\n## Twice\n\n"
        "```python\n# Not a heading\n```\n\nSetext\n---\n\nText.\n{ #para }\n"
    )
    project = report(tmp_path, changed(ONE, "motion.md#momentum", "sub/page.md#ANCHOR"))
    (tmp_path / "docs" / "sub").mkdir()
    (tmp_path / "docs" / "sub" / "page.md").write_text(page, "utf-8")
    path = tmp_path / "quizzes" / "motion.yml"
    text = path.read_text("utf-8")
    wanted = {"uber-adam-beta_1", "twice", "twice_1", "setext", "para"}
    for anchor in wanted | {"not-a-heading", "twice_2", "title"}:
        path.write_text(text.replace("ANCHOR", anchor), "utf-8")
        assert bool(read_bank(project)[1]) is (anchor not in wanted), anchor
    path.write_text(text.replace("ANCHOR", "uber-adam-beta_1"), "utf-8")
    assert load_bank(project).items["limit"].heading == "Über Adam & beta_1"


def test_a_heading_whose_id_is_known_only_after_the_build(tmp_path: Path) -> None:
    project = report(tmp_path, changed(ONE, "motion.md#momentum", "motion.md#the-rate-eta"))
    (tmp_path / "docs" / "motion.md").write_text("# The rate $\\eta$\n", "utf-8")
    assert read_bank(project)[1] == []


WORDS = st.sampled_from(
    [
        *("id: ", "limit", "type: ", "one", "several", "number", "code", "\n    ", "\n  - ", "\n"),
        *("stem: ", "options: ", "text: ", "right: ", "true", "feedback: ", "code: ", "proof: "),
        *("none", "reason: ", "answer: ", "tolerance: ", "{", "}", "[", "]", ", ", "absolute: "),
        *("relative: ", "0", "-1.5", "1e999", "wrong: ", "value: ", "accept: ", "form: ", "___"),
        *("section: ", "motion.md#momentum", "difficulty: ", "|\n        ", "(" * 300, "\\", "'"),
        *(
            "'''",
            "lambda: 0",
            "-" * 3000 + "x",
            "hints: ",
            "explanation: ",
            "unit: ",
            '"',
            "é",
            "\t",
        ),
    ]
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(ALL), st.data())
def test_any_edit_gives_items_or_located_problems(
    tmp_path: Path, item: str, data: st.DataObject
) -> None:
    project = report(tmp_path)
    text = quiz(item)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + "".join(data.draw(st.lists(WORDS, max_size=6))) + text[end:]
    (tmp_path / "quizzes" / "motion.yml").write_bytes(text.encode())
    bank, found = read_bank(project)
    assert bank.items or found
    for problem in found:
        assert problem.path == "quizzes/motion.yml"
        assert 1 <= problem.line <= text.count("\n") + 2
        assert problem.column >= 1
        assert "pydantic" not in problem.message
        assert "Traceback" not in problem.message
