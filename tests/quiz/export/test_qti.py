"""QTI for Canvas: packages that follow the published schema, and what answers earn."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from studyreport.project import load
from studyreport.quiz.bank import load_bank
from studyreport.quiz.export.qti import QTI
from studyreport.quiz.export.run import Exported, export
from tests.quiz.export.house import IDS, NEWER, NEWER_IDS, PNG, exported
from tests.quiz.export.qti_rules import (
    NAME,
    QTI_SPACE,
    faults,
    local,
    loose_ends,
    score,
    share,
)
from tests.quiz.little import CODE, NUMBER, ONE, SEVERAL, changed

PACKAGE_SPACE = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"


def opened(done: Exported) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(done.files[""])) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def items(done: Exported) -> dict[str, Element]:
    files = opened(done)
    found = [each for name in files for each in parsed(name, files[name])]
    return {item.get("title", ""): item for item in found}


def parsed(name: str, data: bytes) -> list[Element]:
    parts = name.split("/")
    is_test = len(parts) == 2 and parts[1] == f"{parts[0]}.xml"
    return list(fromstring(data).iter(f"{QTI_SPACE}item")) if is_test else []


def test_every_item_follows_the_schema(tmp_path: Path) -> None:
    files = opened(exported(tmp_path, QTI))
    root = fromstring(files["test_motion/test_motion.xml"])
    assert list(faults(root)) == []
    found = list(root.iter(f"{QTI_SPACE}item"))
    assert [item.get("title") for item in found] == IDS
    assert [end for item in found for end in loose_ends(item)] == []


def test_the_shipped_bank_follows_the_schema() -> None:
    project = load(Path(__file__).parent)
    done = export(project, load_bank(project), QTI)
    roots = [fromstring(data) for name, data in opened(done).items() if parsed(name, data)]
    assert roots
    assert [fault for root in roots for fault in faults(root)] == []
    assert [end for item in items(done).values() for end in loose_ends(item)] == []
    assert len([name for name in items(done) if "." not in name]) == done.items > 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<outcomes>", b"<outcome>"),
        (b'ident="response1"', b'name="response1"'),
        (b'rcardinality="Single"', b'rcardinality="single"'),
        (b"<other />", b""),
        (b"<setvar ", b"text <setvar "),
        (b'continue="No"', b'continue="maybe"'),
        (b'xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"', b'xmlns="http://example.org"'),
    ],
)
def test_the_rules_notice(tmp_path: Path, before: bytes, after: bytes) -> None:
    data = opened(exported(tmp_path, QTI, ONE))["test_motion/test_motion.xml"]
    closed = (b"</outcomes>", b"</outcome>") if before == b"<outcomes>" else (b"", b"")
    assert before in data
    assert list(faults(fromstring(data.replace(before, after).replace(*closed))))


def test_manifest(tmp_path: Path) -> None:
    files = opened(exported(tmp_path, QTI))
    assert next(iter(files)) == "imsmanifest.xml"
    root = fromstring(files["imsmanifest.xml"])
    assert [local(child.tag) for child in root] == ["metadata", "organizations", "resources"]
    resources = root.findall(f".//{PACKAGE_SPACE}resource")
    names = [each.get("identifier", "") for each in [root, *resources]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(NAME, name) for name in names)
    for resource in resources:
        assert re.fullmatch("(file )*(dependency )*", "".join(f"{local(c.tag)} " for c in resource))
    hrefs = {each.get("href") for each in root.iter(f"{PACKAGE_SPACE}file")}
    assert hrefs == files.keys() - {"imsmanifest.xml"}
    needed = {each.get("identifierref") for each in root.iter(f"{PACKAGE_SPACE}dependency")}
    assert needed <= set(names)
    kinds = [each.get("type") for each in resources]
    assert kinds[0] == "imsqti_xmlv1p2"
    assert kinds.count("webcontent") == 2


def test_settings(tmp_path: Path) -> None:
    root = fromstring(opened(exported(tmp_path, QTI))["test_motion/assessment_meta.xml"])
    found = {local(child.tag): child.text for child in root}
    assert found["title"] == "Motion"
    assert found["points_possible"] == f"{len(IDS)}.0"
    assert root.get("identifier") == "test_motion"


def test_scores(tmp_path: Path) -> None:
    found = items(exported(tmp_path, QTI))
    assert score(found["limit"], "option_a") == 100
    assert score(found["limit"], "option_b") == 0
    assert score(found["truths"], "option_a", "option_b") == 100
    assert score(found["truths"], "option_a") == 0
    assert score(found["truths"], "option_a", "option_b", "option_c") == 0
    for typed, given in [("-3.44", 100), ("-3.449", 100), ("-3.45", 0), ("-4", 0), ("3.439", 0)]:
        assert score(found["fourth"], typed) == given
    for typed, given in [("0.9*v-g", 100), ("-g + 0.9 * v", 100), ("0.9 * v + g", 0)]:
        assert score(found["step"], typed) == given


def said(item: Element) -> dict[str, str]:
    return {
        each.get("ident", ""): each.findtext(f".//{QTI_SPACE}mattext", "")
        for each in item.iter(f"{QTI_SPACE}itemfeedback")
    }


def test_feedback(tmp_path: Path) -> None:
    found = items(exported(tmp_path, QTI))
    assert said(found["limit"]) == {
        "general_fb": "<p>Because.</p><p>Read again: Momentum</p>",
        "option_a_fb": "<p>It is.</p>",
        "option_b_fb": "<p>It is not.</p>",
    }
    expected = "<ul><li><strong>−4</strong>: Friction.</li></ul>"
    assert said(found["fourth"])["general_incorrect_fb"] == expected
    assert "Uphill." in said(found["step"])["general_incorrect_fb"]


def test_formulas_are_mathml_and_nothing_is_fetched(tmp_path: Path) -> None:
    text = items(exported(tmp_path, QTI))["4-hard"].findtext(f".//{QTI_SPACE}mattext", "")
    assert text.count("<math ") == 2
    assert 'display="block"' in text
    assert "katex" not in text and "equation_image" not in text
    assert "&lt;script&gt;" in text
    math = re.findall(r"<math .*?</math>", text, re.DOTALL)
    assert [local(fromstring(each).tag) for each in math] == ["math", "math"]
    assert not re.search(r'src="https?:', text)


def test_images_are_in_the_package(tmp_path: Path) -> None:
    done = exported(tmp_path, QTI)
    files = opened(done)
    text = items(done)["4-hard"].findtext(f".//{QTI_SPACE}mattext", "")
    [source] = re.findall(r'src="([^"]+)"', text)
    place = source.removeprefix("%24IMS-CC-FILEBASE%24/")
    assert files[place] == PNG
    assert [name.rpartition(".")[2] for name in files if name.startswith("images/")] == [
        "png",
        "svg",
    ]


def test_what_canvas_cannot_tell_apart_is_left_out(tmp_path: Path) -> None:
    shouting = changed(CODE, "form: 0.9 * v + g", "form: 0.9*V - g")
    done = exported(tmp_path, QTI, shouting, NUMBER, SEVERAL)
    assert [str(left) for left in done.left] == [
        "could not carry step: Canvas ignores upper and lower case,"
        " so '0.9*V - g' would pass for '0.9 * v - g'."
    ]
    assert list(items(done)) == ["fourth", "truths"]


LEFT = ["pairs", "twice"]  # gaps with a tolerance, and nothing to choose from


def kind(item: Element) -> str:
    """Return what Canvas calls the type of a question."""
    fields = item.iter(f"{QTI_SPACE}qtimetadatafield")
    return {each[0].text: each[1].text or "" for each in fields}["question_type"]


def test_newer_types_follow_the_schema(tmp_path: Path) -> None:
    done = exported(tmp_path, QTI, *NEWER)
    root = fromstring(opened(done)["test_motion/test_motion.xml"])
    assert list(faults(root)) == []
    assert [end for item in root.iter(f"{QTI_SPACE}item") for end in loose_ends(item)] == []
    assert [left.id for left in done.left] == LEFT
    assert "knows no tolerance" in done.left[0].reason
    assert {name: kind(item) for name, item in items(done).items() if "." not in name} == {
        "name": "short_answer_question",
        "sort": "matching_question",
        "pair": "matching_question",
        "why": "essay_question",
        "net": "short_answer_question",
        "which": "multiple_choice_question",
        "size": "short_answer_question",
        "exact": "fill_in_multiple_blanks_question",
        "chosen": "multiple_dropdowns_question",
        "limit": "numerical_question",
    }
    assert {*NEWER_IDS} - {*LEFT} <= items(done).keys()


def labels(item: Element, response: str) -> dict[str, str]:
    """Return what a field offers, by the text that it shows."""
    [field] = item.findall(f".//{QTI_SPACE}response_lid[@ident='{response}']")
    return {
        each.findtext(f".//{QTI_SPACE}mattext", ""): each.get("ident", "")
        for each in field.iter(f"{QTI_SPACE}response_label")
    }


def test_newer_scores(tmp_path: Path) -> None:
    found = items(exported(tmp_path, QTI, *NEWER))
    for name, typed, given in [
        ("name", "velocity", 100),
        ("name", "speed", 0),
        ("net", "2-1", 100),
        ("net", "2-2", 0),
        ("size", "14x14", 100),
        ("size", "(14, 14)", 100),
        ("size", "7×7", 0),
        ("which", "option_b", 100),
        ("which", "option_a", 0),
    ]:
        assert score(found[name], typed) == given


def test_gaps_share_the_mark(tmp_path: Path) -> None:
    found = items(exported(tmp_path, QTI, *NEWER))
    exact, chosen = found["exact"], found["chosen"]
    first, second = labels(exact, "response_gap1"), labels(exact, "response_gap2")
    assert (list(first), list(second)) == (["-1", "−1"], ["2"])
    for text in first:
        answers = {"response_gap1": first[text], "response_gap2": second["2"]}
        assert share(exact, answers) == 100
    assert share(exact, {"response_gap2": second["2"]}) == 50
    offered = labels(chosen, "response_gap1")
    assert list(offered) == ["1.5", "3"]
    assert share(chosen, {"response_gap1": offered["1.5"]}) == 100
    assert share(chosen, {"response_gap1": offered["3"]}) == 0
    text = exact.findtext(f".//{QTI_SPACE}mattext", "")
    assert text.endswith("<p>It is [gap1] first</p><p>then [gap2].</p>")


def test_places_and_pairs_are_matched_with_letters(tmp_path: Path) -> None:
    found = items(exported(tmp_path, QTI, *NEWER))
    for name, texts in [("sort", ["v_3", "The second", "v_1"]), ("pair", ["-1<", "-1.9<"])]:
        shown = re.findall("<li>(.*?)</li>", found[name].findtext(f".//{QTI_SPACE}mattext", ""))
        right = {}
        for place, text in enumerate(texts, start=1):
            [number] = [n for n, line in enumerate(shown) if text in line]
            response = f"response_{place}"
            right[response] = labels(found[name], response)["ABCD"[number]]
        assert round(share(found[name], right)) == 100
        assert round(share(found[name], {**right, "response_1": "letter_Z"})) < 100


def test_canvas_draws_a_variant(tmp_path: Path) -> None:
    root = fromstring(opened(exported(tmp_path, QTI, *NEWER))["test_motion/test_motion.xml"])
    [group] = root.findall(f".//{QTI_SPACE}section[@title='limit']")
    assert group.findtext(f".//{QTI_SPACE}selection_number") == "1"
    names = [item.get("title") for item in group.iter(f"{QTI_SPACE}item")]
    assert names == ["limit", "limit.2", "limit.3", "limit.4"]
    idents = [item.get("ident") for item in root.iter(f"{QTI_SPACE}item")]
    assert len(set(idents)) == len(idents)


def test_free_answers_come_with_their_model(tmp_path: Path) -> None:
    why = items(exported(tmp_path, QTI, *NEWER))["why"]
    assert said(why)["general_fb"].startswith("<p>Old pushes <em>add up</em>.</p>\n<ul>")
    assert score(why, "They add up.") == 0


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (exported(tmp_path / name, QTI).files for name in ("one", "two"))
    assert one == two
