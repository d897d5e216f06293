"""Moodle XML. Source: docs.moodle.org, "Moodle XML format", and Moodle's ``question/format/xml/format.php``."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from assessments.exchange import build
from assessments.exchange.contract import Reading, Source, WrongItem
from assessments.exchange.text import Plain, decoded, from_html, from_plain, picture

NAME, TRUE = "moodle_xml", ("true", "1")
Made = tuple[Source, list[str]]


def read(root: Element) -> Reading:
    """Every question of a ``<quiz>``. A question that cannot be asked here is a note."""
    reading = Reading(NAME)
    for number, question in enumerate(_questions(root), start=1):
        item = _text(question.find("name")).strip() or f"question {number}"
        reading.take(item, lambda question=question: _question(question))  # type: ignore[misc]
    return reading


def _questions(root: Element) -> list[Element]:
    return [found for found in root.iter("question") if found.get("type") != "category"]


def _question(question: Element) -> Made:
    make = TYPES.get(question.get("type") or "")
    if make is None:
        raise WrongItem("type_not_supported")
    stem = _plain(question.find("questiontext"))
    source, lost = make(question)
    marks, rounded = build.marks(question.findtext("defaultgrade") or "1")
    drawing, image = _picture(question, stem)
    feedback = build.with_feedback(_plain(question.find("generalfeedback")).pair(), _remarks(question))
    lost = [*lost, *rounded, *(["formatting_lost"] if stem.lost else [])]
    return build.whole(source, stem=stem.pair(), feedback=feedback, marks=marks, picture=drawing, image=image), lost


def _multichoice(question: Element) -> Made:
    options = [(_plain(answer).pair(), build.percent(answer.get("fraction"))) for answer in question.findall("answer")]
    if any(_plain(answer).pictures for answer in question.findall("answer")):
        raise WrongItem("media_not_supported")
    return build.choice(options, several=(question.findtext("single") or "true").strip().lower() not in TRUE)


def _true_false(question: Element) -> Made:
    for answer in question.findall("answer"):
        if build.percent(answer.get("fraction")) == build.WHOLE:
            return build.true_false(_text(answer).strip().lower() == "true"), []
    raise WrongItem("no_answer")


def _short_answer(question: Element) -> Made:
    accepted = [(_text(answer).strip(), build.percent(answer.get("fraction"))) for answer in question.findall("answer")]
    strict = (question.findtext("usecase") or "0").strip() == "1"
    return build.short_text([one for one in accepted if one[0] != "*"]), ["case_ignored"] if strict else []


def _numerical(question: Element) -> Made:
    earning = [answer for answer in question.findall("answer") if build.percent(answer.get("fraction")) > 0]
    full = [answer for answer in earning if build.percent(answer.get("fraction")) == build.WHOLE]
    if not full:
        raise WrongItem("no_answer")
    unit = next((one.findtext("unit_name") or "" for one in question.iter("unit")), "").strip()
    made = build.numeric(_text(full[0]), full[0].findtext("tolerance") or "0", {"ar": unit, "en": unit} if unit else None)
    return made, ["other_answers"] if len(earning) > 1 else []


def _matching(question: Element) -> Made:
    pairs, spare = [], []
    for part in question.findall("subquestion"):
        left, right = _plain(part).pair(), _plain(part.find("answer")).pair()
        if left["ar"]:
            pairs.append((left, right))
        elif right["ar"]:
            spare.append(right)
    if not pairs:
        raise WrongItem("no_answer")
    lost = any(_plain(part).lost for part in question.findall("subquestion"))
    return build.matching(pairs, spare), ["formatting_lost"] if lost else []


def _ordering(question: Element) -> Made:
    answers = sorted(question.findall("answer"), key=lambda answer: build.percent(answer.get("fraction")))
    if not answers:
        raise WrongItem("no_answer")
    return build.ordering([_plain(answer).pair() for answer in answers]), []


TYPES: dict[str, Callable[[Element], Made]] = {
    "multichoice": _multichoice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
}


def _text(element: Element | None) -> str:
    return (element.findtext("text") or "") if element is not None else ""


def _plain(element: Element | None) -> Plain:
    text = _text(element)
    form = element.get("format", "html") if element is not None else ""
    return from_plain(text) if form == "plain_text" else from_html(text)


def _remarks(question: Element) -> list[tuple[str, build.Pair]]:
    """What is said to who chose a single answer."""
    found = [(_plain(answer).pair()["ar"], _plain(answer.find("feedback")).pair()) for answer in question.findall("answer")]
    return [(answer, remark) for answer, remark in found if remark["ar"]]


def _picture(question: Element, stem: Plain) -> tuple[str, dict[str, object] | None]:
    if not stem.pictures:
        return "", None
    if len(stem.pictures) > 1:
        raise WrongItem("media_not_supported")
    (address, alt), text = stem.pictures[0], question.find("questiontext")
    if address.startswith("data:image/"):
        return picture(decoded(address.partition("base64,")[2]), alt)
    for file in text.findall("file") if text is not None else []:
        if file.get("name") == address.rpartition("/")[2] and file.get("encoding") == "base64":
            return picture(decoded(file.text or ""), alt)
    raise WrongItem("picture_missing")
