"""QTI for Canvas: the published schema's rules, written down by hand, and what answers earn."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from studyreport.project import load
from studyreport.quiz.bank import load_bank
from studyreport.quiz.export.qti import QTI
from studyreport.quiz.export.run import Exported, export
from tests.quiz.export.house import IDS, PNG, exported
from tests.quiz.little import CODE, NUMBER, ONE, SEVERAL, changed

QTI_SPACE = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
PACKAGE_SPACE = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"

_TEST = "(not|and|or|unanswered|other|varequal|varlt|varlte|vargt|vargte|varsubstring) "
# Of every element: its children in order, as a pattern of names each followed by a space.
CONTENT = {
    "questestinterop": "(qticomment )?(objectbank |assessment |(section |item )+)",
    "assessment": "(qticomment )?(duration )?(qtimetadata )*(objectives )*(assessmentcontrol )*"
    "(rubric )*(presentation_material )?(outcomes_processing )*(assessproc_extension )?"
    "(assessfeedback )*(selection_ordering )?(reference )?(sectionref |section )+",
    "section": "(qticomment )?(duration )?(qtimetadata )*(objectives )*(sectioncontrol )*"
    "(rubric )*(presentation_material )?(outcomes_processing )*(sectionfeedback )*"
    "(selection_ordering )?(reference )?(itemref |item |sectionref |section )*",
    "item": "(qticomment )?(duration )?(itemmetadata )?(objectives )*(itemcontrol )*"
    "(itemprecondition )*(itempostcondition )*(itemrubric |rubric )*(presentation )?"
    "(resprocessing )*(itemproc_extension )?(itemfeedback )*(reference )?",
    "itemmetadata": "(qtimetadata )*",
    "qtimetadata": "(vocabulary )?(qtimetadatafield )+",
    "qtimetadatafield": "fieldlabel fieldentry ",
    "fieldlabel": "",
    "fieldentry": "",
    "presentation": "(qticomment )?(flow |(material |response_lid |response_str |response_num )+)",
    "response_lid": "(material |material_ref )?(render_choice |render_fib )(material )?",
    "response_str": "(material |material_ref )?(render_choice |render_fib )(material )?",
    "render_choice": "(material |material_ref |response_label |flow_label )*(response_na )?",
    "render_fib": "(material |material_ref |response_label |flow_label )*(response_na )?",
    "response_label": "(qticomment |material |material_ref |flow_mat )*",
    "material": "(qticomment )?(mattext |matemtext |matimage |matref )+(altmaterial )*",
    "mattext": "",
    "flow_mat": "(qticomment )?(flow_mat |material |material_ref )+",
    "resprocessing": "(qticomment )?outcomes (respcondition |itemproc_extension )+",
    "outcomes": "(qticomment )?(decvar |interpretvar )+",
    "decvar": "",
    "respcondition": "(qticomment )?conditionvar (setvar )*(displayfeedback )*",
    "conditionvar": f"({_TEST})+",
    "and": f"({_TEST})+",
    "or": f"({_TEST})+",
    "not": f"({_TEST})",
    "other": "",
    "varequal": "",
    "vargte": "",
    "varlte": "",
    "setvar": "",
    "displayfeedback": "",
    "itemfeedback": "(qticomment )?(flow_mat |material |solution |hint )+",
}
NAME = r"[A-Za-z_][\w.-]*"
# Of every element: attributes that it must have, and patterns for all that it may have.
ATTRIBUTES = {
    "questestinterop": ("", {"schemaLocation": r"\S+ \S+"}),
    "assessment": ("ident", {"ident": NAME, "title": ".+"}),
    "section": ("ident", {"ident": NAME, "title": ".+"}),
    "item": ("ident", {"ident": NAME, "title": ".+", "maxattempts": r"\d+", "label": ".*"}),
    "response_lid": ("ident", {"ident": NAME, "rcardinality": "Single|Multiple|Ordered"}),
    "response_str": ("ident", {"ident": NAME, "rcardinality": "Single|Multiple|Ordered"}),
    "render_choice": ("", {"shuffle": "Yes|No"}),
    "render_fib": ("", {"fibtype": "String|Integer|Decimal|Scientific", "rows": r"\d+"}),
    "response_label": ("ident", {"ident": NAME, "rshuffle": "Yes|No"}),
    "mattext": ("", {"texttype": "text/(plain|html|rtf)"}),
    "decvar": (
        "",
        {
            "varname": NAME,
            "vartype": "Integer|String|Decimal|Scientific|Boolean|Enumerated|Set",
            "minvalue": r"-?\d+",
            "maxvalue": r"-?\d+",
        },
    ),
    "respcondition": ("", {"continue": "Yes|No", "title": ".*"}),
    "varequal": ("respident", {"respident": NAME, "case": "Yes|No"}),
    "vargte": ("respident", {"respident": NAME}),
    "varlte": ("respident", {"respident": NAME}),
    "setvar": ("", {"varname": NAME, "action": "Set|Add|Subtract|Multiply|Divide"}),
    "displayfeedback": ("linkrefid", {"linkrefid": NAME, "feedbacktype": "Response|Solution|Hint"}),
    "itemfeedback": ("ident", {"ident": NAME, "view": ".*"}),
}


def local(name: str) -> str:
    return name.rpartition("}")[2]


def faults(element: Element) -> Iterator[str]:
    """Yield what breaks the schema of QTI 1.2 in an element and below it."""
    name = local(element.tag)
    if element.tag != QTI_SPACE + name or name not in CONTENT:
        yield f"{element.tag}: unknown"
        return
    children = "".join(f"{local(child.tag)} " for child in element)
    if not re.fullmatch(CONTENT[name], children):
        yield f"{name}: {children}"
    if len(element) and any((text or "").strip() for text in (element.text, *tails(element))):
        yield f"{name}: text between elements"
    needed, known = ATTRIBUTES.get(name, ("", {}))
    if needed and needed not in element.attrib:
        yield f"{name}: no {needed}"
    for attribute, value in element.attrib.items():
        if not re.fullmatch(known.get(local(attribute), "(?!)"), value):
            yield f"{name}: {attribute}={value!r}"
    for child in element:
        yield from faults(child)


def tails(element: Element) -> list[str | None]:
    return [child.tail for child in element]


def loose_ends(item: Element) -> Iterator[str]:
    """Yield references of an item that lead to nothing, and names given twice."""

    def all_of(tag: str, attribute: str) -> list[str]:
        return [each.get(attribute, "") for each in item.iter(QTI_SPACE + tag)]

    responses = all_of("response_lid", "ident") + all_of("response_str", "ident")
    for tag in ("varequal", "vargte", "varlte"):
        yield from set(all_of(tag, "respident")) - set(responses)
    feedback, labels = all_of("itemfeedback", "ident"), all_of("response_label", "ident")
    yield from set(all_of("displayfeedback", "linkrefid")) ^ set(feedback)
    yield from {name for name in feedback if feedback.count(name) > 1}
    yield from {name for name in labels if labels.count(name) > 1}
    if item.find(f".//{QTI_SPACE}response_lid") is not None:
        yield from {e.text or "" for e in item.iter(QTI_SPACE + "varequal")} - set(labels)


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
    assert len(items(done)) == done.items > 0


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


def score(item: Element, *typed: str) -> int:
    """Return what Canvas gives: the first condition that sets the score, if it holds."""
    for condition in item.iter(f"{QTI_SPACE}respcondition"):
        set_score = condition.find(f"{QTI_SPACE}setvar")
        variable = condition.find(f"{QTI_SPACE}conditionvar")
        if set_score is not None and variable is not None and any_holds(variable, typed):
            return int(set_score.text or "")
    return 0


def any_holds(variable: Element, typed: tuple[str, ...]) -> bool:
    return any(holds(test, typed) for test in variable)


def holds(test: Element, typed: tuple[str, ...]) -> bool:
    text, name = test.text or "", local(test.tag)
    if name in ("and", "or", "not"):
        found = [holds(child, typed) for child in test]
        return {"and": all(found), "or": any(found), "not": not found[0]}[name]
    if name == "varequal":
        return text in typed
    bound, value = Decimal(text), Decimal(typed[0])
    return value >= bound if name == "vargte" else value <= bound


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


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (exported(tmp_path / name, QTI).files for name in ("one", "two"))
    assert one == two
