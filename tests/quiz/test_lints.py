"""Each rule of item writing, by what breaks it and by what does not; and how items allow it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyreport.problems import StudyReportError
from studyreport.project import load
from studyreport.quiz import load_bank, prove, save_bank
from studyreport.quiz.lints import RULES, Lint, lints
from studyreport.quiz.lints.text import prose, visible, words
from tests.quiz.little import ALL, COMMON, ONE, changed, report, spot


def choice(*options: str, key: int = 0, name: str = "a", stem: str = "What is it?") -> str:
    """Return an item of type one without proof: proofs are no matter here."""
    head = f"id: {name}\ntype: one\n{COMMON}proof: none\nreason: For a test.\n"
    head = head.replace("What is *it*?", f'"{stem}"')
    allowed = "allow: {few-proofs: It is a test.}\noptions:\n"
    return (
        head
        + allowed
        + "".join(
            f"  - text: '{text}'\n    feedback: So.\n" + ("    right: true\n" if n == key else "")
            for n, text in enumerate(options)
        )
    )


def found(root: Path, *items: str) -> list[Lint]:
    project = report(root, *items)
    return lints(project, load_bank(project))


def broken(root: Path, *items: str) -> list[str]:
    return [lint.rule for lint in found(root, *items) if lint.rule != "idle-allow"]


FINE = ("It grows.", "It falls.", "It stays.")


def test_a_sound_bank_breaks_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, *ALL) == []
    assert broken(tmp_path, choice(*FINE)) == []


@pytest.mark.parametrize(
    "text",
    [
        *("All of the above.", "none of the above", "None of the **other** answers.", "All above"),
        *("Both of these answers.", "Neither of them.", "All.", "None of these", "Both"),
        *("A and B", "Both A and C.", "A, B and D", "Only B or C", "Neither A nor B."),
    ],
)
def test_all_of_the_above(tmp_path: Path, text: str) -> None:
    [lint] = [one for one in found(tmp_path, choice(*FINE, text)) if one.rule != "unlike-options"]
    assert (lint.rule, lint.severity) == ("all-of-the-above", "error")
    assert (
        text
        in (tmp_path / "quizzes" / "motion.yml")
        .read_text("utf-8")
        .split("\n")[lint.problem.line - 1]
    )


@pytest.mark.parametrize(
    "text",
    [
        "All of them take the same step.",
        "Both methods are braked.",
        "None, as the sum is 0.",
        "The line above is the tangent.",
        "$A$ and $B$ commute.",
        "$A$ and $B$",
        "A and the inverse of B.",
        "All weights shrink.",
    ],
)
def test_not_all_of_the_above(tmp_path: Path, text: str) -> None:
    assert "all-of-the-above" not in broken(tmp_path, choice(*FINE, text))


def test_longest_key(tmp_path: Path) -> None:
    long = "It grows, as the sum of all squares never falls."
    [lint] = found(tmp_path, choice("It grows.", long, "It falls a little.", key=1))[:1]
    assert lint.rule == "longest-key"
    assert lint.problem.message == (
        f"the key B is the longest option by far: {len(long)} letters, the next has 18."
    )


@pytest.mark.parametrize(
    ("options", "key"),
    [
        (("It grows, as the sum of all squares never falls.", "It falls."), 1),  # a distractor
        (("It grows, as a sum does.", "It falls, as it fades."), 0),  # by a little only
        (("$\\\\frac{\\\\eta}{1 - \\\\alpha}$", "$\\\\eta\\\\alpha$"), 0),  # long as TeX only
        (("1000000", "10"), 0),  # less than ten letters more
    ],
)
def test_no_longest_key(tmp_path: Path, options: tuple[str, ...], key: int) -> None:
    assert "longest-key" not in broken(tmp_path, choice(*options, key=key))


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is not a layer?",
        "Which of these is **NOT** a layer?",
        "All are layers except which?",
        "A layer is given. Which statement isn’t true?",
        "Choose the statement that does not hold.",
        "Which statement is false?",
        "Which false statement do you find, if any?",
        "If $x$ is large, which unit never fires?",
    ],
)
def test_negative_stem(tmp_path: Path, stem: str) -> None:
    expected = [] if stem.startswith("All") else ["negative-stem"]
    assert broken(tmp_path, choice(*FINE, stem=stem)) == expected


@pytest.mark.parametrize(
    "stem",
    [
        "The gradient is not 0. Which way does it point?",
        "Which way does it point, if it is not 0?",
        "If the rate is not tuned, what happens?",
        "What happens when it is not tuned?",
        "It never stops. Why?",
        "Which needs the least memory?",
        "Which knot holds?",
    ],
)
def test_no_negative_stem(tmp_path: Path, stem: str) -> None:
    assert broken(tmp_path, choice(*FINE, stem=stem)) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("It grows.", "It falls", "It stays."), "option B ends as a fragment, option A ends as"),
        (("a sum", "Decay of it", "a mean"), "option B begins with a capital, option A begins"),
        (("$10$", "by −3", "nothing"), "option C has none, option A is a number."),
        (("It grows (much).", "It falls"), "option B ends as a fragment"),
    ],
)
def test_unlike_options(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    [lint] = found(tmp_path, choice(*options))
    assert lint.rule == "unlike-options"
    assert message in lint.problem.message
    assert lint.problem.remedy == "Write all options alike."


@pytest.mark.parametrize(
    "options",
    [
        ("SGD", "Momentum", "Adam at rate 0.1"),
        ("a sum", "SGD alone", "AdaGrad alone"),  # names keep their capitals
        ("$x$", "$-x$", "$x^2$"),
        ("by 10.00", "by 1.00", "by −3"),
        ("It grows by 3.", "It falls."),
        ("`a.sum()`", "`a.mean()`"),
        ("“It grows.”", "It falls*!*"),
        ("It grows by the factor 2", "It is a constant"),
    ],
)
def test_like_options(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert broken(tmp_path, choice(*options)) == []


def keyed(*places: int, options: int = 4) -> list[str]:
    texts = [f"It is case {n}." for n in ("one", "two", "six", "ten")][:options]
    subjects = ["tar", "oil", "ink", "tin", "sap", "lye", "gum", "wax", "mud", "ash"]
    return [
        choice(
            *texts,
            key=key,
            name=f"item-{number}",
            stem=f"Of {subjects[number]} in {subjects[-number]} {number}, {subjects[number]} what?",
        )
        for number, key in enumerate(places)
    ]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((1, 1, 1, 1), "the key is B in 4 of the 4 items of type one here."),
        ((0, 2, 2, 2, 2, 2, 1, 2, 3), "the key is C in 6 of the 9 items of type one here."),
        ((0, 0, 0), None),
        ((0, 1, 2, 3, 0, 1, 2, 3), None),
        ((3, 3, 3, 3, 1, 0, 2, 1, 0), None),
        ((), None),
    ],
)
def test_key_position(tmp_path: Path, places: tuple[int, ...], told: str | None) -> None:
    items = keyed(*places) or [*ALL]
    messages = [lint.problem.message for lint in found(tmp_path, *items) if "key" in lint.rule]
    assert messages == ([told] if told else [])


def test_key_position_of_two_options_takes_more_items(tmp_path: Path) -> None:
    assert "key-position" not in broken(tmp_path, *keyed(0, 0, 0, 0, options=2))
    assert "key-position" in broken(tmp_path, *keyed(0, 0, 0, 0, 0, 0, options=2))


def test_few_proofs(tmp_path: Path) -> None:
    bare = choice(*FINE).replace("allow: {few-proofs: It is a test.}\n", "")
    [lint] = found(tmp_path, *ALL[:3], bare)
    assert lint.rule == "few-proofs"
    assert lint.problem.message == (
        "1 of 4 items have no proof: 75 % are proved, at least 80 % are wanted."
    )
    assert broken(tmp_path, *ALL, bare) == []


ALLOW = f"{ONE}allow:\n  RULE: It is only for a test.\n"


def test_allowed(tmp_path: Path) -> None:
    item = choice("A and B", *FINE[:2]).replace("allow: {", "allow: {all-of-the-above: So., ")
    assert broken(tmp_path, item) == ["unlike-options"]
    item = item.replace("allow: {", "allow: {unlike-options: So., ")
    assert found(tmp_path, item) == []


def test_allowing_nothing(tmp_path: Path) -> None:
    item = ALLOW.replace("RULE", "longest-key")
    [lint] = found(tmp_path, item)
    assert (lint.rule, lint.severity) == ("idle-allow", "warning")
    assert (lint.problem.line, lint.problem.column) == spot(item, "It is only")
    assert str(lint) == (
        f"quizzes/motion.yml:{lint.problem.line}:{lint.problem.column}: warning: "
        "this item does not break the rule 'longest-key'. Delete it. [idle-allow]"
    )


def test_allowing_what_is_no_rule(tmp_path: Path) -> None:
    [lint] = found(tmp_path, ALLOW.replace("RULE", "longest-keys"))
    assert (lint.rule, lint.severity) == ("unknown-allow", "error")
    assert "there is no rule 'longest-keys'. Did you mean 'longest-key'?" in str(lint)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("It is only for a test.", '" "', "'longest-key' is empty. Write a text."),
        ("It is only for a test.", "[]", "'longest-key' is a list, not a text."),
        ("\n  longest-key: It is only for a test.", " longest-key", "not a mapping."),
    ],
)
def test_allowing_wants_a_reason(tmp_path: Path, old: str, new: str, message: str) -> None:
    item = changed(ALLOW.replace("RULE", "longest-key"), old, new)
    with pytest.raises(StudyReportError, match=message):
        load_bank(report(tmp_path, item))


def test_allowing_does_not_make_an_item_a_new_one(tmp_path: Path) -> None:
    before = load_bank(report(tmp_path, ONE)).items["limit"]
    after = load_bank(report(tmp_path, ALLOW.replace("RULE", "longest-key"))).items["limit"]
    assert (before.content, before.key) == (after.content, after.key)


def test_an_error_keeps_the_bank_from_being_used(tmp_path: Path) -> None:
    project = report(tmp_path, changed(ONE, "−1.9", '"All of the above −1.9"'))
    bank = load_bank(project)
    with pytest.raises(StudyReportError, match="speaks of other options"):
        save_bank(project, bank, prove(project, bank, workers=1))


def test_errors_alone(tmp_path: Path) -> None:
    item = f"{changed(ONE, '−1.9', 'All of the above −1.9')}allow: {{longest-key: So., x: So.}}\n"
    project = report(tmp_path, item)
    bank = load_bank(project)
    assert [lint.rule for lint in lints(project, bank, warnings=False)] == [
        "all-of-the-above",
        "unknown-allow",
    ]
    assert {lint.rule for lint in lints(project, bank)} > {"idle-allow", "unknown-allow"}


def test_the_shipped_bank_breaks_nothing() -> None:
    shipped = load(Path(__file__).parent)
    assert lints(shipped, load_bank(shipped)) == []


def test_every_rule_is_named_by_its_own_name() -> None:
    assert all(rule.name == name for name, rule in RULES.items())
    assert {rule.severity for rule in RULES.values()} == {"error", "warning"}


PIECES = [*"aÄ1 $`*_\\{}[]()!.,-−\n", "\\frac", "$$", "**", "](x)"]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(TEXTS)
def test_any_text_has_a_visible_part(text: str) -> None:
    for part in (visible(text), prose(text)):
        assert part == " ".join(part.split())
        assert "*" not in part
    assert all(word == word.casefold() and word for word in words(text))


@pytest.mark.parametrize(
    ("text", "seen", "said"),
    [
        ("by **ten** $\\eta\\,g$", "by ten xxg", "by ten …"),
        ("`a_b` and _so_ on", "a_b and so on", "… and so on"),
        ("[this](there.md#x) $a$ or $b$", "this a or b", "this … or …"),
        ("$$\na\n$$ then", "a then", "… then"),
        ("``a`b`` snake_case", "a`b snake_case", "… snake_case"),
    ],
)
def test_what_is_seen_and_what_is_said(text: str, seen: str, said: str) -> None:
    assert (visible(text), prose(text)) == (seen, said)
