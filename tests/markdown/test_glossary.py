"""The list of terms, and the links that lead there: each term once on a page, and not at home."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.markdown.conftest import Convert, Faults

GLOSSARY = "studyreport.markdown.glossary"
TERMS = """
terms:
  - term: loss
    section: home.md#loss
    meaning: What `L` measures, as in [there](home.md#loss).
  - term: learning rate
    forms: [step size]
    section: home.md#rate
    meaning: The number $\\eta$ of *each* step.
    japanese: 学習率
    french: taux
  - term: rate
    section: home.md#rate
"""
HOME = "# Home\n\n## Loss { #loss }\n\n## The rate { #rate }\n"


@pytest.fixture(autouse=True)
def _terms(root: Path) -> None:
    (root / "docs" / "glossary.yml").write_text(TERMS, "utf-8")
    (root / "docs" / "home.md").write_text(HOME, "utf-8")


def links(html: str) -> list[tuple[str, str | None, str | None]]:
    """Return text, address and title of each link to a term."""
    found = BeautifulSoup(html, "html.parser").select("a.sr-term")
    return [
        (a.get_text(), str(a["href"]), str(a["title"]) if a.has_attr("title") else None)
        for a in found
    ]


def text(html: str) -> str:
    """Return what can be read."""
    return BeautifulSoup(html, "html.parser").get_text()


def test_the_first_use_of_a_term_leads_to_its_home(convert: Convert) -> None:
    html = convert("The loss is small. Loss again, a *learning\nrate*.", GLOSSARY)
    assert links(html) == [
        ("loss", "home.md#loss", "What L measures, as in there."),
        ("learning\nrate", "home.md#rate", "The number η of each step."),
    ]


def test_it_leads_to_the_list_where_there_is_one(convert: Convert, root: Path) -> None:
    (root / "docs" / "glossary.md").write_text("::: glossary\n")
    html = convert("The step sizes.", GLOSSARY, page="part/page.md")
    assert [link[:2] for link in links(html)] == [
        ("step sizes", "../glossary.md#term-learning-rate")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "## The loss\n",
        "`loss`",
        "[the loss](home.md)",
        "A lossless pre-loss losses2.",
        "of\n\n    loss\n",
    ],
)
def test_no_link_where_it_would_be_wrong(convert: Convert, body: str) -> None:
    assert links(convert(body, GLOSSARY)) == []


def test_no_link_on_a_page_that_means_something_else(convert: Convert, root: Path) -> None:
    file = root / "docs" / "glossary.yml"
    other = TERMS.replace(
        "section: home.md#loss", "section: home.md#loss\n    another_sense: [it.md]"
    )
    assert other != TERMS
    file.write_text(other, "utf-8")
    (root / "docs" / "it.md").write_text("", "utf-8")
    assert links(convert("A loss of hair.", GLOSSARY, page="it.md")) == []
    assert links(convert("A loss of grip.", GLOSSARY, page="others.md")) != []


def test_a_page_that_is_not_there_stops_the_build(faults: Faults, root: Path) -> None:
    terms = TERMS.replace(
        "section: home.md#loss", "section: home.md#loss\n    another_sense: [hom.md]"
    )
    (root / "docs" / "glossary.yml").write_text(terms, "utf-8")
    [problem] = faults("The loss.", GLOSSARY)
    assert (problem.path, problem.line, problem.column) == ("docs/glossary.yml", 5, 21)
    assert problem.message == "there is no page 'hom.md'."
    assert "home.md" in problem.remedy


def test_no_link_in_a_formula(convert: Convert) -> None:
    html = convert("$\\text{loss}$ of 1", GLOSSARY, "studyreport.markdown.math")
    assert links(html) == []


def test_no_link_on_the_page_that_introduces_it(convert: Convert) -> None:
    assert links(convert(HOME + "\nThe loss and the rate.", GLOSSARY, page="home.md")) == []


def test_of_two_terms_that_overlap_the_longer(convert: Convert) -> None:
    html = convert("A learning rate is a rate.", GLOSSARY)
    assert [link[0] for link in links(html)] == ["learning rate", "rate"]


def test_no_shorter_term_within_one_that_is_linked_already(convert: Convert) -> None:
    html = convert("A learning rate, the learning rate, a rate.", GLOSSARY)
    assert [link[0] for link in links(html)] == ["learning rate", "rate"]
    assert "the learning rate, a <a" in html


def test_a_name_has_no_plural(convert: Convert, root: Path) -> None:
    (root / "docs" / "glossary.yml").write_text(TERMS.replace("term: loss", "term: Adam"), "utf-8")
    html = convert("Adams walks with adam.", GLOSSARY)
    assert [link[0] for link in links(html)] == ["adam"]


def test_plurals_are_no_other_names(convert: Convert, root: Path) -> None:
    forms = "term: loss\n    forms: [losses, cost, costs]"
    (root / "docs" / "glossary.yml").write_text(TERMS.replace("term: loss", forms), "utf-8")
    html = convert("::: glossary", GLOSSARY, page="glossary.md")
    assert '<span lang="en">cost</span>' in html


def test_an_apostrophe_makes_no_other_name(convert: Convert, root: Path) -> None:
    forms = "term: Amdahl’s law\n    forms: [Amdahl's law]"
    (root / "docs" / "glossary.yml").write_text(TERMS.replace("term: loss", forms), "utf-8")
    html = convert("::: glossary", GLOSSARY, page="glossary.md")
    assert "Amdahl's" not in text(html)
    assert links(convert("Amdahl's law", GLOSSARY)) != []


def test_a_report_without_a_glossary(convert: Convert, root: Path) -> None:
    (root / "docs" / "glossary.yml").unlink()
    assert convert("The loss.", GLOSSARY) == "<p>The loss.</p>"


def test_a_term_that_leads_nowhere_stops_the_build(faults: Faults, root: Path) -> None:
    file = root / "docs" / "glossary.yml"
    file.write_text(TERMS.replace("home.md#loss", "home.md#los", 1), "utf-8")
    [problem] = faults("The loss.", GLOSSARY)
    assert (problem.path, problem.line, problem.column) == ("docs/glossary.yml", 4, 14)


def test_wrong_tex_in_a_meaning_stops_the_build_where_the_term_is_used(
    faults: Faults, root: Path
) -> None:
    file = root / "docs" / "glossary.yml"
    file.write_text(TERMS.replace("$\\eta$", "$\\etta$"), "utf-8")
    [problem] = faults("The learning rate.", GLOSSARY)
    assert (problem.path, problem.line, problem.column) == ("docs/glossary.yml", 9, 26)
    assert "\\etta" in problem.message


def test_a_list_of_no_terms(faults: Faults, root: Path) -> None:
    (root / "docs" / "glossary.yml").unlink()
    [problem] = faults("a\n\n::: glossary", GLOSSARY)
    assert (problem.path, problem.line, problem.column) == ("docs/page.md", 3, 1)
    assert "docs/glossary.yml" in problem.remedy


def test_golden_list(convert: Convert) -> None:
    html = convert("::: glossary", GLOSSARY, page="glossary.md")
    assert html == (
        '<dl class="sr-terms">\n<dt id="term-learning-rate">learning rate</dt>\n'
        "<dd>\n<p>The number $\\eta$ of <em>each</em> step.</p>\n"
        '<p class="sr-names"><span>also <span lang="en">step size</span></span>; '
        '<span>Japanese <span lang="ja">学習率</span></span>; '
        '<span>French <span lang="fr">taux</span></span></p>\n'
        '<p class="sr-where">Introduced in <a href="home.md#rate">The rate</a></p>\n</dd>\n'
        '<dt id="term-loss">loss</dt>\n'
        '<dd>\n<p>What <code>L</code> measures, as in <a href="home.md#loss">there</a>.</p>\n'
        '<p class="sr-where">Introduced in <a href="home.md#loss">Loss</a></p>\n</dd>\n'
        '<dt id="term-rate">rate</dt>\n'
        '<dd>\n<p class="sr-where">Introduced in <a href="home.md#rate">The rate</a></p>\n</dd>\n'
        "</dl>"
    )


words = st.lists(
    st.sampled_from(["loss", "Loss", "rate", "learning rate", "step sizes", "of", "**a**", "é"]),
    min_size=1,
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words)
def test_no_word_is_lost_and_no_term_linked_twice(convert: Convert, said: list[str]) -> None:
    body = " ".join(said)
    linked = convert(body, GLOSSARY)
    assert text(linked) == text(convert(body))
    homes = [link[1:] for link in links(linked)]
    assert len(set(homes)) == len(homes)
    assert bool(homes) == any(word not in {"of", "**a**", "é"} for word in said)
