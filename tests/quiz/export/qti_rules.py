"""The rules of QTI 1.2, written down by hand from its published schema, and how Canvas marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

QTI_SPACE = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"

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
    "selection_ordering": "(qticomment )?(sequence_parameter )*(selection )*(order )?",
    "selection": "(sourcebank_ref )?(selection_number )?(selection_metadata )?"
    "(and_selection |or_selection |not_selection |selection_extension )?",
    "selection_number": "",
    "selection_extension": "points_per_item ",  # the schema takes anything here, Canvas this
    "points_per_item": "",
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
    for render in item.iter(QTI_SPACE + "render_choice"):
        names = [label.get("ident", "") for label in render]
        yield from {name for name in names if names.count(name) > 1}
    yield from {name for name in responses if responses.count(name) > 1}
    if item.find(f".//{QTI_SPACE}response_lid") is not None:
        yield from {e.text or "" for e in item.iter(QTI_SPACE + "varequal")} - set(labels)


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


def share(item: Element, answers: dict[str, str]) -> Decimal:
    """Return what Canvas gives where each of several fields adds a part."""
    total = Decimal(0)
    for condition in item.iter(f"{QTI_SPACE}respcondition"):
        mark = condition.find(f"{QTI_SPACE}setvar")
        tests = list(condition.iter(f"{QTI_SPACE}varequal"))
        if mark is not None and mark.get("action") == "Add":
            held = any(answers.get(test.get("respident", "")) == test.text for test in tests)
            total += Decimal(mark.text or "") if held else 0
    return total
