"""Write Moodle XML. Both languages go along as ``multilang`` spans, which Moodle's filter shows by the reader's language."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from assessments.exchange.build import WHOLE
from assessments.exchange.contract import Note
from assessments.exchange.outgoing import Outgoing, Written

Pair = dict[str, str]


def write(questions: Iterable[Outgoing]) -> Written:
    """A ``<quiz>`` of every question that Moodle can ask; the others are noted."""
    quiz, notes, count = Element("quiz"), [], 0
    for question in questions:
        make = TYPES.get(question.type)
        if make is None:
            notes.append(Note(question.code, "type_not_supported"))
            continue
        if question.picture:
            notes.append(Note(question.code, "picture_left_out"))
        name, fill = make
        fill(_begin(quiz, question, name), question)
        count += 1
    data = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="utf-8", xml_declaration=False)
    return Written(data, "questions.xml", "application/xml", count, notes)


def _begin(quiz: Element, question: Outgoing, name: str) -> Element:
    element = SubElement(quiz, "question", type=name)
    _put(SubElement(element, "name"), question.code)
    _put(SubElement(element, "questiontext", format="html"), _both(question.stem))
    _put(SubElement(element, "generalfeedback", format="html"), _both(question.feedback))
    SubElement(element, "defaultgrade").text = f"{question.marks}.0"
    return element


def _put(element: Element, text: str) -> None:
    SubElement(element, "text").text = text


def _both(pair: Pair) -> str:
    if not any(pair.values()) or pair["ar"] == pair["en"]:
        return _html(pair["ar"])
    spans = (f'<span lang="{language}" class="multilang">{_html(pair[language])}</span>' for language in ("ar", "en"))
    return "".join(spans)


def _html(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _answers(element: Element, options: Sequence[tuple[Pair, Fraction]]) -> None:
    for text, share in options:
        written = f"{float(share):.5f}".rstrip("0").rstrip(".")
        _put(SubElement(element, "answer", fraction=written, format="html"), _both(text))


def _choice(element: Element, question: Outgoing) -> None:
    SubElement(element, "single").text = "true"
    options = question.content["options"]
    _answers(element, [(one, Fraction(WHOLE * (one["id"] == question.answer["option"]))) for one in options])


def _several(element: Element, question: Outgoing) -> None:
    """A wrong tick takes away what a right one gives, as our rule does."""
    SubElement(element, "single").text = "false"
    right = question.answer["options"]
    each = Fraction(WHOLE, len(right))
    _answers(element, [(one, each if one["id"] in right else -each) for one in question.content["options"]])


def _true_false(element: Element, question: Outgoing) -> None:
    for word, value in (("true", True), ("false", False)):
        share = "100" if question.answer["value"] is value else "0"
        _put(SubElement(element, "answer", fraction=share, format="plain_text"), word)


def _numeric(element: Element, question: Outgoing) -> None:
    answer = SubElement(element, "answer", fraction="100")
    _put(answer, question.answer["value"])
    SubElement(answer, "tolerance").text = question.answer["tolerance"]
    if unit := question.content.get("unit"):
        entry = SubElement(SubElement(element, "units"), "unit")
        SubElement(entry, "multiplier").text = "1"
        SubElement(entry, "unit_name").text = unit["en"] or unit["ar"]


def _short_text(element: Element, question: Outgoing) -> None:
    SubElement(element, "usecase").text = "0"
    for one in question.answer["accepted"]:
        share = f"{float(Fraction(one['share']) * WHOLE):.5f}".rstrip("0").rstrip(".")
        _put(SubElement(element, "answer", fraction=share, format="plain_text"), one["text"])


def _matching(element: Element, question: Outgoing) -> None:
    right = {one["id"]: one for one in question.content["right"]}
    rows = [(left, right.pop(question.answer["pairs"][left["id"]])) for left in question.content["left"]]
    for one, other in [*rows, *(({"ar": "", "en": ""}, spare) for spare in right.values())]:
        part = SubElement(element, "subquestion", format="html")
        _put(part, _both(one))
        _put(SubElement(part, "answer"), _both(other))


def _ordering(element: Element, question: Outgoing) -> None:
    items = {one["id"]: one for one in question.content["items"]}
    for place, name in enumerate(question.answer["order"], start=1):
        _put(SubElement(element, "answer", fraction=f"{place}.0", format="html"), _both(items[name]))


TYPES: dict[str, tuple[str, Callable[[Element, Outgoing], None]]] = {
    "single_choice": ("multichoice", _choice),
    "multiple_response": ("multichoice", _several),
    "true_false": ("truefalse", _true_false),
    "numeric": ("numerical", _numeric),
    "short_text": ("shortanswer", _short_text),
    "matching": ("matching", _matching),
    "ordering": ("ordering", _ordering),
}
