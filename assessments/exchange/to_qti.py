"""Write a QTI 3.0 content package: one item a question, in one language, as the format has it."""

import io
import zipfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement, tostring

from assessments.exchange.contract import Note
from assessments.exchange.outgoing import Outgoing, Written

ITEM = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
RESPONSE = "RESPONSE"
TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
DAY_ONE = (2026, 1, 1, 0, 0, 0)  # the same questions give the same bytes


def write(questions: Iterable[Outgoing], *, language: str) -> Written:
    """A package of every question that QTI can ask as we do; the others are noted."""
    items, notes = {}, []
    for question in questions:
        make = TYPES.get(question.type)
        if make is None:
            notes.append(Note(question.code, "type_not_supported"))
            continue
        lost = ["picture_left_out"] * bool(question.picture) + ["marks_left_out"] * (question.marks > 1)
        lost += ["tolerance_left_out"] * (question.answer.get("tolerance", "0") not in ("0", "0.0"))
        notes += [Note(question.code, code) for code in lost]
        items[f"items/{question.code}.xml"] = _document(_item(question, make, language))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"imsmanifest.xml": _document(_manifest(list(items))), **items}.items():
            archive.writestr(zipfile.ZipInfo(name, DAY_ONE), data, zipfile.ZIP_DEFLATED)
    return Written(out.getvalue(), f"questions.{language}.qti.zip", "application/zip", len(items), notes)


def _document(root: Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8", xml_declaration=False)


def _manifest(names: list[str]) -> Element:
    manifest = Element("manifest", {"xmlns": PACKAGE, "identifier": "questions"})
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    for number, name in enumerate(names, start=1):
        resource = SubElement(resources, "resource", identifier=f"r{number}", type="imsqti_item_xmlv3p0", href=name)
        SubElement(resource, "file", href=name)
    return manifest


Make = Callable[[Element, Element, Outgoing, str], None]


def _item(question: Outgoing, make: Make, language: str) -> Element:
    attributes = {
        "xmlns": ITEM,
        "identifier": question.code,
        "title": question.code,
        "adaptive": "false",
        "time-dependent": "false",
    }
    item = Element("qti-assessment-item", {**attributes, "xml:lang": language})
    declared = SubElement(item, "qti-response-declaration", identifier=RESPONSE)
    score = {"identifier": "SCORE", "cardinality": "single", "base-type": "float"}
    SubElement(item, "qti-outcome-declaration", score)
    body = SubElement(item, "qti-item-body")
    for line in _said(question.stem, language).split("\n"):
        SubElement(body, "p").text = line
    make(declared, body, question, language)
    mapped = declared.find("qti-mapping") is not None
    SubElement(item, "qti-response-processing", template=f"{TEMPLATES}/{'map_response' if mapped else 'match_correct'}")
    if feedback := _said(question.feedback, language):
        shown = {"outcome-identifier": "SCORE", "identifier": "feedback", "show-hide": "hide"}
        SubElement(item, "qti-modal-feedback", shown).text = feedback
    return item


def _said(pair: dict[str, str], language: str) -> str:
    return pair[language] or pair["ar"]


def _declare(declared: Element, cardinality: str, base: str, right: list[str]) -> None:
    declared.set("cardinality", cardinality)
    declared.set("base-type", base)
    correct = SubElement(declared, "qti-correct-response")
    for value in right:
        SubElement(correct, "qti-value").text = value


def _map(declared: Element, worth: dict[str, Fraction]) -> None:
    """What each value earns; the whole is never below nothing."""
    mapping = SubElement(declared, "qti-mapping", {"default-value": "0", "lower-bound": "0"})
    for key, share in worth.items():
        SubElement(mapping, "qti-map-entry", {"map-key": key, "mapped-value": f"{float(share):.6g}"})


def _choices(element: Element, tag: str, options: list[dict[str, str]], language: str, **more: str) -> None:
    for one in options:
        attributes = {"identifier": one["id"], **{name.replace("_", "-"): value for name, value in more.items()}}
        SubElement(element, tag, attributes).text = _said(one, language)


def _choice(declared: Element, body: Element, question: Outgoing, language: str) -> None:
    several = question.type == "multiple_response"
    right = question.answer["options"] if several else [question.answer["option"]]
    _declare(declared, "multiple" if several else "single", "identifier", right)
    if several:
        each = Fraction(1, len(right))
        _map(declared, {one["id"]: each if one["id"] in right else -each for one in question.content["options"]})
    attributes = {"response-identifier": RESPONSE, "max-choices": "0" if several else "1", "shuffle": "true"}
    _choices(SubElement(body, "qti-choice-interaction", attributes), "qti-simple-choice", question.content["options"], language)


def _true_false(declared: Element, body: Element, question: Outgoing, language: str) -> None:
    _declare(declared, "single", "identifier", ["true" if question.answer["value"] else "false"])
    asked = SubElement(body, "qti-choice-interaction", {"response-identifier": RESPONSE, "max-choices": "1"})
    words = [{"id": "true", "ar": "صواب", "en": "True"}, {"id": "false", "ar": "خطأ", "en": "False"}]
    _choices(asked, "qti-simple-choice", words, language)


def _ordering(declared: Element, body: Element, question: Outgoing, language: str) -> None:
    _declare(declared, "ordered", "identifier", question.answer["order"])
    asked = SubElement(body, "qti-order-interaction", {"response-identifier": RESPONSE, "shuffle": "true"})
    _choices(asked, "qti-simple-choice", question.content["items"], language)


def _matching(declared: Element, body: Element, question: Outgoing, language: str) -> None:
    pairs = {f"{left} {right}": Fraction(1, len(question.answer["pairs"])) for left, right in question.answer["pairs"].items()}
    _declare(declared, "multiple", "directedPair", list(pairs))
    _map(declared, pairs)
    asked = SubElement(body, "qti-match-interaction", {"response-identifier": RESPONSE, "shuffle": "true"})
    for side in ("left", "right"):
        choices = SubElement(asked, "qti-simple-match-set")
        _choices(choices, "qti-simple-associable-choice", question.content[side], language, match_max="1")


def _entry(declared: Element, body: Element, question: Outgoing, language: str) -> None:
    if question.type == "numeric":
        _declare(declared, "single", "float", [question.answer["value"]])
    else:
        accepted = {one["text"]: Fraction(one["share"]) for one in question.answer["accepted"]}
        _declare(declared, "single", "string", [text for text, share in accepted.items() if share == 1][:1])
        _map(declared, accepted)
    SubElement(SubElement(body, "p"), "qti-text-entry-interaction", {"response-identifier": RESPONSE})


TYPES: dict[str, Make] = {
    "single_choice": _choice,
    "multiple_response": _choice,
    "true_false": _true_false,
    "numeric": _entry,
    "short_text": _entry,
    "ordering": _ordering,
    "matching": _matching,
}
