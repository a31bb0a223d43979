"""QTI 1.2 for Canvas: a package with one practice quiz per test, and the images that they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from studyreport.project import Project
from studyreport.quiz.export.archive import archive
from studyreport.quiz.export.documents import child, document
from studyreport.quiz.export.format import Files, Format, Part
from studyreport.quiz.export.pictures import Picture
from studyreport.quiz.export.qti_kinds import item
from studyreport.quiz.export.question import Question
from studyreport.quiz.export.writing import PlainMath, Writer, mathml

_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_META = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
_IMAGES = "images"


@dataclass(frozen=True)
class Item:
    """An item, or a group of which Canvas draws one, and the images in it."""

    element: Element
    pictures: dict[str, Picture]


class _Qti(Format[Item]):
    """A zip archive with a manifest."""

    file = "canvas.zip"
    holds_variants = True

    def carry(self, project: Project, question: Question) -> Item:
        """Return the item. Its formulas are MathML: Canvas would fetch pictures of TeX."""
        pictures: dict[str, Picture] = {}
        made = []
        for variant in question.variants:
            writer = Writer(project, variant, PlainMath(mathml), _address)
            made.append(item(writer))
            pictures |= writer.pictures
        return Item(_group(question.id, made) if len(made) > 1 else made[0], pictures)

    def pack(self, project: Project, parts: Sequence[Part[Item]]) -> Files:  # noqa: ARG002
        """Return the archive."""
        pictures = {
            f"{_IMAGES}/{name}": picture.data
            for part in parts
            for one in part.questions
            for name, picture in one.pictures.items()
        }
        files = {"imsmanifest.xml": document(_manifest(parts, sorted(pictures)))}
        for part in parts:
            name = _name(part)
            files[f"{name}/{name}.xml"] = document(_assessment(part))
            files[f"{name}/assessment_meta.xml"] = document(_settings(part))
        return {"": archive(files | {name: pictures[name] for name in sorted(pictures)})}


def _address(picture: Picture) -> str:
    return f"%24IMS-CC-FILEBASE%24/{_IMAGES}/{picture.name}"


def _name(part: Part[Item]) -> str:
    return f"test_{part.name}"


def _root(tag: str, space: str, location: str, **attributes: str) -> Element:
    named = {"xmlns": space, "xmlns:xsi": _SCHEMA, "xsi:schemaLocation": f"{space} {location}"}
    return Element(tag, {**named, **attributes})


def _assessment(part: Part[Item]) -> Element:
    root = _root("questestinterop", _QTI, "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd")
    made = child(root, "assessment", ident=_name(part), title=part.title)
    child(made, "section", ident="root_section").extend(one.element for one in part.questions)
    return root


def _group(name: str, items: Sequence[Element]) -> Element:
    """Return items of which Canvas draws one at each attempt."""
    made = Element("section", ident=f"group_{name.replace('-', '_')}", title=name)
    selection = child(child(made, "selection_ordering"), "selection")
    child(selection, "selection_number", "1")
    child(child(selection, "selection_extension"), "points_per_item", "1.0")
    made.extend(items)
    return made


def _settings(part: Part[Item]) -> Element:
    """Return what QTI has no words for: a quiz to practise with, as often as one likes."""
    root = _root("quiz", _CANVAS, "https://canvas.instructure.com/xsd/cccv1p0.xsd")
    root.set("identifier", _name(part))
    settings = {
        "title": part.title,
        "shuffle_answers": "true",
        "scoring_policy": "keep_highest",
        "quiz_type": "practice_quiz",
        "points_possible": f"{len(part.questions)}.0",
        "show_correct_answers": "true",
        "allowed_attempts": "-1",
        "available": "false",
    }
    for name, text in settings.items():
        child(root, name, text)
    return root


def _manifest(parts: Sequence[Part[Item]], pictures: Sequence[str]) -> Element:
    location = "http://www.imsglobal.org/xsd/imscp_v1p1.xsd"
    root = _root("manifest", _PACKAGE, location, identifier="study_report")
    metadata = child(root, "metadata")
    child(metadata, "schema", "IMS Content")
    child(metadata, "schemaversion", "1.1.3")
    child(root, "organizations")
    resources = child(root, "resources")
    for part in parts:
        _resources(resources, _name(part))
    for number, href in enumerate(pictures, start=1):
        image = {"identifier": f"image_{number}", "type": "webcontent", "href": href}
        child(child(resources, "resource", **image), "file", href=href)
    return root


def _resources(resources: Element, name: str) -> None:
    test = child(resources, "resource", identifier=name, type="imsqti_xmlv1p2")
    child(test, "file", href=f"{name}/{name}.xml")
    child(test, "dependency", identifierref=f"{name}_settings")
    href = f"{name}/assessment_meta.xml"
    settings = {"identifier": f"{name}_settings", "type": _META, "href": href}
    child(child(resources, "resource", **settings), "file", href=href)


QTI = _Qti()
